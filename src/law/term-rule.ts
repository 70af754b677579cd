import type { DateOnly } from './date.js';
import type { Citation } from './instruments.js';
import type { Procedure } from './procedures.js';
import { weakestMark, type SourceMark } from './source-mark.js';
import type { Text2 } from './text.js';

export type TermUnit = 'days' | 'months' | 'years';

/** How long a measure or a stage lasts: one version, a row with its own dates. */
export interface TermRule {
  readonly key: string;
  readonly id: string;
  readonly procedure: Procedure;
  readonly alsoFor: readonly Procedure[];
  readonly what: Text2;
  /** Null where the law sets no lower bound. */
  readonly min: number | null;
  /** Null where the law sets no upper bound. */
  readonly max: number | null;
  readonly unit: TermUnit;
  /** Which rehabilitation it is for: the first, or the second and later ones; absent when it makes no difference. */
  readonly ordinal?: 'first' | 'second-or-later';
  readonly from: DateOnly;
  readonly to: DateOnly | null;
  readonly citations: readonly Citation[];
  readonly mark: SourceMark;
}

type Defaulted = 'alsoFor' | 'mark';

/** Completes a row: for one procedure, marked by its citations. */
export function term(draft: Omit<TermRule, Defaulted> & Partial<Pick<TermRule, Defaulted>>): TermRule {
  return { alsoFor: [], mark: weakestMark(draft.citations.map(({ mark }) => mark)), ...draft };
}
