import type { ChangeFeed, RowId } from '../platform/database/changes.js';
import type { Tx } from '../platform/database/tx.js';
import type { CursorValue } from '../platform/http/page.js';
import type { UserActor } from '../platform/security/actor.js';
import type { NotificationQuery, NotificationRow } from './notification.dto.js';

export const NOTICE_COLUMNS = `n.id, n.kind, n.subject_kind as "subjectKind", n.subject_id as "subjectId",
  n.deadline_id as "deadlineId", n.facts, n.raised_at as "raisedAt", r.read_at as "readAt"`;

type Reader = Pick<UserActor, 'organisationId' | 'userId'>;

const since = (id: string): string =>
  `(changed_xid, ${id}) > ($1::xid8, $2::uuid) and changed_xid < $3::xid8 order by 1, 2 limit $4::integer`;

const CHANGED = `
  select * from (
    (select changed_xid, id from notification where organisation_id = $5 and ${since('id')})
    union
    (select changed_xid, notification_id from notification_read
     where user_id = $6 and ${since('notification_id')})
  ) as found order by 1, 2 limit $4::integer`;

/** Notices of the reader's organisation, and those that he has read since. */
export function notificationChanges({ organisationId, userId }: Reader): ChangeFeed {
  return {
    first: '00000000-0000-0000-0000-000000000000',
    list: `notification ${organisationId} ${userId}`,
    changed: CHANGED,
    values: [organisationId, userId],
    passed: null,
    scope: `''`,
  };
}

/** The newest first: those after a place, or those of these ids. */
export async function inbox(
  tx: Tx,
  { organisationId, userId }: Reader,
  { unread }: NotificationQuery,
  after: readonly CursorValue[] | null,
  ids: readonly RowId[] | null,
  limit: number,
): Promise<readonly NotificationRow[]> {
  return tx.query<NotificationRow>(
    `select ${NOTICE_COLUMNS} from notification n
     left join notification_read r on r.notification_id = n.id and r.user_id = $2
     where n.organisation_id = $1
       and ($3::boolean is not true or r.notification_id is null)
       and ($4::timestamptz is null or (n.raised_at, n.id) < ($4, $5::uuid))
       and ($7::uuid[] is null or n.id = any ($7))
     order by n.raised_at desc, n.id desc limit $6`,
    [organisationId, userId, unread ?? null, after?.[0] ?? null, after?.[1] ?? null, limit, ids],
  );
}

export async function inboxIds(
  tx: Tx,
  { organisationId }: Reader,
  ids: readonly RowId[],
): Promise<readonly RowId[]> {
  const sql = 'select id from notification where organisation_id = $1 and id = any ($2::uuid[])';
  return (await tx.query<{ id: string }>(sql, [organisationId, ids])).map(({ id }) => id);
}
