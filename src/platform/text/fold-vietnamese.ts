// đ has no decomposition. Old keyboards and fonts typed ð (eth) or ɖ for it: the capitals look the same.
const STROKED_D = /[đðɖ]/g;

/**
 * Folds a Vietnamese text to the form that searches compare: lower case, no diacritics, đ as d, words parted
 * by one space, no space at the ends. Composed and decomposed input give the same answer.
 *
 * Different names may fold to one form ('Hùng' and 'Hưng'): a folded text finds, it never identifies.
 *
 * @param text any text, in any Unicode normal form
 * @returns the folded text; punctuation and digits stay as they are
 * @example foldName('  Nguyễn Thị  Đào ') // 'nguyen thi dao'
 */
export function foldName(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(STROKED_D, 'd')
    .replace(/\s+/g, ' ')
    .trim();
}
