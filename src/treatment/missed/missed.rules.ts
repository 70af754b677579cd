import { addDays, daysBetween, type DateOnly } from '../../law/date.js';
import { DOSE_EVENT_KINDS, DOSE_EVENT_KIND_NAMES, type DoseEventKind } from '../ledger/dose-event.kinds.js';
import { slotState, type LedgerEntry } from '../ledger/ledger.rules.js';
import { dayOf, slotsOfDay, type OrderInForce, type Slot } from '../ledger/slots.rules.js';

/** Kinds of entries by which a person has come to a window: he drank, would not, or was not given it. */
export const COMING_KINDS: readonly DoseEventKind[] = DOSE_EVENT_KIND_NAMES.filter((kind) => {
  const { outcome } = DOSE_EVENT_KINDS[kind];
  return outcome !== null && outcome !== 'missed';
});

/**
 * How the site that has the person as a guest stands on a day: closed for it, as it said while the home could still give
 * ('closed') or only afterwards ('closed-late').
 */
export type HostState = 'none' | 'open' | 'over' | 'closed' | 'closed-late';

/** What is known of a day of a person who was expected at a site that has closed. */
export interface DayFacts {
  /** Orders that hold on the day. */
  readonly orders: readonly OrderInForce[];
  /** Entries of the day. */
  readonly entries: readonly LedgerEntry[];
  /** A site may give a dose of the day by a token. */
  readonly keptAhead: boolean;
  readonly host: HostState;
}

export interface DayFinding {
  /** Slots that nobody gave, refused or already called missed. */
  readonly missed: readonly Slot[];
  /** He came for no dose of the day, ordered or not. */
  readonly absent: boolean;
  readonly ordered: boolean;
  /** Somebody may still give a dose of the day: nothing of it is missed yet. */
  readonly waits: boolean;
}

/**
 * Whether anybody expected a person on a day: the site that has him as a guest, or, where he is no guest or that site had
 * said in time that it gives nothing, his home.
 */
export const isExpectedSomewhere = (homeClosed: boolean, host: HostState): boolean =>
  host === 'none' || host === 'closed' ? !homeClosed : host !== 'closed-late';

/**
 * What a day is that has ended. Whoever has no order and did not come is absent as well: that an order has ended says nothing
 * of where he is.
 */
export function findingOf(day: DateOnly, { orders, entries, keptAhead, host }: DayFacts): DayFinding {
  const slots = slotsOfDay(orders, day);
  const ordered = slots.length > 0;
  const missed = dayOf(slots, entries).filter(({ state }) => state === 'due');
  const absent = !hasCome(entries);
  const waits = (missed.length > 0 || absent) && (keptAhead || host === 'open');
  return waits ? { missed: [], absent: false, ordered, waits } : { missed, absent, ordered, waits };
}

/** One dose taken, refused or held at the window is enough, with or without an order. */
function hasCome(entries: readonly LedgerEntry[]): boolean {
  const slots = new Set(entries.map(({ slot }) => slot));
  return [...slots].some((slot) => {
    const state = slotState(entries.filter((entry) => entry.slot === slot));
    return state !== 'due' && state !== 'missed';
  });
}

/** A day on which a person came, or was expected and did not. */
export interface TreatmentDay {
  readonly day: DateOnly;
  readonly came: boolean;
  /** Something was ordered for the day; null where he came. */
  readonly ordered?: boolean | null;
}

/** Days in a row on which somebody was expected and did not come. */
export interface MissedRun {
  readonly days: number;
  /** The first of them and the last; null where there are none. */
  readonly first: DateOnly | null;
  readonly last: DateOnly | null;
  /** How many of the days had an order. */
  readonly ordered: number;
}

/**
 * The days since he came last. Days on which nobody expected him (site closed, treatment held) are not among them, and do
 * not end the run: somebody who is away does not come back by a closing day.
 */
export function runOf(days: readonly TreatmentDay[]): MissedRun {
  const ordered = days.toSorted((a, b) => a.day.localeCompare(b.day));
  const missed = ordered.slice(ordered.findLastIndex(({ came }) => came) + 1);
  return {
    ...{ days: missed.length, first: missed[0]?.day ?? null, last: missed.at(-1)?.day ?? null },
    ordered: orderedOf(missed),
  };
}

/** How many of some days had an order. */
export const orderedOf = (days: readonly TreatmentDay[]): number =>
  days.filter(({ ordered }) => ordered === true).length;

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

/** Days of a hold, or missed in a row, of each of which the site is told that nobody has seen the person. A technical constant: no text names one. */
export const UNSEEN_DAYS = 7;

/** The last whole stretch of so many days of a hold, up to a day; null before the first one is over. */
export function stretchOfHold(
  since: DateOnly,
  day: DateOnly,
): { readonly from: DateOnly; readonly to: DateOnly } | null {
  const whole = Math.floor((daysBetween(since, day) + 1) / UNSEEN_DAYS);
  if (whole < 1) return null;
  const to = addDays(since, whole * UNSEEN_DAYS - 1);
  return { from: addDays(to, 1 - UNSEEN_DAYS), to };
}
