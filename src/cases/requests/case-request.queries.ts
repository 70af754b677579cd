import type { ChangeFeed, RowId } from '../../platform/database/changes.js';
import { rowFeed } from '../../platform/database/row-feeds.js';
import type { Tx } from '../../platform/database/tx.js';
import type { CursorValue } from '../../platform/http/page.js';
import type { CaseRequest } from './case-request.js';
import type { RequestQuery } from './case-request.dto.js';

// Row-level security shows the files to who keeps them alone, and the asker's entry to who sees that person.
const SELECTED = `
  select r.id, r.kind, p.id as "personId", r.organisation_id as "organisationId", asker.name as "organisationName",
    r.reason, r.answer_by as "answerBy", r.asked_at as "askedAt", r.withdrawn_at as "withdrawnAt", r.version,
    coalesce((select json_agg(json_build_object('caseId', t.case_id, 'caseCode', f.code, 'declinedAt', t.declined_at,
        'declineReason', t.decline_reason) order by f.code)
      from case_request_file t join case_file f on f.id = t.case_id where t.request_id = r.id), '[]'::json) as files
  from case_request r
  join organisation asker on asker.id = r.organisation_id
  left join person p on p.id = r.person_id`;

export const REQUEST_CHANGES: ChangeFeed = rowFeed({ table: 'case_request', scope: 'app.reading_scope()' });

export async function requestById(tx: Tx, id: string): Promise<CaseRequest | null> {
  return tx.one<CaseRequest>(`${SELECTED} where r.id = $1`, [id]);
}

/** The latest first: those after a place, or those of these ids. */
export async function listRequests(
  tx: Tx,
  { direction }: RequestQuery,
  after: readonly CursorValue[] | null,
  ids: readonly RowId[] | null,
  limit: number,
): Promise<readonly CaseRequest[]> {
  return tx.query<CaseRequest>(
    `${SELECTED}
     where ($1::text is null
         or ($1 = 'outgoing' and r.organisation_id = app.org_id())
         or ($1 = 'incoming' and r.id in (select app.requests_told())))
       and ($2::timestamptz is null or (r.asked_at, r.id) < ($2, $3::uuid))
       and ($4::uuid[] is null or r.id = any ($4))
     order by r.asked_at desc, r.id desc limit $5`,
    [direction ?? null, ...(after ?? [null, null]), ids, limit],
  );
}

export interface NewRequest extends Pick<CaseRequest, 'id' | 'kind' | 'reason' | 'answerBy'> {
  readonly personId: string;
  readonly organisationId: number;
  readonly askedBy: string;
}

export async function insertRequest(tx: Tx, row: NewRequest): Promise<void> {
  await tx.execute(
    `insert into case_request (id, person_id, kind, organisation_id, reason, answer_by, asked_at, asked_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[row.id, row.personId, row.kind, row.organisationId, row.reason, row.answerBy],
      ...[tx.now, row.askedBy],
    ],
  );
}

/** @returns false when it was withdrawn meanwhile */
export async function withdrawRequest(tx: Tx, id: string, userId: string): Promise<boolean> {
  const rows = await tx.execute(
    `update case_request set withdrawn_at = $2, withdrawn_by = $3, version = version + 1
     where id = $1 and withdrawn_at is null`,
    [id, tx.now, userId],
  );
  return rows === 1;
}

/** Of the files that the actor's body keeps. @returns how many it declined */
export async function declineRequest(tx: Tx, id: string, userId: string, reason: string): Promise<number> {
  return tx.execute(
    `update case_request_file set declined_at = $2, declined_by = $3, decline_reason = $4
     where request_id = $1 and declined_at is null`,
    [id, tx.now, userId, reason],
  );
}
