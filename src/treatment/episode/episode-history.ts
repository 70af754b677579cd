import type { CaseEvent } from '../../cases/case-file.js';
import { standingEvents } from '../../cases/case-steps.js';
import { legalDayOf, type DateOnly } from '../../law/date.js';
import type { TreatmentKindDefinition, TreatmentPhase } from '../kinds/kind.js';

const PHASE_STEPS: ReadonlySet<string> = new Set(['begun', 'phase-changed']);

/** The phase that the history leads to; null before treatment begins. */
export function phaseOf(events: readonly CaseEvent[]): TreatmentPhase | null {
  const last = standingEvents(events).findLast(({ type }) => PHASE_STEPS.has(type));
  return (last?.facts.phase as TreatmentPhase | undefined) ?? null;
}

/** When the person consented last; null before. */
export function consentOf(events: readonly CaseEvent[]): DateOnly | null {
  const last = standingEvents(events).findLast(({ type }) => type === 'consent-recorded');
  return last ? legalDayOf(last.effectiveAt) : null;
}

/** When treatment began; null before. */
export function begunOn(events: readonly CaseEvent[]): DateOnly | null {
  const first = standingEvents(events).find(({ type }) => type === 'begun');
  return first ? legalDayOf(first.effectiveAt) : null;
}

/** The first day on which the maintenance phase was reached; null before, or where the kind has none. */
export function maintenanceSince(
  { maintenance }: Pick<TreatmentKindDefinition, 'maintenance'>,
  events: readonly CaseEvent[],
): DateOnly | null {
  if (maintenance === null) return null;
  const first = standingEvents(events).find(
    ({ type, facts }) => PHASE_STEPS.has(type) && facts.phase === maintenance,
  );
  return first ? legalDayOf(first.effectiveAt) : null;
}
