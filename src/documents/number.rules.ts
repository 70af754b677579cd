import type { NumberKind } from './number-kinds.js';

const NUMBER = '{number}';
const DAY = '{yymmdd}';

/**
 * Whether a pattern has the number once and, for dossier codes, the day once: they begin anew each day.
 * A papers' number begins anew each year and bears no day.
 */
export function isPattern(kind: NumberKind, pattern: string): boolean {
  const days = kind === 'dossier-code' ? 1 : 0;
  const others = pattern.replaceAll(NUMBER, '').replaceAll(DAY, '');
  return count(pattern, NUMBER) === 1 && count(pattern, DAY) === days && !/[{}]/.test(others);
}

/** The number in a text that follows the pattern of papers, as 15 in '15/QĐ-CAX'; null when it does not. */
export function numberIn(pattern: string, text: string): number | null {
  const [before = '', after = ''] = pattern.split(NUMBER);
  const digits = text.slice(before.length, text.length - after.length);
  const follows = text === `${before}${digits}${after}` && /^\d{1,9}$/.test(digits);
  return follows ? Number(digits) : null;
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}
