import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AUTHORITY } from '../../cases/cases.problems.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import {
  ComplaintStepDto,
  ExemptionStepDto,
  ResumptionStepDto,
  ServiceStepDto,
  WhereaboutsStepDto,
} from '../course/circumstance-input.dto.js';
import { CircumstancesService } from '../course/circumstances.service.js';
import { ForceMajeureDto } from '../voluntary/voluntary-input.dto.js';
import { P as DOORS, STEP_PROBLEMS } from '../voluntary/voluntary.problems.js';
import { FACILITY, FacilityRehabilitationDto } from './facility-answer.dto.js';
import { FacilityExemptionService } from './facility-exemption.service.js';
import { P } from './facility.problems.js';

/** What every step answers and asks for. */
const STEP = { answer: FacilityRehabilitationDto, status: 201, unsafe: true, versioned: true } as const;

/** What comes to such a file from outside of its course. */
@ApiTags('facility-rehabilitation')
@Controller('v1/facility-rehabilitations/:caseId')
export class FacilityCircumstancesController {
  constructor(
    private readonly circumstances: CircumstancesService,
    private readonly exemptions: FacilityExemptionService,
  ) {}

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
  async endFacilityRehabilitationForceMajeure(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: ForceMajeureDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.circumstances.endForceMajeure({ actor, desk: FACILITY, id, version }, body);
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
  async recordComplaintOfFacilityRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: ComplaintStepDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.circumstances.complain({ actor, desk: FACILITY, id, version }, body);
  }

  @Post('services')
  @Endpoint({
    summary: 'Record what a provider of services did or told during the rest at home',
    description: 'Luật 73/2021 Art 30(7)c, Luật 120/2025 Art 32(8)c. Its time limit to tell runs.',
    ...STEP,
    permission: 'rehabilitation.follow',
    reach: 'file',
    problems: STEP_PROBLEMS,
  })
  async recordFacilityRehabilitationService(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: ServiceStepDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.circumstances.recordService({ actor, desk: FACILITY, id, version }, body);
  }

  @Post('whereabouts')
  @Endpoint({
    summary: 'Record that nobody knows where a person is who goes on at home, or that it is known again',
    ...STEP,
    permission: 'rehabilitation.follow',
    reach: 'file',
    problems: STEP_PROBLEMS,
  })
  async recordFacilityRehabilitationWhereabouts(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: WhereaboutsStepDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.circumstances.recordWhereabouts({ actor, desk: FACILITY, id, version }, body);
  }

  @Post('exemptions')
  @Endpoint({
    summary:
      'Record that the provincial police postponed, exempted or suspended; at a public facility or reformatory alone',
    description:
      'Luật 120/2025 Art 39, NĐ 163/2026 Art 110(3), (4): by the director of the provincial police.',
    ...STEP,
    permission: 'rehabilitation.designate',
    reach: 'file',
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent, P.groundOfExemption],
  })
  async decideFacilityRehabilitationExemption(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: ExemptionStepDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.exemptions.decide(actor, id, version, body);
  }

  @Post('resumptions')
  @Endpoint({
    summary: 'Record that a postponement or suspension is over',
    ...STEP,
    permission: 'rehabilitation.follow',
    reach: 'file',
    problems: [...STEP_PROBLEMS, P.tooLittleLeft],
  })
  async resumeFacilityRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: ResumptionStepDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.exemptions.resume(actor, id, version, body);
  }
}
