import type { DateOnly } from '../law/date.js';
import type { RowId } from '../platform/database/changes.js';
import type { Tx } from '../platform/database/tx.js';
import { defineSubject } from '../platform/database/subjects.js';
import type { PaperKind } from './paper-kinds.js';
import type { Office } from './signature.rules.js';

defineSubject('office-holder', 'office_holder');

/** Somebody in an office of a body for a time, or with a written authority to sign. */
export interface OfficeHolder {
  readonly id: string;
  readonly organisationId: number;
  readonly office: Office;
  readonly title: string;
  readonly userId: string | null;
  readonly fullName: string;
  readonly fromOn: DateOnly;
  readonly untilOn: DateOnly | null;
  readonly act: string;
  readonly endAct: string | null;
  /** Of a delegate: the papers that he may sign. */
  readonly paperKinds: readonly PaperKind[] | null;
  readonly voidedAt: Date | null;
  readonly voidReason: string | null;
  readonly version: number;
}

export type NewOfficeHolder = Omit<OfficeHolder, 'endAct' | 'voidedAt' | 'voidReason' | 'version'>;

const COLUMNS = `h.id, h.organisation_id as "organisationId", h.office, h.title, h.user_id as "userId",
  h.full_name as "fullName", h.from_on as "fromOn", h.until_on as "untilOn", h.act, h.end_act as "endAct",
  h.paper_kinds as "paperKinds", h.voided_at as "voidedAt", h.void_reason as "voidReason", h.version`;

export async function insertHolder(tx: Tx, holder: NewOfficeHolder, enteredBy: string): Promise<void> {
  await tx.execute(
    `insert into office_holder (id, organisation_id, office, title, user_id, full_name, from_on, until_on, act,
       paper_kinds, entered_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[holder.id, holder.organisationId, holder.office, holder.title, holder.userId, holder.fullName],
      ...[holder.fromOn, holder.untilOn, holder.act, holder.paperKinds, enteredBy],
    ],
  );
}

export async function holderById(tx: Tx, id: string): Promise<OfficeHolder | null> {
  return tx.one<OfficeHolder>(`select ${COLUMNS} from office_holder h where h.id = $1`, [id]);
}

/** Locks the row for changing it; null where the actor may only read it. */
export async function lockHolder(tx: Tx, id: string): Promise<OfficeHolder | null> {
  return tx.one<OfficeHolder>(`select ${COLUMNS} from office_holder h where h.id = $1 for update of h`, [id]);
}

/** Voided ones too: the record shows its mistakes. */
export async function holdersOf(
  tx: Tx,
  organisationId: number,
  on: DateOnly | null,
  ids: readonly RowId[] | null = null,
): Promise<readonly OfficeHolder[]> {
  return tx.query<OfficeHolder>(
    `select ${COLUMNS} from office_holder h
     where h.organisation_id = $1 and ($3::uuid[] is null or h.id = any ($3))
       and ($2::date is null or (h.voided_at is null and daterange(h.from_on, h.until_on, '[]') @> $2::date))
     order by h.from_on desc, h.id desc limit 1000`,
    [organisationId, on, ids],
  );
}

export async function voidedHolders(tx: Tx, ids: readonly RowId[]): Promise<readonly RowId[]> {
  const sql = 'select id from office_holder where id = any ($1::uuid[]) and voided_at is not null';
  return (await tx.query<{ id: string }>(sql, [ids])).map(({ id }) => id);
}

/** Who was head last, by the day: also where the office has been vacant since. */
export async function lastHead(tx: Tx, organisationId: number, on: DateOnly): Promise<OfficeHolder | null> {
  return tx.one<OfficeHolder>(
    `select ${COLUMNS} from office_holder h
     where h.organisation_id = $1 and h.office = 'head' and h.voided_at is null and h.from_on <= $2
     order by h.from_on desc limit 1`,
    [organisationId, on],
  );
}

export async function endHolder(
  tx: Tx,
  id: string,
  end: { readonly untilOn: DateOnly; readonly act: string },
): Promise<void> {
  await tx.execute(
    'update office_holder set until_on = $2, end_act = $3, version = version + 1 where id = $1',
    [id, end.untilOn, end.act],
  );
}

export async function voidHolder(tx: Tx, id: string, reason: string): Promise<void> {
  await tx.execute(
    'update office_holder set voided_at = $2, void_reason = $3, version = version + 1 where id = $1',
    [id, tx.realNow, reason],
  );
}
