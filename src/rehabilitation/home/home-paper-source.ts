import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { CaseEvent, CaseFile } from '../../cases/case-file.js';
import { CaseFiles } from '../../cases/case-files.js';
import { keeperAt, standingEvents } from '../../cases/case-steps.js';
import { P as DOCUMENTS } from '../../documents/documents.problems.js';
import type {
  DecisionFacts,
  PaperFacts,
  ReceptionFacts,
  SupplementFacts,
} from '../../documents/paper-facts.js';
import type { PaperKind } from '../../documents/paper-kinds.js';
import { PaperSources, type PaperSource } from '../../documents/paper-source.js';
import { dateOnly, legalDayOf } from '../../law/date.js';
import { governingVersion } from '../../law/deadlines.js';
import { dossierRules } from '../../law/dossiers.js';
import type { FormKey } from '../../law/form.js';
import { statutoryForm } from '../../law/forms.js';
import { citationText } from '../../law/instruments.js';
import { PROCEDURES } from '../../law/procedures.js';
import type { Regime } from '../../law/regimes.js';
import { People } from '../../people/people.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem, type Problem } from '../../platform/errors/problem.js';
import type { HomeRehabilitationDto } from './home-answer.dto.js';
import type { Place } from './home-input.dto.js';
import { HomeRehabilitationReader } from './home-rehabilitation.reader.js';
import { readHomeRecord } from './home-rehabilitation.record.js';
import { DECISION_DEADLINE, PROCEDURE } from './home-rehabilitation.rules.js';

const PLACES: Readonly<Record<Place, string>> = { home: 'tại gia đình', community: 'tại cộng đồng' };

/** NĐ 163/2026 Art 91(2)c; NĐ 116/2021 Art 30(2). */
const COPIES_2025 = ['Phòng Cảnh sát điều tra tội phạm về ma túy Công an cấp tỉnh (để theo dõi, quản lý)'];
const COPIES_2021 = ['Gia đình người cai nghiện', 'Đơn vị cung cấp dịch vụ cai nghiện ma túy'];

/** What stands in the papers of a home rehabilitation. */
@Injectable()
export class HomePaperSource implements PaperSource, OnModuleInit {
  readonly caseKinds = [PROCEDURE] as const;

  constructor(
    private readonly sources: PaperSources,
    private readonly files: CaseFiles,
    private readonly people: People,
    private readonly reader: HomeRehabilitationReader,
  ) {}

  onModuleInit(): void {
    this.sources.register(this);
  }

  async factsOf(tx: Tx, file: CaseFile, kind: PaperKind): Promise<PaperFacts> {
    const view = await this.reader.view(tx, file.id);
    const events = await this.files.events(tx, file.id);
    switch (kind) {
      case 'reception-slip':
        return receptionFacts(file, events, view);
      case 'supplement-slip':
        return supplementFacts(file, events, view);
      case 'decision':
        return decisionFacts(view, await this.guardianOf(tx, file));
    }
  }

  private async guardianOf(tx: Tx, { id, personId }: CaseFile): Promise<string | null> {
    const { guardianId } = await readHomeRecord(tx, id);
    if (guardianId === null) return null;
    const { guardians } = await this.people.record(tx, personId);
    return guardians.find((guardian) => guardian.id === guardianId)?.fullName ?? null;
  }
}

function receptionFacts(
  file: CaseFile,
  events: readonly CaseEvent[],
  view: HomeRehabilitationDto,
): ReceptionFacts {
  if (file.registeredAt === null) {
    throw nothingToSay(
      'Hồ sơ chưa đầy đủ nên chưa được tiếp nhận: lập phiếu yêu cầu bổ sung',
      'The dossier is not complete: make a supplement slip',
    );
  }
  return {
    kind: 'reception-slip',
    organisationId: keeperAt(file, events, file.registeredAt),
    actedAt: file.registeredAt,
    procedure: PROCEDURES[PROCEDURE].vi,
    items: titlesOf(view.dossier.items),
    returns: returnOf(view),
  };
}

/** Titles differ between the decrees; the code of a paper does not. */
function titlesOf(codes: readonly string[]): readonly string[] {
  const rules = [...dossierRules(PROCEDURE, 'R3'), ...dossierRules(PROCEDURE, 'R2')];
  return codes.map((code) => rules.find((rule) => rule.code === code)?.title.vi ?? code);
}

/** The time limit that began with the registration. */
function returnOf({ deadlines }: HomeRehabilitationDto): ReceptionFacts['returns'] {
  const limit = deadlines.find((each) => each.rule === DECISION_DEADLINE && each.status !== 'void');
  if (!limit) return null;
  const began = legalDayOf(new Date(limit.startsAt));
  const citation = governingVersion(limit.rule, limit.regime as Regime, began)?.citations[0];
  return { dueAt: new Date(limit.dueAt), ground: citation ? citationText(citation) : '' };
}

function supplementFacts(
  file: CaseFile,
  events: readonly CaseEvent[],
  { status, dossier }: HomeRehabilitationDto,
): SupplementFacts {
  const asked = standingEvents(events).findLast((event) => event.type === 'supplement-requested');
  if (status !== 'awaiting-supplement' || !asked) {
    throw nothingToSay('Hồ sơ không chờ bổ sung giấy tờ', 'The file does not wait for papers');
  }
  return {
    kind: 'supplement-slip',
    organisationId: file.keeperOrganisationId,
    actedAt: asked.effectiveAt,
    procedure: PROCEDURES[PROCEDURE].vi,
    missing: dossier.missing.map(({ title, reason, citation }) => ({
      title: title.vi,
      reason: reason.vi,
      citation: citation.text,
    })),
  };
}

function decisionFacts(
  { decision, term, place }: HomeRehabilitationDto,
  guardian: string | null,
): DecisionFacts {
  if (!decision) throw nothingToSay('Hồ sơ chưa có quyết định', 'The file is not decided yet');
  return {
    kind: 'decision',
    organisationId: decision.organisationId,
    actedAt: new Date(decision.decidedAt),
    form: formOf(decision.form),
    number: decision.number,
    term: term && {
      startsOn: dateOnly(term.startsOn),
      endsOn: dateOnly(term.endsOn),
      months: term.months,
    },
    termNote: null,
    placeOfTreatment: PLACES[place],
    copies: decision.regime === 'R3' ? COPIES_2025 : COPIES_2021,
    guardian,
  };
}

/** @throws Problem 409 for a decision that was entered without a form of this law */
function formOf(form: NonNullable<HomeRehabilitationDto['decision']>['form']): FormKey {
  const known = form && statutoryForm(form as FormKey);
  if (!known) throw problem(DOCUMENTS.templateMissing);
  return { instrument: known.instrument, appendix: known.appendix, number: known.number };
}

function nothingToSay(vi: string, en: string): Problem {
  return problem(DOCUMENTS.nothingToSay, { detail: { vi, en } });
}
