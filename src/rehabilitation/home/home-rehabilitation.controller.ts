import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AUTHORITY, P as CASES } from '../../cases/cases.problems.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { HomeDecisionService } from './home-decision.service.js';
import { CaseLawDto, HomeRehabilitationDto } from './home-answer.dto.js';
import { ApplyDto, DecideDto, EndDto, ReceptionDto, SupplementDto } from './home-input.dto.js';
import { HomeIntakeService } from './home-intake.service.js';
import { P } from './home-rehabilitation.problems.js';
import { HomeRehabilitationReader } from './home-rehabilitation.reader.js';
import { HomeStepsService } from './home-steps.service.js';

const STEP_PROBLEMS = [
  CASES.notFound,
  CASES.readOnly,
  CASES.stepNotAllowed,
  CASES.laterStepImpossible,
  P.lawAbsent,
] as const;

@ApiTags('home-rehabilitation')
@Controller('v1/home-rehabilitations')
export class HomeRehabilitationController {
  constructor(
    private readonly intake: HomeIntakeService,
    private readonly steps: HomeStepsService,
    private readonly decisions: HomeDecisionService,
    private readonly reader: HomeRehabilitationReader,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Take in an application for rehabilitation at home or in the community',
    description:
      'A complete dossier is registered at once and the time limit to decide runs. An incomplete one is kept with a supplement slip; no clock runs.',
    permission: 'rehabilitation.register',
    answer: HomeRehabilitationDto,
    status: 201,
    unsafe: true,
    problems: [
      AUTHORITY.notCompetent,
      CASES.openFileExists,
      P.underTwelve,
      P.guardianConsentMissing,
      P.notResidentHere,
      P.residenceUnknown,
      P.lawAbsent,
    ],
  })
  async applyForHomeRehabilitation(
    @CurrentActor() actor: UserActor,
    @Body() body: ApplyDto,
  ): Promise<HomeRehabilitationDto> {
    return this.intake.apply(actor, body);
  }

  @Get(':caseId')
  @Endpoint({
    summary: 'Read a home rehabilitation: where it stands, what is next, by when, who and why',
    permission: 'rehabilitation.read',
    answer: HomeRehabilitationDto,
    problems: [CASES.notFound],
  })
  async getHomeRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
  ): Promise<HomeRehabilitationDto> {
    return this.reader.read(actor, id);
  }

  @Get(':caseId/law')
  @Endpoint({
    summary: 'Read which law governs each question about the file today, and why',
    permission: 'rehabilitation.read',
    answer: CaseLawDto,
    problems: [CASES.notFound],
  })
  async getHomeRehabilitationLaw(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
  ): Promise<CaseLawDto> {
    return this.reader.law(actor, id);
  }

  @Post(':caseId/supplements')
  @Endpoint({
    summary: 'Add missing papers; a dossier that is complete now is registered',
    permission: 'rehabilitation.register',
    answer: HomeRehabilitationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent, P.guardianConsentMissing],
  })
  async supplementHomeRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: SupplementDto,
  ): Promise<HomeRehabilitationDto> {
    return this.intake.supplement(actor, id, version, body);
  }

  @Post(':caseId/reception')
  @Endpoint({
    summary: 'Record that the commune police received a file registered before 01/07/2026',
    permission: 'rehabilitation.register',
    answer: HomeRehabilitationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent],
  })
  async recordHomeRehabilitationReception(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: ReceptionDto,
  ): Promise<HomeRehabilitationDto> {
    return this.steps.recordReception(actor, id, version, body);
  }

  @Post(':caseId/decision')
  @Endpoint({
    summary: 'Decide home rehabilitation, with its term under the law that governs the file',
    permission: 'rehabilitation.decide',
    answer: HomeRehabilitationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent, P.termOutsideLaw],
  })
  async decideHomeRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: DecideDto,
  ): Promise<HomeRehabilitationDto> {
    return this.decisions.decide(actor, id, version, body);
  }

  @Post(':caseId/withdrawal')
  @Endpoint({
    summary: 'Record that the person takes the application back',
    permission: 'rehabilitation.close',
    answer: HomeRehabilitationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: STEP_PROBLEMS,
  })
  async withdrawHomeRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: EndDto,
  ): Promise<HomeRehabilitationDto> {
    return this.steps.end(actor, id, version, 'withdrawn', body);
  }

  @Post(':caseId/death')
  @Endpoint({
    summary: 'Record that the person died',
    permission: 'rehabilitation.close',
    answer: HomeRehabilitationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: STEP_PROBLEMS,
  })
  async recordHomeRehabilitationDeath(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: EndDto,
  ): Promise<HomeRehabilitationDto> {
    return this.steps.end(actor, id, version, 'died', body);
  }

  @Post(':caseId/void')
  @Endpoint({
    summary: 'Void a file that was entered by mistake; it is kept with the reason',
    permission: 'rehabilitation.close',
    answer: HomeRehabilitationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: STEP_PROBLEMS,
  })
  async voidHomeRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: EndDto,
  ): Promise<HomeRehabilitationDto> {
    return this.steps.end(actor, id, version, 'voided', body);
  }
}
