import { legalDayOf, type DateOnly } from '../law/date.js';
import {
  computeDeadline,
  DEADLINE_RULES,
  deadlineRule,
  governingVersion,
  type ComputedDeadline,
  type DeadlineRule,
} from '../law/deadlines.js';
import type { Text2 } from '../law/text.js';
import type { WorkingCalendar } from '../law/working-calendar.js';
import type { OpenDeadline } from './deadline.js';

type Asked = Pick<OpenDeadline, 'rule' | 'regime' | 'start' | 'governingDay'>;

/**
 * The version of the rule by which a limit is counted: that of the day on which it starts, or of the day of opening
 * where its start is a coming event, within the regime that governs the file.
 *
 * @param now legal time of opening
 * @throws Error when the law of that regime knows no such limit on that day: the procedure asked for the wrong key
 */
export function ruleOf(
  { rule, regime, start, governingDay }: Asked,
  now: Date,
  rules: readonly DeadlineRule[] = DEADLINE_RULES,
): DeadlineRule {
  const day: DateOnly = governingDay ?? legalDayOf(start < now ? start : now);
  const found = governingVersion(rule, regime, day, rules);
  if (!found) throw new Error(`${regime} knows no deadline ${rule} on ${day} (start ${start.toISOString()})`);
  return found;
}

/** A limit as it was opened: by which version of which rule, from when. */
export interface CountedFrom {
  readonly rule: string;
  readonly ruleVersion: DateOnly | string;
  readonly startsAt: Date;
}

export interface ChainedDeadline extends ComputedDeadline {
  readonly startsAt: Date;
}

/**
 * Counts a limit; one that starts on the last day of another with that one, on the same calendar.
 *
 * @throws Error when the law here no longer holds the rule of the other one
 */
export function countLimit(
  rule: DeadlineRule,
  start: Date,
  calendar: WorkingCalendar,
  after: CountedFrom | null = null,
): ChainedDeadline {
  if (!after) return { ...computeDeadline(rule, start, calendar), startsAt: start };
  const first = computeDeadline(versionOf(after), after.startsAt, calendar);
  // Within the last day: dueAt is the first instant after it.
  const startsAt = new Date(first.dueAt.getTime() - 1);
  const counted = computeDeadline(rule, startsAt, calendar);
  return {
    ...counted,
    startsAt,
    calendarYears: together(first.calendarYears, counted.calendarYears),
    missingYears: together(first.missingYears, counted.missingYears),
  };
}

/** @throws Error for a rule that the law here no longer holds */
export function versionOf(
  { rule, ruleVersion }: Pick<CountedFrom, 'rule' | 'ruleVersion'>,
  rules: readonly DeadlineRule[] = DEADLINE_RULES,
): DeadlineRule {
  const found = rules.find(({ key, from }) => key === rule && from === ruleVersion);
  if (!found) throw new Error(`no rule ${rule} of ${ruleVersion}`);
  return found;
}

const together = (a: readonly number[], b: readonly number[]): readonly number[] =>
  [...new Set([...a, ...b])].toSorted((one, other) => one - other);

/** Whether nobody has to do it: the time runs out and is never late. */
export function isRight(key: string, version: DateOnly): boolean {
  return deadlineRule(key, version)?.right === true;
}

/** What has to be done, in words; the key itself for a rule that the law here no longer holds. */
export function stepOf(key: string, version: DateOnly): Text2 {
  return deadlineRule(key, version)?.step ?? { vi: key, en: key };
}
