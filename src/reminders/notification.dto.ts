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
import { PageOf, PageQuery } from '../platform/http/page.js';
import { say } from '../platform/i18n/locale.js';
import { NOTIFICATION_KINDS, NOTIFICATION_SENTENCES, type NotificationKind } from './reminder.code-lists.js';
import { BilingualDto } from '../platform/http/bilingual.dto.js';

export class NotificationQuery extends PageQuery {
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

export class NotificationInboxDto extends PageOf(NotificationDto) {
  @WholeNumber({
    min: 0,
    max: MOST_UNREAD,
    example: 3,
    description: `How many notices of the whole inbox the caller has not read; ${MOST_UNREAD} stands for that many or more`,
  })
  readonly unread: number = 0;
}

export type NotificationFacts = Readonly<Record<string, string | number | null>>;

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
  const parameters = Object.fromEntries(
    Object.entries(row.facts).map(([name, value]) => [
      name,
      name === 'dueAt' ? localTime(String(value)) : (value ?? ''),
    ]),
  );
  const sentence = NOTIFICATION_SENTENCES[row.kind];
  return {
    ...row,
    text: { vi: say(sentence, 'vi', parameters), en: say(sentence, 'en', parameters) },
    raisedAt: row.raisedAt.toISOString(),
    readAt: row.readAt?.toISOString() ?? null,
  };
}

/** '08:30 02/07/2026', as read in Vietnam. */
function localTime(instant: string): string {
  const local = new Date(Date.parse(instant) + 7 * 3_600_000).toISOString();
  return `${local.slice(11, 16)} ${local.slice(8, 10)}/${local.slice(5, 7)}/${local.slice(0, 4)}`;
}
