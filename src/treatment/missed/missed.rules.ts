import { addDays, type DateOnly } from '../../law/date.js';
import type { LedgerEntry } from '../ledger/ledger.rules.js';
import { dayOf, slotsOfDay, type OrderInForce, type Slot } from '../ledger/slots.rules.js';

/**
 * Slots of a day that nobody gave, refused or already called missed: what is to be entered after closing time.
 *
 * @param closed the site did not give that day, so that nothing was due
 */
export function missedSlots(
  orders: readonly OrderInForce[],
  entries: readonly LedgerEntry[],
  day: DateOnly,
  closed: boolean,
): readonly Slot[] {
  if (closed) return [];
  const ofDay = entries.filter((entry) => entry.day === day);
  return dayOf(slotsOfDay(orders, day), ofDay).filter(({ state }) => state === 'due');
}

/** How a day counts in a run: without any dose, with one, or not at all (no order, site closed). */
export type DayCount = 'missed' | 'broken' | 'not-counted';

const CAME: ReadonlySet<string> = new Set(['given', 'refused', 'withheld']);

/** A day counts as missed when every slot of it was; one dose taken, refused or held at the window breaks the run. */
export function countOf(
  orders: readonly OrderInForce[],
  entries: readonly LedgerEntry[],
  day: DateOnly,
): DayCount {
  const slots = dayOf(
    slotsOfDay(orders, day),
    entries.filter((entry) => entry.day === day),
  );
  if (slots.some(({ state }) => CAME.has(state))) return 'broken';
  return slots.some(({ state }) => state === 'missed') ? 'missed' : 'not-counted';
}

/**
 * Missed days in a row up to a day. Days on which nothing was due neither count nor end the run: somebody who is away
 * does not come back by a closing day.
 *
 * @param most days that are looked back; the run is no longer than that
 */
export function missedRun(countOn: (day: DateOnly) => DayCount, until: DateOnly, most: number): number {
  let run = 0;
  for (let back = 0; back < most; back++) {
    const count = countOn(addDays(until, -back));
    if (count === 'broken') return run;
    if (count === 'missed') run += 1;
  }
  return run;
}

/** What the protocol and the law say about missed days; each may be absent, and then nothing follows from it. */
export interface MissedPoints {
  /** Days in a row at which the site is warned. */
  readonly warnAt: readonly number[] | null;
  /** From so many days in a row the next dose waits for a clinician. */
  readonly holdFrom: number | null;
  /** From so many days there is a ground to end the treatment, by the law of the day. */
  readonly groundFrom: number | null;
}

export interface MissedConsequences {
  /** Points that were reached, each told once in a run. */
  readonly warnsAt: readonly number[];
  readonly holds: boolean;
  readonly ground: boolean;
}

/**
 * What the day that just closed leads to. A correction may lengthen a run by several days at once: what was passed counts as
 * what was reached, and whoever tells or proposes does so once in a run.
 */
export function consequencesOf(
  run: number,
  { warnAt, holdFrom, groundFrom }: MissedPoints,
): MissedConsequences {
  return {
    warnsAt: warnAt?.filter((point) => point <= run) ?? [],
    holds: holdFrom !== null && run >= holdFrom,
    ground: groundFrom !== null && run >= groundFrom,
  };
}
