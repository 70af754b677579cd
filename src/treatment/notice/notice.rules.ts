import type { CaseEvent } from '../../cases/case-file.js';
import { standingEvents } from '../../cases/case-steps.js';
import type { Act } from '../../law/acts.js';
import { legalDayOf, type DateOnly } from '../../law/date.js';
import type { TerminationGround } from '../../law/treatment-ends.js';
import type { TreatmentNoticeKind } from '../kinds/kind.js';

interface Told {
  /** The step of which is told; none of doses for several days. */
  readonly step: string | null;
  /** Whose form the notice has. */
  readonly act: Act | null;
}

export const TOLD: Readonly<Record<TreatmentNoticeKind, Told>> = {
  admission: { step: 'admitted', act: 'admit-to-treatment' },
  refusal: { step: 'refused', act: 'refuse-treatment' },
  start: { step: 'begun', act: null },
  'multi-day': { step: null, act: null },
  termination: { step: 'terminated', act: 'terminate-treatment' },
  completion: { step: 'completed', act: 'complete-treatment' },
};

/** From which day it holds what is told, and the ground of a termination; null where the history does not have it. */
export function toldOf(
  kind: TreatmentNoticeKind,
  events: readonly CaseEvent[],
): { readonly on: DateOnly; readonly ground: TerminationGround | null } | null {
  const { step } = TOLD[kind];
  const event = standingEvents(events).findLast(({ type }) => type === step);
  if (!event) return null;
  const { ground } = event.facts;
  return {
    on: legalDayOf(event.effectiveAt),
    ground: kind === 'termination' && typeof ground === 'string' ? (ground as TerminationGround) : null,
  };
}
