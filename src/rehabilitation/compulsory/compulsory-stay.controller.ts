import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AUTHORITY } from '../../cases/cases.problems.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P as COURSE } from '../course/course.problems.js';
import { EndDto } from '../voluntary/voluntary-input.dto.js';
import { P as VOLUNTARY, STEP_PROBLEMS } from '../voluntary/voluntary.problems.js';
import { CompulsoryDto } from './compulsory-answer.dto.js';
import { CompulsoryEndsService } from './compulsory-ends.service.js';
import { CompulsoryExecutionService } from './compulsory-execution.service.js';
import { ExecutionStepDto, StayStepDto } from './compulsory-input.dto.js';
import { CompulsoryStayService } from './compulsory-stay.service.js';
import { P } from './compulsory.problems.js';

const STEP = { answer: CompulsoryDto, status: 201, unsafe: true, versioned: true } as const;

/** From the decision in force to the certificate. */
@ApiTags('compulsory-rehabilitation')
@Controller('v1/compulsory-rehabilitations/:caseId')
export class CompulsoryStayController {
  constructor(
    private readonly executions: CompulsoryExecutionService,
    private readonly stays: CompulsoryStayService,
    private readonly ends: CompulsoryEndsService,
  ) {}

  @Post('execution-steps')
  @Endpoint({
    summary: 'Take a step of the execution: which facility, and the way there; transfers',
    ...STEP,
    permission: 'rehabilitation.designate',
    reach: 'file',
    problems: [
      ...STEP_PROBLEMS,
      AUTHORITY.notCompetent,
      VOLUNTARY.notReferable,
      VOLUNTARY.noProvincialPolice,
      VOLUNTARY.reformatoryByMinistry,
      VOLUNTARY.facilityOfProvince,
    ],
  })
  async takeCompulsoryExecutionStep(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: ExecutionStepDto,
  ): Promise<CompulsoryDto> {
    return this.executions.take(actor, id, version, body);
  }

  @Post('stay-steps')
  @Endpoint({
    summary: 'Record what happens at the facility, from the handing over to the certificate',
    description:
      'The facility enters its own acts; who keeps the file may enter them and names the facility.',
    ...STEP,
    permission: 'rehabilitation.follow',
    reach: 'file',
    problems: [
      ...STEP_PROBLEMS,
      AUTHORITY.notCompetent,
      VOLUNTARY.wrongPlace,
      COURSE.stageOrder,
      P.tooLittleLeft,
      P.termNotOver,
      P.bereavementAsked,
      P.bereavementAnswered,
      P.leaveNotGranted,
    ],
  })
  async takeCompulsoryStayStep(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: StayStepDto,
  ): Promise<CompulsoryDto> {
    return this.stays.take(actor, id, version, body);
  }

  @Post('death')
  @Endpoint({
    summary: 'Record that the person died',
    ...STEP,
    permission: 'rehabilitation.close',
    reach: 'file',
    problems: STEP_PROBLEMS,
  })
  async recordCompulsoryDeath(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: EndDto,
  ): Promise<CompulsoryDto> {
    return this.ends.end(actor, id, version, 'died', body);
  }

  @Post('void')
  @Endpoint({
    summary: 'Void a file that should never have been',
    ...STEP,
    permission: 'rehabilitation.close',
    reach: 'kept',
    problems: STEP_PROBLEMS,
  })
  async voidCompulsoryRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: EndDto,
  ): Promise<CompulsoryDto> {
    return this.ends.end(actor, id, version, 'voided', body);
  }
}
