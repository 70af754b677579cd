import type { CaseEvent } from '../../cases/case-file.js';
import { laterStepImpossible, standingEvents } from '../../cases/case-steps.js';
import type { Stage } from '../../law/stages.js';
import { problem } from '../../platform/errors/problem.js';
import { refuseImpossibleTime } from '../../cases/steps/step-guards.js';
import { refuseBefore } from '../voluntary/voluntary.guards.js';
import { StageOrderError, stagesOf, type StageMoment } from './course.js';
import { P } from './course.problems.js';

type StageStep = 'stage-began' | 'stage-ended';

/** @throws Problem 409 where the stage cannot begin or end then, with its name and the moment at fault */
export function refuseDisorder(events: readonly CaseEvent[], type: StageStep, stage: Stage, at: Date): void {
  const fault = disorderOf([...standingEvents(events), { type, effectiveAt: at, facts: { stage } }]);
  if (!fault) return;
  throw problem(P.stageOrder, {
    extensions: { stage: fault.stage, fault: fault.fault, at: fault.at.toISOString() },
    cause: fault,
  });
}

/**
 * A stage whose end still stands cannot lose its beginning.
 *
 * @param events as they are after the annulment
 * @throws Problem 409 that names the later step: annul that first
 */
export function refuseDisorderLeft(events: readonly CaseEvent[], annulled: CaseEvent): void {
  const fault = disorderOf(standingEvents(events));
  if (!fault) return;
  const step = fault.fault === 'not-begun' ? 'stage-ended' : 'stage-began';
  throw laterStepImpossible(annulled.type, { step, effectiveAt: fault.at });
}

function disorderOf(events: readonly StageMoment[]): StageOrderError | null {
  try {
    stagesOf(events.toSorted((a, b) => a.effectiveAt.getTime() - b.effectiveAt.getTime()));
    return null;
  } catch (error) {
    if (error instanceof StageOrderError) return error;
    throw error;
  }
}

/**
 * From when the person's own time limits run: from when he got the certificate.
 *
 * @throws Problem 422 for a moment before the certificate, or in the future
 */
export function receipt(
  now: Date,
  certifiedAt: string,
  receivedAt: string | undefined,
): { readonly clockFrom?: Date } {
  if (receivedAt === undefined) return {};
  const received = new Date(receivedAt);
  refuseImpossibleTime(received, now, '/receivedAt');
  refuseBefore(received, new Date(certifiedAt), '/receivedAt');
  return { clockFrom: received };
}
