import type { CaseEvent, CaseFile } from '../../cases/case-file.js';
import { stepsFrom } from '../../cases/history.js';
import { factsAt } from '../../cases/steps/step-guards.js';
import { regimeFor } from '../../cases/steps/step.rules.js';
import { ACTS, competentAuthority } from '../../law/authorities.js';
import { checkCompulsoryDossier, COMPULSORY_PAPERS, compulsoryPapers } from '../../law/compulsory-dossier.js';
import type { Birth, DateOnly } from '../../law/date.js';
import type { FormKey } from '../../law/form.js';
import { GROUNDS } from '../../law/grounds.js';
import { compulsoryLimitation } from '../../law/limitation.js';
import { checkStages } from '../../law/stages.js';
import { toCitationDto } from '../../legal-reference/citation.dto.js';
import type { OrganisationKind } from '../../law/organisation-kinds.js';
import { toDeadlineDto, toExplanationDto } from '../../reminders/deadline.dto.js';
import type { Deadline } from '../../reminders/deadline.js';
import { courseOf } from '../course/course.js';
import type { FormDto, NextStepDto } from '../voluntary/voluntary-answer.dto.js';
import type {
  ActPaperDto,
  CompulsoryDossierDto,
  CompulsoryDto,
  LimitationDto,
  ProposalDto,
  StayDto,
} from './compulsory-answer.dto.js';
import { evasionOf, interimsOf, leaveOf, numberedPapers } from './compulsory-history.js';
import { COMPULSORY } from './compulsory-procedure.js';
import { adulthoodProposal } from './compulsory-stay.rules.js';
import { termNow } from './compulsory-term-now.js';
import type { CompulsoryState, CompulsoryStep } from './compulsory-transitions.js';
import type { CompulsoryRecord, PaperRecord } from './compulsory.record.js';

/** A file as it stands, for its answer. */
export interface CompulsoryView {
  readonly file: CaseFile;
  readonly record: CompulsoryRecord;
  readonly events: readonly CaseEvent[];
  readonly papers: readonly PaperRecord[];
  readonly deadlines: readonly Deadline[];
  readonly birth: Birth;
  readonly placeKind: OrganisationKind | null;
  readonly today: DateOnly;
  readonly legalNow: Date;
}

/** The answer to "where are we, what is next, by when, who, why". */
export function toCompulsoryDto(view: CompulsoryView): CompulsoryDto {
  const { file, record } = view;
  const state = COMPULSORY.states[file.status];
  if (!state) throw new Error(`No state ${file.status}`);
  return {
    id: file.id,
    code: file.code,
    personId: file.personId,
    status: file.status as CompulsoryState,
    statusLabel: state.label,
    keeperOrganisationId: file.keeperOrganisationId,
    unitId: file.unitId,
    openedOn: file.openedOn,
    age: record.age,
    ground: {
      ...{ ground: record.ground, label: GROUNDS[record.ground].label, fact: record.groundFact },
      ...{ evidenceId: record.groundRecordId, basis: record.groundBasis, lastActOn: record.lastActOn },
    },
    limitation: limitationDto(view),
    ordinal: { value: record.ordinal, basis: record.ordinalBasis },
    dossier: dossierDto(view),
    papers: view.papers.map(paperDto),
    interim: interimsOf(view.events),
    courtOrganisationId: record.courtOrganisationId,
    orderMonths: record.orderMonths,
    effectiveOn: record.effectiveOn,
    placeOrganisationId: record.placeOrganisationId,
    admittedAt: record.admittedAt?.toISOString() ?? null,
    term: termDto(record),
    stay: stayDto(view),
    proposals: proposals(view),
    next: nextSteps(view),
    deadlines: view.deadlines.map((deadline) => toDeadlineDto(deadline, view.legalNow)),
    version: file.version,
  };
}

const factsOf = ({ file, events, today }: CompulsoryView) => factsAt(COMPULSORY, file, events, today);

function limitationDto(view: CompulsoryView): LimitationDto {
  const { goesOn, endedOn } = evasionOf(view.events);
  const regime = regimeFor('deadline', COMPULSORY.kind, factsOf(view));
  const { lastDay, explanation } = compulsoryLimitation(regime, view.record.lastActOn, endedOn);
  return { lastDay: goesOn ? null : lastDay, explanation: toExplanationDto(explanation) };
}

function dossierDto(view: CompulsoryView): CompulsoryDossierDto {
  const { age, noResidenceBasis } = view.record;
  const regime = regimeFor('form', COMPULSORY.kind, factsOf(view));
  const rules = compulsoryPapers(regime, age);
  const papers = numberedPapers(view.events);
  const { complete, missing } = checkCompulsoryDossier({
    ...{ regime, age, withoutResidence: noResidenceBasis !== null },
    papers: papers.map(({ paper }) => paper),
  });
  return {
    papers: papers.map(({ addedAt: _addedAt, ...paper }) => ({
      ...paper,
      label: COMPULSORY_PAPERS[paper.paper],
      form: formDto(rules.find((rule) => rule.paper === paper.paper)?.form ?? null),
    })),
    missing: missing.map(({ paper, form, citation }) => ({
      ...{ paper, label: COMPULSORY_PAPERS[paper], form: formDto(form) },
      citation: toCitationDto(citation),
    })),
    complete,
  };
}

const formDto = (form: FormKey | null): FormDto | null =>
  form && { instrument: form.instrument, appendix: form.appendix, number: form.number };

function paperDto(paper: PaperRecord): ActPaperDto {
  const { formInstrument, formAppendix, formNumber } = paper;
  const form = formInstrument && formAppendix && formNumber;
  return {
    ...{ act: paper.act, number: paper.number, at: paper.decidedAt.toISOString() },
    ...{ organisationId: paper.organisationId, signerOffice: paper.signerOffice },
    form: form ? { instrument: formInstrument, appendix: formAppendix, number: formNumber } : null,
    explanation: toExplanationDto(paper.explanation),
  };
}

function termDto({
  termStartsOn,
  termEndsOn,
  termMonths,
  termExplanation,
}: CompulsoryRecord): CompulsoryDto['term'] {
  if (!termStartsOn || !termEndsOn || !termMonths || !termExplanation) return null;
  const explanation = toExplanationDto(termExplanation);
  return { startsOn: termStartsOn, endsOn: termEndsOn, months: termMonths, explanation };
}

function stayDto(view: CompulsoryView): StayDto | null {
  const { record, events, today } = view;
  const counted = termNow(record, events, today);
  if (!counted) return null;
  const { stages, evaluations, endAnnouncedAt } = courseOf(events);
  const regime = regimeFor('term', COMPULSORY.kind, factsOf(view));
  const endsOn = counted.endsOn ?? record.termEndsOn ?? today;
  return {
    term: {
      ...{ endsOn: counted.endsOn, countedDays: counted.countedDays, remainingDays: counted.remainingDays },
      ...{ paused: counted.isPaused, explanation: toExplanationDto(counted.explanation) },
    },
    stages,
    lacking: checkStages(regime, stages, endsOn).findings.map(({ citation, ...finding }) => ({
      ...finding,
      citation: toCitationDto(citation),
    })),
    evaluations: evaluations.map(({ id, at, account }) => ({ eventId: id, at: at.toISOString(), account })),
    backBy: leaveOf(events)?.until ?? null,
    endAnnouncedAt: endAnnouncedAt?.toISOString() ?? null,
  };
}

function proposals({ record, events, birth, placeKind, today, file }: CompulsoryView): ProposalDto[] {
  const serves = COMPULSORY.running?.states.includes(file.status) === true;
  if (!serves || placeKind !== 'reformatory') return [];
  const proposal = adulthoodProposal(birth, termNow(record, events, today)?.endsOn ?? null, today);
  if (!proposal) return [];
  const explanation = toExplanationDto(proposal.explanation);
  return [{ what: 'transfer-to-public-facility', since: proposal.adultOn, explanation }];
}

/** Of the two decisions and letters, those about persons of the other age are left out. */
const OF_AGE: Readonly<Partial<Record<CompulsoryStep, CompulsoryRecord['age']>>> = {
  'forwarded-minor': 'minor',
  forwarded: 'adult',
};

/** Steps that a person takes; the program's own are left out, and those that the law of today does not know. */
function nextSteps(view: CompulsoryView): NextStepDto[] {
  return stepsFrom(COMPULSORY.transitions, view.file.status)
    .filter((step) => COMPULSORY.steps[step]?.own !== true)
    .filter((step) => (OF_AGE[step as CompulsoryStep] ?? view.record.age) === view.record.age)
    .flatMap((step) => nextStep(step, view));
}

function nextStep(step: string, view: CompulsoryView): NextStepDto[] {
  const { act, meets = [] } = COMPULSORY.steps[step] ?? {};
  const competence = act
    ? competentAuthority(act, regimeFor('authority', COMPULSORY.kind, factsOf(view)))
    : undefined;
  if (act && !competence) return [];
  const due = view.deadlines.find(({ rule, status }) => status === 'open' && meets.includes(rule));
  return [
    {
      step,
      office: competence?.office ?? (act ? ACTS[act] : null),
      citation: competence ? toCitationDto(competence.citation) : null,
      dueAt: due?.dueAt.toISOString() ?? null,
    },
  ];
}
