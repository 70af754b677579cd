import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../../audit/audit-log.js';
import { CaseFiles } from '../../cases/case-files.js';
import type { CaseFile } from '../../cases/case-file.js';
import { Organisations } from '../../identity/organisations.js';
import type { Competence } from '../../law/authorities.js';
import { dateOnly, legalDayOf, startOfLegalDay, type DateOnly } from '../../law/date.js';
import { joinExplanations } from '../../law/explanation.js';
import { governingRegime, type CaseFacts } from '../../law/regimes.js';
import { homeRehabilitationTerm, TermRangeError, type Term } from '../../law/terms.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { Deadlines } from '../../reminders/deadlines.js';
import type { HomeRehabilitationDto } from './home-answer.dto.js';
import type { DecideDto } from './home-input.dto.js';
import { HomeRegistration } from './home-registration.js';
import {
  refuseBefore,
  refuseImpossibleTime,
  requireCompetence,
  takeStep,
} from './home-rehabilitation.guards.js';
import { P } from './home-rehabilitation.problems.js';
import { HomeRehabilitationReader } from './home-rehabilitation.reader.js';
import { changeHomeRecord, readHomeRecord, type HomeRecord } from './home-rehabilitation.record.js';
import { DECISION_DEADLINE, formOf, PROCEDURE } from './home-rehabilitation.rules.js';

const ACT = 'decide-home-rehabilitation';

/** The decision on voluntary rehabilitation at home: who, under which law, for how long. */
@Injectable()
export class HomeDecisionService {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly organisations: Organisations,
    private readonly deadlines: Deadlines,
    private readonly registration: HomeRegistration,
    private readonly reader: HomeRehabilitationReader,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Records the decision with its term. NĐ 116/2021 Art 30 (chairman, form 24 of appendix II); NĐ 163/2026 Art 91
   * (head of the commune police, form 22 of appendix V).
   */
  async decide(
    actor: UserActor,
    id: string,
    version: number,
    input: DecideDto,
  ): Promise<HomeRehabilitationDto> {
    return this.database.write(actor, async (tx) => {
      const { openedOn } = await this.files.byId(tx, id, PROCEDURE);
      const decidedAt = new Date(input.decidedAt);
      refuseImpossibleTime(decidedAt, tx.now, '/decidedAt');
      refuseBefore(decidedAt, startOfLegalDay(openedOn), '/decidedAt');
      const decidedOn = legalDayOf(decidedAt);
      const facts: CaseFacts = { openedOn, decidedOn, asOf: decidedOn };
      const organisation = await this.organisations.byId(tx, actor.organisationId);
      const competence = requireCompetence(ACT, facts, organisation, actor);
      const file = await this.registration.lock(tx, id, version);
      const state = takeStep(await this.files.events(tx, id), 'decided', decidedAt);
      const term = termOf(facts, await readHomeRecord(tx, id), input);
      await this.saveDecision(tx, file, actor, input, competence, facts, term);
      await changeHomeRecord(tx, id, termFields(term));
      await this.files.change(tx, file, { status: state });
      await this.files.append(tx, id, {
        type: 'decided',
        effective: { at: decidedAt, precision: 'instant' },
        statusAfter: state,
        facts: {
          number: input.number,
          regime: competence.regime,
          startsOn: term.startsOn,
          endsOn: term.endsOn,
        },
      });
      await this.deadlines.close(tx, {
        subjectId: id,
        rule: DECISION_DEADLINE,
        at: decidedAt,
        outcome: 'met',
        reason: input.number,
      });
      await this.audit.record(tx, {
        action: 'rehabilitation.home.decided',
        subject: { kind: 'case', id },
        persons: [file.personId],
        detail: { regime: competence.regime, months: term.months },
      });
      return this.reader.view(tx, id);
    });
  }

  private async saveDecision(
    tx: Tx,
    file: CaseFile,
    actor: UserActor,
    input: DecideDto,
    competence: Competence,
    facts: CaseFacts,
    term: Term,
  ): Promise<void> {
    const form = formOf(ACT, competence.regime);
    const ground = governingRegime('authority', PROCEDURE, facts).explanation;
    await tx.execute(
      `insert into case_decision (id, case_id, act, number, decided_at, organisation_id, signer_user_id,
         signer_office, regime, form_instrument, form_appendix, form_number, explanation)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        ...[
          uuidv7(),
          file.id,
          ACT,
          input.number,
          new Date(input.decidedAt),
          actor.organisationId,
          actor.userId,
        ],
        competence.officeVi,
        competence.regime,
        form?.instrument ?? null,
        form?.appendix ?? null,
        form?.number ?? null,
        JSON.stringify(joinExplanations(ground, term.explanation)),
      ],
    );
  }
}

/** @throws Problem 422 when the decision names a term that the law fixes, or one outside the law */
function termOf(facts: CaseFacts, record: HomeRecord, input: DecideDto): Term {
  const { regime } = governingRegime('term', PROCEDURE, facts);
  refuseFixedTerm(regime === 'R3', input);
  try {
    return homeRehabilitationTerm({
      regime,
      ordinal: record.ordinal,
      receptionOn: record.receptionAt ? legalDayOf(record.receptionAt) : undefined,
      decision:
        input.startsOn && input.months
          ? { startsOn: dateOnly(input.startsOn), months: input.months }
          : undefined,
    });
  } catch (error) {
    if (!(error instanceof TermRangeError)) throw error;
    throw problem(P.termOutsideLaw, { faults: [faultOf(error)], cause: error });
  }
}

/** Under Luật 120/2025 the law itself sets the term: 24 or 36 months from the reception record. */
function refuseFixedTerm(fixed: boolean, { startsOn, months }: DecideDto): void {
  if (!fixed || (startsOn === undefined && months === undefined)) return;
  throw fieldProblem(months === undefined ? '/startsOn' : '/months', 'rehabilitation.termFixedByLaw', {
    vi: 'Luật đã ấn định thời hạn (24 hoặc 36 tháng từ ngày lập biên bản tiếp nhận): không nhập trường này',
    en: 'The law fixes the term (24 or 36 months from the reception record): leave this field out',
  });
}

function faultOf(error: TermRangeError): {
  pointer: string;
  code: string;
  detail: { vi: string; en: string };
} {
  const { min, max } = error.rule;
  switch (error.fault) {
    case 'months-out-of-range':
      return {
        pointer: '/months',
        code: 'rehabilitation.monthsOutOfRange',
        detail: {
          vi: `Thời hạn phải từ đủ ${min} đến ${max} tháng`,
          en: `The term must have ${min} to ${max} months`,
        },
      };
    case 'decision-missing':
      return {
        pointer: '/months',
        code: 'rehabilitation.termMissing',
        detail: {
          vi: 'Quyết định theo luật cũ phải ghi ngày bắt đầu và số tháng (Mẫu số 24 Phụ lục II NĐ 116/2021)',
          en: 'Under the old law the decision names the first day and the months (form 24)',
        },
      };
    case 'reception-missing':
      return {
        pointer: '/decidedAt',
        code: 'rehabilitation.receptionMissing',
        detail: {
          vi: 'Chưa có biên bản tiếp nhận để tính thời hạn',
          en: 'There is no reception record to count from',
        },
      };
    case 'ordinal-invalid':
      return {
        pointer: '/ordinal',
        code: 'rehabilitation.ordinalInvalid',
        detail: { vi: 'Lần cai nghiện không hợp lệ', en: 'The ordinal is not valid' },
      };
  }
}

function termFields(term: Term): {
  termStartsOn: DateOnly;
  termEndsOn: DateOnly;
  termMonths: number;
  termExplanation: Term['explanation'];
} {
  return {
    termStartsOn: term.startsOn,
    termEndsOn: term.endsOn,
    termMonths: term.months,
    termExplanation: term.explanation,
  };
}
