import { Injectable } from '@nestjs/common';
import { CaseFiles } from '../../cases/case-files.js';
import { dateOnly, legalDayOf, startOfLegalDay, type DateOnly } from '../../law/date.js';
import { joinExplanations } from '../../law/explanation.js';
import { governingRegime, type CaseFacts } from '../../law/regimes.js';
import { homeRehabilitationTerm, TermRangeError, type Term } from '../../law/terms.js';
import { Database } from '../../platform/database/database.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import type { HomeRehabilitationDto } from './home-answer.dto.js';
import type { DecideDto } from './home-input.dto.js';
import { HomeAuthority } from './home-authority.js';
import { HomeRegistration } from './home-registration.js';
import { refuseBefore, refuseImpossibleTime, takeStep } from './home-rehabilitation.guards.js';
import { P } from './home-rehabilitation.problems.js';
import { HomeRehabilitationReader } from './home-rehabilitation.reader.js';
import { savePaper } from './home-rehabilitation.papers.js';
import { changeHomeRecord, readHomeRecord, type HomeRecord } from './home-rehabilitation.record.js';
import { DECISION_DEADLINE, PROCEDURE, regimeFor } from './home-rehabilitation.rules.js';

const ACT = 'decide-home-rehabilitation';

/** The decision on voluntary rehabilitation at home: who, under which law, for how long. */
@Injectable()
export class HomeDecisionService {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly authority: HomeAuthority,
    private readonly registration: HomeRegistration,
    private readonly reader: HomeRehabilitationReader,
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
      const decidedAt = new Date(input.decidedAt);
      refuseImpossibleTime(decidedAt, tx.now, '/decidedAt');
      const asked = { act: ACT, at: decidedAt, actedBy: input.actedBy, version } as const;
      const act = await this.authority.authorise(tx, actor, id, asked);
      const { file, events, organisationId, facts, competence } = act;
      refuseBefore(decidedAt, startOfLegalDay(file.openedOn), '/decidedAt');
      const state = takeStep(events, 'decided', decidedAt);
      const term = termOf(facts, await readHomeRecord(tx, id), input);
      const ground = governingRegime('authority', PROCEDURE, facts).explanation;
      await savePaper(tx, actor, {
        caseId: id,
        act: ACT,
        number: input.number,
        at: decidedAt,
        organisationId,
        competence,
        formRegime: regimeFor('form', facts),
        explanation: joinExplanations(ground, term.explanation),
      });
      await changeHomeRecord(tx, id, termFields(term));
      await this.files.change(tx, file, { status: state });
      await this.registration.append(tx, file, 'decided', state, decidedAt, {
        facts: {
          number: input.number,
          regime: competence.regime,
          startsOn: term.startsOn,
          endsOn: term.endsOn,
          ...(organisationId === actor.organisationId ? {} : { actedBy: organisationId }),
        },
      });
      await this.registration.endDeadline(tx, {
        subjectId: id,
        rule: DECISION_DEADLINE,
        at: decidedAt,
        outcome: 'met',
        reason: input.number,
      });
      return this.reader.view(tx, id);
    });
  }
}

/** @throws Problem 422 when the decision names a term that the law fixes, or one outside the law */
function termOf(facts: CaseFacts, record: HomeRecord, input: DecideDto): Term {
  const { regime } = governingRegime('term', PROCEDURE, facts);
  if (regime === 'R3') refuseFixedTerm(input);
  else requireWrittenTerm(input, facts.asOf);
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
function refuseFixedTerm({ startsOn, months }: DecideDto): void {
  if (startsOn === undefined && months === undefined) return;
  throw fieldProblem(months === undefined ? '/startsOn' : '/months', 'rehabilitation.termFixedByLaw', {
    vi: 'Luật đã ấn định thời hạn (24 hoặc 36 tháng từ ngày lập biên bản tiếp nhận): không nhập trường này',
    en: 'The law fixes the term (24 or 36 months from the reception record): leave this field out',
  });
}

/** Under the law of 2021 the decision says from when and for how long; it works from its own day at the earliest. */
function requireWrittenTerm({ startsOn, months }: DecideDto, decidedOn: DateOnly): void {
  for (const [field, value] of Object.entries({ startsOn, months })) {
    if (value !== undefined) continue;
    throw fieldProblem(`/${field}`, 'rehabilitation.termMissing', {
      vi: 'Quyết định theo luật cũ phải ghi ngày bắt đầu và số tháng (Mẫu số 24 Phụ lục II NĐ 116/2021)',
      en: 'Under the old law the decision names the first day and the months (form 24)',
    });
  }
  if (startsOn && startsOn < decidedOn) {
    throw fieldProblem('/startsOn', 'rehabilitation.startsBeforeDecision', {
      vi: 'Ngày bắt đầu thời hạn không được trước ngày ra quyết định',
      en: 'The term cannot begin before the day of the decision',
    });
  }
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
    // The decision's own fields were asked for before.
    case 'decision-missing':
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
