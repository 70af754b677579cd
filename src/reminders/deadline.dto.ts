import type { Explanation } from '../law/explanation.js';
import type { SourceMark } from '../law/source-mark.js';
import { CALENDAR_YEAR_RANGE as YEARS } from '../legal-reference/calendar.dto.js';
import { CitationDto, toCitationDto } from '../legal-reference/citation.dto.js';
import { SOURCE_MARKS } from '../legal-reference/law.code-lists.js';
import { BilingualDto } from '../platform/http/bilingual.dto.js';
import { dayEndingAt, type DateOnly } from '../law/date.js';
import {
  Day,
  Instant,
  ListOf,
  Nested,
  OneOf,
  OpenObject,
  Text,
  Uuid,
  WholeNumber,
  Flag,
} from '../platform/http/fields.js';
import { ChangePageQuery } from '../platform/http/change-page.js';
import { CHANGED_SINCE } from '../platform/http/changes-told.js';
import type { Deadline } from './deadline.js';
import { CalendarCauseDto, type DeadlineMoveRow } from './deadline-move.dto.js';
import { isRight, stepOf } from './deadline.rules.js';
import { DEADLINE_STATUSES } from './reminder.code-lists.js';

const DEADLINE_FILTERS = ['open', 'overdue', 'met', 'closed'] as const;
export type DeadlineFilter = (typeof DEADLINE_FILTERS)[number];

export class DeadlineQuery extends ChangePageQuery {
  @Text({
    ...CHANGED_SINCE,
    description: `${CHANGED_SINCE.description}. Not with \`status=overdue\`: what becomes overdue is not written`,
  })
  declare readonly changedSince?: string;

  @OneOf(DEADLINE_FILTERS, {
    name: 'DeadlineFilter',
    optional: true,
    description:
      'open (default): not met yet; overdue: open and past due; met: met in time or late; closed: any other end',
  })
  readonly status: DeadlineFilter = 'open';

  @WholeNumber({
    min: 1,
    max: 2_147_483_647,
    optional: true,
    example: 2331069,
    description: 'Of files of this unit and the units in it',
  })
  readonly unit?: number;

  @Text({ max: 100, optional: true, example: 'home-rehabilitation.decision', description: 'Key of the rule' })
  readonly rule?: string;

  @Flag({
    optional: true,
    example: true,
    description:
      'true: only those counted while the calendar of a year was not complete; false: only the others',
  })
  readonly provisional?: boolean;

  @WholeNumber({
    ...YEARS,
    optional: true,
    example: 2027,
    description: 'Only those counted on the calendar of this year',
  })
  readonly calendarYear?: number;
}

/** A year on whose calendar a deadline was counted. */
export class CountedYearDto {
  @WholeNumber({ ...YEARS, example: 2027 })
  readonly year: number = 0;

  @Flag({
    example: true,
    description: 'Every day off and every make-up day of it was known when the deadline was counted',
  })
  readonly complete: boolean = false;

  @Flag({
    example: false,
    description:
      'Its calendar has been entered into, corrected or declared complete since: an open deadline has to be counted anew',
  })
  readonly calendarChanged: boolean = false;
}

export class DeadlineDto {
  @Uuid()
  readonly id: string = '';

  @Text({ max: 50, example: 'case' })
  readonly subjectKind: string = '';

  @Uuid()
  readonly subjectId: string = '';

  @Text({ max: 50, example: 'HS-2026-31069-000012', description: 'Code of the file' })
  readonly subjectCode: string = '';

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 17, description: 'Organisation that has to act' })
  readonly organisationId: number = 0;

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 2331069 })
  readonly unitId: number = 0;

  @Text({ max: 100, example: 'home-rehabilitation.decision' })
  readonly rule: string = '';

  @Nested(() => BilingualDto, { description: 'What has to be done' })
  readonly step: BilingualDto = new BilingualDto();

  @Text({ max: 10, example: 'R3', description: 'Generation of the law that governs this deadline' })
  readonly regime: string = '';

  @Instant({ description: 'The event that started it' })
  readonly startsAt: string = '';

  @Instant({ description: 'First instant that is too late' })
  readonly dueAt: string = '';

  @Flag({
    example: false,
    description:
      'Counted while the calendar of a year was not complete: it may still move. `calendar` names the year',
  })
  readonly provisional: boolean = false;

  @ListOf(() => CountedYearDto, {
    max: 20,
    description: 'Years on whose days off it was counted; none where hours run on',
  })
  readonly calendar: readonly CountedYearDto[] = [];

  @Day({
    nullable: true,
    example: null,
    description: 'The day with which it ends, at 24:00; null where it ends within a day, as hours do',
  })
  readonly lastDay: DateOnly | null = null;

  @OneOf(DEADLINE_STATUSES, { name: 'DeadlineStatus' })
  readonly status: Deadline['status'] = 'open';

  @Flag({
    example: false,
    description:
      'Open and past due by the legal time of this answer; what a person may do and nobody has to never is',
  })
  readonly overdue: boolean = false;

  @Instant({ nullable: true })
  readonly closedAt: string | null = null;

  @Text({ max: 2000, nullable: true, example: null })
  readonly closedReason: string | null = null;

  @Instant({ nullable: true, example: null, description: 'Legal time at which the end was entered' })
  readonly closingRecordedAt: string | null = null;

  @Flag({ example: false, description: 'It ended, in whatever way, after it was due' })
  readonly endedLate: boolean = false;

  @Flag({ example: false, description: 'It ended in time, but that was entered only after it was due' })
  readonly enteredLate: boolean = false;
}

export class ExplanationStepDto extends BilingualDto {
  @Nested(() => CitationDto, { nullable: true })
  readonly citation: CitationDto | null = null;

  @OneOf(SOURCE_MARKS, {
    name: 'SourceMark',
    nullable: true,
    example: null,
    description: 'Set where the step itself is a reading',
  })
  readonly mark: SourceMark | null = null;
}

export class ExplanationDto {
  @Text({ max: 100, example: 'home-rehabilitation.decision' })
  readonly rule: string = '';

  @Day({ example: '2026-07-01', description: 'First day of the version that was applied' })
  readonly version: string = '';

  @OneOf(SOURCE_MARKS, { name: 'SourceMark', description: 'The weakest of all grounds used' })
  readonly mark: SourceMark = 'secondary';

  @ListOf(() => CitationDto, { max: 50 })
  readonly citations: readonly CitationDto[] = [];

  @ListOf(() => ExplanationStepDto, { max: 200 })
  readonly steps: readonly ExplanationStepDto[] = [];

  @OpenObject({ example: { start: '2026-07-02T01:30:00.000Z', value: 24, unit: 'hours' } })
  readonly inputs: Explanation['inputs'] = {};

  @OpenObject({ example: { dueAt: '2026-07-03T01:30:00.000Z' } })
  readonly result: Explanation['result'] = {};
}

/** A count that no longer holds, and what of the calendar was changed. */
export class EarlierCountDto {
  @Instant({ description: 'First instant that was too late by it' })
  readonly dueBefore: string = '';

  @Instant({ description: 'By the count that came after' })
  readonly dueAfter: string = '';

  @Instant()
  readonly movedAt: string = '';

  @Nested(() => CalendarCauseDto)
  readonly cause: CalendarCauseDto = new CalendarCauseDto();

  @Nested(() => ExplanationDto)
  readonly explanation: ExplanationDto = new ExplanationDto();
}

export class DeadlineExplanationDto extends ExplanationDto {
  @Flag({ example: false, description: 'Counted while the calendar of a year was not complete' })
  readonly provisional: boolean = false;

  @ListOf(() => CountedYearDto, { max: 20, description: 'Years on whose days off it was counted' })
  readonly calendar: readonly CountedYearDto[] = [];

  @Nested(() => ExplanationDto, { nullable: true, description: 'Why the law itself ended it, where it did' })
  readonly closing: ExplanationDto | null = null;

  @ListOf(() => EarlierCountDto, {
    max: 1000,
    description:
      'How it was counted before the calendar was changed, where its end moved; the earliest first',
  })
  readonly earlier: readonly EarlierCountDto[] = [];
}

export function toDeadlineDto(deadline: Deadline, legalNow: Date): DeadlineDto {
  const {
    startsAt,
    dueAt,
    closedAt,
    closingRecordedAt,
    openedAt: _openedAt,
    ruleVersion,
    ...rest
  } = deadline;
  const endedLate = closedAt !== null && closedAt >= dueAt && deadline.status !== 'ran-out';
  return {
    ...rest,
    step: stepOf(deadline.rule, ruleVersion),
    startsAt: startsAt.toISOString(),
    dueAt: dueAt.toISOString(),
    lastDay: dayEndingAt(dueAt),
    overdue: deadline.status === 'open' && dueAt <= legalNow && !isRight(deadline.rule, ruleVersion),
    closedAt: closedAt?.toISOString() ?? null,
    closingRecordedAt: closingRecordedAt?.toISOString() ?? null,
    endedLate,
    enteredLate:
      closingRecordedAt !== null && closingRecordedAt >= dueAt && !endedLate && deadline.status !== 'ran-out',
  };
}

export function toExplanationDto(explanation: Explanation): ExplanationDto {
  return {
    ...explanation,
    citations: explanation.citations.map(toCitationDto),
    steps: explanation.steps.map((step) => ({
      ...step.text,
      citation: step.citation ? toCitationDto(step.citation) : null,
      mark: step.mark ?? null,
    })),
  };
}

export function toEarlierCountDto(row: DeadlineMoveRow): EarlierCountDto {
  const { dueBefore, dueAfter, movedAt, cause, explanationBefore } = row;
  return {
    dueBefore: dueBefore.toISOString(),
    dueAfter: dueAfter.toISOString(),
    movedAt: movedAt.toISOString(),
    cause,
    explanation: toExplanationDto(explanationBefore),
  };
}
