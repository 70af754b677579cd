import { refuseImpossibleTime } from '../../cases/steps/step-guards.js';
import { problem } from '../../platform/errors/problem.js';
import { toExplanationDto } from '../../reminders/deadline.dto.js';
import type { ForceMajeureDto } from './voluntary-input.dto.js';
import { refuseBefore } from './voluntary.guards.js';
import { P } from './voluntary.problems.js';
import type { ForceMajeure, RegistrationLimit } from './voluntary.rules.js';

type Event = Pick<ForceMajeureDto, 'since' | 'endedAt'>;

export function momentsOf({ since, endedAt }: Event): ForceMajeure {
  return { since: new Date(since), endedAt: new Date(endedAt) };
}

/**
 * @param within the part of the body that tells of the event
 * @throws Problem 422 for an event in the future, or that ended before it began
 */
export function refuseImpossibleEvent(event: Event | null, now: Date, within = ''): void {
  if (!event) return;
  const { since, endedAt } = momentsOf(event);
  refuseImpossibleTime(since, now, `${within}/since`);
  refuseImpossibleTime(endedAt, now, `${within}/endedAt`);
  refuseBefore(endedAt, since, `${within}/endedAt`);
}

/** Problem 409: the time limit was over before the event began; with its arithmetic. */
export function tooLateFor(limit: Pick<RegistrationLimit, 'dueAt' | 'explanation'>): Error {
  return problem(P.forceMajeureTooLate, {
    extensions: { dueAt: limit.dueAt.toISOString(), explanation: toExplanationDto(limit.explanation) },
  });
}
