import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { P as HTTP } from '../../platform/errors/platform.problems.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { OrdinalDto } from '../voluntary/voluntary-input.dto.js';
import { STEP_PROBLEMS } from '../voluntary/voluntary.problems.js';
import { CorrectedOrdinalDto, OrdinalQuery, RehabilitationOrdinalDto } from './ordinal.dto.js';
import { RehabilitationOrdinals } from './ordinal.service.js';

@ApiTags('rehabilitation')
@Controller('v1')
export class OrdinalController {
  constructor(private readonly ordinals: RehabilitationOrdinals) {}

  @Get('persons/:personId/rehabilitation-ordinal')
  @Endpoint({
    summary: 'Work out which rehabilitation of a person the next one would be, with the evidence',
    description:
      'The first takes 24 months, each later one 36. Whether what began under the law to 30/06/2026 counts has no text: both readings are shown, and the setting OLD_LAW_COURSES chooses.',
    permission: 'rehabilitation.read',
    reach: 'person',
    answer: RehabilitationOrdinalDto,
    problems: [HTTP.notFound],
  })
  async getRehabilitationOrdinal(
    @CurrentActor() actor: UserActor,
    @Param('personId') personId: string,
    @Query() query: OrdinalQuery,
  ): Promise<RehabilitationOrdinalDto> {
    return this.ordinals.read(actor, personId, query);
  }

  @Post('cases/:caseId/ordinal-corrections')
  @Endpoint({
    summary: 'Correct which rehabilitation of the person a file is about, with the evidence',
    description: 'As long as no term rests on it. A wrong correction is corrected by another one.',
    permission: 'rehabilitation.register',
    reach: 'kept',
    answer: CorrectedOrdinalDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: STEP_PROBLEMS,
  })
  async correctRehabilitationOrdinal(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: OrdinalDto,
  ): Promise<CorrectedOrdinalDto> {
    return this.ordinals.correct(actor, id, version, body);
  }
}
