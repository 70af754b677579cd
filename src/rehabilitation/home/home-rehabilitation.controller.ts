import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AUTHORITY, P as CASES } from '../../cases/cases.problems.js';
import { NUMBER_PROBLEMS } from '../../documents/documents.problems.js';
import { P as PEOPLE } from '../../people/people.problems.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { CaseLawDto } from '../voluntary/voluntary-answer.dto.js';
import { VoluntaryDecisionService } from '../voluntary/voluntary-decision.service.js';
import {
  EndDto,
  ReceptionDto,
  StartedDto,
  StartFailureDto,
  SupplementDto,
} from '../voluntary/voluntary-input.dto.js';
import { VoluntaryIntakeService } from '../voluntary/voluntary-intake.service.js';
import { VoluntaryStepsService } from '../voluntary/voluntary-steps.service.js';
import { P, STEP_PROBLEMS } from '../voluntary/voluntary.problems.js';
import { VoluntaryReader } from '../voluntary/voluntary.reader.js';
import { HOME, HomeRehabilitationDto } from './home-answer.dto.js';
import { ApplyDto, DecideDto } from './home-input.dto.js';

@ApiTags('home-rehabilitation')
@Controller('v1/home-rehabilitations')
export class HomeRehabilitationController {
  constructor(
    private readonly intake: VoluntaryIntakeService,
    private readonly steps: VoluntaryStepsService,
    private readonly decisions: VoluntaryDecisionService,
    private readonly reader: VoluntaryReader,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Take in an application for rehabilitation at home or in the community',
    description:
      'A complete dossier is registered at once and the time limit to decide runs. An incomplete one is kept with a supplement slip; no clock runs.',
    permission: 'rehabilitation.register',
    reach: 'person',
    answer: HomeRehabilitationDto,
    status: 201,
    unsafe: true,
    problems: [
      AUTHORITY.notCompetent,
      CASES.openFileExists,
      PEOPLE.voided,
      P.underTwelve,
      P.personDied,
      P.guardianConsentMissing,
      P.failureStands,
      P.notResidentHere,
      P.residenceUnknown,
      CASES.lawAbsent,
      P.onlyPublicFacility,
    ],
  })
  async applyForHomeRehabilitation(
    @CurrentActor() actor: UserActor,
    @Body() body: ApplyDto,
  ): Promise<HomeRehabilitationDto> {
    return this.intake.apply(actor, HOME, 'home', body);
  }

  @Get(':caseId')
  @Endpoint({
    summary: 'Read a home rehabilitation: where it stands, what is next, by when, who and why',
    permission: 'rehabilitation.read',
    reach: 'file',
    answer: HomeRehabilitationDto,
    problems: [CASES.notFound],
  })
  async getHomeRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
  ): Promise<HomeRehabilitationDto> {
    return this.reader.read(actor, HOME, id);
  }

  @Get(':caseId/law')
  @Endpoint({
    summary: 'Read which law governs each question about the file today, and why',
    permission: 'rehabilitation.read',
    reach: 'file',
    answer: CaseLawDto,
    problems: [CASES.notFound],
  })
  async getHomeRehabilitationLaw(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
  ): Promise<CaseLawDto> {
    return this.reader.law(actor, HOME, id);
  }

  @Post(':caseId/supplements')
  @Endpoint({
    summary: 'Add missing papers; a dossier that is complete now is registered',
    permission: 'rehabilitation.register',
    reach: 'file',
    answer: HomeRehabilitationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent, P.guardianConsentMissing, P.failureStands],
  })
  async supplementHomeRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: SupplementDto,
  ): Promise<HomeRehabilitationDto> {
    return this.intake.supplement(actor, HOME, id, version, body);
  }

  @Post(':caseId/reception')
  @Endpoint({
    summary: 'Record that the commune police received a file registered before 01/07/2026',
    permission: 'rehabilitation.register',
    reach: 'file',
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
    return this.steps.recordReception(actor, HOME, id, version, body);
  }

  @Post(':caseId/decision')
  @Endpoint({
    summary: 'Decide home rehabilitation, with its term under the law that governs the file',
    permission: 'rehabilitation.decide',
    reach: 'file',
    answer: HomeRehabilitationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent, ...NUMBER_PROBLEMS, P.termOutsideLaw],
  })
  async decideHomeRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: DecideDto,
  ): Promise<HomeRehabilitationDto> {
    return this.decisions.decide(actor, HOME, id, version, body);
  }

  @Post(':caseId/start')
  @Endpoint({
    summary: 'Record that rehabilitation has begun; the time limit to begin is met',
    permission: 'rehabilitation.report',
    reach: 'kept',
    answer: HomeRehabilitationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: STEP_PROBLEMS,
  })
  async startHomeRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: StartedDto,
  ): Promise<HomeRehabilitationDto> {
    return this.steps.start(actor, HOME, id, version, body);
  }

  @Post(':caseId/start-failure')
  @Endpoint({
    summary: 'Record that the person did not begin in time, a ground for compulsory rehabilitation',
    description: 'Not before the time limit is over: until then 409 with the day from which, and why.',
    permission: 'rehabilitation.close',
    reach: 'kept',
    answer: HomeRehabilitationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [...STEP_PROBLEMS, P.startStillPossible],
  })
  async recordHomeRehabilitationStartFailure(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: StartFailureDto,
  ): Promise<HomeRehabilitationDto> {
    return this.steps.recordStartFailure(actor, HOME, id, version, body);
  }

  @Post(':caseId/withdrawal')
  @Endpoint({
    summary: 'Record that the person takes the application back',
    permission: 'rehabilitation.close',
    reach: 'kept',
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
    return this.steps.end(actor, HOME, id, version, 'withdrawn', body);
  }

  @Post(':caseId/death')
  @Endpoint({
    summary: 'Record that the person died',
    permission: 'rehabilitation.close',
    reach: 'kept',
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
    return this.steps.end(actor, HOME, id, version, 'died', body);
  }

  @Post(':caseId/compulsory-order')
  @Endpoint({
    summary: 'Record that a court decided compulsory rehabilitation: the voluntary one is over',
    permission: 'rehabilitation.close',
    reach: 'kept',
    answer: HomeRehabilitationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: STEP_PROBLEMS,
  })
  async endHomeRehabilitationByCompulsoryOrder(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: EndDto,
  ): Promise<HomeRehabilitationDto> {
    return this.steps.end(actor, HOME, id, version, 'sent-to-compulsory', body);
  }

  @Post(':caseId/void')
  @Endpoint({
    summary: 'Void a file that was entered by mistake; it is kept with the reason',
    permission: 'rehabilitation.close',
    reach: 'kept',
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
    return this.steps.end(actor, HOME, id, version, 'voided', body);
  }
}
