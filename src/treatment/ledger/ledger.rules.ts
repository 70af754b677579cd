import type { DateOnly } from '../../law/date.js';
import { DOSE_EVENT_KINDS, type DoseEventKind, type SlotOutcome } from './dose-event.kinds.js';

/** What the rules need to know of an event. */
export interface LedgerEntry {
  readonly id: string;
  readonly kind: DoseEventKind;
  readonly day: DateOnly;
  /** From 1; the order says how many a day has. */
  readonly slot: number;
  /** Microlitres or pieces; 0 where nothing is measured. */
  readonly measured: number;
  /** The event that it voids, follows or brings back. */
  readonly namesId: string | null;
}

/** What an event does to its lot: to what may be given, and to what came back. */
export interface StockChange {
  readonly usable: number;
  readonly returned: number;
}

const NOTHING: StockChange = { usable: 0, returned: 0 };

/** Entries that hold: neither counter-entries nor what one of them names. */
export function standing<E extends LedgerEntry>(entries: readonly E[]): readonly E[] {
  const voided = new Set(entries.filter(({ kind }) => kind === 'voided').map(({ namesId }) => namesId));
  return entries.filter(({ id, kind }) => kind !== 'voided' && !voided.has(id));
}

/**
 * What an entry does to the stock at its own moment: a day that was closed is not changed by a later correction, which
 * counts on the day on which it was entered.
 *
 * @param named the entry that a void names
 */
export function stockChangeOf(entry: LedgerEntry, named: LedgerEntry | null): StockChange {
  const { measured } = entry;
  switch (DOSE_EVENT_KINDS[entry.kind].stock) {
    case 'none':
      return NOTHING;
    case 'out':
      return { usable: 0 - measured, returned: 0 };
    case 'returned':
      return { usable: 0, returned: measured };
    case 'reversed':
      return named === null ? NOTHING : negated(stockChangeOf(named, null));
  }
}

const negated = ({ usable, returned }: StockChange): StockChange => ({
  usable: 0 - usable,
  returned: 0 - returned,
});

/** How a slot stands after all that was entered of it. A dose given beats a refusal, which beats a derived miss. */
export type SlotState = 'due' | SlotOutcome;

const STRONGEST: readonly SlotOutcome[] = ['given', 'refused', 'withheld', 'missed'];

/** @param entries of this day and slot, in any order */
export function slotState(entries: readonly LedgerEntry[]): SlotState {
  const held = standing(entries);
  const returned = new Set(
    held.filter(({ kind }) => kind === 'take-home-returned').map(({ namesId }) => namesId),
  );
  const outcomes = new Set(
    held.filter(({ id }) => !returned.has(id)).map(({ kind }) => DOSE_EVENT_KINDS[kind].outcome),
  );
  return STRONGEST.find((outcome) => outcomes.has(outcome)) ?? 'due';
}

/** What was vomited of a slot, as long as nothing has been given again for it. @param entries of this day and slot */
export function openVomiting<E extends LedgerEntry>(entries: readonly E[]): E | null {
  const held = standing(entries);
  const answered = new Set(held.filter(({ kind }) => kind === 're-dosed').map(({ namesId }) => namesId));
  return held.find(({ id, kind }) => kind === 'vomited' && !answered.has(id)) ?? null;
}

/** Entries that stand and name this one: it cannot be voided before them. */
export function dependents<E extends LedgerEntry>(entries: readonly E[], id: string): readonly E[] {
  return standing(entries).filter(({ namesId }) => namesId === id);
}
