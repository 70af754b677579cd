import type { ChangeFeed, RowId } from '../../platform/database/changes.js';
import { rowFeed } from '../../platform/database/row-feeds.js';
import type { Tx } from '../../platform/database/tx.js';
import type { CursorValue } from '../../platform/http/page.js';
import type { Transfer, TransferAnswer } from './transfer.js';
import type { TransferQuery } from './transfer.dto.js';

// Who did not get the file keeps of the offer what became of it and when: neither whose it was nor why.
const SELECTED = `
  select t.id, case when told.of_file then t.case_id end as "caseId", case when told.of_file then t.case_code end as "caseCode",
    t.from_organisation_id as "fromOrganisationId", giver.name as "fromName", t.to_organisation_id as "toOrganisationId",
    receiver.name as "toName", case when told.of_file then t.reason end as reason,
    t.reads_until as "readsUntil", t.answer_by as "answerBy", t.state, t.offered_at as "offeredAt",
    t.answered_at as "answeredAt", case when told.of_file then t.answer_reason end as "answerReason",
    t.silent_since as "silentSince", t.version
  from case_transfer t
  cross join lateral (select t.state in ('open', 'accepted') or exists (
    select 1 from organisation_closure c where c.viewer_id = app.org_id() and c.organisation_id = t.from_organisation_id
      and app.today() between c.reads_from and c.reads_until) as of_file) told
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
  row: Pick<Transfer, 'id' | 'fromOrganisationId' | 'toOrganisationId' | 'readsUntil' | 'answerBy'> & {
    readonly caseId: string;
    readonly caseCode: string;
    readonly reason: string;
    readonly offeredBy: string;
  },
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

/** Whether a step handed the file over by an offer that was accepted. */
export async function isHandedOverBy(tx: Tx, eventId: string): Promise<boolean> {
  const row = await tx.one(
    `select 1 from case_transfer t join case_event e on e.case_id = t.case_id
     where e.id = $1 and t.state = 'accepted' and (t.offered_at, t.offered_by) = (e.recorded_legal_at, e.user_id)`,
    [eventId],
  );
  return row !== null;
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
