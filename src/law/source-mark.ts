/**
 * How far a value may be trusted: read in the official text; read in a third-party copy; our reading where the
 * text is silent or open; seen but not checked.
 */
export type SourceMark = 'official' | 'secondary' | 'interpretation' | 'unverified';

const STRENGTH: Record<SourceMark, number> = { official: 3, secondary: 2, interpretation: 1, unverified: 0 };

/** The weakest of the marks: a conclusion is as good as its weakest ground. 'official' for an empty list. */
export function weakestMark(marks: readonly SourceMark[]): SourceMark {
  return marks.reduce<SourceMark>(
    (weakest, mark) => (STRENGTH[mark] < STRENGTH[weakest] ? mark : weakest),
    'official',
  );
}
