import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AUTHORITY } from '../../cases/cases.problems.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P, STEP_PROBLEMS } from '../voluntary/voluntary.problems.js';
import { FacilityAdmissionService } from './facility-admission.service.js';
import { FacilityRehabilitationDto } from './facility-answer.dto.js';
import { FacilityDesignationService } from './facility-designation.service.js';
import {
  AdmissionDto,
  CommuneNoticeDto,
  ContractDto,
  DesignationDto,
  DesignationRequestDto,
  OutsideDecisionDto,
  FacilityProposalDto,
} from './facility-input.dto.js';

/** The way from a registration or decision into the facility. */
@ApiTags('facility-rehabilitation')
@Controller('v1/facility-rehabilitations')
export class FacilityPathController {
  constructor(
    private readonly admissions: FacilityAdmissionService,
    private readonly designations: FacilityDesignationService,
  ) {}

  @Post(':caseId/contract')
  @Endpoint({
    summary: 'Record the contract of the facility, which says the term; only under the law to 30/06/2026',
    permission: 'rehabilitation.admit',
    reach: 'file',
    answer: FacilityRehabilitationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent, P.termOutsideLaw],
  })
  async contractFacilityRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: ContractDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.admissions.contract(actor, id, version, body);
  }

  @Post(':caseId/notices')
  @Endpoint({
    summary:
      'Record that the people’s committee was told of the reception; it may read the file from then on',
    permission: 'rehabilitation.report',
    reach: 'file',
    answer: FacilityRehabilitationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [...STEP_PROBLEMS, P.notReferable],
  })
  async notifyCommuneOfFacilityRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: CommuneNoticeDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.admissions.notifyCommune(actor, id, version, body);
  }

  @Post(':caseId/admission')
  @Endpoint({
    summary: 'Record that the facility received the person',
    description:
      'A private facility by contract and reception record, from which the term runs; a public one by taking the person over from the police.',
    permission: 'rehabilitation.admit',
    reach: 'file',
    answer: FacilityRehabilitationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent, P.wrongPlace],
  })
  async admitFacilityRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: AdmissionDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.admissions.admit(actor, id, version, body);
  }

  @Post(':caseId/outside-decision')
  @Endpoint({
    summary:
      'Record the decision of the competent body about a person without a stable residence; only under the law to 30/06/2026',
    description: 'NĐ 116/2021 names neither that body nor a time limit: the paper is recorded as it is.',
    permission: 'rehabilitation.register',
    reach: 'file',
    answer: FacilityRehabilitationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: STEP_PROBLEMS,
  })
  async recordOutsideDecision(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: OutsideDecisionDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.designations.recordOutsideDecision(actor, id, version, body);
  }

  @Post(':caseId/proposal')
  @Endpoint({
    summary: 'Send the decision to the provincial police with the proposal of a public facility',
    description:
      'The provincial police have 24 hours from its arrival: the time limit stands in their work list.',
    permission: 'rehabilitation.decide',
    reach: 'file',
    answer: FacilityRehabilitationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent, P.noProvincialPolice],
  })
  async proposeFacilityRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: FacilityProposalDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.designations.propose(actor, id, version, body);
  }

  @Post(':caseId/designation')
  @Endpoint({
    summary: 'Designate a public facility of the province',
    permission: 'rehabilitation.designate',
    reach: 'file',
    answer: FacilityRehabilitationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [
      ...STEP_PROBLEMS,
      AUTHORITY.notCompetent,
      P.wrongPlace,
      P.reformatoryByMinistry,
      P.facilityOfProvince,
    ],
  })
  async designateFacility(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: DesignationDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.designations.designate(actor, id, version, body);
  }

  @Post(':caseId/designation-request')
  @Endpoint({
    summary: 'Ask the department of the ministry for a facility of another province or a reformatory',
    description: 'The department has 24 hours from its arrival: the time limit stands in its work list.',
    permission: 'rehabilitation.designate',
    reach: 'file',
    answer: FacilityRehabilitationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent, P.notReferable, P.reformatoryByMinistry],
  })
  async requestDesignation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: DesignationRequestDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.designations.ask(actor, id, version, body);
  }

  @Post(':caseId/ministry-designation')
  @Endpoint({
    summary: 'Designate a facility of another province or a reformatory',
    permission: 'rehabilitation.designate',
    reach: 'file',
    answer: FacilityRehabilitationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [
      ...STEP_PROBLEMS,
      AUTHORITY.notCompetent,
      P.wrongPlace,
      P.reformatoryByMinistry,
      P.facilityOfProvince,
    ],
  })
  async designateFacilityByMinistry(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: DesignationDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.designations.designateElsewhere(actor, id, version, body);
  }
}
