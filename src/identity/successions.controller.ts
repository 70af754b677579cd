import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint } from '../platform/http/endpoint.js';
import type { ChangePage } from '../platform/http/change-page.js';
import { CurrentActor } from '../platform/http/parameters.js';
import type { UserActor } from '../platform/security/actor.js';
import { P } from './organisation.problems.js';
import { SuccessionDto, SuccessionInput, SuccessionPage, SuccessionQuery } from './succession.dto.js';
import { SuccessionService } from './succession.service.js';

@ApiTags('organisations')
@Controller('v1/organisation-successions')
export class SuccessionsController {
  constructor(private readonly successions: SuccessionService) {}

  @Get()
  @Endpoint({
    summary: 'List which organisation took over from which, the latest first',
    permission: 'organisations.read',
    reach: 'common',
    answer: SuccessionPage,
  })
  async listOrganisationSuccessions(
    @CurrentActor() actor: UserActor,
    @Query() query: SuccessionQuery,
  ): Promise<ChangePage<SuccessionDto>> {
    return this.successions.list(actor, query);
  }

  @Post()
  @Endpoint({
    summary: 'Record that an organisation takes over from another',
    description: 'The main successor for everything ends the predecessor on the day before.',
    permission: 'organisations.manage',
    reach: 'common',
    answer: SuccessionDto,
    status: 201,
    unsafe: true,
    problems: [P.alreadySucceeded, P.alreadyClosed, P.stillStands],
  })
  async createOrganisationSuccession(
    @CurrentActor() actor: UserActor,
    @Body() body: SuccessionInput,
  ): Promise<SuccessionDto> {
    return this.successions.add(actor, body);
  }
}
