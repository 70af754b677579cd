import { foldName } from '../platform/text/fold-vietnamese.js';

/** Letters of any script with their marks; apostrophe, hyphen, dot and single spaces between them. */
export const NAME_PATTERN = /^\p{L}[\p{L}\p{M} '’.-]*$/u;
export const NAME_MAX = 100;

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
const TONE_DIGITS: Readonly<Record<string, string>> = {
  '\u0300': '1',
  '\u0309': '2',
  '\u0303': '3',
  '\u0301': '4',
  '\u0323': '5',
};
const NOT_OF_A_WORD = /[^\p{L}\p{M}]+/gu;
const APOSTROPHES = /['’]/g;
// Old keyboards typed these for đ; the capitals look the same.
const STROKED_D = /[ðɖ]/g;

/** One space between words; composition and trimming are the field decorator's. */
export function cleanName(name: string): string {
  return name.replace(/\s+/g, ' ');
}

/** One word of a name in the two forms that searches compare. */
export interface NameWord {
  /** Lower case without any mark: 'hung'. */
  readonly folded: string;
  /** The tone's digit before the letters, so that 'Hoà' and 'Hòa' agree and a prefix stays a prefix: '1hoa'. */
  readonly toned: string;
}

/** The words of a name, or of what somebody typed to find one. "H'Leo" is one word, "Anh-Thư" are two. */
export function nameWords(text: string): readonly NameWord[] {
  return text
    .replace(APOSTROPHES, '')
    .split(NOT_OF_A_WORD)
    .filter((word) => word !== '')
    .map((word) => ({ folded: foldName(word), toned: tonedForm(word) }))
    .filter((word) => word.folded !== '');
}

/**
 * What the database keeps of a name for searches: its folded words, then its words with tones, each between spaces.
 * Sorted by it, equal names without tones stand together and then by tone.
 *
 * @example nameKey('Lê Văn Hùng') // ' le van hung =0lê =0văn =1hung '
 */
export function nameKey(name: string): string {
  const words = nameWords(name);
  return ` ${words.map((word) => word.folded).join(' ')} ${words.map((word) => `=${word.toned}`).join(' ')} `;
}

/**
 * The words of a name as its key holds them.
 *
 * @param key as `nameKey` made it
 */
export function wordsOfKey(key: string): readonly NameWord[] {
  const words = key.trim().split(' ');
  const half = words.length / 2;
  return words.slice(0, half).map((folded, at) => ({ folded, toned: words[half + at]?.slice(1) ?? '' }));
}

function tonedForm(word: string): string {
  const letters = word.toLowerCase().replace(STROKED_D, 'đ').normalize('NFD');
  const tones = (letters.match(TONES) ?? []).map((tone) => TONE_DIGITS[tone] ?? '').join('');
  return `${tones || '0'}${letters.replace(TONES, '').normalize('NFC')}`;
}
