import { calendarYearsOf, count } from './deadline-count.js';
import { explainDeadline, missingYears } from './deadline-explanation.js';
import type { DeadlineRule } from './deadline-rule.js';
import { warningsOf, type Warning } from './deadline-warnings.js';
import type { Explanation } from './explanation.js';
import type { WorkingCalendar } from './working-calendar.js';

export interface ComputedDeadline {
  /** Exclusive: a step is in time when it happens before this instant, late from this instant on. */
  readonly dueAt: Date;
  /** First instant of the window, for limits counted back as "within so much time before"; null otherwise. */
  readonly opensAt: Date | null;
  /** The years whose days off were asked for, the earliest first; none where hours run on. */
  readonly calendarYears: readonly number[];
  /** Those of them whose table is not complete: where there is one, the limit is provisional and may still move. */
  readonly missingYears: readonly number[];
  readonly explanation: Explanation;
  readonly warnings: readonly Warning[];
}

/**
 * When a step is due. `start` is the instant that starts the limit; for rules with direction 'before' it is the
 * exclusive end of the term or contract (24:00 of its last day), from which the limit is counted back.
 * Hours run on without a break; days, working days and months leave out the first day and end at 24:00 in
 * Asia/Ho_Chi_Minh; a last day off moves to the next working day, never for hours.
 * Throws RangeError when the calendar has no working day to count.
 * Source: BLDS 2015 Điều 147, 148; the article of the rule itself.
 */
export function computeDeadline(
  rule: DeadlineRule,
  start: Date,
  calendar: WorkingCalendar,
): ComputedDeadline {
  const counted = count(rule, start, calendar);
  return {
    dueAt: counted.dueAt,
    opensAt: counted.opensAt,
    calendarYears: calendarYearsOf(counted),
    missingYears: missingYears(counted, calendar),
    explanation: explainDeadline(rule, start, counted, calendar),
    warnings: warningsOf(rule, start, counted.dueAt, calendar),
  };
}
