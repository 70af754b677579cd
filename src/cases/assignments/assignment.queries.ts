import type { RowId } from '../../platform/database/changes.js';
import type { Tx } from '../../platform/database/tx.js';
import type { UserActor } from '../../platform/security/actor.js';
import type { Assignment } from './assignment.js';

const SELECTED = `
  select a.id, a.case_id as "caseId", a.organisation_id as "organisationId", a.user_id as "userId",
    coalesce(u.full_name, '…') as "fullName", a.note, a.assigned_at as "assignedAt", a.ended_at as "endedAt", a.version
  from case_assignment a left join user_account u on u.id = a.user_id`;

export async function assignmentById(tx: Tx, id: string): Promise<Assignment | null> {
  return tx.one<Assignment>(`${SELECTED} where a.id = $1`, [id]);
}

export async function assignmentsOf(
  tx: Tx,
  caseId: string,
  ids: readonly RowId[] | null,
): Promise<readonly Assignment[]> {
  return tx.query<Assignment>(
    `${SELECTED} where a.case_id = $1 and ($2::uuid[] is null or a.id = any ($2)) order by a.assigned_at, a.id`,
    [caseId, ids],
  );
}

/** The one of the actor's own body that goes on. */
export async function standingAssignment(
  tx: Tx,
  caseId: string,
  organisationId: number,
): Promise<Assignment | null> {
  return tx.one<Assignment>(
    `${SELECTED} where a.case_id = $1 and a.organisation_id = $2 and a.ended_at is null`,
    [caseId, organisationId],
  );
}

export async function insertAssignment(
  tx: Tx,
  { id, caseId, userId, note }: Pick<Assignment, 'id' | 'caseId' | 'userId' | 'note'>,
  actor: UserActor,
): Promise<void> {
  await tx.execute(
    `insert into case_assignment (id, case_id, organisation_id, user_id, note, assigned_at, assigned_by)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, caseId, actor.organisationId, userId, note, tx.now, actor.userId],
  );
}

/** @returns false when it has ended, or is not at this version */
export async function endAssignment(
  tx: Tx,
  { id, version }: Pick<Assignment, 'id' | 'version'>,
  userId: string,
): Promise<boolean> {
  const rows = await tx.execute(
    `update case_assignment set ended_at = $3, ended_by = $4, version = version + 1
     where id = $1 and version = $2 and ended_at is null`,
    [id, version, tx.now, userId],
  );
  return rows === 1;
}

/** Whether the user works in the body and may sign in. */
export async function isColleague(tx: Tx, userId: string, organisationId: number): Promise<boolean> {
  const row = await tx.one(
    'select 1 from user_account where id = $1 and organisation_id = $2 and locked_at is null',
    [userId, organisationId],
  );
  return row !== null;
}
