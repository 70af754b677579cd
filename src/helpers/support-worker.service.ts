import { Injectable, type OnModuleInit } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../audit/audit-log.js';
import type { CaseFile } from '../cases/case-file.js';
import { CaseFiles } from '../cases/case-files.js';
import { CaseWarnings, type CaseWarning } from '../cases/case-warnings.js';
import { refuseUnlessKeeper } from '../cases/keeping.js';
import { Procedures } from '../cases/procedures.js';
import { formOf } from '../cases/steps/competence.rules.js';
import { requireCompetence } from '../cases/steps/step-guards.js';
import { Organisations, standsOn, type OrganisationRow } from '../identity/organisations.js';
import { dateOnly, legalDayOf, type DateOnly } from '../law/date.js';
import { citationText, cite } from '../law/instruments.js';
import { regimeOn } from '../law/regimes.js';
import { Database } from '../platform/database/database.js';
import { rowFeed } from '../platform/database/row-feeds.js';
import type { Tx } from '../platform/database/tx.js';
import { P as HTTP } from '../platform/errors/platform.problems.js';
import { fieldProblem, problem } from '../platform/errors/problem.js';
import { changeList, type ChangeList } from '../platform/http/change-list.js';
import type { UserActor } from '../platform/security/actor.js';
import {
  toSupportWorkerDto,
  type AssignSupportWorkerDto,
  type FinishSupportWorkerDto,
  type SupportWorkerDto,
  type SupportWorkerQuery,
} from './support-worker.dto.js';
import type { SupportWorker } from './support-worker.js';
import { P } from './support-worker.problems.js';
import { finishWorker, hasWorker, insertWorker, workerById, workersOf } from './support-worker.queries.js';

const ACT = 'assign-support-worker';
/** Of rehabilitation at home or in the community both laws say that somebody is assigned; also of who came from a facility. */
const isAtHome = ({ kind, status }: CaseFile): boolean =>
  kind === 'home-rehabilitation' || status === 'at-home' || status === 'missing-from-home';

/**
 * Who of the commune advises, manages and supports the person. The chairman of the people's committee assigns, under
 * either law (NĐ 116/2021 Art 34(1), NĐ 163/2026 Art 130(1)); who keeps the file enters it.
 */
@Injectable()
export class SupportWorkerService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly organisations: Organisations,
    private readonly procedures: Procedures,
    private readonly warnings: CaseWarnings,
    private readonly audit: AuditLog,
  ) {}

  onModuleInit(): void {
    this.warnings.register((tx, file) => this.missing(tx, file));
  }

  /** @param version of the file @throws Problem 403 for who neither keeps the file nor signs for the committee, 422 for its days */
  async assign(
    actor: UserActor,
    caseId: string,
    version: number,
    input: AssignSupportWorkerDto,
  ): Promise<SupportWorkerDto> {
    return this.database.write(actor, async (tx) => {
      const file = await this.files.lockAt(tx, caseId, version);
      await refuseUnlessKeeper(tx, file.keeperOrganisationId);
      if (file.closedOn !== null) throw problem(P.caseClosed);
      const today = legalDayOf(tx.now);
      const [decidedOn, fromOn] = [dateOnly(input.decidedOn), dateOnly(input.fromOn)];
      requireDay(decidedOn >= file.openedOn && decidedOn <= today, '/decidedOn');
      requireDay(fromOn >= decidedOn, '/fromOn');
      const regime = regimeOn(decidedOn);
      requireCompetence(ACT, regime, await this.committee(tx, file, input.organisationId, decidedOn), actor);
      const form = formOf(ACT, regime);
      const id = uuidv7();
      await insertWorker(
        tx,
        {
          ...{ id, caseId, organisationId: input.organisationId, regime, decidedOn, fromOn },
          ...{ fullName: input.fullName, position: input.position, number: input.number },
          formInstrument: form?.instrument ?? null,
          formAppendix: form?.appendix ?? null,
          formNumber: form?.number ?? null,
        },
        actor,
      );
      await this.record(tx, 'assigned', id, file);
      return this.shown(tx, id);
    });
  }

  async finish(
    actor: UserActor,
    id: string,
    version: number,
    input: FinishSupportWorkerDto,
  ): Promise<SupportWorkerDto> {
    return this.database.write(actor, async (tx) => {
      const worker = await this.found(tx, id);
      const file = await this.files.byId(tx, worker.caseId);
      await refuseUnlessKeeper(tx, file.keeperOrganisationId);
      if (worker.version !== version) throw problem(HTTP.staleVersion);
      if (worker.untilOn !== null) throw problem(P.ended);
      const untilOn = dateOnly(input.untilOn);
      requireDay(untilOn >= worker.fromOn, '/untilOn');
      if (!(await finishWorker(tx, worker, untilOn, input.reason))) throw problem(HTTP.staleVersion);
      await this.record(tx, 'finished', id, file);
      return this.shown(tx, id);
    });
  }

  async list(
    actor: UserActor,
    caseId: string,
    query: SupportWorkerQuery,
  ): Promise<ChangeList<SupportWorkerDto>> {
    return this.database.read(actor, async (tx) => {
      const file = await this.files.byId(tx, caseId);
      const today = legalDayOf(tx.now);
      const list = await changeList(
        tx,
        query,
        {
          feed: rowFeed({ table: 'support_worker', of: ['case_id', caseId] }),
          map: (worker: SupportWorker) => toSupportWorkerDto(worker, today),
        },
        (ids) => workersOf(tx, caseId, ids),
      );
      await this.audit.record(tx, {
        action: 'helpers.support-worker.listed',
        subject: { kind: 'case', id: caseId },
        persons: [file.personId],
      });
      return list;
    });
  }

  private async missing(tx: Tx, file: CaseFile): Promise<readonly CaseWarning[]> {
    const { running } = this.procedures.of(file.kind).definition;
    if (!isAtHome(file) || !running?.states.includes(file.status)) return [];
    const today = legalDayOf(tx.now);
    if (await hasWorker(tx, file.id, today)) return [];
    const article = citationText(
      regimeOn(today) === 'R3'
        ? cite('nd-163-2026', 'Điều 130 khoản 1')
        : cite('nd-116-2021', 'Điều 34 khoản 1'),
    );
    const text = {
      vi: `Hồ sơ chưa có người được Ủy ban nhân dân cấp xã phân công tư vấn, quản lý, hỗ trợ (${article})`,
      en: `Nobody is assigned to advise, manage and support in this file (${article})`,
    };
    return [{ code: 'helpers.no-support-worker', text }];
  }

  /** @throws Problem 422 for another body than the committee of the file's commune */
  private async committee(
    tx: Tx,
    file: CaseFile,
    organisationId: number,
    on: DateOnly,
  ): Promise<OrganisationRow> {
    const found = await this.organisations.find(tx, organisationId);
    const fits =
      found?.kind === 'commune-peoples-committee' && found.unitId === file.unitId && standsOn(found, on);
    if (fits) return found;
    throw fieldProblem('/organisationId', 'helpers.notCommittee', P.notCommittee.title);
  }

  private async record(tx: Tx, what: string, id: string, { personId }: CaseFile): Promise<void> {
    await this.audit.record(tx, {
      action: `helpers.support-worker.${what}`,
      subject: { kind: 'support-worker', id },
      persons: [personId],
    });
  }

  private async found(tx: Tx, id: string): Promise<SupportWorker> {
    const worker = await workerById(tx, id);
    if (!worker) throw problem(P.notFound);
    return worker;
  }

  private async shown(tx: Tx, id: string): Promise<SupportWorkerDto> {
    return toSupportWorkerDto(await this.found(tx, id), legalDayOf(tx.now));
  }
}

function requireDay(fits: boolean, pointer: string): void {
  if (!fits) throw fieldProblem(pointer, 'helpers.dayOutOfRange', P.dayOutOfRange.title);
}
