import type { ChangeFeed, RowId } from '../../platform/database/changes.js';
import { rowFeed } from '../../platform/database/row-feeds.js';
import type { Tx } from '../../platform/database/tx.js';
import type { CursorValue } from '../../platform/http/page.js';
import type { Transfer, TransferAnswer } from './transfer.js';
import type { TransferQuery } from './transfer.dto.js';

const SELECTED = `
  select t.id, t.case_id as "caseId", t.case_code as "caseCode", t.from_organisation_id as "fromOrganisationId",
    giver.name as "fromName", t.to_organisation_id as "toOrganisationId", receiver.name as "toName", t.reason,
    t.reads_until as "readsUntil", t.answer_by as "answerBy", t.state, t.offered_at as "offeredAt",
    t.answered_at as "answeredAt", t.answer_reason as "answerReason", t.silent_since as "silentSince", t.version
  from case_transfer t
  join organisation giver on giver.id = t.from_organisation_id
  join organisation receiver on receiver.id = t.to_organisation_id`;

export const TRANSFER_CHANGES: ChangeFeed = rowFeed({ table: 'case_transfer', scope: 'app.reading_scope()' });

export async function transferById(tx: Tx, id: string): Promise<Transfer | null> {
  return tx.one<Transfer>(`${SELECTED} where t.id = $1`, [id]);
}

/** The latest first: those after a place, or those of these ids. */
export async function listTransfers(
  tx: Tx,
  { direction, state }: TransferQuery,
  after: readonly CursorValue[] | null,
  ids: readonly RowId[] | null,
  limit: number,
): Promise<readonly Transfer[]> {
  return tx.query<Transfer>(
    `${SELECTED}
     where ($1::text is null or app.org_id() = case $1 when 'incoming' then t.to_organisation_id else t.from_organisation_id end)
       and ($2::text is null or t.state = $2)
       and ($3::timestamptz is null or (t.offered_at, t.id) < ($3, $4::uuid))
       and ($5::uuid[] is null or t.id = any ($5))
     order by t.offered_at desc, t.id desc limit $6`,
    [direction ?? null, state ?? null, ...(after ?? [null, null]), ids, limit],
  );
}

export async function insertTransfer(
  tx: Tx,
  row: Pick<
    Transfer,
    | 'id'
    | 'caseId'
    | 'caseCode'
    | 'fromOrganisationId'
    | 'toOrganisationId'
    | 'reason'
    | 'readsUntil'
    | 'answerBy'
  > & { readonly offeredBy: string },
): Promise<void> {
  await tx.execute(
    `insert into case_transfer (id, case_id, case_code, from_organisation_id, to_organisation_id, reason, reads_until,
       answer_by, offered_at, offered_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[row.id, row.caseId, row.caseCode, row.fromOrganisationId, row.toOrganisationId, row.reason],
      ...[row.readsUntil, row.answerBy, tx.now, row.offeredBy],
    ],
  );
}

/** @returns who kept the file before; null where the offer is open no more, or is not the actor's to answer */
export async function answerTransfer(
  tx: Tx,
  id: string,
  answer: TransferAnswer,
  why: string | null,
): Promise<number | null> {
  const row = await tx.one<{ keeper: number | null }>(
    'select app.answer_case_transfer($1, $2, $3, $4) as keeper',
    [id, answer, tx.now, why],
  );
  return row?.keeper ?? null;
}

/**
 * @param carriedBy the event whose step made the offer, in one transaction with it; whatever made it, unless told
 * @returns the offer of the file that awaits an answer
 */
export async function openTransferOf(
  tx: Tx,
  caseId: string,
  carriedBy: string | null,
): Promise<string | null> {
  const row = await tx.one<{ id: string }>(
    `select t.id from case_transfer t
     where t.case_id = $1 and t.state = 'open' and ($2::uuid is null
       or (t.offered_at, t.offered_by) = (select e.recorded_legal_at, e.user_id from case_event e where e.id = $2))`,
    [caseId, carriedBy],
  );
  return row?.id ?? null;
}

/** Takes along what hangs on the file of a transfer that was accepted in this transaction. @returns ids of what moved */
export async function takeChildrenAlong(tx: Tx, id: string): Promise<readonly string[]> {
  const rows = await tx.query<{ id: string }>('select app.take_over_children($1) as id', [id]);
  return rows.map((row) => row.id);
}

/** Whom these transfers are about, for the audit: also where the file has left the actor's scope. */
export async function personsOfTransfers(tx: Tx, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await tx.query<{ id: string }>('select app.persons_of_transfers($1::uuid[]) as id', [ids]);
  return rows.map(({ id }) => id);
}
