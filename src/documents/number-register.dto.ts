import { Day, Instant, OneOf, Text, Uuid, WholeNumber } from '../platform/http/fields.js';
import { ChangeListOf, ChangeListQuery } from '../platform/http/change-list.js';
import { ChangePageOf, ChangePageQuery } from '../platform/http/change-page.js';
import type { DateOnly } from '../law/date.js';
import { NUMBER_KINDS, type NumberKind } from './number-kinds.js';

const ORGANISATION = { min: 1, max: 2_147_483_647, example: 17 } as const;
const COUNT = { min: 0, max: 999_999_999 } as const;
const PATTERN =
  '`{number}` stands for the number; for dossier codes `{yymmdd}` for the day: `H01.31.069-{yymmdd}-{number}`';

export class NumberRegisterQuery extends ChangeListQuery {
  @WholeNumber({ ...ORGANISATION, optional: true, description: 'The own organisation unless told' })
  readonly organisation?: number;
}

export class NumberRegisterInput {
  @WholeNumber({
    ...ORGANISATION,
    optional: true,
    description: 'The own organisation unless told; another one is for administrators',
  })
  readonly organisationId?: number;

  @OneOf(NUMBER_KINDS, { name: 'NumberKind', example: 'decision' })
  readonly kind: NumberKind = 'decision';

  @Text({ max: 60, example: '{number}/QĐ-CAX', description: PATTERN })
  readonly pattern: string = '';

  @WholeNumber({
    ...COUNT,
    optional: true,
    example: 14,
    description: 'Last number of this year in the book on paper that was kept so far; none unless told',
  })
  readonly bookLast?: number;
}

export class NumberPatternInput {
  @Text({ max: 60, example: '{number}/QĐ-CAX', description: PATTERN })
  readonly pattern: string = '';
}

export class NumberRegisterDto {
  @Uuid()
  readonly id: string = '';

  @WholeNumber(ORGANISATION)
  readonly organisationId: number = 0;

  @OneOf(NUMBER_KINDS, { name: 'NumberKind', example: 'decision' })
  readonly kind: NumberKind = 'decision';

  @Text({ max: 60, example: '{number}/QĐ-CAX' })
  readonly pattern: string = '';

  @WholeNumber({ min: 2000, max: 2200, example: 2026 })
  readonly bookYear: number = 0;

  @WholeNumber({ ...COUNT, example: 14, description: 'Last number of the book on paper in that year' })
  readonly bookLast: number = 0;

  @WholeNumber({ ...COUNT, example: 15, description: 'Last number of this year, for dossier codes of today' })
  readonly last: number = 0;

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 1 })
  readonly version: number = 1;
}

export const NumberRegisterList = ChangeListOf(NumberRegisterDto);

export class GivenNumberQuery extends ChangePageQuery {}

export class GivenNumberDto {
  @Uuid()
  readonly id: string = '';

  @OneOf(NUMBER_KINDS, { name: 'NumberKind', example: 'decision' })
  readonly kind: NumberKind = 'decision';

  @WholeNumber({ ...COUNT, example: 15 })
  readonly number: number = 0;

  @Text({ max: 100, example: '15/QĐ-CAX' })
  readonly text: string = '';

  @Day()
  readonly givenOn: string = '';

  @Uuid()
  readonly caseId: string = '';

  @Uuid({
    nullable: true,
    description: 'The paper that bears it; null for one that was taken and not used yet',
  })
  readonly paperId: string | null = null;

  @Instant({ description: 'Real time at which it was given' })
  readonly recordedAt: string = '';
}

export const GivenNumberPage = ChangePageOf(GivenNumberDto);

export class TakeNumberInput {
  @OneOf(['decision'] as const, {
    name: 'NumberOfAnAct',
    description: 'The other papers take theirs when they are made',
  })
  readonly kind = 'decision' as const;

  @Day({ optional: true, description: 'Day of the act; today unless told' })
  readonly on?: DateOnly;
}
