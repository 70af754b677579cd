import { Flag, Instant, Nested, Secret, SomeOf, Text, Uuid, WholeNumber } from '../platform/http/fields.js';
import type { Account } from './credentials.js';
import type { OrganisationName } from './identity.queries.js';
import { OrganisationNameDto } from './organisation.dto.js';
import { PASSWORD_MAX } from './password-policy.js';
import { PERMISSIONS, type Permission } from './permissions.js';
import { ROLE_NAMES, type Role } from './roles.js';
import type { TokenPair } from './sessions.js';

const REFRESH_TOKEN = 'xTq0cTnG4nC6c8ZqVh0o2mZr3w5yB7uJ1kL9sD4fG6h';
const ACCESS_TOKEN =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IjEifQ.eyJzdWIiOiIwMTg5MGE1ZCJ9.c2lnbmF0dXJl';

export class LoginInput {
  @Text({ max: 200, example: 'tran.van.minh', description: 'Capitals and small letters are the same' })
  readonly login: string = '';

  @Secret({ max: PASSWORD_MAX, example: 'bốn con chim sẻ ngoài vườn' })
  readonly password: string = '';
}

export class RefreshInput {
  @Secret({ max: 200, example: REFRESH_TOKEN })
  readonly refreshToken: string = '';
}

export class PasswordChangeInput {
  @Secret({ max: PASSWORD_MAX, example: 'bốn con chim sẻ ngoài vườn' })
  readonly currentPassword: string = '';

  @Secret({
    max: 1000,
    example: 'mưa rào trên mái tôn cũ',
    description:
      'At least 12 characters, besides the parts of the name and login, not made of the commonest words',
  })
  readonly newPassword: string = '';
}

export class TokenPairDto {
  @Secret({ max: 2000, example: ACCESS_TOKEN, description: 'Send it as `Authorization: Bearer …`' })
  readonly accessToken: string = '';

  @WholeNumber({ min: 5, max: 28_800, example: 900, description: 'How long the access token is good' })
  readonly expiresInSeconds: number = 0;

  @Secret({
    max: 200,
    example: REFRESH_TOKEN,
    description: 'Serves once; used a second time it ends the session',
  })
  readonly refreshToken: string = '';
}

export class LoginDto extends TokenPairDto {
  @Uuid()
  readonly userId: string = '';

  @Text({ max: 200, example: 'Trần Văn Minh' })
  readonly fullName: string = '';

  @Nested(() => OrganisationNameDto)
  readonly organisation: OrganisationNameDto = new OrganisationNameDto();

  @SomeOf(ROLE_NAMES, { name: 'Role', example: ['commune-police-officer'] })
  readonly roles: readonly Role[] = [];

  @Flag({ example: false, description: 'The password is temporary: choose another before anything else' })
  readonly passwordChangeRequired: boolean = false;

  @Flag({ example: false, description: 'The roles ask for a second factor: make one before anything else' })
  readonly secondFactorRequired: boolean = false;

  @Instant({
    nullable: true,
    example: null,
    description:
      'A notice: then a refresh token came a second time since the last sign-in, and its session ended. Somebody may hold a copy',
  })
  readonly reusedTokenAt: string | null = null;
}

export class MeDto {
  @Uuid()
  readonly userId: string = '';

  @Text({ max: 64, example: 'tran.van.minh' })
  readonly login: string = '';

  @Text({ max: 200, example: 'Trần Văn Minh' })
  readonly fullName: string = '';

  @Nested(() => OrganisationNameDto)
  readonly organisation: OrganisationNameDto = new OrganisationNameDto();

  @SomeOf(ROLE_NAMES, { name: 'Role', example: ['commune-police-officer'] })
  readonly roles: readonly Role[] = [];

  @SomeOf(PERMISSIONS, { name: 'Permission', example: ['people.read', 'cases.read'] })
  readonly permissions: readonly Permission[] = [];

  @Flag({ example: true, description: 'Signs in with a code besides the password' })
  readonly secondFactor: boolean = false;

  @Flag({ example: false, description: 'The roles ask for a second factor: nothing else is allowed without' })
  readonly secondFactorRequired: boolean = false;

  @WholeNumber({ min: 0, max: 100, example: 10, description: 'Recovery codes that were not used yet' })
  readonly recoveryCodesLeft: number = 0;
}

export interface SignInFacts {
  readonly organisation: OrganisationName;
  readonly roles: readonly Role[];
  readonly secondFactorRequired: boolean;
  readonly reusedTokenAt: Date | null;
}

export function toLoginDto(
  tokens: TokenPair,
  account: Account,
  { organisation, roles, secondFactorRequired, reusedTokenAt }: SignInFacts,
): LoginDto {
  return {
    ...tokens,
    userId: account.userId,
    fullName: account.fullName,
    organisation,
    roles,
    passwordChangeRequired: account.temporaryPassword,
    secondFactorRequired,
    reusedTokenAt: reusedTokenAt?.toISOString() ?? null,
  };
}
