import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ChangePageOf, type ChangePage } from '../../platform/http/change-page.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P as CASES } from '../cases.problems.js';
import {
  TransferAcceptance,
  TransferDto,
  TransferInput,
  TransferPath,
  TransferQuery,
  TransferReason,
} from './transfer.dto.js';
import { P } from './transfer.problems.js';
import { TransferService } from './transfer.service.js';

const ANSWER = {
  permission: 'cases.transfer',
  answer: TransferDto,
  status: 201,
  unsafe: true,
  versioned: true,
} as const;

@ApiTags('cases')
@Controller('v1')
export class TransfersController {
  constructor(private readonly transfers: TransferService) {}

  @Post('cases/:caseId/transfers')
  @Endpoint({
    summary: 'Offer a file to another keeper of the same kind',
    description:
      'The keeper goes on answering for the file until the receiver accepts. The receiver reads it meanwhile and can take no step. One offer of a file at a time.',
    ...ANSWER,
    reach: 'file',
    problems: [
      CASES.notFound,
      CASES.readOnly,
      CASES.stepNotAllowed,
      P.alreadyOffered,
      P.goesWithParent,
      P.wrongReceiver,
      P.dayOutOfRange,
      P.answerTooFar,
    ],
  })
  async offerCase(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: TransferInput,
  ): Promise<TransferDto> {
    return this.transfers.offer(actor, id, version, body);
  }

  @Get('transfers')
  @Endpoint({
    summary:
      'List offers of files made to this organisation, by it, and among those below it, the latest first',
    permission: 'cases.read',
    reach: 'transfer',
    answer: ChangePageOf(TransferDto),
  })
  async listTransfers(
    @CurrentActor() actor: UserActor,
    @Query() query: TransferQuery,
  ): Promise<ChangePage<TransferDto>> {
    return this.transfers.list(actor, query);
  }

  @Get('transfers/:transferId')
  @Endpoint({
    summary: 'Read one transfer',
    permission: 'cases.read',
    reach: 'transfer',
    answer: TransferDto,
    problems: [P.notFound],
  })
  async getTransfer(
    @CurrentActor() actor: UserActor,
    @Param() { transferId }: TransferPath,
  ): Promise<TransferDto> {
    return this.transfers.read(actor, transferId);
  }

  @Post('transfers/:transferId/acceptance')
  @Endpoint({
    summary: 'Take the file over, with every open time limit',
    ...ANSWER,
    reach: 'transfer',
    problems: [P.notFound, P.notYours, P.answered, CASES.openFileExists, CASES.stepNotAllowed],
  })
  async acceptTransfer(
    @CurrentActor() actor: UserActor,
    @Param() { transferId }: TransferPath,
    @SeenVersion() version: number,
    @Body() { note }: TransferAcceptance,
  ): Promise<TransferDto> {
    return this.transfers.accept(actor, transferId, version, note);
  }

  @Post('transfers/:transferId/refusal')
  @Endpoint({
    summary: 'Refuse to take the file over',
    ...ANSWER,
    reach: 'transfer',
    problems: [P.notFound, P.notYours, P.answered],
  })
  async refuseTransfer(
    @CurrentActor() actor: UserActor,
    @Param() { transferId }: TransferPath,
    @SeenVersion() version: number,
    @Body() { reason }: TransferReason,
  ): Promise<TransferDto> {
    return this.transfers.refuse(actor, transferId, version, reason);
  }

  @Post('transfers/:transferId/withdrawal')
  @Endpoint({
    summary: 'Take an offer back that nobody has answered',
    ...ANSWER,
    reach: 'transfer',
    problems: [P.notFound, P.notYours, P.answered],
  })
  async withdrawTransfer(
    @CurrentActor() actor: UserActor,
    @Param() { transferId }: TransferPath,
    @SeenVersion() version: number,
    @Body() { reason }: TransferReason,
  ): Promise<TransferDto> {
    return this.transfers.withdraw(actor, transferId, version, reason);
  }
}
