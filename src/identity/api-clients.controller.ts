import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint } from '../platform/http/endpoint.js';
import type { ChangePage } from '../platform/http/change-page.js';
import { CurrentActor, SeenVersion } from '../platform/http/parameters.js';
import type { UserActor } from '../platform/security/actor.js';
import {
  ApiClientDto,
  ApiClientInput,
  ApiClientPage,
  ApiClientQuery,
  ApiClientRevocationInput,
  ApiClientWithSecretDto,
  SecretRotationInput,
} from './api-client.dto.js';
import { P } from './api-client.problems.js';
import { ApiClientService } from './api-client.service.js';

@ApiTags('clients')
@Controller('v1/api-clients')
export class ApiClientsController {
  constructor(private readonly clients: ApiClientService) {}

  @Get()
  @Endpoint({
    summary: 'List API clients, newest first',
    permission: 'clients.read',
    reach: 'common',
    answer: ApiClientPage,
  })
  async listApiClients(
    @CurrentActor() actor: UserActor,
    @Query() query: ApiClientQuery,
  ): Promise<ChangePage<ApiClientDto>> {
    return this.clients.list(actor, query);
  }

  @Get(':clientId')
  @Endpoint({
    summary: 'Read one API client; entries of the audit name it as their user',
    permission: 'clients.read',
    reach: 'common',
    answer: ApiClientDto,
    problems: [P.notFound],
  })
  async getApiClient(
    @CurrentActor() actor: UserActor,
    @Param('clientId') clientId: string,
  ): Promise<ApiClientDto> {
    return this.clients.get(actor, clientId);
  }

  @Post()
  @Endpoint({
    summary: 'Admit an API client of an organisation, with a secret that is told this once',
    permission: 'clients.manage',
    reach: 'common',
    answer: ApiClientWithSecretDto,
    secretAnswer: true,
    status: 201,
    unsafe: true,
  })
  async createApiClient(
    @CurrentActor() actor: UserActor,
    @Body() body: ApiClientInput,
  ): Promise<ApiClientWithSecretDto> {
    return this.clients.create(actor, body);
  }

  @Post(':clientId/secret-rotation')
  @Endpoint({
    summary: 'Give an API client another secret, told this once; those before stay good for the overlap',
    permission: 'clients.manage',
    reach: 'common',
    answer: ApiClientWithSecretDto,
    secretAnswer: true,
    unsafe: true,
    versioned: true,
    problems: [P.notFound, P.revoked, P.organisationEnded],
  })
  async rotateApiClientSecret(
    @CurrentActor() actor: UserActor,
    @Param('clientId') clientId: string,
    @SeenVersion() version: number,
    @Body() body: SecretRotationInput,
  ): Promise<ApiClientWithSecretDto> {
    return this.clients.rotate(actor, clientId, version, body);
  }

  @Post(':clientId/revocation')
  @Endpoint({
    summary: 'Revoke an API client for good; its tokens end at once',
    permission: 'clients.manage',
    reach: 'common',
    answer: ApiClientDto,
    unsafe: true,
    versioned: true,
    problems: [P.notFound, P.revoked],
  })
  async revokeApiClient(
    @CurrentActor() actor: UserActor,
    @Param('clientId') clientId: string,
    @SeenVersion() version: number,
    @Body() body: ApiClientRevocationInput,
  ): Promise<ApiClientDto> {
    return this.clients.revoke(actor, clientId, version, body);
  }
}
