import type { CaseKind } from '../../cases/case-file.js';
import type { MonitoredMeasure } from '../../law/monitoring.js';
import { AT_HOME } from '../voluntary/private-states.js';

export interface CarryingKind {
  readonly measure: MonitoredMeasure;
  /** In which the person undergoes the measure. */
  readonly states: readonly string[];
  /** Nobody tells of its end any more: the keeper says it when he decides the end. */
  readonly endUnknownIn?: readonly string[];
}

/**
 * Files on which a monitoring hangs: NĐ 163/2026 Art 15(1), (2). Who came home from a private facility is in rehabilitation
 * at home (Luật 120/2025 Art 33(4)). A registration for substitution since 01/07/2026 ends with the clinic's acceptance,
 * and treatment goes on. Aftercare has no files yet; its subjects are in `law/monitoring.ts`.
 */
export const CARRYING: Readonly<Partial<Record<CaseKind, CarryingKind>>> = {
  'home-rehabilitation': {
    measure: 'home-rehabilitation',
    // Who cannot be found is still bound to wear the device: that is when the record matters.
    states: ['decided', 'started', 'missing', 'in-prison'],
  },
  'private-facility-rehabilitation': {
    measure: 'home-rehabilitation',
    states: AT_HOME,
  },
  'substitution-treatment': {
    measure: 'substitution-treatment',
    states: ['started', 'in-treatment', 'accepted'],
    endUnknownIn: ['accepted'],
  },
};

export const CARRYING_STATES: Readonly<Partial<Record<CaseKind, readonly string[]>>> = Object.fromEntries(
  Object.entries(CARRYING).map(([kind, { states }]) => [kind, states]),
);
