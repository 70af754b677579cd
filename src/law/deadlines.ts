import { AFTERCARE } from './data/deadlines-aftercare.js';
import { COMPULSORY_2021 } from './data/deadlines-compulsory-2021.js';
import { COMPULSORY_2025 } from './data/deadlines-compulsory-2025.js';
import { COURT_2022 } from './data/deadlines-court.js';
import { DETERMINATION } from './data/deadlines-determination.js';
import { DRUG_USER } from './data/deadlines-drug-user.js';
import { FACILITY_2025 } from './data/deadlines-facility-2025.js';
import { MONITORING } from './data/deadlines-monitoring.js';
import { VOLUNTARY_2021 } from './data/deadlines-voluntary-2021.js';
import { VOLUNTARY_2025 } from './data/deadlines-voluntary-2025.js';
import { VOLUNTARY_END_2025 } from './data/deadlines-voluntary-end-2025.js';
import { isWithin, type DateOnly } from './date.js';
import type { DeadlineRule } from './deadline-rule.js';
import type { Procedure } from './procedures.js';
import { nearestDayOf, type Regime } from './regime-periods.js';

export { computeDeadline, type ComputedDeadline } from './compute-deadline.js';
export type { DeadlineRule, DeadlineUnit, WarningPoint } from './deadline-rule.js';
export { quantityText } from './deadline-text.js';
export type { Warning } from './deadline-warnings.js';

/**
 * Every statutory time limit of rehabilitation, substitution, drug-user management, electronic monitoring and
 * aftercare, each version a row with its own dates. Court limits end on 30/06/2026: their successor was not found.
 */
export const DEADLINE_RULES: readonly DeadlineRule[] = [
  ...DRUG_USER,
  ...DETERMINATION,
  ...VOLUNTARY_2021,
  ...VOLUNTARY_2025,
  ...VOLUNTARY_END_2025,
  ...FACILITY_2025,
  ...MONITORING,
  ...COMPULSORY_2021,
  ...COMPULSORY_2025,
  ...COURT_2022,
  ...AFTERCARE,
];

/** The version of a limit in force on a day; undefined when the law of that day knows no such limit. */
export function deadlineRule(
  key: string,
  on: DateOnly,
  rules: readonly DeadlineRule[] = DEADLINE_RULES,
): DeadlineRule | undefined {
  return rules.find((rule) => rule.key === key && isWithin(on, rule.from, rule.to));
}

/**
 * The version of a limit that governs a step under a regime: the one in force on `governingDay`, read within the
 * regime. A file that a transition put under a later law finds that law's first version, however early it began; one
 * that stays under an earlier law finds that law's last version, however late the step is. Undefined when the regime
 * knows no such limit on that day.
 *
 * @param governingDay the legal day of the event that starts the limit; for a limit counted back from a coming event
 *   the day on which it is opened, since the law of a day yet to come is not known
 */
export function governingVersion(
  key: string,
  regime: Regime,
  governingDay: DateOnly,
  rules: readonly DeadlineRule[] = DEADLINE_RULES,
): DeadlineRule | undefined {
  return deadlineRule(key, nearestDayOf(regime, governingDay), rules);
}

/** The limits of a procedure, of a day, of both, or all of them when nothing is asked. */
export function deadlineRulesFor(filter: {
  procedure?: Procedure;
  asOf?: DateOnly;
}): readonly DeadlineRule[] {
  return DEADLINE_RULES.filter((rule) => concerns(rule, filter.procedure) && appliesOn(rule, filter.asOf));
}

const concerns = (rule: DeadlineRule, procedure: Procedure | undefined): boolean =>
  procedure === undefined || rule.procedure === procedure || rule.alsoFor.includes(procedure);

const appliesOn = (rule: DeadlineRule, day: DateOnly | undefined): boolean =>
  day === undefined || isWithin(day, rule.from, rule.to);
