import { nameWords } from './name.rules.js';

export const MAX_WORDS = 10;

/** What the database compares, word by word; the first one finds, the others sift. */
export interface SearchWords {
  readonly folded: readonly string[];
  readonly toned: readonly string[];
}

// So common that finding by them reads a large part of the scope; the order among them does not matter.
const COMMON = ['nguyen', 'tran', 'le', 'pham', 'hoang', 'huynh', 'van', 'thi', 'minh', 'ngoc', 'thanh'];

/** The words of what somebody typed, the one that probably finds fewest first; none when it has no letter. */
export function searchWords(q: string): SearchWords {
  const words = nameWords(q).toSorted((a, b) => commonness(a.folded) - commonness(b.folded));
  return { folded: words.map((word) => word.folded), toned: words.map((word) => word.toned) };
}

/** A single letter stands for the whole word, so it finds little; a beginning of a common word finds much. */
function commonness(word: string): number {
  if (word.length === 1) return 0;
  const isCommon = COMMON.some((common) => common.startsWith(word));
  return isCommon ? 2 : 1 / word.length;
}
