import type { CaseEvent, CaseFile } from '../../cases/case-file.js';
import { factsAt } from '../../cases/steps/step-guards.js';
import { regimeFor } from '../../cases/steps/step.rules.js';
import { legalDayOf, type DateOnly } from '../../law/date.js';
import {
  DETERMINATION_GROUNDS,
  determinationValidity,
  groundCitation,
  OUTCOMES,
  outcomesOf,
} from '../../law/determination-outcomes.js';
import { DETERMINATION_PAPERS, missingDeterminationPapers } from '../../law/determination-papers.js';
import { regimeOn } from '../../law/regimes.js';
import type { WorkingCalendar } from '../../law/working-calendar.js';
import { toCitationDto } from '../../legal-reference/citation.dto.js';
import { toDeadlineDto, toExplanationDto } from '../../reminders/deadline.dto.js';
import type { Deadline } from '../../reminders/deadline.js';
import { toActPaperDto, toFormDto, type PaperRecord } from '../../cases/steps/act-papers.js';
import { nextStepsOf } from '../../cases/steps/next-steps.js';
import { registrationLimit } from '../voluntary/voluntary.rules.js';
import type {
  AddictionDeterminationDto,
  OpenedOutcomeDto,
  ResultDto,
  ValidityDto,
} from './determination-answer.dto.js';
import { requestOf, resultOf, type RecordedResult } from './determination-history.js';
import { DETERMINATION, type DeterminationState } from './determination-procedure.js';

/** A file as it stands, for its answer. */
export interface DeterminationView {
  readonly file: CaseFile;
  readonly events: readonly CaseEvent[];
  readonly papers: readonly PaperRecord[];
  readonly deadlines: readonly Deadline[];
  readonly calendar: WorkingCalendar;
  readonly today: DateOnly;
  readonly legalNow: Date;
}

/** The answer to "where are we, what is next, by when, who, why". */
export function toDeterminationDto(view: DeterminationView): AddictionDeterminationDto {
  const { file, events, today } = view;
  const state = DETERMINATION.states[file.status];
  if (!state) throw new Error(`No state ${file.status}`);
  const request = requestOf(file, events);
  const asked = regimeFor('form', DETERMINATION.kind, factsAt(DETERMINATION, file, events, file.openedOn));
  const citation = groundCitation(request.ground, asked);
  const found = resultOf(events);
  const { label } = DETERMINATION_GROUNDS[request.ground];
  return {
    id: file.id,
    code: file.code,
    personId: file.personId,
    status: file.status as DeterminationState,
    statusLabel: state.label,
    keeperOrganisationId: file.keeperOrganisationId,
    unitId: file.unitId,
    openedOn: file.openedOn,
    voluntary: request.voluntary,
    ground: { ground: request.ground, label, citation: citation ? toCitationDto(citation) : null },
    facilityOrganisationId: request.facilityId,
    missing: missingDeterminationPapers({ ...request, regime: asked }).map((rule) => ({
      ...{ paper: rule.paper, label: DETERMINATION_PAPERS[rule.paper] },
      ...{ form: toFormDto(rule.form), citation: toCitationDto(rule.citation) },
    })),
    result: found && resultDto(found, today),
    opens: found ? opened(view, found) : [],
    papers: view.papers.map(toActPaperDto),
    next: nextSteps(view, request.voluntary),
    deadlines: view.deadlines.map((deadline) => toDeadlineDto(deadline, view.legalNow)),
    version: file.version,
  };
}

function resultDto({ result, on, number, toldAt }: RecordedResult, today: DateOnly): ResultDto {
  const told = toldAt?.toISOString() ?? null;
  return { result, on, number, toldAt: told, validity: validityDto(on, today) };
}

/** By the law of the day of the question: a registration asks it then. */
export function validityDto(on: DateOnly, today: DateOnly): ValidityDto {
  const { usableUntil, explanation } = determinationValidity(on, regimeOn(today));
  return { usableUntil, explanation: toExplanationDto(explanation) };
}

const REGISTERING: ReadonlySet<string> = new Set(['register-voluntary', 'register-public-facility']);

/** By the law of the day on which the person was told; of today before. */
function opened(view: DeterminationView, { result, on, toldAt }: RecordedResult): OpenedOutcomeDto[] {
  const { ground } = requestOf(view.file, view.events);
  const regime = regimeOn(toldAt ? legalDayOf(toldAt) : view.today);
  const limit = toldAt ? registrationLimit({ determinationOn: on, toldAt }, view.calendar) : null;
  return outcomesOf(ground, result, regime).map(({ outcome, citation }) => {
    const due = REGISTERING.has(outcome) ? limit : null;
    return {
      ...{ outcome, label: OUTCOMES[outcome], citation: toCitationDto(citation) },
      dueAt: due?.dueAt.toISOString() ?? null,
      explanation: due && toExplanationDto(due.explanation),
    };
  });
}

/** One of the two results; it is asked for by one name. */
function nextSteps(view: DeterminationView, voluntary: boolean): AddictionDeterminationDto['next'] {
  const other = voluntary ? 'resulted' : 'resulted-voluntary';
  return nextStepsOf(DETERMINATION, view)
    .filter(({ step }) => step !== other)
    .map((next) => (next.step === 'resulted-voluntary' ? { ...next, step: 'resulted' } : next));
}
