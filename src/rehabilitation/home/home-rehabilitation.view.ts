import { ACTS, competentAuthority } from '../../law/authorities.js';
import { laterDay, type DateOnly } from '../../law/date.js';
import { stepsFrom } from '../../cases/history.js';
import type { CaseFile } from '../../cases/case-file.js';
import { toDeadlineDto, toExplanationDto } from '../../reminders/deadline.dto.js';
import { toCitationDto } from '../../legal-reference/citation.dto.js';
import type { Deadline } from '../../reminders/deadline.js';
import type { DossierCheck } from '../../law/dossiers.js';
import type {
  DecisionDto,
  DossierDto,
  HomeRehabilitationDto,
  MissingItemDto,
  NextStepDto,
  TermDto,
} from './home-answer.dto.js';
import type { DossierItem } from './home-input.dto.js';
import type { DecisionRecord, HomeRecord } from './home-rehabilitation.record.js';
import { ACT_OF_STEP } from './home-rehabilitation.guards.js';
import { DECISION_DEADLINE, regimeFor } from './home-rehabilitation.rules.js';
import {
  HOME_STATE_LABELS,
  HOME_TRANSITIONS,
  type HomeState,
  type HomeStep,
} from './home-rehabilitation.states.js';

export interface HomeView {
  readonly file: CaseFile;
  readonly record: HomeRecord;
  readonly items: readonly DossierItem[];
  readonly dossier: DossierCheck;
  readonly decision: DecisionRecord | null;
  readonly deadlines: readonly Deadline[];
  readonly today: DateOnly;
  readonly legalNow: Date;
}

/** The answer to "where are we, what is next, by when, who, why". */
export function toHomeDto(view: HomeView): HomeRehabilitationDto {
  const { file, record } = view;
  const status = file.status as HomeState;
  return {
    id: file.id,
    code: file.code,
    personId: file.personId,
    status,
    statusLabel: HOME_STATE_LABELS[status],
    keeperOrganisationId: file.keeperOrganisationId,
    unitId: file.unitId,
    place: record.place,
    openedOn: file.openedOn,
    registeredAt: iso(file.registeredAt),
    determination: determinationDto(record),
    ordinal: { value: record.ordinal, basis: record.ordinalBasis },
    dossier: dossierDto(view),
    registration: timeliness(record),
    receptionAt: iso(record.receptionAt),
    decision: view.decision ? decisionDto(view.decision) : null,
    term: termDto(record),
    next: nextSteps(view, status),
    deadlines: view.deadlines.map((deadline) => toDeadlineDto(deadline, view.legalNow)),
    version: file.version,
  };
}

function determinationDto({
  determinationOn,
  determinationFacility,
  toldAt,
}: HomeRecord): HomeRehabilitationDto['determination'] {
  if (!determinationOn || !determinationFacility || !toldAt) return null;
  return { on: determinationOn, facility: determinationFacility, toldAt: toldAt.toISOString() };
}

function dossierDto({ items, dossier }: HomeView): DossierDto {
  return {
    items,
    complete: dossier.complete,
    missing: dossier.missing.map(toMissingDto),
    explanation: toExplanationDto(dossier.explanation),
  };
}

export function toMissingDto(item: DossierCheck['missing'][number]): MissingItemDto {
  return {
    code: item.code as DossierItem,
    title: item.title,
    reason: item.reason,
    citation: toCitationDto(item.citation),
  };
}

function timeliness({
  registrationInTime,
  registrationExplanation,
}: HomeRecord): HomeRehabilitationDto['registration'] {
  if (registrationInTime === null || registrationExplanation === null) return null;
  return { inTime: registrationInTime, explanation: toExplanationDto(registrationExplanation) };
}

function decisionDto(decision: DecisionRecord): DecisionDto {
  const { formInstrument, formAppendix, formNumber } = decision;
  const form = formInstrument && formAppendix && formNumber;
  return {
    number: decision.number ?? '',
    decidedAt: decision.decidedAt.toISOString(),
    regime: decision.regime,
    signerOffice: decision.signerOffice,
    organisationId: decision.organisationId,
    form: form ? { instrument: formInstrument, appendix: formAppendix, number: formNumber } : null,
    explanation: toExplanationDto(decision.explanation),
  };
}

function termDto({ termStartsOn, termEndsOn, termMonths, termExplanation }: HomeRecord): TermDto | null {
  if (!termStartsOn || !termEndsOn || !termMonths || !termExplanation) return null;
  return {
    startsOn: termStartsOn,
    endsOn: termEndsOn,
    months: termMonths,
    explanation: toExplanationDto(termExplanation),
  };
}

/** Steps that a person takes; the system's own are left out. */
const HIDDEN: ReadonlySet<HomeStep> = new Set(['competence-moved', 'keeper-moved', 'supplement-requested']);

function nextSteps(view: HomeView, status: HomeState): NextStepDto[] {
  return stepsFrom(HOME_TRANSITIONS, status)
    .filter((step) => !HIDDEN.has(step))
    .map((step) => nextStep(step, view));
}

function nextStep(step: HomeStep, view: HomeView): NextStepDto {
  const act = ACT_OF_STEP[step];
  const facts = { openedOn: view.file.openedOn, asOf: laterDay(view.today, view.file.openedOn) };
  const competence = act ? competentAuthority(act, regimeFor('authority', facts)) : undefined;
  const due = step === 'decided' ? view.deadlines.find(isOpenDecision) : undefined;
  return {
    step,
    office: competence?.office ?? (act ? ACTS[act] : null),
    citation: competence ? toCitationDto(competence.citation) : null,
    dueAt: due?.dueAt.toISOString() ?? null,
  };
}

function isOpenDecision(deadline: Deadline): boolean {
  return deadline.rule === DECISION_DEADLINE && deadline.status === 'open';
}

const iso = (instant: Date | null): string | null => instant?.toISOString() ?? null;
