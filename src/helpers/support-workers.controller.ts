import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AUTHORITY, P as CASES } from '../cases/cases.problems.js';
import { ChangeListOf, type ChangeList } from '../platform/http/change-list.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../platform/http/parameters.js';
import type { UserActor } from '../platform/security/actor.js';
import {
  AssignSupportWorkerDto,
  FinishSupportWorkerDto,
  SupportWorkerDto,
  SupportWorkerPath,
  SupportWorkerQuery,
} from './support-worker.dto.js';
import { P } from './support-worker.problems.js';
import { SupportWorkerService } from './support-worker.service.js';

@ApiTags('cases')
@Controller('v1')
export class SupportWorkersController {
  constructor(private readonly workers: SupportWorkerService) {}

  @Post('cases/:caseId/support-workers')
  @Endpoint({
    summary: 'Enter whom the people’s committee assigned to advise, manage and support in a file',
    permission: 'helpers.assign',
    reach: 'file',
    answer: SupportWorkerDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [
      ...[CASES.notFound, CASES.readOnly, AUTHORITY.notCompetent],
      ...[P.caseClosed, P.dayOutOfRange, P.notCommittee],
    ],
  })
  async assignSupportWorker(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: AssignSupportWorkerDto,
  ): Promise<SupportWorkerDto> {
    return this.workers.assign(actor, id, version, body);
  }

  @Get('cases/:caseId/support-workers')
  @Endpoint({
    summary: 'List who was assigned to a file, from when to when',
    permission: 'cases.read',
    reach: 'file',
    answer: ChangeListOf(SupportWorkerDto),
    problems: [CASES.notFound],
  })
  async listSupportWorkers(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @Query() query: SupportWorkerQuery,
  ): Promise<ChangeList<SupportWorkerDto>> {
    return this.workers.list(actor, id, query);
  }

  @Post('support-workers/:workerId/end')
  @Endpoint({
    summary: 'End an assignment',
    permission: 'helpers.assign',
    reach: 'kept',
    answer: SupportWorkerDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [P.notFound, CASES.readOnly, P.ended, P.dayOutOfRange],
  })
  async endSupportWorker(
    @CurrentActor() actor: UserActor,
    @Param() { workerId }: SupportWorkerPath,
    @SeenVersion() version: number,
    @Body() body: FinishSupportWorkerDto,
  ): Promise<SupportWorkerDto> {
    return this.workers.finish(actor, workerId, version, body);
  }
}
