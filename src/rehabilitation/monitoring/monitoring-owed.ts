import { ageOn, legalDayOf, type Birth } from '../../law/date.js';
import { monitoringDuty, type MonitoredMeasure } from '../../law/monitoring.js';
import { NEW_LAW_FROM } from '../../law/regimes.js';
import type { People } from '../../people/people.js';
import type { Tx } from '../../platform/database/tx.js';

/** The time limit to decide that runs on the file on which the monitoring hangs: NĐ 163/2026 Art 16(2)a. */
export const MONITORING_DECISION = 'electronic-monitoring.decision';

/** Completed years; of a person of whom the year of birth alone is known, the lower ones (interpretation). */
export const ageForMonitoring = (birth: Birth, at: Date): number => ageOn(birth, legalDayOf(at)).min;

/**
 * What a step withholds that starts the time limit to decide on monitoring: the limit, of a person who does not come under
 * it without a request.
 */
export async function monitoringWithheld(
  tx: Tx,
  people: People,
  personId: string,
  at: Date,
  measure: MonitoredMeasure,
): Promise<readonly string[]> {
  const on = legalDayOf(at);
  // The law of before knows no such limit: there is nothing to withhold.
  if (on < NEW_LAW_FROM) return [];
  const age = ageForMonitoring(await people.birthOf(tx, personId), at);
  const { subject, onRequest } = monitoringDuty({ on, age, measure, hasStableResidence: true });
  return subject === null || onRequest ? [MONITORING_DECISION] : [];
}
