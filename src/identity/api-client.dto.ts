import {
  Flag,
  Instant,
  ListOf,
  Nested,
  Secret,
  SomeOf,
  Text,
  Uuid,
  WholeNumber,
} from '../platform/http/fields.js';
import { ChangePageOf, ChangePageQuery } from '../platform/http/change-page.js';
import type { ListedClient } from './api-client.queries.js';
import { LONGEST_OVERLAP_HOURS } from './api-client.rules.js';
import { OrganisationNameDto } from './organisation.dto.js';
import { CLIENT_SCOPES, type ClientScope } from './permissions.js';

const ID = { min: 1, max: 2_147_483_647 } as const;
const SECRET = 'hscn_Zk3vQ0yq5p8mXr1cT7wJ9bN2dF4gH6kL8sA0eU3iY5o';
const SCOPES = { name: 'ClientScope', example: ['units.read', 'cases.read'] } as const;

export class ApiClientQuery extends ChangePageQuery {
  @WholeNumber({ ...ID, optional: true, example: 12 })
  readonly organisationId?: number;

  @Flag({
    optional: true,
    example: false,
    description: 'Only those revoked or expired, or only those that work',
  })
  readonly ended?: boolean;
}

export class ApiClientInput {
  @Text({ max: 200, pattern: /\p{L}/u, example: 'Cổng dịch vụ công tỉnh An Giang' })
  readonly name: string = '';

  @WholeNumber({ ...ID, example: 12, description: 'For which it reads, and what that body may read' })
  readonly organisationId: number = 0;

  @SomeOf(CLIENT_SCOPES, { ...SCOPES, min: 1, description: 'For good: for others, make another client' })
  readonly scopes: readonly ClientScope[] = [];

  @Instant({ example: '2027-07-01T00:00:00+07:00', description: 'At most 396 days from now' })
  readonly expiresAt: string = '';
}

export class SecretRotationInput {
  @WholeNumber({
    min: 0,
    max: LONGEST_OVERLAP_HOURS,
    example: 24,
    description: 'How long the secrets before stay good; 0 ends them and their tokens at once',
  })
  readonly overlapHours: number = 0;

  @Instant({ optional: true, example: '2028-07-01T00:00:00+07:00', description: 'Another end of the client' })
  readonly expiresAt?: string;
}

export class ApiClientRevocationInput {
  @Text({ max: 300, example: 'Hết hợp đồng kết nối ngày 30/06/2027' })
  readonly reason: string = '';
}

export class ApiClientSecretDto {
  @Uuid()
  readonly id: string = '';

  @Instant({ example: '2026-07-02T08:00:00+07:00' })
  readonly createdAt: string = '';

  @Instant({ nullable: true, example: null, description: 'Null: as long as the client' })
  readonly endsAt: string | null = null;
}

export class ApiClientDto {
  @Uuid({ description: 'The client id' })
  readonly id: string = '';

  @Text({ max: 200, example: 'Cổng dịch vụ công tỉnh An Giang' })
  readonly name: string = '';

  @Nested(() => OrganisationNameDto)
  readonly organisation: OrganisationNameDto = new OrganisationNameDto();

  @SomeOf(CLIENT_SCOPES, SCOPES)
  readonly scopes: readonly ClientScope[] = [];

  @Instant({ example: '2026-07-02T08:00:00+07:00' })
  readonly createdAt: string = '';

  @Uuid({ description: 'The administrator' })
  readonly createdBy: string = '';

  @Instant({ example: '2027-07-01T00:00:00+07:00' })
  readonly expiresAt: string = '';

  @Instant({ nullable: true, example: null, description: 'When it last asked for a token' })
  readonly lastUsedAt: string | null = null;

  @Instant({ nullable: true, example: null })
  readonly revokedAt: string | null = null;

  @Text({ max: 300, nullable: true, example: null })
  readonly revokedReason: string | null = null;

  @ListOf(() => ApiClientSecretDto, { max: 1000, description: 'Those that are good, without what they are' })
  readonly secrets: readonly ApiClientSecretDto[] = [];

  @WholeNumber({ ...ID, example: 1 })
  readonly version: number = 1;
}

export class ApiClientWithSecretDto extends ApiClientDto {
  @Secret({ max: 100, example: SECRET, description: 'Shown this once' })
  readonly clientSecret: string = '';
}

export const ApiClientPage = ChangePageOf(ApiClientDto);

export class ClientTokenInput {
  @Uuid()
  readonly clientId: string = '';

  @Secret({ max: 200, example: SECRET })
  readonly clientSecret: string = '';
}

export class ClientTokenDto {
  @Secret({
    max: 2000,
    example: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IjEifQ.eyJzdWIiOiIwMTg5MGE1ZCJ9.c2lnbmF0dXJl',
    description: 'Send it as `Authorization: Bearer …`. There is no refresh token: ask for another',
  })
  readonly accessToken: string = '';

  @WholeNumber({ min: 5, max: 28_800, example: 900 })
  readonly expiresInSeconds: number = 0;

  @SomeOf(CLIENT_SCOPES, SCOPES)
  readonly scopes: readonly ClientScope[] = [];
}

export function toApiClientDto(client: ListedClient): ApiClientDto {
  return {
    id: client.id,
    name: client.name,
    organisation: client.organisation,
    scopes: client.scopes,
    createdAt: client.createdAt.toISOString(),
    createdBy: client.createdBy,
    expiresAt: client.expiresAt.toISOString(),
    lastUsedAt: client.lastUsedAt?.toISOString() ?? null,
    revokedAt: client.revokedAt?.toISOString() ?? null,
    revokedReason: client.revokedReason,
    secrets: client.secrets.map(({ id, createdAt, endsAt }) => ({
      id,
      createdAt: new Date(createdAt).toISOString(),
      endsAt: endsAt === null ? null : new Date(endsAt).toISOString(),
    })),
    version: client.version,
  };
}
