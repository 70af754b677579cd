import type { NameWord } from './name.rules.js';

/** How far two names agree. Vietnamese names begin with the family's and end with the given one. */
export type NameLikeness =
  | 'same'
  | 'same-but-marks'
  | 'reordered'
  | 'word-missing'
  | 'middle-differs'
  | 'given-differs'
  | 'family-differs'
  | 'other';

/** Compares two names word by word; of words that differ or are missing, one is forgiven. */
export function compareNames(one: readonly NameWord[], other: readonly NameWord[]): NameLikeness {
  const [a, b] = [foldedOf(one), foldedOf(other)];
  if (a.join(' ') === b.join(' ')) return haveSameMarks(one, other) ? 'same' : 'same-but-marks';
  // Of two words, one that differs leaves too little.
  if (Math.max(a.length, b.length) < 3) return isReordered(a, b) ? 'reordered' : 'other';
  if (a.length !== b.length) return compareLengths(a, b);
  if (isReordered(a, b)) return 'reordered';
  const differing = a.flatMap((word, at) => (word === b[at] ? [] : [at]));
  if (differing.length !== 1) return 'other';
  if (differing[0] === a.length - 1) return 'given-differs';
  return differing[0] === 0 ? 'family-differs' : 'middle-differs';
}

function foldedOf(words: readonly NameWord[]): readonly string[] {
  return words.map((word) => word.folded);
}

function haveSameMarks(one: readonly NameWord[], other: readonly NameWord[]): boolean {
  return one.every((word, at) => word.toned === other[at]?.toned);
}

function isReordered(a: readonly string[], b: readonly string[]): boolean {
  return a.length > 1 && a.toSorted().join(' ') === b.toSorted().join(' ');
}

/** Without its last word a name has another given name: 'Hoàng Anh' and 'Hoàng Anh Thư' may be sisters. */
function compareLengths(a: readonly string[], b: readonly string[]): NameLikeness {
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  const isShortened = longer.some((_word, at) => longer.toSpliced(at, 1).join(' ') === shorter.join(' '));
  if (!isShortened) return 'other';
  return shorter.at(-1) === longer.at(-1) ? 'word-missing' : 'given-differs';
}
