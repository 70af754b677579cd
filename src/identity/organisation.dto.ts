import type { DateOnly } from '../law/date.js';
import type { OrganisationKind } from '../law/organisation-kinds.js';
import { Day, OneOf, Text, WholeNumber } from '../platform/http/fields.js';
import { ChangePageOf, ChangePageQuery } from '../platform/http/change-page.js';
import { ORGANISATION_KIND_NAMES } from './identity.code-lists.js';
import type { ListedOrganisation } from './organisation.queries.js';
import { SECTORS, type Sector } from './supervision.js';

const ID = { min: 1, max: 2_147_483_647 } as const;

export class OrganisationQuery extends ChangePageQuery {
  @OneOf(ORGANISATION_KIND_NAMES, { name: 'OrganisationKind', optional: true, example: 'commune-police' })
  readonly kind?: OrganisationKind;

  @WholeNumber({
    ...ID,
    optional: true,
    example: 2_331_051,
    description: 'Organisations of this unit and of all below it, old units that went into them included',
  })
  readonly unit?: number;

  @Day({ optional: true, description: 'Organisations that stand on this day; today unless told' })
  readonly asOf?: DateOnly;

  @Text({
    max: 100,
    optional: true,
    pattern: /[\p{L}\p{N}]/u,
    patternDetail: { vi: 'Phải có chữ hoặc số', en: 'Must have a letter or a digit' },
    example: 'cong an xa vinh',
    description: 'Start of the name or of a word in it, with or without diacritics',
  })
  readonly q?: string;
}

export class OrganisationInput {
  @OneOf(ORGANISATION_KIND_NAMES, { name: 'OrganisationKind', example: 'commune-police' })
  readonly kind: OrganisationKind = 'commune-police';

  @OneOf(SECTORS, {
    name: 'Sector',
    optional: true,
    nullable: true,
    example: null,
    description: 'Of a provincial department',
  })
  readonly sector?: Sector | null;

  @Text({ max: 300, pattern: /\p{L}/u, example: 'Công an xã Vĩnh Phong' })
  readonly name: string = '';

  @WholeNumber({
    ...ID,
    optional: true,
    nullable: true,
    example: 2_331_051,
    description: 'Only bodies of the whole country have none',
  })
  readonly unitId?: number | null;

  @Day({ example: '2025-07-01', description: 'First day' })
  readonly validFrom: DateOnly = '' as DateOnly;

  @Day({ optional: true, nullable: true, example: null, description: 'Last day, where it is known already' })
  readonly validTo?: DateOnly | null;
}

export class OrganisationClosingInput {
  @Day({ example: '2027-06-30', description: 'Last day on which it acts' })
  readonly lastDay: DateOnly = '' as DateOnly;

  @Text({ max: 300, example: 'Nghị quyết 15/NQ-HĐND ngày 20/06/2027', description: 'Act or other ground' })
  readonly act: string = '';
}

export class OrganisationNameDto {
  @WholeNumber({ ...ID, example: 12 })
  readonly id: number = 0;

  @OneOf(ORGANISATION_KIND_NAMES, { name: 'OrganisationKind', example: 'commune-police' })
  readonly kind: OrganisationKind = 'commune-police';

  @Text({ max: 300, example: 'Công an xã Vĩnh Phong' })
  readonly name: string = '';
}

export class OrganisationDto extends OrganisationNameDto {
  @OneOf(SECTORS, { name: 'Sector', nullable: true, example: null })
  readonly sector: Sector | null = null;

  @WholeNumber({ ...ID, nullable: true, example: 2_331_051 })
  readonly unitId: number | null = null;

  @Text({ max: 200, nullable: true, example: 'Xã Vĩnh Phong' })
  readonly unitName: string | null = null;

  @Day({ example: '2025-07-01' })
  readonly validFrom: DateOnly = '' as DateOnly;

  @Day({ nullable: true, example: null, description: 'Last day; null: still stands' })
  readonly validTo: DateOnly | null = null;

  @WholeNumber({ ...ID, example: 1 })
  readonly version: number = 1;
}

export const OrganisationPage = ChangePageOf(OrganisationDto);

export function toOrganisationDto(organisation: ListedOrganisation): OrganisationDto {
  const { id, kind, sector, name, unitId, unitName, validFrom, validTo, version } = organisation;
  return { id, kind, sector, name, unitId, unitName, validFrom, validTo, version };
}
