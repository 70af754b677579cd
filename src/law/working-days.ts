import { addDays, type DateOnly } from './date.js';
import { isWorkingDay, type WorkingCalendar } from './working-calendar.js';

export type Direction = 1 | -1;

/** The days looked at on the way to a day, in the order of looking; the last one is the day that was sought. */
export interface Walk {
  readonly day: DateOnly;
  readonly looked: readonly DateOnly[];
}

// A table that has no working day for a year is broken: stop rather than walk for ever.
const LONGEST_WALK = 10_000;

/**
 * The `n`-th working day after `day` (before it when `direction` is -1); `day` itself is not counted.
 * Throws RangeError when `n` is less than 1 or the calendar has no such day.
 */
export function nthWorkingDay(
  calendar: WorkingCalendar,
  day: DateOnly,
  n: number,
  direction: Direction = 1,
): Walk {
  if (!Number.isSafeInteger(n) || n < 1) throw new RangeError(`not a count of working days: ${n}`);
  const looked: DateOnly[] = [];
  let counted = 0;
  let current = day;
  while (counted < n) {
    current = addDays(current, direction);
    looked.push(current);
    if (isWorkingDay(calendar, current)) counted += 1;
    if (looked.length > LONGEST_WALK) throw new RangeError('the calendar has no working days');
  }
  return { day: current, looked };
}

/** `day` itself when offices work on it, else the next working day (BLDS 2015, Điều 148 khoản 5). */
export function sameOrNextWorkingDay(calendar: WorkingCalendar, day: DateOnly): Walk {
  if (isWorkingDay(calendar, day)) return { day, looked: [day] };
  const walk = nthWorkingDay(calendar, day, 1);
  return { day: walk.day, looked: [day, ...walk.looked] };
}
