import type { ChangeFeed, RowId } from '../platform/database/changes.js';
import type { Tx } from '../platform/database/tx.js';
import type { CursorValue } from '../platform/http/page.js';
import type { UserActor } from '../platform/security/actor.js';
import type { AuditEventRow, AuditQuery } from './audit-event.dto.js';

export const AUDIT_COLUMNS = `
  e.id, e.at, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "atExact",
  e.legal_at as "legalAt", e.user_id as "userId", e.organisation_id as "organisationId", e.system, e.action,
  e.outcome, e.subject_kind as "subjectKind", e.subject_id as "subjectId", e.request_id as "requestId", e.detail`;

/** Reads the whole record, and no file: nothing of it is kept from him. */
export const READS_EVERYTHING = 'auditor';

const FIRST = '00000000-0000-0000-0000-000000000000';

// Rows are sealed by the transaction that wrote them, and followed by it: the record needs no column of its own.
const SINCE = `
  select (e.place - (select app.audit_shift()))::text::xid8 as changed_xid, e.id from audit_event e
  where (e.place, e.id) > ($1::bigint + (select app.audit_shift()), $2::uuid)
    and e.place < $3::bigint + (select app.audit_shift())`;
const FIRST_ONES = 'order by e.place, e.id limit $4::integer';

/** What was recorded in the actor's line of supervision, by an index of each organisation; or everywhere. */
export function auditChanges({ roles }: Pick<UserActor, 'roles'>): ChangeFeed {
  const all = roles.includes(READS_EVERYTHING);
  return {
    first: FIRST,
    list: all ? 'audit' : 'audit of a line',
    changed: all
      ? `${SINCE} ${FIRST_ONES}`
      : `select told.* from organisation_closure c
         cross join lateral (${SINCE} and e.organisation_id = c.organisation_id ${FIRST_ONES}) told
         where c.viewer_id = app.org_id() and app.today() between c.reads_from and c.reads_until
         order by 1, 2 limit $4::integer`,
    passed: null,
    scope: 'app.reading_scope()',
  };
}

/** The same of one person. */
export function personAuditChanges(personId: string): ChangeFeed {
  return {
    first: FIRST,
    list: `audit of ${personId}`,
    changed: 'select * from app.person_audit_since($5, $1::bigint, $2::uuid, $3::bigint, $4::integer)',
    values: [personId],
    passed: null,
    scope: 'app.reading_scope()',
  };
}

interface Slice {
  readonly after: readonly CursorValue[] | null;
  readonly ids: readonly RowId[] | null;
  readonly limit: number;
}

const EVENTS = `
  select ${AUDIT_COLUMNS} from audit_event e
  where ($1::uuid is null or e.user_id = $1) and ($2::uuid is null or e.subject_id = $2)
    and ($3::text is null or e.action = $3) and ($4::text is null or e.outcome = $4)
    and ($5::timestamptz is null or e.at >= $5) and ($6::timestamptz is null or e.at < $6)
    and ($7::timestamptz is null or (e.at, e.id) < ($7, $8::uuid))
    and ($10::uuid[] is null or e.id = any ($10))
  order by e.at desc, e.id desc limit $9`;

/** The newest first, as far as row-level security shows them. */
export async function events(
  tx: Tx,
  { user, subject, action, outcome, from, to }: AuditQuery,
  { after, ids, limit }: Slice,
): Promise<readonly AuditEventRow[]> {
  return tx.query<AuditEventRow>(EVENTS, [
    ...[user ?? null, subject ?? null, action ?? null, outcome ?? null, from ?? null, to ?? null],
    ...[after?.[0] ?? null, after?.[1] ?? null, limit, ids],
  ]);
}
