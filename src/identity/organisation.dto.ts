import { ORGANISATION_KINDS, type OrganisationKind } from '../law/organisation-kinds.js';
import { OneOf, Text, WholeNumber } from '../platform/http/fields.js';

export const MAX_ID = 2_147_483_647;
export const ORGANISATION_KIND_NAMES = Object.keys(ORGANISATION_KINDS) as readonly OrganisationKind[];

export class OrganisationNameDto {
  @WholeNumber({ min: 1, max: MAX_ID, example: 12 })
  readonly id: number = 0;

  @OneOf(ORGANISATION_KIND_NAMES, { name: 'OrganisationKind', example: 'commune-police' })
  readonly kind: OrganisationKind = 'commune-police';

  @Text({ max: 300, example: 'Công an xã Vĩnh Phong' })
  readonly name: string = '';
}
