import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { ComplaintStepDto } from '../course/circumstance-input.dto.js';
import { CircumstancesService } from '../course/circumstances.service.js';
import { ForceMajeureDto } from '../voluntary/voluntary-input.dto.js';
import { P as DOORS, STEP_PROBLEMS } from '../voluntary/voluntary.problems.js';
import { SUBSTITUTION, SubstitutionRegistrationDto } from './substitution-answer.dto.js';

/** What every step answers and asks for. */
const STEP = { answer: SubstitutionRegistrationDto, status: 201, unsafe: true, versioned: true } as const;

/** What comes to such a file from outside of its course. */
@ApiTags('substitution-registration')
@Controller('v1/substitution-registrations/:caseId')
export class SubstitutionCircumstancesController {
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
  async endSubstitutionRegistrationForceMajeure(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: ForceMajeureDto,
  ): Promise<SubstitutionRegistrationDto> {
    return this.circumstances.endForceMajeure({ actor, desk: SUBSTITUTION, id, version }, body);
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
  async recordComplaintOfSubstitutionRegistration(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: ComplaintStepDto,
  ): Promise<SubstitutionRegistrationDto> {
    return this.circumstances.complain({ actor, desk: SUBSTITUTION, id, version }, body);
  }
}
