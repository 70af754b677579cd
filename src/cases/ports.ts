import type { Tx } from '../platform/database/tx.js';
import type { CaseFile, CaseKind } from './case-file.js';

/** Competence for a function that moved from one body to another by law or by a merger. */
export interface Succession {
  readonly id: number;
  readonly predecessorId: number;
  readonly successorId: number;
  /** 'all' for a body that ends, otherwise the one function that moved. */
  readonly function: string;
  readonly effectiveOn: string;
  readonly handoverUntil: string;
  readonly act: string;
}

/** What a procedure does to an open file when competence for it moves; called in the transaction that moves it. */
export interface TurnoverRule {
  readonly kind: CaseKind;
  /** Name of the function in successions that this kind of file follows. */
  readonly function: string;
  /** The move itself is not the procedure's business; it says how the history calls it and where it leads. */
  competenceMoved(tx: Tx, file: CaseFile, succession: Succession, at: Date): Promise<TurnoverOutcome>;
}

export interface TurnoverOutcome {
  readonly event: string;
  readonly status: string;
}

const rules = new Map<CaseKind, TurnoverRule>();

/** Procedures tell of themselves at start-up, so that cases/ need not know them. */
export function registerTurnoverRule(rule: TurnoverRule): void {
  rules.set(rule.kind, rule);
}

export function turnoverRules(): readonly TurnoverRule[] {
  return [...rules.values()];
}
