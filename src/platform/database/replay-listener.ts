import type { Subject } from '../security/subject.js';
import type { Tx } from './tx.js';

/** A kept answer that is about to be given again. */
export interface ReplayedAnswer {
  /** Method and template of the route. */
  readonly route: string;
  readonly firstAnsweredAt: Date;
  /** Whom and what the answer shows. */
  readonly subjects: readonly Subject[];
}

/** Told of each answer that is given again, in the transaction that gives it; the audit slice implements it. */
export interface ReplayListener {
  replayed(tx: Tx, answer: ReplayedAnswer): Promise<void>;
}

export const REPLAY_LISTENER = Symbol('REPLAY_LISTENER');
