import { BilingualDto } from '../platform/http/bilingual.dto.js';
import { ChangeListOf } from '../platform/http/change-list.js';
import { ChangePageQuery } from '../platform/http/change-page.js';
import { CHANGED_SINCE } from '../platform/http/changes-told.js';
import {
  Day,
  Flag,
  Instant,
  ListOf,
  Nested,
  OneOf,
  OpenObject,
  Text,
  Uuid,
  WholeNumber,
} from '../platform/http/fields.js';
import { DeadlineDto, toDeadlineDto } from '../reminders/deadline.dto.js';
import type { Deadline } from '../reminders/deadline.js';
import type { CaseWarning } from './case-warnings.js';
import { CASE_KINDS, type CaseEvent, type CaseFile, type CaseKind, type EventFacts } from './case-file.js';

export class CaseQuery extends ChangePageQuery {
  @OneOf(CASE_KINDS, { name: 'CaseKind', optional: true })
  readonly kind?: CaseKind;

  @Text({ max: 50, optional: true, example: 'HS-2026-31069-000012', description: 'The file of this code' })
  readonly code?: string;

  @Text({ max: 50, optional: true, example: 'registered', description: "One of the procedure's states" })
  readonly status?: string;

  @WholeNumber({
    min: 1,
    max: 2_147_483_647,
    optional: true,
    example: 2331069,
    description: 'Files of this unit and the units in it',
  })
  readonly unit?: number;

  @Uuid({ optional: true, description: 'Files of this person' })
  readonly person?: string;

  @Flag({
    optional: true,
    example: false,
    description: 'Whether nobody has taken over from a keeper that has ended or lost competence',
  })
  readonly awaitingReassignment?: boolean;

  @Uuid({ optional: true, description: 'Only files on which this user of the own organisation works' })
  readonly assignee?: string;
}

/** A file in a list, with the little that tells whose it is. */
export class CaseSummaryDto {
  @Uuid()
  readonly id: string = '';

  @OneOf(CASE_KINDS, { name: 'CaseKind' })
  readonly kind: CaseKind = 'home-rehabilitation';

  @Text({ max: 50, example: 'HS-2026-31069-000012' })
  readonly code: string = '';

  @Uuid()
  readonly personId: string = '';

  @Text({ max: 200, example: 'Danh Thị Ngọc Ánh' })
  readonly personName: string = '';

  @WholeNumber({ min: 1900, max: 2200, example: 1994 })
  readonly birthYear: number = 0;

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 17 })
  readonly keeperOrganisationId: number = 0;

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 2331069 })
  readonly unitId: number = 0;

  @Text({ max: 50, example: 'registered' })
  readonly status: string = '';

  @Day({ description: 'The day the papers were first handed in' })
  readonly openedOn: string = '';

  @Instant({ nullable: true })
  readonly registeredAt: string | null = null;

  @Day({ nullable: true, example: null })
  readonly closedOn: string | null = null;

  @Flag({
    description: 'Nobody has taken over from a keeper that has ended or lost competence',
    example: false,
  })
  readonly awaitingReassignment: boolean = false;
}

export class CaseEventDto {
  @Uuid()
  readonly id: string = '';

  @Text({ max: 50, example: 'registered' })
  readonly type: string = '';

  @Instant({ description: 'When it took effect' })
  readonly effectiveAt: string = '';

  @OneOf(['instant', 'day'], {
    name: 'EffectivePrecision',
    description: 'day: the law counts days, the instant is 00:00',
  })
  readonly precision: 'instant' | 'day' = 'instant';

  @Instant({ description: 'Real time at which it was entered' })
  readonly recordedAt: string = '';

  @Instant({ description: 'Legal time at which it was entered' })
  readonly recordedLegalAt: string = '';

  @Uuid({ nullable: true, description: 'Who entered it; null for the system' })
  readonly userId: string | null = null;

  @Text({ max: 100, nullable: true, example: null })
  readonly system: string | null = null;

  @WholeNumber({ min: 1, max: 2_147_483_647, nullable: true, example: 17 })
  readonly organisationId: number | null = null;

  @Text({ max: 50, example: 'registered' })
  readonly statusAfter: string = '';

  @OpenObject({ example: { ordinal: 1 } })
  readonly facts: EventFacts = {};

  @Text({
    max: 1000,
    multiline: true,
    nullable: true,
    example: null,
    description: 'Why, where somebody gave a reason',
  })
  readonly reason: string | null = null;

  @Uuid({ nullable: true, example: null, description: 'The event that this one annuls: it does not count' })
  readonly replacesId: string | null = null;
}

/** What is missing in a file and stops nothing. */
export class CaseWarningDto {
  @Text({ max: 50, example: 'helpers.no-support-worker' })
  readonly code: string = '';

  @Nested(() => BilingualDto)
  readonly text: BilingualDto = new BilingualDto();
}

export class CaseDto {
  @Uuid()
  readonly id: string = '';

  @OneOf(CASE_KINDS, { name: 'CaseKind' })
  readonly kind: CaseKind = 'home-rehabilitation';

  @Text({ max: 50, example: 'HS-2026-31069-000012' })
  readonly code: string = '';

  @Uuid()
  readonly personId: string = '';

  @Uuid({
    nullable: true,
    example: null,
    description:
      'The file that this one hangs on, as a monitoring does on the rehabilitation; it goes where that goes',
  })
  readonly parentId: string | null = null;

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 17 })
  readonly keeperOrganisationId: number = 0;

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 2331069 })
  readonly unitId: number = 0;

  @Text({ max: 50, example: 'registered' })
  readonly status: string = '';

  @Day()
  readonly openedOn: string = '';

  @Instant({ nullable: true })
  readonly registeredAt: string | null = null;

  @Day({ nullable: true, example: null })
  readonly closedOn: string | null = null;

  @Text({ max: 2000, nullable: true, example: null })
  readonly closedReason: string | null = null;

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 2 })
  readonly version: number = 1;

  @ListOf(() => DeadlineDto, { max: 1000 })
  readonly deadlines: readonly DeadlineDto[] = [];

  @ListOf(() => CaseEventDto, { max: 10_000, description: 'In the order in which they took effect' })
  readonly history: readonly CaseEventDto[] = [];

  @ListOf(() => CaseWarningDto, { max: 20, description: 'What is missing and stops nothing' })
  readonly warnings: readonly CaseWarningDto[] = [];
}

export class AnnulDto {
  @Uuid({ description: 'The event of the history that was entered by mistake' })
  readonly eventId: string = '';

  @Text({ max: 1000, multiline: true, example: 'Ghi nhầm số quyết định' })
  readonly reason: string = '';
}

export class HistoryCutDto {
  @Instant({ optional: true, description: 'What had taken effect by then' })
  readonly asOf?: string;

  @Instant({ optional: true, description: 'What had been entered by then' })
  readonly knownAt?: string;
}

export class HistoryQuery extends HistoryCutDto {
  @Text(CHANGED_SINCE)
  readonly changedSince?: string;
}

export class HistoryDto extends ChangeListOf(CaseEventDto, 10_000) {
  @Nested(() => HistoryCutDto)
  readonly cut: HistoryCutDto = new HistoryCutDto();

  @Text({ max: 50, nullable: true, example: 'registered', description: 'State of the file by this cut' })
  readonly status: string | null = null;
}

export interface CaseSummaryRow extends Omit<CaseSummaryDto, 'registeredAt'> {
  readonly registeredAt: Date | null;
}

export function toCaseSummaryDto(row: CaseSummaryRow): CaseSummaryDto {
  return { ...row, registeredAt: row.registeredAt?.toISOString() ?? null };
}

export function toCaseEventDto(event: CaseEvent): CaseEventDto {
  return {
    ...event,
    effectiveAt: event.effectiveAt.toISOString(),
    recordedAt: event.recordedAt.toISOString(),
    recordedLegalAt: event.recordedLegalAt.toISOString(),
  };
}

export function toCaseDto(
  file: CaseFile,
  deadlines: readonly Deadline[],
  events: readonly CaseEvent[],
  { legalNow, warnings }: { readonly legalNow: Date; readonly warnings: readonly CaseWarning[] },
): CaseDto {
  return {
    ...file,
    registeredAt: file.registeredAt?.toISOString() ?? null,
    deadlines: deadlines.map((deadline) => toDeadlineDto(deadline, legalNow)),
    history: events.map(toCaseEventDto),
    warnings: [...warnings],
  };
}
