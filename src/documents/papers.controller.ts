import { Body, Controller, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { P as CASES } from '../cases/cases.problems.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../platform/http/parameters.js';
import { ChangeListQuery, type ChangeList } from '../platform/http/change-list.js';
import type { UserActor } from '../platform/security/actor.js';
import { NUMBER_PROBLEMS, P } from './documents.problems.js';
import { DOCX } from './docx/package.js';
import { MakePaperInput, PaperDto, PaperList, VoidPaperInput, type PaperSummaryDto } from './paper.dto.js';
import { PaperService } from './paper.service.js';

@ApiTags('papers')
@Controller('v1')
export class PapersController {
  constructor(private readonly papers: PaperService) {}

  @Get('cases/:caseId/papers')
  @Endpoint({
    summary: 'List the papers of a file, newest first, voided ones too',
    permission: 'papers.read',
    reach: 'file',
    answer: PaperList,
    problems: [CASES.notFound],
  })
  async listPapers(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @Query() query: ChangeListQuery,
  ): Promise<ChangeList<PaperSummaryDto>> {
    return this.papers.listOfCase(actor, id, query);
  }

  @Post('cases/:caseId/papers')
  @Endpoint({
    summary: 'Make a slip, a decision or the paper of a step out of what is on record',
    description:
      'The capacity of the signature is checked against who held the office on the day of the paper. A decision bears the number that was entered in the file; the slips take one where the body keeps a register for them. The paper of a step names the event; its form is found from the law that governed the step, what the file does not hold is left open.',
    permission: 'papers.make',
    reach: 'file',
    answer: PaperDto,
    status: 201,
    unsafe: true,
    problems: [
      CASES.notFound,
      CASES.readOnly,
      P.nothingToSay,
      P.otherBody,
      P.fileVoided,
      P.stepAnnulled,
      P.stepWithoutForm,
      P.formNotOfStep,
      P.templateMissing,
      P.alreadyMade,
      P.capacityNotAllowed,
      P.officeVacant,
      P.notInOffice,
      ...NUMBER_PROBLEMS,
    ],
  })
  async makePaper(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @Body() body: MakePaperInput,
  ): Promise<PaperDto> {
    return this.papers.make(actor, id, body);
  }

  @Get('papers/:paperId')
  @Endpoint({
    summary: 'Read a paper: what it was filled with, its number, who signs and in which capacity',
    permission: 'papers.read',
    reach: 'file',
    answer: PaperDto,
    problems: [P.notFound],
  })
  async getPaper(@CurrentActor() actor: UserActor, @Param('paperId') id: string): Promise<PaperDto> {
    return this.papers.read(actor, id);
  }

  @Get('papers/:paperId/file')
  @Endpoint({
    summary: 'Print a paper: the .docx, on A4',
    permission: 'papers.read',
    reach: 'file',
    answer: { file: DOCX },
    problems: [P.notFound, P.voided, P.templateMissing],
  })
  async getPaperFile(
    @CurrentActor() actor: UserActor,
    @Param('paperId') id: string,
  ): Promise<StreamableFile> {
    return this.papers.file(actor, id);
  }

  @Post('papers/:paperId/void')
  @Endpoint({
    summary: 'Void a paper with a reason; its number stays used',
    permission: 'papers.void',
    reach: 'kept',
    answer: PaperDto,
    unsafe: true,
    versioned: true,
    problems: [P.notFound, CASES.readOnly, P.voidedByOthers, P.voided],
  })
  async voidPaper(
    @CurrentActor() actor: UserActor,
    @Param('paperId') id: string,
    @SeenVersion() version: number,
    @Body() body: VoidPaperInput,
  ): Promise<PaperDto> {
    return this.papers.void(actor, id, version, body);
  }
}
