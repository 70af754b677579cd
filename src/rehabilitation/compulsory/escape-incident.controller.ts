import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { P as CASES } from '../../cases/cases.problems.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from './compulsory.problems.js';
import {
  EscapeIncidentDto,
  IncidentCountsDto,
  IncidentsQuery,
  RecordIncidentDto,
} from './escape-incident.dto.js';
import { EscapeIncidentService } from './escape-incident.service.js';

@ApiTags('compulsory-rehabilitation')
@Controller('v1')
export class EscapeIncidentController {
  constructor(private readonly incidents: EscapeIncidentService) {}

  @Post('escape-incidents')
  @Endpoint({
    summary: 'Record an incident in which several people escaped; their files name it then',
    permission: 'rehabilitation.follow',
    reach: 'own-name',
    answer: EscapeIncidentDto,
    status: 201,
    unsafe: true,
    problems: [P.notAFacility, CASES.lawAbsent],
  })
  async recordEscapeIncident(
    @CurrentActor() actor: UserActor,
    @Body() body: RecordIncidentDto,
  ): Promise<EscapeIncidentDto> {
    return this.incidents.record(actor, body);
  }

  @Get('escape-incidents/:incidentId')
  @Endpoint({
    summary: 'Read an incident: who escaped, and who is back',
    permission: 'rehabilitation.read',
    reach: 'organisation',
    answer: EscapeIncidentDto,
    problems: [P.incidentNotFound],
  })
  async getEscapeIncident(
    @CurrentActor() actor: UserActor,
    @Param('incidentId') id: string,
  ): Promise<EscapeIncidentDto> {
    return this.incidents.read(actor, id);
  }

  @Get('organisations/:organisationId/escape-counts')
  @Endpoint({
    summary: 'Count the incidents of a facility in some days, the people who escaped, and those who are back',
    permission: 'rehabilitation.read',
    reach: 'organisation',
    answer: IncidentCountsDto,
    problems: [P.incidentNotFound],
  })
  async countEscapeIncidents(
    @CurrentActor() actor: UserActor,
    @Param('organisationId') organisationId: number,
    @Query() query: IncidentsQuery,
  ): Promise<IncidentCountsDto> {
    return this.incidents.count(actor, organisationId, query);
  }
}
