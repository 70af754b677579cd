import type { DateOnly } from '../law/date.js';
import { DEADLINE_RULES, type DeadlineRule, type Warning } from '../law/deadlines.js';
import { joinExplanations, type Explanation } from '../law/explanation.js';
import type { EffectiveCalendar } from '../legal-reference/effective-calendar.js';
import { countLimit, versionOf, type CountedFrom } from './deadline.rules.js';

export interface LimitToRecount {
  readonly id: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly subjectCode: string;
  readonly organisationId: number;
  readonly rule: string;
  readonly ruleVersion: string;
  readonly startsAt: Date;
  readonly dueAt: Date;
  readonly status: 'open' | 'met-late' | 'superseded' | 'ran-out';
  /** Why this law, why this start: said again. */
  readonly because: Explanation | null;
  /** The limit on whose last day it starts, as that one was opened; none where it starts by itself. */
  readonly afterRule: string | null;
  readonly afterVersion: DateOnly | null;
  readonly afterStart: Date | null;
}

/** A limit as it is counted on the calendar of now. */
export interface Recounted {
  readonly limit: LimitToRecount;
  readonly startsAt: Date;
  readonly dueAt: Date;
  readonly years: readonly number[];
  readonly versions: readonly number[];
  readonly missing: readonly number[];
  readonly explanation: Explanation;
  readonly warnings: readonly Warning[];
}

/**
 * Counts a limit by the version of the rule by which it was opened, from the start that it had; one that starts on the last
 * day of another from the end that this one has now.
 *
 * @throws Error when the law here no longer holds that version
 */
export function countAnew(
  limit: LimitToRecount,
  calendar: EffectiveCalendar,
  rules: readonly DeadlineRule[] = DEADLINE_RULES,
): Recounted {
  const { startsAt, dueAt, calendarYears, missingYears, explanation, warnings } = countLimit(
    versionOf(limit, rules),
    limit.startsAt,
    calendar,
    afterOf(limit),
  );
  return {
    ...{ limit, startsAt, dueAt, warnings },
    years: calendarYears,
    versions: calendarYears.map((year) => calendar.versionOf(year)),
    missing: missingYears,
    explanation: limit.because ? joinExplanations(limit.because, explanation) : explanation,
  };
}

/** Whether it runs by the new count: a right that had run out goes on where its end is to come. */
export function runsBy({ limit, dueAt }: Recounted, now: Date): boolean {
  return limit.status === 'open' || (limit.status === 'ran-out' && dueAt > now);
}

function afterOf({ afterRule, afterVersion, afterStart }: LimitToRecount): CountedFrom | null {
  if (afterRule === null || afterVersion === null || afterStart === null) return null;
  return { rule: afterRule, ruleVersion: afterVersion, startsAt: afterStart };
}
