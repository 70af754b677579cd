import type { ProtocolValues, MissedDoseStep } from '../protocol/protocol.js';
import type { MissedPoints } from './missed.rules.js';

export type MissedValues = Pick<
  ProtocolValues,
  'missedLadder' | 'warnAfterMissedDays' | 'holdAfterMissedDays' | 'reassessAfterMissedDays'
>;

/**
 * Where the site is warned and the next dose waits, by the protocol of the place. A step of the ladder that leaves the dose as
 * it is only warns. Every other one, and the reassessment, is a decision of a clinician, whom the next dose waits for: the
 * order still says the former dose, and software changes none.
 */
export function missedPoints({
  missedLadder = [],
  warnAfterMissedDays,
  holdAfterMissedDays,
  reassessAfterMissedDays,
}: MissedValues): Pick<MissedPoints, 'warnAt' | 'holdFrom'> {
  const steps = missedLadder.map(({ fromDays }) => fromDays);
  const deciding = missedLadder.filter(({ action }) => action !== 'same-dose');
  const warnAt = known([warnAfterMissedDays, reassessAfterMissedDays, ...steps]);
  const holds = known([
    holdAfterMissedDays,
    reassessAfterMissedDays,
    ...deciding.map(({ fromDays }) => fromDays),
  ]);
  return { warnAt: warnAt.length > 0 ? warnAt : null, holdFrom: holds[0] ?? null };
}

/** Rising, each once. */
const known = (days: readonly (number | undefined)[]): readonly number[] =>
  [...new Set(days.filter((day) => day !== undefined))].toSorted((a, b) => a - b);

/** The step of the ladder that so many days have led to; null before the first, or where there is no ladder. */
export const stepAfter = ({ missedLadder = [] }: MissedValues, run: number): MissedDoseStep | null =>
  missedLadder.findLast(({ fromDays }) => fromDays <= run) ?? null;
