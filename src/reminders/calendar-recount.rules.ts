import { computeDeadline, DEADLINE_RULES, type DeadlineRule, type Warning } from '../law/deadlines.js';
import { joinExplanations, type Explanation } from '../law/explanation.js';
import type { EffectiveCalendar } from '../legal-reference/effective-calendar.js';

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
  readonly status: 'open' | 'met-late' | 'superseded';
  /** Why this law, why this start: said again. */
  readonly because: Explanation | null;
}

/** A limit as it is counted on the calendar of now. */
export interface Recounted {
  readonly limit: LimitToRecount;
  readonly dueAt: Date;
  readonly years: readonly number[];
  readonly versions: readonly number[];
  readonly missing: readonly number[];
  readonly explanation: Explanation;
  readonly warnings: readonly Warning[];
}

/**
 * Counts a limit by the version of the rule by which it was opened, from the start that it had.
 *
 * @throws Error when the law here no longer holds that version
 */
export function countAnew(
  limit: LimitToRecount,
  calendar: EffectiveCalendar,
  rules: readonly DeadlineRule[] = DEADLINE_RULES,
): Recounted {
  const rule = rules.find(({ key, from }) => key === limit.rule && from === limit.ruleVersion);
  if (!rule) throw new Error(`no rule ${limit.rule} of ${limit.ruleVersion}`);
  const { dueAt, calendarYears, missingYears, explanation, warnings } = computeDeadline(
    rule,
    limit.startsAt,
    calendar,
  );
  return {
    ...{ limit, dueAt, warnings },
    years: calendarYears,
    versions: calendarYears.map((year) => calendar.versionOf(year)),
    missing: missingYears,
    explanation: limit.because ? joinExplanations(limit.because, explanation) : explanation,
  };
}
