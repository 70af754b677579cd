import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { ComplaintStepDto, ServiceStepDto, WhereaboutsStepDto } from '../course/circumstance-input.dto.js';
import { CircumstancesService } from '../course/circumstances.service.js';
import { ForceMajeureDto } from '../voluntary/voluntary-input.dto.js';
import { P as DOORS, STEP_PROBLEMS } from '../voluntary/voluntary.problems.js';
import { HOME, HomeRehabilitationDto } from './home-answer.dto.js';

/** What every step answers and asks for. */
const STEP = { answer: HomeRehabilitationDto, status: 201, unsafe: true, versioned: true } as const;

/** What comes to such a file from outside of its course. */
@ApiTags('home-rehabilitation')
@Controller('v1/home-rehabilitations/:caseId')
export class HomeCircumstancesController {
  constructor(private readonly circumstances: CircumstancesService) {}

  @Post('force-majeure')
  @Endpoint({
    summary: 'Record that force majeure is over; the time to begin is counted anew from its end',
    description:
      'NĐ 116/2021 Art 3(4), NĐ 163/2026 Art 4(8). Refused where the time was over before the event began.',
    ...STEP,
    permission: 'rehabilitation.follow',
    reach: 'kept',
    problems: [...STEP_PROBLEMS, DOORS.forceMajeureTooLate],
  })
  async endHomeRehabilitationForceMajeure(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: ForceMajeureDto,
  ): Promise<HomeRehabilitationDto> {
    return this.circumstances.endForceMajeure({ actor, desk: HOME, id, version }, body);
  }

  @Post('complaints')
  @Endpoint({
    summary: 'Record a complaint, or what was decided about it',
    description:
      'No time limit is counted: neither decree says one, and the law on complaints is not on record.',
    ...STEP,
    permission: 'rehabilitation.follow',
    reach: 'kept',
    problems: STEP_PROBLEMS,
  })
  async recordComplaintOfHomeRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: ComplaintStepDto,
  ): Promise<HomeRehabilitationDto> {
    return this.circumstances.complain({ actor, desk: HOME, id, version }, body);
  }

  @Post('services')
  @Endpoint({
    summary: 'Record what a provider of services did or told; its time limit to tell runs',
    description: 'Luật 73/2021 Art 30(7)c, Luật 120/2025 Art 32(8)c.',
    ...STEP,
    permission: 'rehabilitation.follow',
    reach: 'kept',
    problems: STEP_PROBLEMS,
  })
  async recordHomeRehabilitationService(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: ServiceStepDto,
  ): Promise<HomeRehabilitationDto> {
    return this.circumstances.recordService({ actor, desk: HOME, id, version }, body);
  }

  @Post('whereabouts')
  @Endpoint({
    summary: 'Record that nobody knows where the person is, or that it is known again',
    ...STEP,
    permission: 'rehabilitation.follow',
    reach: 'kept',
    problems: STEP_PROBLEMS,
  })
  async recordHomeRehabilitationWhereabouts(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: WhereaboutsStepDto,
  ): Promise<HomeRehabilitationDto> {
    return this.circumstances.recordWhereabouts({ actor, desk: HOME, id, version }, body);
  }
}
