import { Instant, Nested, SomeOf, Text, Uuid, WholeNumber } from '../platform/http/fields.js';
import { ChangeListOf } from '../platform/http/change-list.js';
import type { OrganisationName } from './identity.queries.js';
import { OrganisationNameDto } from './organisation.dto.js';
import { ROLE_NAMES, type Role } from './roles.js';

export class UserMoveInput {
  @WholeNumber({
    min: 1,
    max: 2_147_483_647,
    example: 15,
    description: 'For which the user works from now on',
  })
  readonly organisationId: number = 0;

  @SomeOf(ROLE_NAMES, { name: 'Role', min: 1, example: ['commune-police-officer'] })
  readonly roles: readonly Role[] = [];

  @Text({ max: 300, example: 'Quyết định điều động số 21/QĐ-CAT ngày 25/07/2026' })
  readonly reason: string = '';
}

export class UserMoveDto {
  @Uuid()
  readonly id: string = '';

  @Nested(() => OrganisationNameDto)
  readonly from: OrganisationNameDto = new OrganisationNameDto();

  @Nested(() => OrganisationNameDto)
  readonly to: OrganisationNameDto = new OrganisationNameDto();

  @SomeOf(ROLE_NAMES, { name: 'Role', example: ['commune-officer'] })
  readonly fromRoles: readonly Role[] = [];

  @SomeOf(ROLE_NAMES, { name: 'Role', example: ['commune-police-officer'] })
  readonly toRoles: readonly Role[] = [];

  @Text({ max: 300, example: 'Quyết định điều động số 21/QĐ-CAT ngày 25/07/2026' })
  readonly reason: string = '';

  @Instant({ example: '2026-08-01T08:00:00+07:00' })
  readonly movedAt: string = '';

  @Uuid({ description: 'The administrator' })
  readonly movedBy: string = '';
}

export const UserMoveList = ChangeListOf(UserMoveDto);

export interface ListedMove {
  readonly id: string;
  readonly from: OrganisationName;
  readonly to: OrganisationName;
  readonly fromRoles: readonly Role[];
  readonly toRoles: readonly Role[];
  readonly reason: string;
  readonly movedAt: Date;
  readonly movedBy: string;
}

export function toUserMoveDto({ movedAt, ...move }: ListedMove): UserMoveDto {
  return { ...move, movedAt: movedAt.toISOString() };
}
