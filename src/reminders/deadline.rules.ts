import { legalDayOf, type DateOnly } from '../law/date.js';
import { DEADLINE_RULES, deadlineRule, governingVersion, type DeadlineRule } from '../law/deadlines.js';
import type { Text2 } from '../law/text.js';
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

/** What has to be done, in words; the key itself for a rule that the law here no longer holds. */
export function stepOf(key: string, version: DateOnly): Text2 {
  return deadlineRule(key, version)?.step ?? { vi: key, en: key };
}
