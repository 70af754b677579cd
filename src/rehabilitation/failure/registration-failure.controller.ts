import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AUTHORITY, P as CASES } from '../../cases/cases.problems.js';
import { P as PEOPLE } from '../../people/people.problems.js';
import type { ChangePage } from '../../platform/http/change-page.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from '../voluntary/voluntary.problems.js';
import {
  FailureQuery,
  RecordFailureDto,
  RegistrationFailureDto,
  RegistrationFailurePage,
  VoidFailureDto,
} from './registration-failure.dto.js';
import { RegistrationFailureService } from './registration-failure.service.js';

@ApiTags('registration-failure')
@Controller('v1/registration-failures')
export class RegistrationFailureController {
  constructor(private readonly failures: RegistrationFailureService) {}

  @Post()
  @Endpoint({
    summary: 'Record that a person did not register in time, a ground for compulsory rehabilitation',
    description: 'Not before the time limit is over: until then 409 with the moment from which, and why.',
    permission: 'rehabilitation.decide',
    reach: 'person',
    answer: RegistrationFailureDto,
    status: 201,
    unsafe: true,
    problems: [
      AUTHORITY.notCompetent,
      P.registrationStillPossible,
      P.registeredInTime,
      P.failureOnRecord,
      PEOPLE.voided,
      P.personDied,
      P.underTwelve,
      P.notResidentHere,
      P.residenceUnknown,
      CASES.lawAbsent,
    ],
  })
  async recordRegistrationFailure(
    @CurrentActor() actor: UserActor,
    @Body() body: RecordFailureDto,
  ): Promise<RegistrationFailureDto> {
    return this.failures.record(actor, body);
  }

  @Get()
  @Endpoint({
    summary: 'List failures to register in scope, newest first',
    permission: 'rehabilitation.read',
    reach: 'organisation',
    answer: RegistrationFailurePage,
  })
  async listRegistrationFailures(
    @CurrentActor() actor: UserActor,
    @Query() query: FailureQuery,
  ): Promise<ChangePage<RegistrationFailureDto>> {
    return this.failures.list(actor, query);
  }

  @Get(':failureId')
  @Endpoint({
    summary: 'Read a failure to register, with the time limit explained',
    permission: 'rehabilitation.read',
    reach: 'organisation',
    answer: RegistrationFailureDto,
    problems: [P.failureNotFound],
  })
  async getRegistrationFailure(
    @CurrentActor() actor: UserActor,
    @Param('failureId') id: string,
  ): Promise<RegistrationFailureDto> {
    return this.failures.read(actor, id);
  }

  @Post(':failureId/void')
  @Endpoint({
    summary: 'Void a record that was entered by mistake; it is kept with the reason',
    permission: 'rehabilitation.decide',
    reach: 'organisation',
    answer: RegistrationFailureDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [P.failureNotFound, P.failureVoided, CASES.readOnly],
  })
  async voidRegistrationFailure(
    @CurrentActor() actor: UserActor,
    @Param('failureId') id: string,
    @SeenVersion() version: number,
    @Body() body: VoidFailureDto,
  ): Promise<RegistrationFailureDto> {
    return this.failures.void(actor, id, version, body);
  }
}
