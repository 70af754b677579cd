import type { LossFlag } from './loss-notice.code-lists.js';

/** Who saw a loss besides who enters it: a colleague by his account, somebody without one by his name, or nobody. */
export interface Witness {
  readonly witnessId: string | null;
  readonly witnessName: string | null;
}

export const NO_WITNESS: Witness = { witnessId: null, witnessName: null };

/** What is to be said of who saw a loss. */
export function flagsOfWitness({
  witnessId,
  witnessName,
}: Witness): readonly Exclude<LossFlag, 'witness-objects'>[] {
  if (witnessId !== null) return [];
  return witnessName === null ? ['one-person'] : ['witness-no-account'];
}
