import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { P as CASES } from '../../cases/cases.problems.js';
import { P as HTTP } from '../../platform/errors/platform.problems.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { CompulsoryGroundsDto, GroundsQuery } from './compulsory-grounds.dto.js';
import { CompulsoryGroundsService } from './compulsory-grounds.service.js';

@ApiTags('compulsory-rehabilitation')
@Controller('v1/persons/:personId/compulsory-grounds')
export class CompulsoryGroundsController {
  constructor(private readonly grounds: CompulsoryGroundsService) {}

  @Get()
  @Endpoint({
    summary: 'Propose the grounds of compulsory rehabilitation that a record amounts to, with the evidence',
    description: 'By the law of the day and the age on it. Nothing is decided by it: a person decides.',
    permission: 'rehabilitation.decide',
    reach: 'person',
    answer: CompulsoryGroundsDto,
    problems: [HTTP.notFound, CASES.lawAbsent],
  })
  async getCompulsoryGrounds(
    @CurrentActor() actor: UserActor,
    @Param('personId') personId: string,
    @Query() query: GroundsQuery,
  ): Promise<CompulsoryGroundsDto> {
    return this.grounds.propose(actor, personId, query);
  }
}
