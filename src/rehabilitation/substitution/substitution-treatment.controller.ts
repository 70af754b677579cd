import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AUTHORITY } from '../../cases/cases.problems.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P as COURSE } from '../course/course.problems.js';
import { STEP_PROBLEMS } from '../voluntary/voluntary.problems.js';
import { SubstitutionRegistrationDto } from './substitution-answer.dto.js';
import {
  AcceptanceDto,
  ClinicNoticeDto,
  TreatmentEndDto,
  TreatmentStartDto,
} from './substitution-input.dto.js';
import { SubstitutionService } from './substitution.service.js';

/** What the clinic finds, does and tells. */
@ApiTags('substitution-registration')
@Controller('v1/substitution-registrations')
export class SubstitutionTreatmentController {
  constructor(private readonly treatment: SubstitutionService) {}

  @Post(':caseId/eligibility')
  @Endpoint({
    summary: 'Record that the clinic found the person eligible; its notice is due in 24 hours',
    permission: 'rehabilitation.report',
    reach: 'file',
    answer: SubstitutionRegistrationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent],
  })
  async recordEligibility(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: AcceptanceDto,
  ): Promise<SubstitutionRegistrationDto> {
    return this.treatment.findEligible(actor, id, version, body);
  }

  @Post(':caseId/treatment-start')
  @Endpoint({
    summary: 'Record that treatment began after the chairman’s decision; the clinic’s notice is due',
    permission: 'rehabilitation.report',
    reach: 'file',
    answer: SubstitutionRegistrationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent],
  })
  async recordTreatmentStart(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: TreatmentStartDto,
  ): Promise<SubstitutionRegistrationDto> {
    return this.treatment.start(actor, id, version, body);
  }

  @Post(':caseId/treatment-end')
  @Endpoint({
    summary: 'Record that treatment ended; the clinic’s notice is due',
    description:
      'With the cause, where it is a ground for compulsory rehabilitation: terminated by the person, ended for breach.',
    permission: 'rehabilitation.report',
    reach: 'file',
    answer: SubstitutionRegistrationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent, COURSE.notSelfTerminated],
  })
  async recordTreatmentEnd(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: TreatmentEndDto,
  ): Promise<SubstitutionRegistrationDto> {
    return this.treatment.end(actor, id, version, body);
  }

  @Post(':caseId/notices')
  @Endpoint({
    summary: 'Record the clinic’s notice of acceptance, start or end',
    permission: 'rehabilitation.report',
    reach: 'file',
    answer: SubstitutionRegistrationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent],
  })
  async recordClinicNotice(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: ClinicNoticeDto,
  ): Promise<SubstitutionRegistrationDto> {
    return this.treatment.notify(actor, id, version, body);
  }
}
