import { groupBy } from './grouping.js';
import { spellingKey } from './unit-name.js';
import { REFORM_DAY, type SuccessionKind, type SuccessionRecord, type UnitRecord } from './unit-record.js';

export interface Descent {
  readonly predecessor: UnitRecord;
  readonly successor: UnitRecord;
}

export const descentKey = ({ predecessor, successor }: Descent): string =>
  `${predecessor.id}>${successor.id}`;

// The source has no codes of former provinces: there the name alone must say that the unit lives on.
const isSameUnit = ({ predecessor, successor }: Descent): boolean =>
  spellingKey(predecessor.name) === spellingKey(successor.name) &&
  (predecessor.level === 'province' || predecessor.code === successor.code);

function kindOf(descent: Descent, successors: number, predecessors: number): SuccessionKind {
  if (successors > 1) return 'part';
  return predecessors === 1 && isSameUnit(descent) ? 'continues' : 'whole';
}

export const compareSuccessions = (a: SuccessionRecord, b: SuccessionRecord): number =>
  a.predecessorId - b.predecessorId || a.successorId - b.successorId;

/**
 * Turns each descent into a succession, in the order of ids. Every pair must appear once.
 *
 * @param descents all successions of one level: the kinds follow from how many successors and predecessors
 * a unit has among them
 */
export function toSuccessions(descents: readonly Descent[]): readonly SuccessionRecord[] {
  const byPredecessor = groupBy(descents, ({ predecessor }) => predecessor.id);
  const bySuccessor = groupBy(descents, ({ successor }) => successor.id);
  return descents
    .map((descent): SuccessionRecord => {
      const { predecessor, successor } = descent;
      const successors = byPredecessor.get(predecessor.id)?.length ?? 0;
      const predecessors = bySuccessor.get(successor.id)?.length ?? 0;
      return {
        predecessorId: predecessor.id,
        successorId: successor.id,
        effectiveOn: REFORM_DAY,
        kind: kindOf(descent, successors, predecessors),
        main: successors === 1,
      };
    })
    .toSorted(compareSuccessions);
}
