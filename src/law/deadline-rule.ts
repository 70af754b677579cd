import type { OrganisationKind } from './organisation-kinds.js';
import type { DateOnly } from './date.js';
import type { Citation } from './instruments.js';
import type { Procedure } from './procedures.js';
import type { SourceMark } from './source-mark.js';
import type { Text2 } from './text.js';

export type DeadlineUnit = 'hours' | 'days' | 'working-days' | 'months';

/** When to warn about a deadline. Local practice, not law: the decrees know no reminders. */
export interface WarningPoint {
  readonly when: 'before' | 'on' | 'after';
  readonly offset: { readonly value: number; readonly unit: 'hours' | 'days' | 'working-days' };
  /** True when the superior organisation hears of it too. */
  readonly escalate: boolean;
}

/** One version of one statutory time limit: a row with its own dates. */
export interface DeadlineRule {
  /** Stable across versions: the same step has the same key under every law. */
  readonly key: string;
  /** Number in the register of legal facts: 'V02'. Versions of a step and steps of one row may share it. */
  readonly id: string;
  readonly procedure: Procedure;
  /** Further procedures that the same sentence of the law governs. */
  readonly alsoFor: readonly Procedure[];
  readonly step: Text2;
  readonly actor: Text2;
  readonly obligor: OrganisationKind | 'person';
  readonly value: number;
  readonly unit: DeadlineUnit;
  /**
   * 'max': within so much time. 'min': not before so much time has passed (thresholds), or, counted backwards,
   * at least so much time before the event. 'exact': exactly then.
   */
  readonly bound: 'max' | 'min' | 'exact';
  /**
   * 'after': counted from the event that starts the step. 'before': counted back from a coming event (the end of
   * a term), which is then the `start` of the computation.
   */
  readonly direction: 'after' | 'before';
  /** True when the limit starts again each time it is met (checks at least once a month). */
  readonly recurring: boolean;
  /**
   * True when a last day off moves to the next working day (BLDS 2015, Điều 148 khoản 5). False where moving it
   * would lengthen a limitation period or the life of a paper. Without meaning for hours and working days.
   */
  readonly rollsOver: boolean;
  /** True for time that the person may use and nobody has to: it runs out with its end and is never late. */
  readonly right: boolean;
  /** What starts it, in words. */
  readonly startsWith: Text2;
  readonly from: DateOnly;
  readonly to: DateOnly | null;
  readonly citations: readonly Citation[];
  readonly mark: SourceMark;
  readonly warnings: readonly WarningPoint[];
  readonly note?: Text2;
}
