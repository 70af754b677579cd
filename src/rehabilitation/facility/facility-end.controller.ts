import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AUTHORITY } from '../../cases/cases.problems.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P as COURSE } from '../course/course.problems.js';
import { P as DOORS, STEP_PROBLEMS } from '../voluntary/voluntary.problems.js';
import { FacilityRehabilitationDto } from './facility-answer.dto.js';
import {
  ContinuationDto,
  DisplacementDto,
  FacilityCompletionDto,
  FacilityReportDto,
  FoundAfterLimitDto,
  PersonReportDto,
  RestRegistrationDto,
  WrittenTermDto,
} from './facility-end.dto.js';
import { FacilityEndService } from './facility-end.service.js';
import { P } from './facility.problems.js';

/** What every step answers and asks for. */
const STEP = { answer: FacilityRehabilitationDto, status: 201, unsafe: true, versioned: true } as const;

/** What follows when a person no longer is, or need not be, at a facility. */
@ApiTags('facility-rehabilitation')
@Controller('v1/facility-rehabilitations/:caseId')
export class FacilityEndController {
  constructor(private readonly ends: FacilityEndService) {}

  @Post('part-certificate')
  @Endpoint({
    summary: 'Certify the time and stages done at a private facility; the rest goes on at home',
    description:
      'Only under the law from 01/07/2026, once the first three stages are done. It is no self-termination.',
    ...STEP,
    permission: 'rehabilitation.certify',
    reach: 'file',
    problems: [
      ...STEP_PROBLEMS,
      AUTHORITY.notCompetent,
      DOORS.wrongPlace,
      COURSE.stagesLacking,
      P.partOfNewTermAlone,
    ],
  })
  async certifyPartOfFacilityRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: FacilityCompletionDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.ends.certifyPart({ actor, id, version }, body);
  }

  @Post('reports')
  @Endpoint({
    summary: 'Record that the facility told the commune of the reception or the end',
    ...STEP,
    permission: 'rehabilitation.report',
    reach: 'file',
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent, DOORS.notReferable],
  })
  async reportOfFacilityRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: FacilityReportDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.ends.report({ actor, id, version }, body);
  }

  @Post('continuation')
  @Endpoint({
    summary: 'Take the person over for the rest of the term at home',
    description: 'What was served at the facility stays counted; the rest runs from this record.',
    ...STEP,
    permission: 'rehabilitation.register',
    reach: 'file',
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent],
  })
  async continueFacilityRehabilitationAtHome(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: ContinuationDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.ends.continueAtHome({ actor, id, version }, body);
  }

  @Post('displacement')
  @Endpoint({
    summary: 'Record that the facility can no longer serve: suspended, licence revoked, contract ended',
    description:
      'The person registers the rest in 3 days; the limit stands in the work list of the commune police.',
    ...STEP,
    permission: 'rehabilitation.close',
    reach: 'kept',
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent, DOORS.notReferable],
  })
  async displaceFromFacility(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: DisplacementDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.ends.displace({ actor, id, version }, body);
  }

  @Post('rest-registration')
  @Endpoint({
    summary: 'Register the rest of the term for another private facility',
    ...STEP,
    permission: 'rehabilitation.register',
    reach: 'file',
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent, DOORS.wrongPlace],
  })
  async registerRestOfFacilityRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: RestRegistrationDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.ends.registerRest({ actor, id, version }, body);
  }

  @Post('rest-failure')
  @Endpoint({
    summary: 'Record that the rest was not registered in time, a ground for compulsory rehabilitation',
    ...STEP,
    permission: 'rehabilitation.close',
    reach: 'file',
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent, P.limitStillRuns, P.noLimitByLaw],
  })
  async recordRestNotRegistered(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: FoundAfterLimitDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.ends.failRest({ actor, id, version }, body);
  }

  @Post('person-report')
  @Endpoint({
    summary: 'Record that the person reported and handed the certificate in',
    ...STEP,
    permission: 'rehabilitation.close',
    reach: 'file',
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent],
  })
  async recordPersonReport(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: PersonReportDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.ends.recordPersonReport({ actor, id, version }, body);
  }

  @Post('person-report-failure')
  @Endpoint({
    summary: 'Record that the person did not report in time; completion stands',
    ...STEP,
    permission: 'rehabilitation.close',
    reach: 'file',
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent, P.limitStillRuns],
  })
  async recordPersonReportMissed(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: FoundAfterLimitDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.ends.missPersonReport({ actor, id, version }, body);
  }

  @Post('term')
  @Endpoint({
    summary: 'Write down the term at a public facility or reformatory, from the day that a paper says',
    description: 'The law from 01/07/2026 says how long it is, not from which day it runs.',
    ...STEP,
    permission: 'rehabilitation.admit',
    reach: 'file',
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent, P.termStands],
  })
  async writeFacilityRehabilitationTerm(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: WrittenTermDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.ends.writeTerm({ actor, id, version }, body);
  }
}
