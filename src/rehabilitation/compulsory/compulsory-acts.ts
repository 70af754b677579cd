import { refuseImpossibleTime } from '../../cases/steps/step-guards.js';
import { regimeFor } from '../../cases/steps/step.rules.js';
import { compulsoryLimitation, type Limitation } from '../../law/limitation.js';
import type { Aspect, Regime } from '../../law/regimes.js';
import type { Tx } from '../../platform/database/tx.js';
import { refuseBefore } from '../voluntary/voluntary.guards.js';
import { evasionOf } from './compulsory-history.js';
import type { CompulsoryAct } from './compulsory-steps.js';

/** The regime that answers one question about the file at the moment of the act. */
export function regimeOf(act: Pick<CompulsoryAct, 'procedure' | 'facts'>, aspect: Aspect): Regime {
  return regimeFor(aspect, act.procedure.kind, act.facts);
}

/** Until when the measure may be applied, as the act finds the file. */
export function limitationOf(act: CompulsoryAct): Limitation {
  return compulsoryLimitation(regimeOf(act, 'deadline'), act.record.lastActOn, evasionOf(act.events));
}

/** Time limits of an execution, from the decision in force to the handing over. */
export const EXECUTION_LIMITS = [
  'compulsory.execution-request',
  'compulsory.execution-designate',
  'compulsory.execution-designate-elsewhere',
  'compulsory.execution-deliver',
  'compulsory.transport',
  'compulsory.facility-full',
] as const;

/** A letter starts its receiver's time limit when it arrives; within the system that is at once. */
export function arrival(tx: Tx, sentAt: string, arrivedAt: string | undefined): { readonly clockFrom: Date } {
  const clockFrom = new Date(arrivedAt ?? sentAt);
  refuseImpossibleTime(clockFrom, tx.now, '/arrivedAt');
  refuseBefore(clockFrom, new Date(sentAt), '/arrivedAt');
  return { clockFrom };
}
