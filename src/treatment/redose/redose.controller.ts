import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from '../doses.problems.js';
import { DecideRedoseDto, DoseEventPath, RedoseDecisionDto } from './redose.dto.js';
import { RedoseService } from './redose.service.js';

@ApiTags('doses')
@Controller('v1')
export class RedoseController {
  constructor(private readonly redoses: RedoseService) {}

  @Post('dose-events/:doseEventId/redose-decision')
  @Endpoint({
    summary: 'Decide, as a clinician, that a dose that was vomited is given again, and how much at most',
    description:
      'By the site that gives the dose, or the one that treats the person who is a guest there. The last decision holds; who gives again then enters `re-dosed`, naming the same entry.',
    permission: 'doses.prescribe',
    reach: 'site',
    answer: RedoseDecisionDto,
    status: 201,
    unsafe: true,
    problems: [P.noSuchDoseEvent, P.notTreatedHere, P.notNameable, P.noOrder],
  })
  async decideRedose(
    @CurrentActor() actor: UserActor,
    @Param() { doseEventId }: DoseEventPath,
    @Body() body: DecideRedoseDto,
  ): Promise<RedoseDecisionDto> {
    return this.redoses.decide(actor, doseEventId, body);
  }
}
