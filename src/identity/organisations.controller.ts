import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint } from '../platform/http/endpoint.js';
import type { ChangePage } from '../platform/http/change-page.js';
import { CurrentActor, SeenVersion } from '../platform/http/parameters.js';
import type { UserActor } from '../platform/security/actor.js';
import { P as UNITS } from '../units/units.problems.js';
import {
  OrganisationClosingInput,
  OrganisationDto,
  OrganisationInput,
  OrganisationPage,
  OrganisationQuery,
} from './organisation.dto.js';
import { P } from './organisation.problems.js';
import { OrganisationService } from './organisation.service.js';

@ApiTags('organisations')
@Controller('v1/organisations')
export class OrganisationsController {
  constructor(private readonly organisations: OrganisationService) {}

  @Get()
  @Endpoint({
    summary: 'List the organisations of a day',
    permission: 'organisations.read',
    reach: 'common',
    answer: OrganisationPage,
  })
  async listOrganisations(
    @CurrentActor() actor: UserActor,
    @Query() query: OrganisationQuery,
  ): Promise<ChangePage<OrganisationDto>> {
    return this.organisations.list(actor, query);
  }

  @Get(':organisationId')
  @Endpoint({
    summary: 'Read one organisation',
    permission: 'organisations.read',
    reach: 'common',
    answer: OrganisationDto,
    problems: [P.notFound],
  })
  async getOrganisation(
    @CurrentActor() actor: UserActor,
    @Param('organisationId') organisationId: number,
  ): Promise<OrganisationDto> {
    return this.organisations.get(actor, organisationId);
  }

  @Post()
  @Endpoint({
    summary: 'Add an organisation',
    permission: 'organisations.manage',
    reach: 'common',
    answer: OrganisationDto,
    status: 201,
    unsafe: true,
    problems: [P.alreadyThere, UNITS.unknown, UNITS.notValidOn],
  })
  async createOrganisation(
    @CurrentActor() actor: UserActor,
    @Body() body: OrganisationInput,
  ): Promise<OrganisationDto> {
    return this.organisations.create(actor, body);
  }

  @Post(':organisationId/closing')
  @Endpoint({
    summary: 'End an organisation after its last day',
    permission: 'organisations.manage',
    reach: 'common',
    answer: OrganisationDto,
    unsafe: true,
    versioned: true,
    problems: [P.notFound, P.alreadyClosed],
  })
  async closeOrganisation(
    @CurrentActor() actor: UserActor,
    @Param('organisationId') organisationId: number,
    @SeenVersion() version: number,
    @Body() body: OrganisationClosingInput,
  ): Promise<OrganisationDto> {
    return this.organisations.close(actor, organisationId, version, body);
  }
}
