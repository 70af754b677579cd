import {
  Flag,
  Instant,
  Nested,
  OneOf,
  Secret,
  SomeOf,
  Text,
  Uuid,
  WholeNumber,
} from '../platform/http/fields.js';
import { ChangePageOf, ChangePageQuery } from '../platform/http/change-page.js';
import { OrganisationNameDto } from './organisation.dto.js';
import { ROLE_NAMES, type Role } from './roles.js';
import type { ListedUser } from './user.queries.js';
import { LOGIN_PATTERN } from './user.rules.js';

const ID = { min: 1, max: 2_147_483_647 } as const;

export class UserQuery extends ChangePageQuery {
  @WholeNumber({ ...ID, optional: true, example: 12 })
  readonly organisationId?: number;

  @OneOf(ROLE_NAMES, { name: 'Role', optional: true, example: 'commune-police-officer' })
  readonly role?: Role;

  @Flag({ optional: true, example: false, description: 'Only locked accounts, or only those that are not' })
  readonly locked?: boolean;
}

export class UserInput {
  @Text({
    max: 64,
    min: 3,
    pattern: LOGIN_PATTERN,
    patternDetail: {
      vi: 'Chỉ gồm chữ thường không dấu, chữ số, dấu chấm, gạch ngang, gạch dưới',
      en: 'Only small letters a to z, digits, dots, hyphens and underscores',
    },
    example: 'tran.van.minh',
  })
  readonly login: string = '';

  @Text({ max: 200, pattern: /\p{L}/u, example: 'Trần Văn Minh' })
  readonly fullName: string = '';

  @WholeNumber({
    ...ID,
    example: 12,
    description: 'For which the user works',
  })
  readonly organisationId: number = 0;

  @SomeOf(ROLE_NAMES, { name: 'Role', min: 1, example: ['commune-police-officer'] })
  readonly roles: readonly Role[] = [];
}

export class UserRolesInput {
  @SomeOf(ROLE_NAMES, { name: 'Role', min: 1, example: ['commune-police-officer'] })
  readonly roles: readonly Role[] = [];
}

export class UserLockingInput {
  @Text({ max: 300, example: 'Nghỉ việc từ 01/08/2026' })
  readonly reason: string = '';
}

export class UserDto {
  @Uuid()
  readonly id: string = '';

  @Text({ max: 64, example: 'tran.van.minh' })
  readonly login: string = '';

  @Text({ max: 200, example: 'Trần Văn Minh' })
  readonly fullName: string = '';

  @Nested(() => OrganisationNameDto)
  readonly organisation: OrganisationNameDto = new OrganisationNameDto();

  @SomeOf(ROLE_NAMES, { name: 'Role', example: ['commune-police-officer'] })
  readonly roles: readonly Role[] = [];

  @Flag({ example: true, description: 'Signs in with a code besides the password' })
  readonly secondFactor: boolean = false;

  @Instant({ nullable: true, example: null, description: 'Null: not locked' })
  readonly lockedAt: string | null = null;

  @Text({ max: 300, nullable: true, example: null })
  readonly lockedReason: string | null = null;

  @Instant({ example: '2026-07-01T08:00:00+07:00' })
  readonly createdAt: string = '';

  @WholeNumber({ ...ID, example: 1 })
  readonly version: number = 1;
}

export class UserWithPasswordDto extends UserDto {
  @Secret({
    max: 100,
    example: 'k7m2p-x9w4q-3rtn8-hv6cy-5zjd2',
    description: 'Shown this once. Good for signing in and choosing another password, nothing else',
  })
  readonly temporaryPassword: string = '';
}

export const UserPage = ChangePageOf(UserDto);

export function toUserDto(user: ListedUser): UserDto {
  return {
    id: user.id,
    login: user.login,
    fullName: user.fullName,
    organisation: user.organisation,
    roles: user.roles,
    secondFactor: user.secondFactor,
    lockedAt: user.lockedAt?.toISOString() ?? null,
    lockedReason: user.lockedReason,
    createdAt: user.createdAt.toISOString(),
    version: user.version,
  };
}
