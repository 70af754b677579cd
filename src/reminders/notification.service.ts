import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../platform/database/database.js';
import { defineSubject } from '../platform/database/subjects.js';
import type { Tx } from '../platform/database/tx.js';
import { P } from '../platform/errors/platform.problems.js';
import { problem } from '../platform/errors/problem.js';
import { changePage } from '../platform/http/change-page.js';
import type { UserActor } from '../platform/security/actor.js';
import {
  MOST_UNREAD,
  toNotificationDto,
  type NotificationDto,
  type NotificationInboxDto,
  type NotificationQuery,
  type NotificationRow,
} from './notification.dto.js';
import { inbox, inboxIds, NOTICE_COLUMNS, notificationChanges } from './notification.queries.js';
import { SubjectPersons, type SubjectOfRow } from './subject-persons.js';

defineSubject('notification', 'notification');

@Injectable()
export class NotificationService {
  constructor(
    private readonly database: Database,
    private readonly subjects: SubjectPersons,
    private readonly audit: AuditLog,
  ) {}

  /** The inbox of the actor's organisation, newest first, with how much of it he has not read. */
  async list(actor: UserActor, query: NotificationQuery): Promise<NotificationInboxDto> {
    return this.database.read(actor, async (tx) => {
      const page = await changePage(tx, query, {
        feed: notificationChanges(actor),
        place: ['instant', 'uuid'],
        placeOf,
        rows: (after, ids, limit) => inbox(tx, actor, query, after, ids, limit),
        inScope: (ids) => inboxIds(tx, actor, ids),
        map: toNotificationDto,
      });
      await this.audit.record(tx, {
        action: 'notifications.list.read',
        persons: await this.subjects.behind(tx, page.items),
        detail: { count: page.items.length },
      });
      return { ...page, unread: await countUnread(tx, actor) };
    });
  }

  /** Marks a notice as read by the actor; doing it again changes nothing. */
  async markRead(actor: UserActor, id: string): Promise<NotificationDto> {
    return this.database.write(actor, async (tx) => {
      const found = await tx.one<SubjectOfRow>(
        'select subject_kind as "subjectKind", subject_id as "subjectId" from notification where id = $1',
        [id],
      );
      if (!found) throw problem(P.notFound);
      await tx.query(
        'insert into notification_read (notification_id, user_id) values ($1, $2) on conflict do nothing',
        [id, actor.userId],
      );
      await this.audit.record(tx, {
        action: 'notifications.notification.mark-read',
        subject: { kind: 'notification', id },
        persons: await this.subjects.behind(tx, [found]),
      });
      const row = await tx.one<NotificationRow>(
        `select ${NOTICE_COLUMNS} from notification n
         left join notification_read r on r.notification_id = n.id and r.user_id = $2 where n.id = $1`,
        [id, actor.userId],
      );
      if (!row) throw problem(P.notFound);
      return toNotificationDto(row);
    });
  }
}

/** The inbox is ordered by when a notice was raised, the newest first. */
function placeOf(row: NotificationRow): [string, string] {
  return [row.raisedAt.toISOString(), row.id];
}

async function countUnread(tx: Tx, { organisationId, userId }: UserActor): Promise<number> {
  const row = await tx.one<{ unread: number }>(
    `select count(*)::int as unread from (
       select 1 from notification n where n.organisation_id = $1
         and not exists (select 1 from notification_read r where r.notification_id = n.id and r.user_id = $2)
       limit ${MOST_UNREAD}) as counted`,
    [organisationId, userId],
  );
  return row?.unread ?? 0;
}
