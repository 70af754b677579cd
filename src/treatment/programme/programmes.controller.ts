import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ChangeListOf, type ChangeList } from '../../platform/http/change-list.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from '../treatment.problems.js';
import { EnterProgrammeDto, ProgrammeDto, ProgrammeQuery } from './programme.dto.js';
import { ProgrammeService } from './programme.service.js';

@ApiTags('treatment')
@Controller('v1/treatment-programmes')
export class ProgrammesController {
  constructor(private readonly programmes: ProgrammeService) {}

  @Get()
  @Endpoint({
    summary: 'List programmes of limited time, with their acts, areas and days',
    permission: 'law.read',
    reach: 'common',
    answer: ChangeListOf(ProgrammeDto),
  })
  async listTreatmentProgrammes(
    @CurrentActor() actor: UserActor,
    @Query() query: ProgrammeQuery,
  ): Promise<ChangeList<ProgrammeDto>> {
    return this.programmes.list(actor, query);
  }

  @Post()
  @Endpoint({
    summary: 'Enter a programme with its act',
    permission: 'treatment.programmes',
    reach: 'common',
    answer: ProgrammeDto,
    status: 201,
    unsafe: true,
    problems: [P.programmeKnown],
  })
  async enterTreatmentProgramme(
    @CurrentActor() actor: UserActor,
    @Body() body: EnterProgrammeDto,
  ): Promise<ProgrammeDto> {
    return this.programmes.enter(actor, body);
  }
}
