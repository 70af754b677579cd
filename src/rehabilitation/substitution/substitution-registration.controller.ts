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
import { EndDto, ReferralDto, StartFailureDto, SupplementDto } from '../voluntary/voluntary-input.dto.js';
import { VoluntaryIntakeService } from '../voluntary/voluntary-intake.service.js';
import { VoluntaryStepsService } from '../voluntary/voluntary-steps.service.js';
import { P, STEP_PROBLEMS } from '../voluntary/voluntary.problems.js';
import { VoluntaryReader } from '../voluntary/voluntary.reader.js';
import { SUBSTITUTION, SubstitutionRegistrationDto } from './substitution-answer.dto.js';
import { SubstitutionApplyDto, SubstitutionDecisionDto } from './substitution-input.dto.js';

@ApiTags('substitution-registration')
@Controller('v1/substitution-registrations')
export class SubstitutionRegistrationController {
  constructor(
    private readonly intake: VoluntaryIntakeService,
    private readonly steps: VoluntaryStepsService,
    private readonly decisions: VoluntaryDecisionService,
    private readonly reader: VoluntaryReader,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Take in a registration for substitution treatment',
    description:
      'Until 30/06/2026 at the people’s committee, whose chairman decides; from 01/07/2026 at the commune police, and the clinic tells whether it accepts.',
    permission: 'rehabilitation.register',
    reach: 'person',
    answer: SubstitutionRegistrationDto,
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
      P.dossierLawAbsent,
    ],
  })
  async registerForSubstitution(
    @CurrentActor() actor: UserActor,
    @Body() body: SubstitutionApplyDto,
  ): Promise<SubstitutionRegistrationDto> {
    return this.intake.apply(actor, SUBSTITUTION, 'substitution', body);
  }

  @Get(':caseId')
  @Endpoint({
    summary:
      'Read a registration for substitution treatment: where it stands, what is next, by when, who and why',
    permission: 'rehabilitation.read',
    reach: 'file',
    answer: SubstitutionRegistrationDto,
    problems: [CASES.notFound],
  })
  async getSubstitutionRegistration(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
  ): Promise<SubstitutionRegistrationDto> {
    return this.reader.read(actor, SUBSTITUTION, id);
  }

  @Get(':caseId/law')
  @Endpoint({
    summary: 'Read which law governs each question about the file today, and why',
    permission: 'rehabilitation.read',
    reach: 'file',
    answer: CaseLawDto,
    problems: [CASES.notFound],
  })
  async getSubstitutionRegistrationLaw(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
  ): Promise<CaseLawDto> {
    return this.reader.law(actor, SUBSTITUTION, id);
  }

  @Post(':caseId/supplements')
  @Endpoint({
    summary: 'Add missing papers; a dossier that is complete now is registered',
    permission: 'rehabilitation.register',
    reach: 'file',
    answer: SubstitutionRegistrationDto,
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
  async supplementSubstitutionRegistration(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: SupplementDto,
  ): Promise<SubstitutionRegistrationDto> {
    return this.intake.supplement(actor, SUBSTITUTION, id, version, body);
  }

  @Post(':caseId/decision')
  @Endpoint({
    summary: 'Decide substitution treatment; only under the law to 30/06/2026',
    permission: 'rehabilitation.decide',
    reach: 'file',
    answer: SubstitutionRegistrationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent, ...NUMBER_PROBLEMS, P.wrongPlace],
  })
  async decideSubstitution(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: SubstitutionDecisionDto,
  ): Promise<SubstitutionRegistrationDto> {
    return this.decisions.decide(actor, SUBSTITUTION, id, version, body);
  }

  @Post(':caseId/referrals')
  @Endpoint({
    summary: 'Refer the file to the clinic, which reads it and enters what it tells',
    permission: 'rehabilitation.register',
    reach: 'kept',
    answer: SubstitutionRegistrationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [...STEP_PROBLEMS, P.wrongPlace],
  })
  async referSubstitutionRegistration(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: ReferralDto,
  ): Promise<SubstitutionRegistrationDto> {
    return this.steps.refer(actor, SUBSTITUTION, id, version, body);
  }

  @Post(':caseId/start-failure')
  @Endpoint({
    summary: 'Record that the person did not begin in time, a ground for compulsory rehabilitation',
    description: 'Not before the time limit is over: until then 409 with the day from which, and why.',
    permission: 'rehabilitation.close',
    reach: 'kept',
    answer: SubstitutionRegistrationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [...STEP_PROBLEMS, P.startStillPossible],
  })
  async recordSubstitutionStartFailure(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: StartFailureDto,
  ): Promise<SubstitutionRegistrationDto> {
    return this.steps.recordStartFailure(actor, SUBSTITUTION, id, version, body);
  }

  @Post(':caseId/withdrawal')
  @Endpoint({
    summary: 'Record that the person takes the application back',
    permission: 'rehabilitation.close',
    reach: 'kept',
    answer: SubstitutionRegistrationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: STEP_PROBLEMS,
  })
  async withdrawSubstitutionRegistration(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: EndDto,
  ): Promise<SubstitutionRegistrationDto> {
    return this.steps.end(actor, SUBSTITUTION, id, version, 'withdrawn', body);
  }

  @Post(':caseId/treatment-leaving')
  @Endpoint({
    summary: 'Record that the person is no longer in treatment, after the clinic had told of the acceptance',
    description:
      'NĐ 163/2026 knows no notice of it: the keeper says how he learnt of it. What is owed because of the treatment ends.',
    permission: 'rehabilitation.close',
    reach: 'kept',
    answer: SubstitutionRegistrationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: STEP_PROBLEMS,
  })
  async recordSubstitutionTreatmentLeft(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: EndDto,
  ): Promise<SubstitutionRegistrationDto> {
    return this.steps.end(actor, SUBSTITUTION, id, version, 'treatment-left', body);
  }

  @Post(':caseId/death')
  @Endpoint({
    summary: 'Record that the person died',
    permission: 'rehabilitation.close',
    reach: 'kept',
    answer: SubstitutionRegistrationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: STEP_PROBLEMS,
  })
  async recordSubstitutionRegistrationDeath(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: EndDto,
  ): Promise<SubstitutionRegistrationDto> {
    return this.steps.end(actor, SUBSTITUTION, id, version, 'died', body);
  }

  @Post(':caseId/void')
  @Endpoint({
    summary: 'Void a file that was entered by mistake; it is kept with the reason',
    permission: 'rehabilitation.close',
    reach: 'kept',
    answer: SubstitutionRegistrationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: STEP_PROBLEMS,
  })
  async voidSubstitutionRegistration(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: EndDto,
  ): Promise<SubstitutionRegistrationDto> {
    return this.steps.end(actor, SUBSTITUTION, id, version, 'voided', body);
  }
}
