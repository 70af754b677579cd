import type { CaseEvent, CaseFile } from '../case-file.js';
import { stepsFrom } from '../history.js';
import { factsAt } from './step-guards.js';
import { regimeFor } from './step.rules.js';
import type { SteppedProcedure } from './stepped-procedure.js';
import { ACTS, competentAuthority } from '../../law/authorities.js';
import type { DateOnly } from '../../law/date.js';
import { toCitationDto } from '../../legal-reference/citation.dto.js';
import type { Deadline } from '../../reminders/deadline.js';
import type { NextStepDto } from './step-answer.dto.js';

/** What of a file tells what may come next. */
export interface NextStepFacts {
  readonly file: CaseFile;
  readonly events: readonly CaseEvent[];
  readonly deadlines: readonly Deadline[];
  readonly today: DateOnly;
}

/** Steps that a person takes; the program's own are left out, and those that the law of today does not know. */
export function nextStepsOf(procedure: SteppedProcedure, facts: NextStepFacts): NextStepDto[] {
  return stepsFrom(procedure.transitions, facts.file.status)
    .filter((step) => procedure.steps[step]?.own !== true)
    .flatMap((step) => nextStep(procedure, step, facts));
}

function nextStep(
  procedure: SteppedProcedure,
  step: string,
  { file, events, deadlines, today }: NextStepFacts,
): NextStepDto[] {
  const { act, under, meets = [] } = procedure.steps[step] ?? {};
  const regime = regimeFor('authority', procedure.kind, factsAt(procedure, file, events, today));
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
