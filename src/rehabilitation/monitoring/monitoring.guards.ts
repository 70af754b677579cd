import type { CaseFiles } from '../../cases/case-files.js';
import { addDays, legalDayOf, type DateOnly } from '../../law/date.js';
import { viDate } from '../../law/date-text.js';
import type { MonitoringSubject } from '../../law/monitoring.js';
import type { Tx } from '../../platform/database/tx.js';
import { fieldProblem, problem, type Problem } from '../../platform/errors/problem.js';
import { refuseBefore } from '../voluntary/voluntary.guards.js';
import { monitoringHistory } from './monitoring-history.js';
import type { CarriedMeasure } from './monitoring-measure.js';
import { monitoringsOf } from './monitoring.queries.js';
import { P } from './monitoring.problems.js';

/**
 * Days after a decision within which it has to be in force. NĐ 163/2026 is silent: Art 16(2) gives hours to decide and Art
 * 17(1) counts 24 more from the day on which the decision is in force, which a day of choice would put off without an end. A
 * bound of our own.
 */
export const DAYS_UNTIL_IN_FORCE = 10;

/** Days for which a device may be off where nobody knows the last day of the term. No text says it: a bound of our own. */
export const DAYS_OFF = 365;

/** @throws Problem 422 for a decision that is in force before it is made, after the measure, or put off */
export function refuseEffect(effectiveAt: Date, decidedAt: Date, { endsOn }: CarriedMeasure): void {
  refuseBefore(effectiveAt, decidedAt, '/effectiveAt');
  const bound = addDays(legalDayOf(decidedAt), DAYS_UNTIL_IN_FORCE);
  const last = endsOn !== null && endsOn < bound ? endsOn : bound;
  if (legalDayOf(effectiveAt) > last) throw tooFar('/effectiveAt', last);
}

/**
 * A device is fitted again while the decision is in force: NĐ 163/2026 Art 19(1).
 *
 * @param endsOn last day of the term; null where none is known
 * @throws Problem 422 for a return before the removal, or after the term
 */
export function refuseReturn(backAt: Date, removedAt: Date, endsOn: DateOnly | null): void {
  refuseBefore(backAt, removedAt, '/backAt');
  const last = endsOn ?? addDays(legalDayOf(removedAt), DAYS_OFF);
  if (legalDayOf(backAt) > last) throw tooFar('/backAt', last);
}

function tooFar(pointer: string, last: DateOnly): Problem {
  return fieldProblem(pointer, 'monitoring.tooFarAhead', {
    vi: `Không muộn hơn ngày ${viDate(last)}`,
    en: `Not later than ${last}`,
  });
}

/**
 * The rest of the term was waived (NĐ 163/2026 Art 20(3)): another decision on the same person in the same measure would take
 * that back (interpretation). Who is somebody else by now, of age for instance, is decided on.
 *
 * @throws Problem 409 with the monitoring that was waived
 */
export async function refuseWaived(
  tx: Tx,
  files: CaseFiles,
  parentId: string,
  subject: MonitoringSubject,
): Promise<void> {
  for (const { id, code, status } of await monitoringsOf(tx, parentId)) {
    if (status !== 'waived') continue;
    const { order } = monitoringHistory(await files.events(tx, id));
    if (order?.subject === subject) throw problem(P.waived, { extensions: { caseId: id, caseCode: code } });
  }
}
