import type { CaseEvent, CaseFile } from '../../cases/case-file.js';
import { stepsFrom } from '../../cases/history.js';
import { regimeFor } from '../../cases/steps/step.rules.js';
import { ACTS, competentAuthority } from '../../law/authorities.js';
import { laterDay, type DateOnly } from '../../law/date.js';
import type { DossierCheck } from '../../law/dossiers.js';
import { governingRegime } from '../../law/regimes.js';
import { publicFacilityTermAbsent } from '../../law/terms.js';
import { toCitationDto } from '../../legal-reference/citation.dto.js';
import { toDeadlineDto, toExplanationDto, type ExplanationDto } from '../../reminders/deadline.dto.js';
import type { Deadline } from '../../reminders/deadline.js';
import type { DoorDefinition } from './door.js';
import type {
  DecisionDto,
  DossierDto,
  MissingItemDto,
  NextStepDto,
  TermDto,
  VoluntaryFileDto,
} from './voluntary-answer.dto.js';
import type { DossierItem, OrdinalDto } from './voluntary-input.dto.js';
import type { DecisionRecord, VoluntaryRecord } from './voluntary.record.js';

/** A file of any door as it stands, for its answer. */
export interface VoluntaryView {
  readonly door: DoorDefinition;
  readonly file: CaseFile;
  readonly record: VoluntaryRecord;
  /** Of a file in which rehabilitation has begun; empty before. */
  readonly events: readonly CaseEvent[];
  readonly items: readonly DossierItem[];
  readonly dossier: DossierCheck;
  readonly decision: DecisionRecord | null;
  /** What was certified when rehabilitation ended, or its part at a facility. */
  readonly certificates: readonly DecisionRecord[];
  readonly deadlines: readonly Deadline[];
  readonly today: DateOnly;
  readonly legalNow: Date;
}

/** The answer to "where are we, what is next, by when, who, why". */
export function toFileDto(view: VoluntaryView): VoluntaryFileDto {
  const { door, file, record } = view;
  const state = door.states[file.status];
  if (!state) throw new Error(`${door.kind} knows no state ${file.status}`);
  return {
    id: file.id,
    code: file.code,
    personId: file.personId,
    statusLabel: state.label,
    keeperOrganisationId: file.keeperOrganisationId,
    unitId: file.unitId,
    openedOn: file.openedOn,
    registeredAt: iso(file.registeredAt),
    determination: determinationDto(record),
    forceMajeure: record.forceMajeure,
    withoutResidence:
      record.actFoundOn === null
        ? null
        : { actFoundOn: record.actFoundOn, basis: record.noResidenceBasis ?? '' },
    dossier: dossierDto(view),
    registration: timeliness(record),
    decision: view.decision ? decisionDto(view.decision) : null,
    next: nextSteps(view),
    deadlines: view.deadlines.map((deadline) => toDeadlineDto(deadline, view.legalNow)),
    version: file.version,
  };
}

export function ordinalDto({ ordinal, ordinalBasis }: VoluntaryRecord): OrdinalDto {
  return { value: ordinal ?? 0, basis: ordinalBasis ?? '' };
}

export function termDto({
  termStartsOn,
  termEndsOn,
  termMonths,
  termExplanation,
}: VoluntaryRecord): TermDto | null {
  if (!termStartsOn || !termEndsOn || !termMonths || !termExplanation) return null;
  return {
    startsOn: termStartsOn,
    endsOn: termEndsOn,
    months: termMonths,
    explanation: toExplanationDto(termExplanation),
  };
}

/** Why there is no term though rehabilitation goes on: the text does not say from which day it runs. */
export function termAbsentDto({ door, file, record, today }: VoluntaryView): ExplanationDto | null {
  const facts = { openedOn: file.openedOn, asOf: laterDay(today, file.openedOn) };
  const { regime } = governingRegime('term', door.kind, facts);
  if (door.term[regime] !== 'absent' || record.termStartsOn || record.ordinal === null) return null;
  return toExplanationDto(publicFacilityTermAbsent(record.ordinal));
}

function determinationDto({
  determinationOn,
  determinationFacility,
  determinationCaseId,
  toldAt,
}: VoluntaryRecord): VoluntaryFileDto['determination'] {
  if (!determinationOn || !determinationFacility || !toldAt) return null;
  return {
    ...{ on: determinationOn, facility: determinationFacility, toldAt: toldAt.toISOString() },
    ...(determinationCaseId !== null && { recordId: determinationCaseId }),
  };
}

function dossierDto({ items, dossier }: VoluntaryView): DossierDto {
  return {
    items,
    complete: dossier.complete,
    missing: dossier.missing.map(toMissingDto),
    explanation: toExplanationDto(dossier.explanation),
  };
}

function toMissingDto(item: DossierCheck['missing'][number]): MissingItemDto {
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
}: VoluntaryRecord): VoluntaryFileDto['registration'] {
  if (registrationInTime === null || registrationExplanation === null) return null;
  return { inTime: registrationInTime, explanation: toExplanationDto(registrationExplanation) };
}

export function decisionDto(decision: DecisionRecord): DecisionDto {
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

/** Steps that a person takes; the program's own are left out, and those that the law of today no longer knows. */
function nextSteps(view: VoluntaryView): NextStepDto[] {
  const { door, file } = view;
  return stepsFrom(door.transitions, file.status)
    .filter((step) => door.steps[step]?.own !== true)
    .flatMap((step) => nextStep(step, view));
}

function nextStep(step: string, { door, file, today, deadlines }: VoluntaryView): NextStepDto[] {
  const { act, under, meets = [] } = door.steps[step] ?? {};
  const facts = { openedOn: file.openedOn, asOf: laterDay(today, file.openedOn) };
  const regime = regimeFor('authority', door.kind, facts);
  const competence = act ? competentAuthority(act, regime) : undefined;
  if ((act && !competence) || (under && !under.includes(regime))) return [];
  const due = deadlines.find(({ rule, status }) => status === 'open' && meets.includes(rule));
  return [
    {
      step,
      office: competence?.office ?? (act ? ACTS[act] : null),
      citation: competence ? toCitationDto(competence.citation) : null,
      dueAt: due?.dueAt.toISOString() ?? null,
    },
  ];
}

export const iso = (instant: Date | null): string | null => instant?.toISOString() ?? null;
