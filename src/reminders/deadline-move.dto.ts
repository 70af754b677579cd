import type { DateOnly } from '../law/date.js';
import type { Explanation } from '../law/explanation.js';
import { CALENDAR_YEAR_RANGE as YEARS } from '../legal-reference/calendar.dto.js';
import { ENTERED_DAY_KINDS, type EnteredDayKind } from '../legal-reference/effective-calendar.js';
import { BilingualDto } from '../platform/http/bilingual.dto.js';
import { Day, Instant, Nested, OneOf, Text, Uuid, WholeNumber } from '../platform/http/fields.js';
import { ChangePageQuery } from '../platform/http/change-page.js';
import { DEADLINE_STATUSES } from './reminder.code-lists.js';
import type { DeadlineStatus } from './deadline.js';
import { stepOf } from './deadline.rules.js';

export class DeadlineMoveQuery extends ChangePageQuery {
  @Uuid({ optional: true, description: 'Moved by this entry of the calendar' })
  readonly calendarDayId?: string;

  @Uuid({ optional: true, description: 'Moved by this recount' })
  readonly recountId?: string;

  @WholeNumber({ ...YEARS, optional: true, example: 2027, description: 'Moved by the calendar of this year' })
  readonly year?: number;
}

/** What of the calendar was changed. */
export class CalendarCauseDto {
  @WholeNumber({ ...YEARS, example: 2027 })
  readonly year: number = 0;

  @Uuid({ nullable: true, description: 'The entry; null: the year was declared complete' })
  readonly calendarDayId: string | null = null;

  @Day({ nullable: true, example: '2027-02-05', description: 'The day that was entered' })
  readonly date: DateOnly | null = null;

  @OneOf(ENTERED_DAY_KINDS, { name: 'EnteredDayKind', nullable: true })
  readonly kind: EnteredDayKind | null = null;

  @Nested(() => BilingualDto, { nullable: true })
  readonly name: BilingualDto | null = null;

  @Text({ max: 200, example: 'Thông báo 1234/TB-BNV' })
  readonly act: string = '';
}

/** A deadline whose end moved with the calendar. */
export class DeadlineMoveDto {
  @Uuid()
  readonly id: string = '';

  @Uuid()
  readonly deadlineId: string = '';

  @Uuid()
  readonly recountId: string = '';

  @Text({ max: 50, example: 'case' })
  readonly subjectKind: string = '';

  @Uuid()
  readonly subjectId: string = '';

  @Text({ max: 50, example: 'HS-2026-31069-000012', description: 'Code of the file' })
  readonly subjectCode: string = '';

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 17, description: 'Organisation that has to act' })
  readonly organisationId: number = 0;

  @Text({ max: 100, example: 'home-rehabilitation.decision' })
  readonly rule: string = '';

  @Nested(() => BilingualDto, { description: 'What has to be done' })
  readonly step: BilingualDto = new BilingualDto();

  @Instant({ description: 'First instant that was too late' })
  readonly dueBefore: string = '';

  @Instant({ description: 'First instant that is too late' })
  readonly dueAfter: string = '';

  @OneOf(DEADLINE_STATUSES, { name: 'DeadlineStatus' })
  readonly statusBefore: DeadlineStatus = 'open';

  @OneOf(DEADLINE_STATUSES, {
    name: 'DeadlineStatus',
    description: 'A step that was too late by the calendar of before alone was in time',
  })
  readonly statusAfter: DeadlineStatus = 'open';

  @Nested(() => CalendarCauseDto)
  readonly cause: CalendarCauseDto = new CalendarCauseDto();

  @Instant()
  readonly movedAt: string = '';
}

export interface DeadlineMoveRow {
  readonly id: string;
  readonly deadlineId: string;
  readonly recountId: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly subjectCode: string;
  readonly organisationId: number;
  readonly rule: string;
  readonly ruleVersion: DateOnly;
  readonly dueBefore: Date;
  readonly dueAfter: Date;
  readonly statusBefore: DeadlineStatus;
  readonly statusAfter: DeadlineStatus;
  readonly cause: CalendarCauseDto;
  readonly movedAt: Date;
  readonly explanationBefore: Explanation;
}

export function toDeadlineMoveDto(row: DeadlineMoveRow): DeadlineMoveDto {
  const { dueBefore, dueAfter, movedAt, ruleVersion, explanationBefore: _told, ...rest } = row;
  return {
    ...rest,
    step: stepOf(row.rule, ruleVersion),
    dueBefore: dueBefore.toISOString(),
    dueAfter: dueAfter.toISOString(),
    movedAt: movedAt.toISOString(),
  };
}
