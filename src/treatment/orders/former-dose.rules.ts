import { addDays, daysBetween, laterDay, type DateOnly } from '../../law/date.js';
import type { FormerDose } from '../interlock/protocol-checks.rules.js';
import type { DoseUnitName } from '../ledger/amounts.js';

/** What of an approved order the next one is held against. */
export interface FormerOrder {
  readonly unit: DoseUnitName;
  /** Of a volume: micrograms in a millilitre; null where there is none. */
  readonly strength: number | null;
  readonly daily: number;
  readonly fromOn: DateOnly;
  /** The last day on which it held, or will. */
  readonly lastOn: DateOnly;
}

export interface NextOrder {
  readonly unit: DoseUnitName;
  readonly strength: number | null;
  readonly fromOn: DateOnly;
}

/**
 * The dose of the day before, so far as it can be compared: doses of one unit, and of volumes what is in them.
 *
 * Days without a dose are counted from the last one that was given until the order begins; of days to come those on which
 * the former order does not hold. Where no dose was ever given, from the first day of the first one.
 *
 * @param orders approved ones that began before it, the latest first
 * @param lastGivenOn the day of the last dose before it begins; null where none is on record
 * @returns null where nothing comparable was ordered before
 */
export function formerDose(
  orders: readonly FormerOrder[],
  next: NextOrder,
  lastGivenOn: DateOnly | null,
  today: DateOnly,
): FormerDose | null {
  const comparable = orders.flatMap((order) => {
    const daily = inMeasureOf(next, order);
    return daily === null ? [] : [{ ...order, daily }];
  });
  const [latest] = comparable;
  if (latest === undefined) return null;
  const changed = comparable.findIndex(({ daily }) => daily !== latest.daily);
  const level = changed === -1 ? comparable : comparable.slice(0, changed);
  const until = next.fromOn < today ? next.fromOn : today;
  const first = comparable.at(-1)?.fromOn ?? latest.fromOn;
  const past = lastGivenOn === null ? daysBetween(first, until) : daysBetween(lastGivenOn, until) - 1;
  const covered = laterDay(laterDay(latest.lastOn, lastGivenOn ?? latest.lastOn), addDays(today, -1));
  const ahead = next.fromOn <= today ? 0 : daysBetween(covered, next.fromOn) - 1;
  return {
    daily: Math.floor(latest.daily),
    sinceOn: level.at(-1)?.fromOn ?? latest.fromOn,
    daysWithout: Math.max(past, 0) + Math.max(ahead, 0),
  };
}

/** A day's dose of an order in the measure of another; null where nobody can say it. */
function inMeasureOf(next: NextOrder, { unit, strength, daily }: FormerOrder): number | null {
  if (unit === next.unit && strength === next.strength) return daily;
  const micrograms = microgramsOf(unit, strength, daily);
  if (micrograms === null) return null;
  if (next.unit === 'microgram') return micrograms;
  return next.unit === 'microlitre' && next.strength !== null ? (micrograms * 1000) / next.strength : null;
}

function microgramsOf(unit: DoseUnitName, strength: number | null, daily: number): number | null {
  if (unit === 'microgram') return daily;
  return unit === 'microlitre' && strength !== null ? (daily * strength) / 1000 : null;
}
