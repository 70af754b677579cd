import { foldName } from '../platform/text/fold-vietnamese.js';

// Left out rather than parted: "M'Drắk" is looked for as 'mdrak' and as "m'drak", with either apostrophe.
const APOSTROPHES = /['\u2018\u2019\u02bc\u00b4`]/g;

/** The form of a unit's name that searches compare: folded, letters and digits in words parted by one space. */
export function foldUnitName(name: string): string {
  return foldName(name)
    .replace(APOSTROPHES, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** LIKE patterns of the names that begin with the text, or have a word from which on they do. */
export function searchPatterns(text: string): readonly string[] {
  const folded = foldUnitName(text);
  return [`${folded}%`, `% ${folded}%`];
}
