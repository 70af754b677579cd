import type { DateOnly } from '../law/date.js';
import { CASE_KINDS, type CaseKind } from '../cases/case-file.js';
import { BilingualDto } from '../platform/http/bilingual.dto.js';
import {
  Day,
  Flag,
  Instant,
  ListOf,
  Nested,
  OneOf,
  Text,
  Uuid,
  WholeNumber,
} from '../platform/http/fields.js';
import type { BodyEffect } from './unit-change.js';
import { BODY_EFFECTS } from './unit-change.code-lists.js';

const ID = { min: 1, max: 2_147_483_647 } as const;
const NUMBER = { min: 0, max: 2_147_483_647 } as const;

/** How much a change would move. */
export class UnitChangePreviewDto {
  @WholeNumber({ ...NUMBER, example: 4, description: 'Bodies of the units themselves' })
  readonly organisations: number = 0;

  @WholeNumber({ ...NUMBER, example: 40, description: 'Open files that would go to another body' })
  readonly files: number = 0;

  @WholeNumber({ ...NUMBER, example: 31, description: 'Open deadlines of the bodies that hand them over' })
  readonly deadlines: number = 0;

  @WholeNumber({
    ...NUMBER,
    example: 0,
    description: 'Open files that would await reassignment: no successor is the main one',
  })
  readonly awaiting: number = 0;

  @WholeNumber({
    ...NUMBER,
    example: 0,
    description: 'Communes of a province that would go on under its successor',
  })
  readonly communes: number = 0;
}

export class HeirDto {
  @WholeNumber({ ...ID, nullable: true, example: null, description: 'Null while it is to be founded' })
  readonly organisationId: number | null = null;

  @Text({ max: 300, example: 'Công an xã Vĩnh Phong Mới' })
  readonly name: string = '';

  @Flag()
  readonly main: boolean = true;
}

/** What becomes, or became, of a body. */
export class ChangedBodyDto {
  @WholeNumber({ ...ID, example: 12 })
  readonly organisationId: number = 0;

  @OneOf(BODY_EFFECTS, { name: 'BodyEffect', example: 'succeeded' })
  readonly effect: BodyEffect = 'succeeded';

  @Text({ max: 300, example: 'Công an xã Vĩnh Phong' })
  readonly nameBefore: string = '';

  @Text({ max: 300, example: 'Công an xã Vĩnh Phong' })
  readonly nameAfter: string = '';

  @WholeNumber({ ...ID, example: 2_331_051 })
  readonly unitBefore: number = 0;

  @WholeNumber({
    ...ID,
    nullable: true,
    example: null,
    description: 'Null while its new unit does not stand yet',
  })
  readonly unitAfter: number | null = null;

  @ListOf(() => HeirDto, { max: 1000 })
  readonly heirs: readonly HeirDto[] = [];
}

/** A file that would move. Nothing of its person. */
export class MovingFileDto {
  @Uuid()
  readonly id: string = '';

  @Text({ max: 50, example: 'HS-2026-31069-000012' })
  readonly code: string = '';

  @OneOf(CASE_KINDS, { name: 'CaseKind' })
  readonly kind: CaseKind = 'home-rehabilitation';

  @WholeNumber({ ...ID, example: 12 })
  readonly keeperOrganisationId: number = 0;

  @Day({ example: '2026-07-02' })
  readonly openedOn: DateOnly = '' as DateOnly;

  @WholeNumber({ ...NUMBER, example: 1, description: 'Open deadlines of its keeper' })
  readonly openDeadlines: number = 0;
}

export class MovingDeadlineDto {
  @Uuid()
  readonly id: string = '';

  @Text({ max: 50, example: 'HS-2026-31069-000012' })
  readonly subjectCode: string = '';

  @WholeNumber({ ...ID, example: 12 })
  readonly organisationId: number = 0;

  @Text({ max: 100, example: 'home-rehabilitation.decision' })
  readonly rule: string = '';

  @Nested(() => BilingualDto, { description: 'What has to be done' })
  readonly step: BilingualDto = new BilingualDto();

  @Instant()
  readonly dueAt: string = '';
}
