import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { P as CASES } from '../../cases/cases.problems.js';
import { P as PEOPLE } from '../../people/people.problems.js';
import { ChangeListOf, type ChangeList } from '../../platform/http/change-list.js';
import { ChangePageOf, type ChangePage } from '../../platform/http/change-page.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from '../treatment.problems.js';
import {
  AskForTreatmentDto,
  RequestsOfFileQuery,
  TreatmentRequestDto,
  TreatmentRequestPath,
  TreatmentRequestQuery,
} from './treatment-request.dto.js';
import { TreatmentRequestService } from './treatment-request.service.js';

@ApiTags('treatment')
@Controller('v1')
export class TreatmentRequestsController {
  constructor(private readonly requests: TreatmentRequestService) {}

  @Post('cases/:caseId/treatment-requests')
  @Endpoint({
    summary:
      'Ask a health body to treat the person within a file; it sees the person, and nothing of the file',
    permission: 'treatment.request',
    reach: 'kept',
    answer: TreatmentRequestDto,
    status: 201,
    unsafe: true,
    problems: [
      ...[CASES.notFound, CASES.readOnly, PEOPLE.voided],
      ...[P.notTreatable, P.fileEnded, P.alreadyAsked, P.wrongPlace],
    ],
  })
  async askForTreatment(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @Body() body: AskForTreatmentDto,
  ): Promise<TreatmentRequestDto> {
    return this.requests.ask(actor, id, body);
  }

  @Get('cases/:caseId/treatment-requests')
  @Endpoint({
    summary: 'List which health bodies were asked to treat the person within a file, the latest first',
    description: 'Whether a treatment was begun on a request stands in none of them.',
    permission: 'treatment.request',
    reach: 'file',
    answer: ChangeListOf(TreatmentRequestDto),
    problems: [CASES.notFound],
  })
  async listTreatmentRequestsOfFile(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @Query() query: RequestsOfFileQuery,
  ): Promise<ChangeList<TreatmentRequestDto>> {
    return this.requests.ofFile(actor, id, query);
  }

  @Post('treatment-requests/:treatmentRequestId/withdrawal')
  @Endpoint({
    summary: 'Withdraw a request to treat; the body that was asked no longer sees the person by it',
    description:
      'An episode that was opened on it goes on, and whoever withdraws is not told whether there is one. A request also ends with its file, and after some days of its own (`openUntil`).',
    permission: 'treatment.request',
    reach: 'kept',
    answer: TreatmentRequestDto,
    status: 201,
    unsafe: true,
    problems: [P.noSuchRequest, P.requestOver, CASES.readOnly],
  })
  async withdrawTreatmentRequest(
    @CurrentActor() actor: UserActor,
    @Param() { treatmentRequestId }: TreatmentRequestPath,
  ): Promise<TreatmentRequestDto> {
    return this.requests.withdraw(actor, treatmentRequestId);
  }

  @Get('treatment-requests')
  @Endpoint({
    summary: 'List what the own body was asked to treat, the latest first',
    permission: 'treatment.read',
    reach: 'inbox',
    answer: ChangePageOf(TreatmentRequestDto),
  })
  async listTreatmentRequests(
    @CurrentActor() actor: UserActor,
    @Query() query: TreatmentRequestQuery,
  ): Promise<ChangePage<TreatmentRequestDto>> {
    return this.requests.list(actor, query);
  }
}
