import type { DateOnly } from '../law/date.js';
import { Day, Flag, Nested, OneOf, Text, WholeNumber } from '../platform/http/fields.js';
import { ChangePageOf, ChangePageQuery } from '../platform/http/change-page.js';
import { SUCCESSION_FUNCTIONS, type SuccessionFunction } from './identity.code-lists.js';
import { OrganisationNameDto } from './organisation.dto.js';
import type { ListedSuccession } from './succession.queries.js';

const ID = { min: 1, max: 2_147_483_647 } as const;

export class SuccessionQuery extends ChangePageQuery {
  @WholeNumber({ ...ID, optional: true, example: 12, description: 'On either side' })
  readonly organisationId?: number;

  @OneOf(SUCCESSION_FUNCTIONS, { name: 'SuccessionFunction', optional: true, example: 'home-rehabilitation' })
  readonly function?: SuccessionFunction;
}

export class SuccessionInput {
  @WholeNumber({ ...ID, example: 11 })
  readonly predecessorId: number = 0;

  @WholeNumber({ ...ID, example: 12 })
  readonly successorId: number = 0;

  @OneOf(SUCCESSION_FUNCTIONS, {
    name: 'SuccessionFunction',
    example: 'home-rehabilitation',
    description:
      'What goes over: everything, which ends the predecessor, or the competence for one procedure',
  })
  readonly function: SuccessionFunction = 'all';

  @Day({ example: '2026-07-01', description: 'First day of the new competence' })
  readonly effectiveOn: DateOnly = '' as DateOnly;

  @Day({
    example: '2026-07-31',
    description: 'Both sides read until this day: two years after `effectiveOn` at most',
  })
  readonly handoverUntil: DateOnly = '' as DateOnly;

  @Flag({ description: 'Takes over what is not divided; at most one for a predecessor and function' })
  readonly main: boolean = true;

  @Text({ max: 300, example: 'Luật 120/2025/QH15, Điều 32' })
  readonly act: string = '';
}

export class SuccessionDto {
  @WholeNumber({ ...ID, example: 7 })
  readonly id: number = 0;

  @Nested(() => OrganisationNameDto)
  readonly predecessor: OrganisationNameDto = new OrganisationNameDto();

  @Nested(() => OrganisationNameDto)
  readonly successor: OrganisationNameDto = new OrganisationNameDto();

  @OneOf(SUCCESSION_FUNCTIONS, { name: 'SuccessionFunction', example: 'home-rehabilitation' })
  readonly function: SuccessionFunction = 'all';

  @Day({ example: '2026-07-01' })
  readonly effectiveOn: DateOnly = '' as DateOnly;

  @Day({ example: '2026-07-31' })
  readonly handoverUntil: DateOnly = '' as DateOnly;

  @Flag()
  readonly main: boolean = true;

  @Text({ max: 300, example: 'Luật 120/2025/QH15, Điều 32' })
  readonly act: string = '';
}

export const SuccessionPage = ChangePageOf(SuccessionDto);

export function toSuccessionDto(row: ListedSuccession): SuccessionDto {
  const { id, predecessor, successor, effectiveOn, handoverUntil, main, act } = row;
  return { id, predecessor, successor, function: row.function, effectiveOn, handoverUntil, main, act };
}
