import type { DateOnly } from '../law/date.js';
import type { RowId } from '../platform/database/changes.js';
import type { Tx } from '../platform/database/tx.js';
import type { UserActor } from '../platform/security/actor.js';
import type { SupportWorker } from './support-worker.js';

const SELECTED = `
  select w.id, w.case_id as "caseId", w.organisation_id as "organisationId", w.full_name as "fullName", w.position,
    w.number, w.decided_on as "decidedOn", w.from_on as "fromOn", w.until_on as "untilOn",
    w.ended_reason as "endedReason", w.regime, w.form_instrument as "formInstrument",
    w.form_appendix as "formAppendix", w.form_number as "formNumber", w.version
  from support_worker w`;

export async function workersOf(
  tx: Tx,
  caseId: string,
  ids: readonly RowId[] | null = null,
): Promise<readonly SupportWorker[]> {
  return tx.query<SupportWorker>(
    `${SELECTED} where w.case_id = $1 and ($2::uuid[] is null or w.id = any ($2)) order by w.from_on, w.id`,
    [caseId, ids],
  );
}

export async function workerById(tx: Tx, id: string): Promise<SupportWorker | null> {
  return tx.one<SupportWorker>(`${SELECTED} where w.id = $1`, [id]);
}

export async function insertWorker(
  tx: Tx,
  worker: Omit<SupportWorker, 'untilOn' | 'endedReason' | 'version'>,
  actor: UserActor,
): Promise<void> {
  await tx.execute(
    `insert into support_worker (id, case_id, organisation_id, full_name, position, number, decided_on, from_on, regime,
       form_instrument, form_appendix, form_number, recorded_by, recorded_by_organisation_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      ...[worker.id, worker.caseId, worker.organisationId, worker.fullName, worker.position, worker.number],
      ...[worker.decidedOn, worker.fromOn, worker.regime],
      ...[worker.formInstrument, worker.formAppendix, worker.formNumber],
      ...[actor.userId, actor.organisationId],
    ],
  );
}

/** @returns false when it is not at this version, or has ended */
export async function finishWorker(
  tx: Tx,
  { id, version }: Pick<SupportWorker, 'id' | 'version'>,
  untilOn: DateOnly,
  reason: string,
): Promise<boolean> {
  const rows = await tx.execute(
    `update support_worker set until_on = $3, ended_reason = $4, version = version + 1
     where id = $1 and version = $2 and until_on is null`,
    [id, version, untilOn, reason],
  );
  return rows === 1;
}

/** Whether somebody is assigned to the file on a day. */
export async function hasWorker(tx: Tx, caseId: string, on: DateOnly): Promise<boolean> {
  const row = await tx.one(
    'select 1 from support_worker where case_id = $1 and from_on <= $2 and (until_on is null or until_on >= $2) limit 1',
    [caseId, on],
  );
  return row !== null;
}
