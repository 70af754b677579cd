import type { DateOnly } from '../law/date.js';
import type {
  UnitChangeDto,
  UnitChangeInput,
  UnitChangeProgressDto,
  UnitSuccessorDto,
} from './unit-change.dto.js';
import type { Correction } from './unit-change.queries.js';
import { stateOf, type PlannedSuccessor, type UnitChange, type UnitChangePlan } from './unit-change.js';

export function toPlan(input: UnitChangeInput): UnitChangePlan {
  const { kind, act, effectiveOn, handoverUntil, units, successors } = input;
  const alone = successors.length === 1;
  return {
    ...{ kind, act, effectiveOn, handoverUntil },
    unitIds: units.map(({ unitId }) => unitId),
    successors: successors.map(({ unitId, code, name, main }) => ({
      ...{ unitId: unitId ?? null, code: code ?? null, name: name ?? null, main: alone || (main ?? false) },
    })),
  };
}

/**
 * @param corrections of this change and of others
 * @param today legal day
 * @param entire for who administers units: others see what the act says, neither how many files its bodies have nor what
 *   was written freely
 */
export function toUnitChangeDto(
  change: UnitChange,
  corrections: readonly Correction[],
  today: DateOnly,
  entire: boolean,
): UnitChangeDto {
  const { id, kind, act, effectiveOn, handoverUntil, problem } = change;
  return {
    ...{ id, kind, act, effectiveOn, handoverUntil, problem },
    withdrawnReason: entire ? change.withdrawnReason : null,
    state: stateOf(change, today),
    units: change.unitIds.map((unitId) => ({ unitId })),
    successors: change.successors.map((successor, at) => toSuccessorDto(change, successor, at)),
    requestedAt: change.requestedAt.toISOString(),
    withdrawnAt: change.withdrawnAt?.toISOString() ?? null,
    appliedAt: change.appliedAt?.toISOString() ?? null,
    finishedAt: change.finishedAt?.toISOString() ?? null,
    progress: entire ? toProgressDto(change) : null,
    corrections: corrections
      .filter(({ changeId }) => changeId === id)
      .map(({ correctedAt, changeId: _of, reason, ...rest }) => ({
        ...rest,
        reason: entire ? reason : null,
        correctedAt: correctedAt.toISOString(),
      })),
  };
}

function toSuccessorDto(change: UnitChange, successor: PlannedSuccessor, at: number): UnitSuccessorDto {
  return { ...successor, unitId: change.successorIds[at] ?? successor.unitId };
}

function toProgressDto(change: UnitChange): UnitChangeProgressDto | null {
  if (!change.appliedAt) return null;
  const { files, filesLeft, filesAwaiting, deadlines } = change;
  const all = files ?? 0;
  return {
    ...{ files: all, filesMoved: Math.max(0, all - (filesLeft ?? 0)) },
    ...{ filesAwaiting: filesAwaiting ?? 0, deadlines: deadlines ?? 0 },
  };
}
