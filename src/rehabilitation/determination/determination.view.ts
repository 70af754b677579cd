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
import { toExplanationDto } from '../../reminders/deadline.dto.js';
import { toFormDto } from '../../cases/steps/act-papers.js';
import { toFollowedFileDto, type FollowedView } from '../../cases/steps/file-answer.dto.js';
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
export interface DeterminationView extends FollowedView {
  readonly calendar: WorkingCalendar;
}

/** The answer to "where are we, what is next, by when, who, why". */
export function toDeterminationDto(view: DeterminationView): AddictionDeterminationDto {
  const { file, events, today } = view;
  const request = requestOf(file, events);
  const asked = regimeFor('form', DETERMINATION.kind, factsAt(DETERMINATION, file, events, file.openedOn));
  const citation = groundCitation(request.ground, asked);
  const found = resultOf(events);
  const { label } = DETERMINATION_GROUNDS[request.ground];
  return {
    ...toFollowedFileDto(DETERMINATION, view),
    status: file.status as DeterminationState,
    voluntary: request.voluntary,
    ground: { ground: request.ground, label, citation: citation ? toCitationDto(citation) : null },
    facilityOrganisationId: request.facilityId,
    missing: missingDeterminationPapers({ ...request, regime: asked }).map((rule) => ({
      ...{ paper: rule.paper, label: DETERMINATION_PAPERS[rule.paper] },
      ...{ form: toFormDto(rule.form), citation: toCitationDto(rule.citation) },
    })),
    result: found && resultDto(found, today),
    opens: found ? opened(view, found) : [],
    next: nextSteps(view, request.voluntary),
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
