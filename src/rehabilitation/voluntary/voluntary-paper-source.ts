import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { CaseEvent, CaseFile } from '../../cases/case-file.js';
import { CaseFiles } from '../../cases/case-files.js';
import { keeperAt, standingEvents } from '../../cases/case-steps.js';
import { regimeFor } from '../../cases/steps/step.rules.js';
import { P as DOCUMENTS } from '../../documents/documents.problems.js';
import type {
  DecisionFacts,
  FilePaperFacts,
  ReceptionFacts,
  SupplementFacts,
} from '../../documents/paper-facts.js';
import {
  PaperSources,
  type FilePaperKind,
  type PaperSource,
  type StepPaper,
  type TakenStep,
} from '../../documents/paper-source.js';
import { Organisations } from '../../identity/organisations.js';
import { dateOnly, legalDayOf, type Birth, type DateOnly } from '../../law/date.js';
import { governingVersion } from '../../law/deadlines.js';
import type { FormKey } from '../../law/form.js';
import { statutoryForm } from '../../law/forms.js';
import { citationText } from '../../law/instruments.js';
import { PROCEDURES } from '../../law/procedures.js';
import type { Regime } from '../../law/regimes.js';
import { People } from '../../people/people.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem, type Problem } from '../../platform/errors/problem.js';
import { DECISION_DEADLINE } from './door-parts.js';
import type { Door } from './door.js';
import { DOORS } from './doors.js';
import type { VoluntaryFileDto } from './voluntary-answer.dto.js';
import type { Place } from './voluntary-input.dto.js';
import { voluntaryStepContent } from './voluntary-step-paper.rules.js';
import { dossierTitles, receiversOf, type DossierOfPaper } from './voluntary-paper.rules.js';
import { VoluntaryReader } from './voluntary.reader.js';
import { type VoluntaryRecord } from './voluntary.record.js';
import { needsGuardian } from './voluntary.rules.js';
import { termDto, toFileDto, type VoluntaryView } from './voluntary.view.js';

const PLACES: Readonly<Record<Place, string>> = { home: 'tại gia đình', community: 'tại cộng đồng' };

/** Where, while no facility is named yet: as the door says. */
const AT: Readonly<Record<Door, string>> = {
  home: 'tại gia đình, cộng đồng',
  private: 'tại cơ sở cai nghiện ma túy tư nhân',
  public: 'tại cơ sở cai nghiện ma túy công lập, trường giáo dưỡng',
  substitution: 'tại cơ sở điều trị nghiện bằng thuốc thay thế',
};

const TERM_LATER: Readonly<Record<Door, string>> = {
  home: 'ghi tại quyết định.',
  private:
    'theo khoản 1 Điều 29 Luật Phòng, chống ma túy, tính từ ngày cơ sở cai nghiện ma túy lập biên bản tiếp nhận.',
  public: 'theo khoản 1 Điều 29 Luật Phòng, chống ma túy.',
  substitution: 'không có thời hạn.',
};

/** What stands in the papers of the doors. */
@Injectable()
export class VoluntaryPaperSource implements PaperSource, OnModuleInit {
  readonly caseKinds = Object.values(DOORS).map(({ kind }) => kind);

  constructor(
    private readonly sources: PaperSources,
    private readonly files: CaseFiles,
    private readonly people: People,
    private readonly organisations: Organisations,
    private readonly reader: VoluntaryReader,
  ) {}

  onModuleInit(): void {
    this.sources.register(this);
  }

  async factsOf(tx: Tx, file: CaseFile, kind: FilePaperKind): Promise<FilePaperFacts> {
    const view = await this.reader.view(tx, file.id);
    const events = await this.files.events(tx, file.id);
    switch (kind) {
      case 'reception-slip':
        return receptionFacts(file, events, view);
      case 'supplement-slip':
        return supplementFacts(file, events, view);
      case 'decision':
        return decisionFacts(view, {
          place: await this.placeOf(tx, view),
          guardian: await this.guardianOf(tx, view),
          birth: await this.people.birthOf(tx, file.personId),
        });
    }
  }

  async stepPaper(tx: Tx, file: CaseFile, step: TakenStep): Promise<StepPaper> {
    const view = await this.reader.view(tx, file.id);
    const person = await this.people.record(tx, file.personId);
    const keeper = await this.organisations.find(tx, file.keeperOrganisationId);
    const decider = view.decision && (await this.organisations.find(tx, view.decision.organisationId));
    return {
      content: voluntaryStepContent({
        ...{ view, step, person },
        keeper: keeper?.name ?? null,
        decidedBy: decider?.name ?? null,
        place: await this.placeOf(tx, view),
        titles: dossierTitles(dossierOn(view, legalDayOf(step.event.effectiveAt))),
      }),
    };
  }

  private async guardianOf(tx: Tx, { file, record }: VoluntaryView): Promise<string | null> {
    const { guardianId } = record;
    if (guardianId === null) return null;
    const { guardians } = await this.people.record(tx, file.personId);
    return guardians.find((guardian) => guardian.id === guardianId)?.fullName ?? null;
  }

  private async placeOf(tx: Tx, { door, record }: VoluntaryView): Promise<string> {
    if (record.place !== null) return PLACES[record.place];
    if (record.placeOrganisationId === null) return AT[door.door];
    return `tại ${(await this.organisations.byId(tx, record.placeOrganisationId)).name}`;
  }
}

function receptionFacts(file: CaseFile, events: readonly CaseEvent[], view: VoluntaryView): ReceptionFacts {
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
    procedure: PROCEDURES[view.door.kind].vi,
    items: dossierTitles(dossierOn(view, legalDayOf(file.registeredAt))),
    returns: returnOf(toFileDto(view)),
  };
}

function dossierOn({ door, file, record, items }: VoluntaryView, registeredOn: DateOnly): DossierOfPaper {
  return {
    kind: door.kind,
    regime: regimeFor('form', door.kind, { openedOn: file.openedOn, asOf: registeredOn }),
    withoutResidence: record.actFoundOn !== null,
    items,
  };
}

/** The time limit that began with the registration. */
function returnOf({ deadlines }: VoluntaryFileDto): ReceptionFacts['returns'] {
  const limit = deadlines.find((each) => each.rule === DECISION_DEADLINE && each.status !== 'void');
  if (!limit) return null;
  const began = legalDayOf(new Date(limit.startsAt));
  const citation = governingVersion(limit.rule, limit.regime as Regime, began)?.citations[0];
  return { dueAt: new Date(limit.dueAt), ground: citation ? citationText(citation) : '' };
}

function supplementFacts(file: CaseFile, events: readonly CaseEvent[], view: VoluntaryView): SupplementFacts {
  const asked = standingEvents(events).findLast((event) => event.type === 'supplement-requested');
  if (file.status !== 'awaiting-supplement' || !asked) {
    throw nothingToSay('Hồ sơ không chờ bổ sung giấy tờ', 'The file does not wait for papers');
  }
  return {
    kind: 'supplement-slip',
    organisationId: file.keeperOrganisationId,
    actedAt: asked.effectiveAt,
    procedure: PROCEDURES[view.door.kind].vi,
    missing: view.dossier.missing.map(({ title, reason, citation }) => ({
      title: title.vi,
      reason: reason.vi,
      citation: citationText(citation),
    })),
  };
}

interface Surroundings {
  readonly place: string;
  readonly guardian: string | null;
  readonly birth: Birth;
}

function decisionFacts(view: VoluntaryView, { place, guardian, birth }: Surroundings): DecisionFacts {
  const { door, record } = view;
  const { decision } = toFileDto(view);
  if (!decision) throw nothingToSay('Hồ sơ chưa có quyết định', 'The file is not decided yet');
  const actedAt = new Date(decision.decidedAt);
  const minor = needsGuardian({ birth }, legalDayOf(actedAt));
  return {
    kind: 'decision',
    organisationId: decision.organisationId,
    actedAt,
    form: formOf(decision.form),
    wording: door.door === 'substitution' ? 'substitution' : null,
    number: decision.number,
    term: termOf(record),
    termNote: record.termStartsOn ? null : TERM_LATER[door.door],
    placeOfTreatment: place,
    copies: receiversOf({ door: door.door, regime: decision.regime as Regime, minor, guardian }),
    guardian,
  };
}

function termOf(record: VoluntaryRecord): DecisionFacts['term'] {
  const term = termDto(record);
  return term && { startsOn: dateOnly(term.startsOn), endsOn: dateOnly(term.endsOn), months: term.months };
}

/** @throws Problem 409 for a decision that was entered without a form of this law */
function formOf(form: NonNullable<VoluntaryFileDto['decision']>['form']): FormKey {
  const known = form && statutoryForm(form as FormKey);
  if (!known) throw problem(DOCUMENTS.templateMissing);
  return { instrument: known.instrument, appendix: known.appendix, number: known.number };
}

function nothingToSay(vi: string, en: string): Problem {
  return problem(DOCUMENTS.nothingToSay, { detail: { vi, en } });
}
