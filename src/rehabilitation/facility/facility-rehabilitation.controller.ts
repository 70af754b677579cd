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
  ReferralDto,
  StartFailureDto,
  SupplementDto,
} from '../voluntary/voluntary-input.dto.js';
import { VoluntaryIntakeService } from '../voluntary/voluntary-intake.service.js';
import { VoluntaryStepsService } from '../voluntary/voluntary-steps.service.js';
import { P, STEP_PROBLEMS } from '../voluntary/voluntary.problems.js';
import { VoluntaryReader } from '../voluntary/voluntary.reader.js';
import { FACILITY, FacilityRehabilitationDto } from './facility-answer.dto.js';
import { FacilityApplyDto, FacilityDecisionDto } from './facility-input.dto.js';

@ApiTags('facility-rehabilitation')
@Controller('v1/facility-rehabilitations')
export class FacilityRehabilitationController {
  constructor(
    private readonly intake: VoluntaryIntakeService,
    private readonly steps: VoluntaryStepsService,
    private readonly decisions: VoluntaryDecisionService,
    private readonly reader: VoluntaryReader,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Take in an application for rehabilitation at a private or public facility',
    description:
      'Until 30/06/2026 the facility takes it in and keeps the file; from 01/07/2026 the commune police do. An incomplete dossier gets a supplement slip.',
    permission: 'rehabilitation.register',
    reach: 'person',
    answer: FacilityRehabilitationDto,
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
      P.onlyPublicFacility,
      CASES.lawAbsent,
    ],
  })
  async applyForFacilityRehabilitation(
    @CurrentActor() actor: UserActor,
    @Body() body: FacilityApplyDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.intake.apply(actor, FACILITY, body.door, body);
  }

  @Get(':caseId')
  @Endpoint({
    summary: 'Read a rehabilitation at a facility: where it stands, what is next, by when, who and why',
    permission: 'rehabilitation.read',
    reach: 'file',
    answer: FacilityRehabilitationDto,
    problems: [CASES.notFound],
  })
  async getFacilityRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
  ): Promise<FacilityRehabilitationDto> {
    return this.reader.read(actor, FACILITY, id);
  }

  @Get(':caseId/law')
  @Endpoint({
    summary: 'Read which law governs each question about the file today, and why',
    permission: 'rehabilitation.read',
    reach: 'file',
    answer: CaseLawDto,
    problems: [CASES.notFound],
  })
  async getFacilityRehabilitationLaw(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
  ): Promise<CaseLawDto> {
    return this.reader.law(actor, FACILITY, id);
  }

  @Post(':caseId/supplements')
  @Endpoint({
    summary: 'Add missing papers; a dossier that is complete now is registered',
    permission: 'rehabilitation.register',
    reach: 'file',
    answer: FacilityRehabilitationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [
      ...STEP_PROBLEMS,
      AUTHORITY.notCompetent,
      P.guardianConsentMissing,
      P.failureStands,
      P.onlyPublicFacility,
    ],
  })
  async supplementFacilityRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: SupplementDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.intake.supplement(actor, FACILITY, id, version, body);
  }

  @Post(':caseId/reception')
  @Endpoint({
    summary:
      'Record that the commune police took over a file that the committee registered before 01/07/2026',
    permission: 'rehabilitation.register',
    reach: 'file',
    answer: FacilityRehabilitationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent],
  })
  async recordFacilityRehabilitationReception(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: ReceptionDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.steps.recordReception(actor, FACILITY, id, version, body);
  }

  @Post(':caseId/decision')
  @Endpoint({
    summary: 'Decide rehabilitation at a facility; only under the law from 01/07/2026',
    permission: 'rehabilitation.decide',
    reach: 'file',
    answer: FacilityRehabilitationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent, ...NUMBER_PROBLEMS, P.wrongPlace],
  })
  async decideFacilityRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: FacilityDecisionDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.decisions.decide(actor, FACILITY, id, version, body);
  }

  @Post(':caseId/referrals')
  @Endpoint({
    summary: 'Refer the file to the facility, which reads it and enters what it does',
    permission: 'rehabilitation.register',
    reach: 'kept',
    answer: FacilityRehabilitationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [...STEP_PROBLEMS, P.wrongPlace],
  })
  async referFacilityRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: ReferralDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.steps.refer(actor, FACILITY, id, version, body);
  }

  @Post(':caseId/start-failure')
  @Endpoint({
    summary: 'Record that the person did not begin in time, a ground for compulsory rehabilitation',
    description: 'Not before the time limit is over: until then 409 with the day from which, and why.',
    permission: 'rehabilitation.close',
    reach: 'kept',
    answer: FacilityRehabilitationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [...STEP_PROBLEMS, P.startStillPossible],
  })
  async recordFacilityRehabilitationStartFailure(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: StartFailureDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.steps.recordStartFailure(actor, FACILITY, id, version, body);
  }

  @Post(':caseId/withdrawal')
  @Endpoint({
    summary: 'Record that the person takes the application back',
    permission: 'rehabilitation.close',
    reach: 'kept',
    answer: FacilityRehabilitationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: STEP_PROBLEMS,
  })
  async withdrawFacilityRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: EndDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.steps.end(actor, FACILITY, id, version, 'withdrawn', body);
  }

  @Post(':caseId/death')
  @Endpoint({
    summary: 'Record that the person died',
    permission: 'rehabilitation.close',
    reach: 'kept',
    answer: FacilityRehabilitationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: STEP_PROBLEMS,
  })
  async recordFacilityRehabilitationDeath(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: EndDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.steps.end(actor, FACILITY, id, version, 'died', body);
  }

  @Post(':caseId/compulsory-order')
  @Endpoint({
    summary: 'Record that a court decided compulsory rehabilitation: the voluntary one is over',
    permission: 'rehabilitation.close',
    reach: 'kept',
    answer: FacilityRehabilitationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: STEP_PROBLEMS,
  })
  async endFacilityRehabilitationByCompulsoryOrder(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: EndDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.steps.end(actor, FACILITY, id, version, 'sent-to-compulsory', body);
  }

  @Post(':caseId/void')
  @Endpoint({
    summary: 'Void a file that was entered by mistake; it is kept with the reason',
    permission: 'rehabilitation.close',
    reach: 'kept',
    answer: FacilityRehabilitationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: STEP_PROBLEMS,
  })
  async voidFacilityRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: EndDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.steps.end(actor, FACILITY, id, version, 'voided', body);
  }
}
