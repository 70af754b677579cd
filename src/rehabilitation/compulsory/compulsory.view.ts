import { factsAt } from '../../cases/steps/step-guards.js';
import { regimeFor } from '../../cases/steps/step.rules.js';
import { checkCompulsoryDossier, COMPULSORY_PAPERS, compulsoryPapers } from '../../law/compulsory-dossier.js';
import type { Birth } from '../../law/date.js';
import { GROUNDS } from '../../law/grounds.js';
import { compulsoryLimitation } from '../../law/limitation.js';
import { checkStages } from '../../law/stages.js';
import { toCitationDto } from '../../legal-reference/citation.dto.js';
import type { OrganisationKind } from '../../law/organisation-kinds.js';
import { toExplanationDto } from '../../reminders/deadline.dto.js';
import { toFormDto } from '../../cases/steps/act-papers.js';
import type { ProposalDto } from '../course/course-answer.dto.js';
import { courseOf } from '../course/course.js';
import { toFollowedFileDto, type FollowedView } from '../../cases/steps/file-answer.dto.js';
import { nextStepsOf } from '../../cases/steps/next-steps.js';
import type { NextStepDto } from '../voluntary/voluntary-answer.dto.js';
import type { CompulsoryDossierDto, CompulsoryDto, LimitationDto, StayDto } from './compulsory-answer.dto.js';
import { evasionOf, interimsOf, leaveOf, numberedPapers } from './compulsory-history.js';
import { COMPULSORY } from './compulsory-procedure.js';
import { adulthoodProposal } from './compulsory-stay.rules.js';
import { termNow } from './compulsory-term-now.js';
import type { CompulsoryState, CompulsoryStep } from './compulsory-transitions.js';
import type { CompulsoryRecord } from './compulsory.record.js';

/** A file as it stands, for its answer. */
export interface CompulsoryView extends FollowedView {
  readonly record: CompulsoryRecord;
  readonly birth: Birth;
  readonly placeKind: OrganisationKind | null;
}

/** The answer to "where are we, what is next, by when, who, why". */
export function toCompulsoryDto(view: CompulsoryView): CompulsoryDto {
  const { file, record } = view;
  return {
    ...toFollowedFileDto(COMPULSORY, view),
    status: file.status as CompulsoryState,
    age: record.age,
    ground: {
      ...{ ground: record.ground, label: GROUNDS[record.ground].label, fact: record.groundFact },
      ...{ evidenceId: record.groundRecordId, basis: record.groundBasis, lastActOn: record.lastActOn },
    },
    limitation: limitationDto(view),
    ordinal: { value: record.ordinal, basis: record.ordinalBasis },
    dossier: dossierDto(view),
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
  };
}

const factsOf = ({ file, events, today }: CompulsoryView) => factsAt(COMPULSORY, file, events, today);

function limitationDto(view: CompulsoryView): LimitationDto {
  const regime = regimeFor('deadline', COMPULSORY.kind, factsOf(view));
  const { lastDay, explanation } = compulsoryLimitation(
    regime,
    view.record.lastActOn,
    evasionOf(view.events),
  );
  return { lastDay, explanation: toExplanationDto(explanation) };
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
      form: toFormDto(rules.find((rule) => rule.paper === paper.paper)?.form ?? null),
    })),
    missing: missing.map(({ paper, form, citation }) => ({
      ...{ paper, label: COMPULSORY_PAPERS[paper], form: toFormDto(form) },
      citation: toCitationDto(citation),
    })),
    complete,
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

/** Steps that a person takes; of another age's decisions and letters none. */
const nextSteps = (view: CompulsoryView): NextStepDto[] =>
  nextStepsOf(COMPULSORY, view).filter(
    ({ step }) => (OF_AGE[step as CompulsoryStep] ?? view.record.age) === view.record.age,
  );
