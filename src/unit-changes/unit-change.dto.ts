import type { DateOnly } from '../law/date.js';
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
import { ChangePageQuery } from '../platform/http/change-page.js';
import type { UnitChangeKind, UnitChangeState } from './unit-change.js';
import { UNIT_CHANGE_KINDS, UNIT_CHANGE_STATES } from './unit-change.code-lists.js';

const ID = { min: 1, max: 2_147_483_647 } as const;
const NUMBER = { min: 0, max: 2_147_483_647 } as const;
const ACT = { max: 300, example: 'Nghị quyết 1234/NQ-UBTVQH15' } as const;
const NAME = { max: 200, example: 'Xã Vĩnh Phong Mới' } as const;

export class UnitRefDto {
  @WholeNumber({ ...ID, example: 2_331_051 })
  readonly unitId: number = 0;
}

export class UnitSuccessorInput {
  @WholeNumber({
    ...ID,
    optional: true,
    nullable: true,
    example: null,
    description: 'Only to abolish: a unit that stands',
  })
  readonly unitId?: number | null;

  @Text({
    max: 5,
    optional: true,
    nullable: true,
    example: '31051',
    description: 'Official code of the new unit, where known',
  })
  readonly code?: string | null;

  @Text({
    ...NAME,
    optional: true,
    nullable: true,
    description: 'Full name of the new unit; its type is read from it',
  })
  readonly name?: string | null;

  @Flag({
    optional: true,
    description: 'Takes over what nobody has divided. A single successor is the main one',
  })
  readonly main?: boolean;
}

export class UnitChangeInput {
  @OneOf(UNIT_CHANGE_KINDS, { name: 'UnitChangeKind', example: 'rename' })
  readonly kind: UnitChangeKind = 'rename';

  @Text(ACT)
  readonly act: string = '';

  @Day({ example: '2027-01-01', description: 'First day of what comes' })
  readonly effectiveOn: DateOnly = '' as DateOnly;

  @Day({
    example: '2027-03-31',
    description: 'Bodies that hand over read until this day: two years after `effectiveOn` at most',
  })
  readonly handoverUntil: DateOnly = '' as DateOnly;

  @ListOf(() => UnitRefDto, { min: 1, max: 1000, description: 'Units that end with it' })
  readonly units: readonly UnitRefDto[] = [];

  @ListOf(() => UnitSuccessorInput, { max: 1000, description: 'What follows them' })
  readonly successors: readonly UnitSuccessorInput[] = [];
}

export class UnitChangeWithdrawalInput {
  @Text({ max: 500, example: 'Nghị quyết chưa được thông qua' })
  readonly reason: string = '';
}

export class UnitNameInput {
  @WholeNumber({ ...ID, example: 10_000_001, description: 'A unit that began with the change' })
  readonly unitId: number = 0;

  @Text(NAME)
  readonly name: string = '';
}

export class UnitChangeCorrectionInput {
  @Text({ max: 500, example: 'Nhập sai số nghị quyết' })
  readonly reason: string = '';

  @Text({ ...ACT, optional: true })
  readonly act?: string;

  @Day({ optional: true, example: '2026-07-15', description: 'Not later than today' })
  readonly effectiveOn?: DateOnly;

  @ListOf(() => UnitNameInput, {
    max: 1000,
    optional: true,
    description: 'Names of units that began with it',
  })
  readonly names?: readonly UnitNameInput[];

  @WholeNumber({
    ...ID,
    optional: true,
    example: 10_000_001,
    description: 'The successor that takes over what nobody divided',
  })
  readonly mainSuccessorId?: number;
}

export class UnitChangePath {
  @Uuid()
  readonly changeId: string = '';
}

export class UnitChangeQuery extends ChangePageQuery {
  @WholeNumber({ ...ID, optional: true, example: 2_331_051, description: 'On either side' })
  readonly unit?: number;
}

export class UnitSuccessorDto {
  @WholeNumber({
    ...ID,
    nullable: true,
    example: 10_000_001,
    description: 'Null while it is planned and does not stand yet',
  })
  readonly unitId: number | null = null;

  @Text({ max: 5, nullable: true, example: '31051' })
  readonly code: string | null = null;

  @Text({ ...NAME, nullable: true })
  readonly name: string | null = null;

  @Flag()
  readonly main: boolean = false;
}

export class UnitChangeProgressDto {
  @WholeNumber({
    ...NUMBER,
    example: 40,
    description:
      'Open files that had to follow when it was applied, or when another main successor was named',
  })
  readonly files: number = 0;

  @WholeNumber({ ...NUMBER, example: 25, description: 'Those that have followed' })
  readonly filesMoved: number = 0;

  @WholeNumber({
    ...NUMBER,
    example: 0,
    description:
      'Open files of bodies that have ended and that nobody takes over: it is not finished before 0',
  })
  readonly filesAwaiting: number = 0;

  @WholeNumber({
    ...NUMBER,
    example: 31,
    description:
      'Open deadlines of its bodies when it was applied: they go with their files, or to the main heir where the file is another’s',
  })
  readonly deadlines: number = 0;
}

export class UnitChangeCorrectionDto {
  @Uuid()
  readonly id: string = '';

  @Text({
    max: 500,
    nullable: true,
    example: 'Nhập sai số nghị quyết',
    description: 'Null to who does not administer units',
  })
  readonly reason: string | null = null;

  @OpenObject({ example: { act: 'Nghị quyết 1243/NQ-UBTVQH15' }, description: 'What was entered before' })
  readonly before: Readonly<Record<string, unknown>> = {};

  @OpenObject({ example: { act: 'Nghị quyết 1234/NQ-UBTVQH15' } })
  readonly after: Readonly<Record<string, unknown>> = {};

  @Instant()
  readonly correctedAt: string = '';
}

export class UnitChangeDto {
  @Uuid()
  readonly id: string = '';

  @OneOf(UNIT_CHANGE_KINDS, { name: 'UnitChangeKind', example: 'rename' })
  readonly kind: UnitChangeKind = 'rename';

  @OneOf(UNIT_CHANGE_STATES, { name: 'UnitChangeState', example: 'planned' })
  readonly state: UnitChangeState = 'planned';

  @Text(ACT)
  readonly act: string = '';

  @Day({ example: '2027-01-01' })
  readonly effectiveOn: DateOnly = '' as DateOnly;

  @Day({ example: '2027-03-31' })
  readonly handoverUntil: DateOnly = '' as DateOnly;

  @ListOf(() => UnitRefDto, { max: 1000 })
  readonly units: readonly UnitRefDto[] = [];

  @ListOf(() => UnitSuccessorDto, { max: 1000 })
  readonly successors: readonly UnitSuccessorDto[] = [];

  @Instant()
  readonly requestedAt: string = '';

  @Instant({ nullable: true, example: null })
  readonly withdrawnAt: string | null = null;

  @Text({ max: 500, nullable: true, example: null, description: 'Null to who does not administer units' })
  readonly withdrawnReason: string | null = null;

  @Instant({ nullable: true, example: null, description: 'When units and bodies were changed; files follow' })
  readonly appliedAt: string | null = null;

  @Instant({
    nullable: true,
    example: null,
    description: 'When no file was left to follow, or awaited a keeper',
  })
  readonly finishedAt: string | null = null;

  @Text({
    max: 300,
    nullable: true,
    example: null,
    description: 'Code of what kept it from being applied when that was tried last',
  })
  readonly problem: string | null = null;

  @Nested(() => UnitChangeProgressDto, {
    nullable: true,
    description: 'Null before it was applied, and to who does not administer units',
  })
  readonly progress: UnitChangeProgressDto | null = null;

  @ListOf(() => UnitChangeCorrectionDto, { max: 1000, description: 'The earliest first' })
  readonly corrections: readonly UnitChangeCorrectionDto[] = [];
}
