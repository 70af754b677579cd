import { isWithin, type DateOnly } from '../../law/date.js';
import { openVomiting, slotState, type LedgerEntry, type SlotState } from './ledger.rules.js';

/** What the rules need to know of an order that was approved. */
export interface OrderInForce {
  readonly id: string;
  readonly fromOn: DateOnly;
  readonly untilOn: DateOnly;
  /** The last day on which it holds where it was ended early. */
  readonly endedOn: DateOnly | null;
  /** One dose for each slot of a day, in the order's unit. */
  readonly doses: readonly number[];
}

export interface Slot {
  readonly slot: number;
  readonly dose: number;
  readonly orderId: string;
}

/** The slots that the order gives a day; none outside its days. */
export function slotsOn(order: OrderInForce, day: DateOnly): readonly Slot[] {
  const last = order.endedOn !== null && order.endedOn < order.untilOn ? order.endedOn : order.untilOn;
  if (!isWithin(day, order.fromOn, last)) return [];
  return order.doses.map((dose, at) => ({ slot: at + 1, dose, orderId: order.id }));
}

/** The slots of a day out of all orders of an episode; the database keeps two from holding on one day. */
export function slotsOfDay(orders: readonly OrderInForce[], day: DateOnly): readonly Slot[] {
  return orders.flatMap((order) => slotsOn(order, day));
}

export interface SlotOfDay extends Slot {
  readonly state: SlotState;
  /** The entry of vomiting for which nothing has been given again so far. */
  readonly vomitedId: string | null;
}

/** How each slot of a day stands. @param entries of that day */
export function dayOf(slots: readonly Slot[], entries: readonly LedgerEntry[]): readonly SlotOfDay[] {
  return slots.map((slot) => {
    const ofSlot = entries.filter((entry) => entry.slot === slot.slot);
    return { ...slot, state: slotState(ofSlot), vomitedId: openVomiting(ofSlot)?.id ?? null };
  });
}
