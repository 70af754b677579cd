import { isDateOnly } from '../../law/date.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const INSTANT =
  /^(?!0000)\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;

/** Controls, and the marks that turn the direction of text round (a name could be shown as another). */
const FORBIDDEN = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

/** Trims and composes: 'e' + circumflex + dot below becomes 'ệ', so that equal names are equal bytes. */
export function normaliseText(text: string): string {
  return text.normalize('NFC').replace(/\r\n?/g, '\n').trim();
}

/** True for NUL and other controls, direction marks, and halves of surrogate pairs. */
export function hasForbiddenCharacters(text: string, multiline: boolean): boolean {
  return !isWellFormed(text) || FORBIDDEN.test(multiline ? text.replaceAll('\n', '') : text);
}

/** No file has a later one, and terms counted from it stay within what calendars know. */
const LAST_YEAR = 2999;

/** A day that exists, to the end of 2999; the year 0000 does not, though computers count it. */
export function isDay(value: unknown): boolean {
  return isDateOnly(value) && !value.startsWith('0000') && Number(value.slice(0, 4)) <= LAST_YEAR;
}

/** The canonical form alone: small letters, with hyphens. */
export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

/** ISO 8601 with an offset, on a day that exists, in the years 0001 to 2999 of UTC too: others are not instants there. */
export function isInstant(value: unknown): value is string {
  if (typeof value !== 'string' || !INSTANT.test(value)) return false;
  const day = value.slice(0, 10);
  const parsed = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(parsed.getTime()) || !parsed.toISOString().startsWith(day)) return false;
  const year = new Date(value).getUTCFullYear();
  return year >= 1 && year <= LAST_YEAR && Number(day.slice(0, 4)) <= LAST_YEAR;
}

function isWellFormed(text: string): boolean {
  return !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);
}
