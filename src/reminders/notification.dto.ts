import { Flag, Instant, Nested, OpenObject, Text, Uuid } from '../platform/http/fields.js';
import { PageQuery } from '../platform/http/page.js';
import { say, type Text2 } from '../platform/i18n/locale.js';
import { BilingualDto } from './deadline.dto.js';

export class NotificationQuery extends PageQuery {
  @Flag({ optional: true, example: true, description: 'Only those that the caller has not read' })
  readonly unread?: boolean;
}

export class NotificationDto {
  @Uuid()
  readonly id: string = '';

  @Text({ max: 100, example: 'deadline.approaching' })
  readonly kind: string = '';

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

export type NotificationFacts = Readonly<Record<string, string | number | null>>;

export interface NotificationRow {
  readonly id: string;
  readonly kind: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly deadlineId: string | null;
  readonly facts: NotificationFacts;
  readonly raisedAt: Date;
  readonly readAt: Date | null;
}

const SENTENCES: Readonly<Record<string, Text2>> = {
  'deadline.approaching': {
    vi: 'Hồ sơ {code} sắp đến hạn: {dueAt}',
    en: 'File {code} is due soon: {dueAt}',
  },
  'deadline.due': {
    vi: 'Hồ sơ {code} đã đến hạn: {dueAt}',
    en: 'File {code} is due: {dueAt}',
  },
  'deadline.overdue': {
    vi: 'Hồ sơ {code} đã quá hạn từ {dueAt}',
    en: 'File {code} is overdue since {dueAt}',
  },
  'deadline.escalated': {
    vi: 'Đơn vị cấp dưới để quá hạn hồ sơ {code} từ {dueAt}',
    en: 'A subordinate organisation let file {code} become overdue since {dueAt}',
  },
  'case.received': {
    vi: 'Hồ sơ {code} đã được chuyển đến đơn vị theo thay đổi thẩm quyền',
    en: 'File {code} has come to this organisation by a change of competence',
  },
  'case.given': {
    vi: 'Hồ sơ {code} đã được chuyển đi theo thay đổi thẩm quyền',
    en: 'File {code} has left this organisation by a change of competence',
  },
};

/** Kinds of notices with their sentences; a notice of another kind shows its kind. */
export function sentenceOf(kind: string): Text2 {
  return SENTENCES[kind] ?? { vi: kind, en: kind };
}

export function toNotificationDto(row: NotificationRow): NotificationDto {
  const parameters = Object.fromEntries(
    Object.entries(row.facts).map(([name, value]) => [
      name,
      name === 'dueAt' ? localTime(String(value)) : (value ?? ''),
    ]),
  );
  const sentence = sentenceOf(row.kind);
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
