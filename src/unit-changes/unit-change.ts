import type { DateOnly } from '../law/date.js';
import type { OrganisationKind } from '../law/organisation-kinds.js';
import type { Sector } from '../identity/supervision.js';
import type { UnitLevel } from '../units/dataset/unit-record.js';

export type UnitChangeKind = 'rename' | 'merge' | 'split' | 'abolish';
export type UnitChangeState = 'planned' | 'waiting' | 'running' | 'finished' | 'withdrawn';

/** One that stands already, or one that begins with the change. */
export interface PlannedSuccessor {
  readonly unitId: number | null;
  readonly code: string | null;
  readonly name: string | null;
  /** Takes over what nobody has divided. */
  readonly main: boolean;
}

/** What an act says of units. */
export interface UnitChangePlan {
  readonly kind: UnitChangeKind;
  readonly act: string;
  readonly effectiveOn: DateOnly;
  readonly handoverUntil: DateOnly;
  readonly unitIds: readonly number[];
  readonly successors: readonly PlannedSuccessor[];
}

export interface UnitChange extends UnitChangePlan {
  readonly id: string;
  readonly requestedAt: Date;
  readonly runRequestedAt: Date | null;
  readonly withdrawnAt: Date | null;
  readonly withdrawnReason: string | null;
  readonly appliedAt: Date | null;
  /** In the order of the successors; none before it was applied. */
  readonly successorIds: readonly number[];
  readonly files: number | null;
  readonly filesLeft: number | null;
  readonly filesAwaiting: number | null;
  readonly deadlines: number | null;
  readonly finishedAt: Date | null;
  readonly problem: string | null;
}

/** @param today legal day */
export function stateOf(change: UnitChange, today: DateOnly): UnitChangeState {
  if (change.withdrawnAt) return 'withdrawn';
  if (change.finishedAt) return 'finished';
  if (!change.runRequestedAt) return 'planned';
  return change.effectiveOn > today ? 'waiting' : 'running';
}

/** A body that is seated in a unit. */
export interface SeatedBody {
  readonly id: number;
  readonly kind: OrganisationKind;
  readonly sector: Sector | null;
  readonly name: string;
  readonly unitId: number;
  readonly unitName: string;
  readonly validFrom: DateOnly;
  readonly validTo: DateOnly | null;
}

/** What becomes of a body: somebody takes everything over, several may, nobody does; it goes on elsewhere, or renamed. */
export type BodyEffect = 'succeeded' | 'divided' | 'ended' | 'reseated' | 'renamed';

export interface UnitName {
  readonly id: number;
  readonly name: string;
  readonly level: UnitLevel;
}
