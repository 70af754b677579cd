import {
  Flag,
  Instant,
  Nested,
  OneOf,
  OpenObject,
  Text,
  Uuid,
  WholeNumber,
} from '../platform/http/fields.js';
import { ChangePageOf, ChangePageQuery } from '../platform/http/change-page.js';
import { notificationText, type NotificationFacts } from './notification-text.js';
import { NOTIFICATION_KINDS, type NotificationKind } from './reminder.code-lists.js';
import { BilingualDto } from '../platform/http/bilingual.dto.js';

export class NotificationQuery extends ChangePageQuery {
  @Flag({
    optional: true,
    example: true,
    description: 'Only those that the caller has not read',
  })
  readonly unread?: boolean;
}

export class NotificationDto {
  @Uuid()
  readonly id: string = '';

  @OneOf(NOTIFICATION_KINDS, { name: 'NotificationKind' })
  readonly kind: NotificationKind = 'deadline.approaching';

  @Nested(() => BilingualDto)
  readonly text: BilingualDto = new BilingualDto();

  @Text({ max: 50, example: 'case' })
  readonly subjectKind: string = '';

  @Uuid()
  readonly subjectId: string = '';

  @Uuid({ nullable: true })
  readonly deadlineId: string | null = null;

  @OpenObject({ example: { code: 'HS-2026-31069-000012', dueAt: '2026-07-03T01:30:00.000Z' } })
  readonly facts: NotificationFacts = {};

  @Instant({ description: 'Legal time at which it was raised' })
  readonly raisedAt: string = '';

  @Instant({ nullable: true, description: 'When the caller read it' })
  readonly readAt: string | null = null;
}

/** Beyond this many the unread notices of a user are not counted. */
export const MOST_UNREAD = 1000;

export class NotificationInboxDto extends ChangePageOf(NotificationDto) {
  @WholeNumber({
    min: 0,
    max: MOST_UNREAD,
    example: 3,
    description: `How many notices of the whole inbox the caller has not read; ${MOST_UNREAD} stands for that many or more`,
  })
  readonly unread: number = 0;
}

export interface NotificationRow {
  readonly id: string;
  readonly kind: NotificationKind;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly deadlineId: string | null;
  readonly facts: NotificationFacts;
  readonly raisedAt: Date;
  readonly readAt: Date | null;
}

export function toNotificationDto(row: NotificationRow): NotificationDto {
  return {
    ...row,
    text: notificationText(row.kind, row.facts),
    raisedAt: row.raisedAt.toISOString(),
    readAt: row.readAt?.toISOString() ?? null,
  };
}
