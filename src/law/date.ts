/** A legal day in Asia/Ho_Chi_Minh: 'YYYY-MM-DD', always a day that exists. */
export type DateOnly = string & { readonly __brand: 'DateOnly' };

export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

const SHAPE = /^\d{4}-\d{2}-\d{2}$/;
const MS_PER_DAY = 86_400_000;
// Vietnam has kept +07:00 without daylight saving since 1975: constant for every date handled here.
const MS_OFFSET = 7 * 3_600_000;

const utcOf = (day: DateOnly): number => Date.parse(`${day}T00:00:00Z`);

const dayOfUtc = (ms: number): DateOnly => dateOnly(new Date(ms).toISOString().slice(0, 10));

const exists = (text: string): boolean => {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
};

/** Takes anything; says whether it is a 'YYYY-MM-DD' text of a day that exists. */
export function isDateOnly(text: unknown): text is DateOnly {
  return typeof text === 'string' && SHAPE.test(text) && exists(text);
}

/** Takes 'YYYY-MM-DD'; throws RangeError when the text has another shape or the day does not exist (30/02). */
export function dateOnly(text: string): DateOnly {
  if (!isDateOnly(text)) throw new RangeError(`not a calendar day: ${JSON.stringify(text)}`);
  return text;
}

/** The calendar year of the day. */
export const yearOf = (day: DateOnly): number => Number(day.slice(0, 4));

const requireInteger = (n: number): void => {
  if (!Number.isSafeInteger(n)) throw new RangeError(`not a whole number: ${n}`);
};

/** The day `n` days later (earlier when negative). Throws RangeError when `n` is not whole. */
export function addDays(day: DateOnly, n: number): DateOnly {
  requireInteger(n);
  return dayOfUtc(utcOf(day) + n * MS_PER_DAY);
}

/**
 * The same-numbered day `n` months later, or the last day of that month when it has no such day.
 * Source: Bộ luật Dân sự 2015, Điều 148 khoản 3.
 */
export function addMonths(day: DateOnly, n: number): DateOnly {
  requireInteger(n);
  const months = yearOf(day) * 12 + (Number(day.slice(5, 7)) - 1) + n;
  const year = Math.floor(months / 12);
  const month = months - year * 12;
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return dayOfUtc(Date.UTC(year, month, Math.min(Number(day.slice(8)), lastDay)));
}

/** The later of two days. */
export const earlierDay = (a: DateOnly, b: DateOnly): DateOnly => (a < b ? a : b);
export const laterDay = (a: DateOnly, b: DateOnly): DateOnly => (a > b ? a : b);

/** Days from `a` to `b`: 1 when `b` is the day after `a`, negative when `b` is earlier. */
export function daysBetween(a: DateOnly, b: DateOnly): number {
  return Math.round((utcOf(b) - utcOf(a)) / MS_PER_DAY);
}

/** Day of the week, 0 = Sunday … 6 = Saturday. */
export function weekday(day: DateOnly): Weekday {
  return new Date(utcOf(day)).getUTCDay() as Weekday;
}

/** Every day from `from` to `to`, both included; empty when `to` is earlier. */
export function eachDay(from: DateOnly, to: DateOnly): readonly DateOnly[] {
  const count = Math.max(0, daysBetween(from, to) + 1);
  return Array.from({ length: count }, (_, index) => addDays(from, index));
}

/** True when `day` lies between `from` and `to`, both included; `to` null means open. */
export function isWithin(day: DateOnly, from: DateOnly, to: DateOnly | null): boolean {
  return day >= from && (to === null || day <= to);
}

/** The day in Asia/Ho_Chi_Minh on which the instant falls. */
export function legalDayOf(instant: Date): DateOnly {
  return dayOfUtc(instant.getTime() + MS_OFFSET);
}

/** 00:00 of the day in Asia/Ho_Chi_Minh, as an instant. */
export function startOfLegalDay(day: DateOnly): Date {
  return new Date(utcOf(day) - MS_OFFSET);
}

/** 24:00 of the day in Asia/Ho_Chi_Minh: the same instant as 00:00 of the next day. */
export function endOfLegalDay(day: DateOnly): Date {
  return startOfLegalDay(addDays(day, 1));
}

/** The day whose 24:00 the instant is; null for an instant within a day. */
export function dayEndingAt(instant: Date): DateOnly | null {
  const next = legalDayOf(instant);
  return startOfLegalDay(next).getTime() === instant.getTime() ? addDays(next, -1) : null;
}

export interface Birth {
  readonly date?: DateOnly;
  readonly year: number;
}

/**
 * Completed years of age on a day. With the year alone the answer is a range: `max` for a birth on 1 January,
 * `min` for a birth on 31 December. Throws RangeError when the birth is later than the day or when
 * `birth.date` is not in `birth.year`.
 * A birthday of 29 February is reached on 28 February of a common year (BLDS 2015, Điều 148: the last day of
 * the month when the corresponding day is missing).
 */
export function ageOn(birth: Birth, on: DateOnly): { min: number; max: number } {
  if (birth.date === undefined) return ageRange(birth.year, on);
  if (yearOf(birth.date) !== birth.year) throw new RangeError('birth date and birth year differ');
  const age = completedYears(birth.date, on);
  return { min: age, max: age };
}

function completedYears(birth: DateOnly, on: DateOnly): number {
  if (birth > on) throw new RangeError('birth is later than the day of reference');
  const years = yearOf(on) - yearOf(birth);
  return addMonths(birth, years * 12) <= on ? years : years - 1;
}

function ageRange(year: number, on: DateOnly): { min: number; max: number } {
  const max = yearOf(on) - year;
  if (max < 0) throw new RangeError('birth is later than the day of reference');
  const everyBirthdayReached = on.endsWith('-12-31');
  return { min: everyBirthdayReached ? max : Math.max(0, max - 1), max };
}
