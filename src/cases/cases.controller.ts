import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ChangePageOf, type ChangePage } from '../platform/http/change-page.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../platform/http/parameters.js';
import type { UserActor } from '../platform/security/actor.js';
import { AnnulmentService } from './annulment.service.js';
import { AnnulDto, CaseDto, CaseQuery, CaseSummaryDto, HistoryDto, HistoryQuery } from './case.dto.js';
import { CaseService } from './case.service.js';
import { P } from './cases.problems.js';

@ApiTags('cases')
@Controller('v1/cases')
export class CasesController {
  constructor(
    private readonly cases: CaseService,
    private readonly annulments: AnnulmentService,
  ) {}

  @Get()
  @Endpoint({
    summary: 'List case files in scope, newest first',
    permission: 'cases.read',
    reach: 'file',
    answer: ChangePageOf(CaseSummaryDto),
  })
  async listCases(
    @CurrentActor() actor: UserActor,
    @Query() query: CaseQuery,
  ): Promise<ChangePage<CaseSummaryDto>> {
    return this.cases.list(actor, query);
  }

  @Get(':caseId')
  @Endpoint({
    summary: 'Read a case file with its deadlines and history',
    permission: 'cases.read',
    reach: 'file',
    answer: CaseDto,
    problems: [P.notFound],
  })
  async getCase(@CurrentActor() actor: UserActor, @Param('caseId') id: string): Promise<CaseDto> {
    return this.cases.read(actor, id);
  }

  @Get(':caseId/history')
  @Endpoint({
    summary: 'Read the history of a file as at a past moment and as known at a past moment',
    permission: 'cases.read',
    reach: 'file',
    answer: HistoryDto,
    problems: [P.notFound],
  })
  async getCaseHistory(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @Query() cut: HistoryQuery,
  ): Promise<HistoryDto> {
    return this.cases.history(actor, id, cut);
  }

  @Post(':caseId/annulments')
  @Endpoint({
    summary: 'Annul a step that was entered by mistake; it stays in the history and counts no more',
    description:
      'The file returns to the state that the other steps lead to; time limits that the step ended run again from where they ran. Enter the right step afterwards.',
    permission: 'cases.annul',
    reach: 'file',
    answer: CaseDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [
      P.notFound,
      P.readOnly,
      P.notAnnullable,
      P.handedOver,
      P.laterStepImpossible,
      P.openFileExists,
    ],
  })
  async annulCaseStep(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: AnnulDto,
  ): Promise<CaseDto> {
    return this.annulments.annul(actor, id, version, body);
  }
}
