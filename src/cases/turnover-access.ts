import { addDays, dateOnly } from '../law/date.js';
import type { People } from '../people/people.js';
import type { Tx } from '../platform/database/tx.js';
import type { CaseFile } from './case-file.js';
import type { Succession } from './procedure.js';

/**
 * The giver's right to act becomes a right to read until the handover ends; the receiver gets the right to act. Who got
 * the file by a mistake that is set right reads no more: there is nothing that it could be asked about.
 */
export async function moveCaseAccess(tx: Tx, file: CaseFile, succession: Succession): Promise<void> {
  const { predecessorId, successorId, effectiveOn } = succession;
  const lastDay = addDays(dateOnly(effectiveOn), -1);
  await tx.query('select app.end_case_access($1, $2, $3)', [file.id, predecessorId, lastDay]);
  await tx.execute(
    `insert into case_access (case_id, organisation_id, reason, acts, from_on, until_on)
     values ($1, $2, 'keeper', true, $3, 'infinity')`,
    [file.id, successorId, effectiveOn],
  );
  if (succession.correctsId !== null) return;
  await tx.execute(
    `insert into case_access (case_id, organisation_id, reason, acts, from_on, until_on)
     values ($1, $2, 'former-keeper', false, $3, $4)`,
    [file.id, predecessorId, effectiveOn, succession.handoverUntil],
  );
}

/**
 * The giver reads the person as long as the file, unless it keeps another file about the same person; by a mistake that is
 * set right it has had the person through the file alone.
 */
export async function movePersonAccess(
  tx: Tx,
  people: People,
  file: CaseFile,
  { predecessorId, successorId, effectiveOn, handoverUntil, correctsId }: Succession,
): Promise<void> {
  const fromOn = dateOnly(effectiveOn);
  const untilOn = dateOnly(handoverUntil);
  const keeper = { organisationId: successorId, reason: 'keeper', acts: true, fromOn } as const;
  await people.grantAccess(tx, file.personId, keeper);
  if (await keepsAnotherFile(tx, file, predecessorId)) return;
  const given = { organisationId: predecessorId, reason: 'former-keeper', acts: false } as const;
  if (correctsId === null) await people.grantAccess(tx, file.personId, { ...given, fromOn, untilOn });
  const lastDay = addDays(fromOn, -1);
  const ended = correctsId === null ? (['registered', 'keeper'] as const) : (['keeper'] as const);
  for (const reason of ended) {
    await people.endAccess(tx, file.personId, { organisationId: predecessorId, reason, lastDay });
  }
}

/** Whether an organisation keeps another open file about the person, of one kind where asked. */
export async function keepsAnotherFile(
  tx: Tx,
  file: CaseFile,
  organisationId: number,
  kind: CaseFile['kind'] | null = null,
): Promise<boolean> {
  const other = await tx.one(
    `select 1 from case_file
     where person_id = $1 and keeper_organisation_id = $2 and id <> $3 and kind = coalesce($4, kind)
       and closed_on is null limit 1`,
    [file.personId, organisationId, file.id, kind],
  );
  return other !== null;
}

/** The unit of the new keeper: a file does not stay in a commune that is no more. */
export async function unitOfKeeper(tx: Tx, organisationId: number, current: number): Promise<number> {
  const row = await tx.one<{ unitId: number | null }>(
    'select unit_id as "unitId" from organisation where id = $1',
    [organisationId],
  );
  return row?.unitId ?? current;
}
