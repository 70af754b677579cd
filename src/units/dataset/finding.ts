import type { SourceMapping } from './source-tables.js';

export type FindingKind =
  | 'old-unit-missing'
  | 'old-code-missing'
  | 'new-code-absent'
  | 'new-code-contradicted'
  | 'name-mismatch'
  | 'duplicate'
  | 'ambiguous-main'
  | 'no-predecessor';

export type Resolution = 'resolved-by-name' | 'dropped' | 'unresolved';

/** Something in the source that is not as it should be, and what became of it. */
export interface Finding {
  readonly kind: FindingKind;
  readonly resolution: Resolution;
  /** The row concerned; null where the fault lies in several rows or in the absence of any. */
  readonly mapping: SourceMapping | null;
  readonly detail: string;
}

/** What each kind means, and when it counts as resolved. */
export const FINDING_MEANING: Readonly<Record<FindingKind, string>> = {
  'old-unit-missing': 'a row without a former commune; the current commune gets no predecessor from it',
  'old-code-missing':
    'a row without the former code; resolved when a coded commune has that name in that district, kept as a name-only unit otherwise',
  'new-code-absent':
    'a new code that no current commune has; resolved when exactly one has the very name in the very province',
  'new-code-contradicted':
    'a new code of a commune in a province that the former province did not join; resolved as above',
  'name-mismatch': 'a new code of a commune with another name or province, which nothing else settles',
  duplicate: 'a row that repeats a predecessor and successor already read; dropped',
  'ambiguous-main': 'a former commune under several successors; none of them is main',
  'no-predecessor': 'a current commune that no row leads to',
};

export const FINDING_KINDS = Object.keys(FINDING_MEANING) as readonly FindingKind[];
