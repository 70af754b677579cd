import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { P as PEOPLE } from '../../people/people.problems.js';
import { P as HTTP } from '../../platform/errors/platform.problems.js';
import { ChangePageOf, type ChangePage } from '../../platform/http/change-page.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import {
  CaseRequestDto,
  IncomingRequestPath,
  RequestDecline,
  RequestInput,
  RequestPath,
  RequestQuery,
} from './case-request.dto.js';
import { P } from './case-request.problems.js';
import { CaseRequestService } from './case-request.service.js';

const CHANGE = { permission: 'cases.transfer', answer: CaseRequestDto, status: 201, unsafe: true } as const;

@ApiTags('cases')
@Controller('v1')
export class CaseRequestsController {
  constructor(private readonly requests: CaseRequestService) {}

  @Post('persons/:personId/case-requests')
  @Endpoint({
    summary: 'Ask whoever keeps an open file of a kind about a person to hand it over',
    description:
      'The answer is the same whether there is such a file or not. A body that keeps one is told in its inbox and offers it as a transfer, or declines; declining is not told to who asked.',
    ...CHANGE,
    reach: 'person',
    problems: [HTTP.notFound, PEOPLE.onlyReads, PEOPLE.voided, P.alreadyAsked, P.keptHere, P.dayOutOfRange],
  })
  async askForCase(
    @CurrentActor() actor: UserActor,
    @Param('personId') personId: string,
    @Body() body: RequestInput,
  ): Promise<CaseRequestDto> {
    return this.requests.ask(actor, personId, body);
  }

  @Get('case-requests')
  @Endpoint({
    summary: 'List requests for files: made by this organisation, told to it, and among those below it',
    permission: 'cases.read',
    reach: 'organisation',
    answer: ChangePageOf(CaseRequestDto),
  })
  async listCaseRequests(
    @CurrentActor() actor: UserActor,
    @Query() query: RequestQuery,
  ): Promise<ChangePage<CaseRequestDto>> {
    return this.requests.list(actor, query);
  }

  @Get('case-requests/:requestId')
  @Endpoint({
    summary: 'Read a request for a file',
    permission: 'cases.read',
    reach: 'organisation',
    answer: CaseRequestDto,
    problems: [P.notFound],
  })
  async getCaseRequest(
    @CurrentActor() actor: UserActor,
    @Param() { requestId }: RequestPath,
  ): Promise<CaseRequestDto> {
    return this.requests.read(actor, requestId);
  }

  @Post('case-requests/:requestId/withdrawal')
  @Endpoint({
    summary: 'Take a request for a file back',
    ...CHANGE,
    versioned: true,
    reach: 'organisation',
    problems: [P.notFound, P.notYours, P.withdrawn],
  })
  async withdrawCaseRequest(
    @CurrentActor() actor: UserActor,
    @Param() { requestId }: RequestPath,
    @SeenVersion() version: number,
  ): Promise<CaseRequestDto> {
    return this.requests.withdraw(actor, requestId, version);
  }

  @Post('case-requests/:incomingRequestId/declining')
  @Endpoint({
    summary: 'Decline to hand over a file that was asked for; who asked is not told',
    ...CHANGE,
    reach: 'organisation',
    problems: [P.notFound, P.notYours, P.declined],
  })
  async declineCaseRequest(
    @CurrentActor() actor: UserActor,
    @Param() { incomingRequestId }: IncomingRequestPath,
    @Body() body: RequestDecline,
  ): Promise<CaseRequestDto> {
    return this.requests.decline(actor, incomingRequestId, body.reason);
  }
}
