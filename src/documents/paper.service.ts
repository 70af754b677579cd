import { Readable } from 'node:stream';
import { Injectable, StreamableFile } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { CaseFiles } from '../cases/case-files.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { P as HTTP } from '../platform/errors/platform.problems.js';
import { problem } from '../platform/errors/problem.js';
import { rowFeed } from '../platform/database/row-feeds.js';
import { changeList, type ChangeList, type ChangeListQuery } from '../platform/http/change-list.js';
import type { UserActor } from '../platform/security/actor.js';
import { P } from './documents.problems.js';
import { DOCX } from './docx/package.js';
import { PaperMaker } from './paper-maker.js';
import { PaperRecords, type PaperRecord } from './paper-record.js';
import {
  toPaperDto,
  toPaperSummaryDto,
  type MakePaperInput,
  type PaperDto,
  type PaperSummaryDto,
  type VoidPaperInput,
} from './paper.dto.js';
import { renderPaper } from './render.js';
import { templateAt } from './templates/templates.js';

/** Papers of case files: made, read, printed, voided. */
@Injectable()
export class PaperService {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly maker: PaperMaker,
    private readonly papers: PaperRecords,
    private readonly audit: AuditLog,
  ) {}

  async make(actor: UserActor, caseId: string, input: MakePaperInput): Promise<PaperDto> {
    return this.database.write(actor, async (tx) => {
      const file = await this.files.lock(tx, caseId);
      const id = await this.maker.make(tx, actor, file, input);
      return this.shown(tx, id, 'made');
    });
  }

  async listOfCase(
    actor: UserActor,
    caseId: string,
    query: ChangeListQuery,
  ): Promise<ChangeList<PaperSummaryDto>> {
    return this.database.read(actor, async (tx) => {
      const file = await this.files.byId(tx, caseId);
      const papers = await changeList(
        tx,
        query,
        { feed: rowFeed({ table: 'paper', of: ['case_id', caseId] }), map: toPaperSummaryDto },
        (ids) => this.papers.ofCase(tx, caseId, ids),
      );
      await this.audit.record(tx, {
        action: 'documents.paper.list',
        subject: { kind: 'case', id: caseId },
        persons: [file.personId],
        detail: { count: papers.items.length },
      });
      return papers;
    });
  }

  async read(actor: UserActor, id: string): Promise<PaperDto> {
    return this.database.read(actor, async (tx) => this.shown(tx, id, 'read'));
  }

  /** Made anew of what was kept, by the template of that time. @throws Problem 409 for a paper that was voided */
  async file(actor: UserActor, id: string): Promise<StreamableFile> {
    return this.database.read(actor, async (tx) => {
      const paper = await this.required(tx, id);
      if (paper.voidedAt !== null) throw problem(P.voided);
      const { code } = await this.record(tx, paper, 'printed');
      const template = templateAt(paper.template, paper.templateVersion);
      if (!template) throw problem(P.templateMissing);
      const file = await renderPaper(template, await this.papers.fieldsOf(tx, paper));
      return new StreamableFile(Readable.from([file]), {
        type: DOCX,
        length: file.length,
        // The code of the file says nothing about the person.
        disposition: `attachment; filename="${[paper.kind, paper.kind === 'step' && paper.formNumber, code].filter(Boolean).join('-')}.docx"`,
      });
    });
  }

  /** Its number stays used. @throws Problem 403 for a body that neither issued it nor keeps the file */
  async void(actor: UserActor, id: string, version: number, { reason }: VoidPaperInput): Promise<PaperDto> {
    return this.database.write(actor, async (tx) => {
      const paper = await this.required(tx, id);
      await this.files.lock(tx, paper.caseId);
      const { caseId, organisationId } = paper;
      if (!(await this.files.answersFor(tx, caseId, organisationId)))
        throw problem(P.voidedByOthers, { extensions: { organisationId } });
      if (paper.version !== version) throw problem(HTTP.staleVersion);
      if (!(await this.papers.void(tx, id, reason))) throw problem(P.voided);
      return this.shown(tx, id, 'voided');
    });
  }

  private async shown(tx: Tx, id: string, what: string): Promise<PaperDto> {
    const paper = await this.required(tx, id);
    await this.record(tx, paper, what);
    return toPaperDto(paper, await this.papers.fieldsOf(tx, paper));
  }

  private async required(tx: Tx, id: string): Promise<PaperRecord> {
    const paper = await this.papers.byId(tx, id);
    if (!paper) throw problem(P.notFound);
    return paper;
  }

  private async record(tx: Tx, paper: PaperRecord, what: string): Promise<{ readonly code: string }> {
    const file = await this.files.byId(tx, paper.caseId);
    await this.audit.record(tx, {
      action: `documents.paper.${what}`,
      subject: { kind: 'paper', id: paper.id },
      persons: [file.personId],
      detail: { kind: paper.kind, number: paper.number, caseId: paper.caseId },
    });
    return file;
  }
}
