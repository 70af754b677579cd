import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AUTHORITY, P as CASES } from '../../cases/cases.problems.js';
import { P as PEOPLE } from '../../people/people.problems.js';
import { P as HTTP } from '../../platform/errors/platform.problems.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P as VOLUNTARY, STEP_PROBLEMS } from '../voluntary/voluntary.problems.js';
import { AddictionDeterminationDto, KnownResultsDto } from './determination-answer.dto.js';
import {
  ApplyForDeterminationDto,
  DeterminationStepDto,
  RequestDeterminationDto,
} from './determination-input.dto.js';
import { DeterminationOpeningService } from './determination-opening.service.js';
import { P } from './determination.problems.js';
import { DeterminationReader } from './determination.reader.js';
import { DeterminationService } from './determination.service.js';

const BEGINNING = {
  reach: 'person',
  answer: AddictionDeterminationDto,
  status: 201,
  unsafe: true,
} as const;
const BEGINNING_PROBLEMS = [
  AUTHORITY.notCompetent,
  CASES.openFileExists,
  CASES.lawAbsent,
  PEOPLE.onlyReads,
  PEOPLE.voided,
  VOLUNTARY.personDied,
  VOLUNTARY.notResidentHere,
  P.groundUnknown,
  P.papersMissing,
] as const;

/** Determination of addiction: Luật 73/2021 Art 27, NĐ 109/2021; Luật 120/2025 Art 31. */
@ApiTags('addiction-determination')
@Controller('v1')
export class DeterminationController {
  constructor(
    private readonly opening: DeterminationOpeningService,
    private readonly determinations: DeterminationService,
    private readonly reader: DeterminationReader,
  ) {}

  @Post('addiction-determinations')
  @Endpoint({
    summary:
      'Request a determination of addiction as police; the health facility that is asked acts on the file',
    permission: 'rehabilitation.register',
    ...BEGINNING,
    problems: [...BEGINNING_PROBLEMS, VOLUNTARY.notReferable],
  })
  async requestDetermination(
    @CurrentActor() actor: UserActor,
    @Body() body: RequestDeterminationDto,
  ): Promise<AddictionDeterminationDto> {
    return this.opening.request(actor, body);
  }

  @Post('addiction-determinations/applications')
  @Endpoint({
    summary:
      'Take in who applies for a determination, as the health facility; the time to give the result runs',
    permission: 'rehabilitation.report',
    ...BEGINNING,
    problems: [...BEGINNING_PROBLEMS, VOLUNTARY.guardianConsentMissing],
  })
  async applyForDetermination(
    @CurrentActor() actor: UserActor,
    @Body() body: ApplyForDeterminationDto,
  ): Promise<AddictionDeterminationDto> {
    return this.opening.apply(actor, body);
  }

  @Get('addiction-determinations/:caseId')
  @Endpoint({
    summary: 'Read a determination: where it stands, its result, what that opens by law',
    permission: 'rehabilitation.read',
    reach: 'file',
    answer: AddictionDeterminationDto,
    problems: [CASES.notFound],
  })
  async getAddictionDetermination(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
  ): Promise<AddictionDeterminationDto> {
    return this.reader.read(actor, id);
  }

  @Post('addiction-determinations/:caseId/steps')
  @Endpoint({
    summary: 'Record the reception, the result, its telling, or why there will be none',
    description:
      'The facility enters its own acts; police that keep the file may enter them and name the facility (`actedBy`).',
    permission: 'rehabilitation.report',
    reach: 'file',
    answer: AddictionDeterminationDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent, P.otherFacility],
  })
  async takeDeterminationStep(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: DeterminationStepDto,
  ): Promise<AddictionDeterminationDto> {
    return this.determinations.take(actor, id, version, body);
  }

  @Get('persons/:personId/determinations')
  @Endpoint({
    summary: 'Results of determinations on record, as an application names one (`determination.recordId`)',
    permission: 'rehabilitation.read',
    reach: 'person',
    answer: KnownResultsDto,
    problems: [HTTP.notFound],
  })
  async getDeterminationResults(
    @CurrentActor() actor: UserActor,
    @Param('personId') personId: string,
  ): Promise<KnownResultsDto> {
    return this.reader.known(actor, personId);
  }
}
