import { COMPLETE_YEARS, SHIPPED_CALENDAR, workingCalendar } from '../law/calendar.js';
import type { CalendarRow, WorkingCalendar } from '../law/calendar.js';
import type { DateOnly } from '../law/date.js';
import type { SourceMark } from '../law/source-mark.js';

/** What a day may be entered as; 'ordinary' takes back what was said of it before. */
export type EnteredDayKind = CalendarRow['kind'] | 'ordinary';

export const ENTERED_DAY_KINDS: readonly EnteredDayKind[] = [
  'holiday',
  'compensatory-off',
  'make-up-working',
  'ordinary',
];

/** A day as an administrator entered it from the year's notice. */
export interface EnteredDay {
  readonly date: DateOnly;
  readonly kind: EnteredDayKind;
  readonly nameVi: string;
  readonly nameEn: string;
  readonly act: string;
  readonly mark: SourceMark;
}

/** The rows in effect, in the order of days: what ships with the law, and over it what was entered. */
export function effectiveRows(
  entered: readonly EnteredDay[],
  shipped: readonly CalendarRow[] = SHIPPED_CALENDAR,
): readonly CalendarRow[] {
  const enteredDays = new Set(entered.map(({ date }) => date));
  const untouched = shipped.filter(({ date }) => !enteredDays.has(date));
  return [...untouched, ...entered.flatMap(toRow)].toSorted((a, b) => a.date.localeCompare(b.date));
}

/** A working calendar that says in which version it holds each year. */
export interface EffectiveCalendar extends WorkingCalendar {
  /** Rises with each entry, correction and declaration for the year; 0 while there is none. */
  versionOf(year: number): number;
}

/**
 * The calendar that deadlines are counted on.
 *
 * @param versions of the years for which something was entered or declared
 */
export function effectiveCalendar(
  entered: readonly EnteredDay[],
  declaredYears: readonly number[],
  versions: Readonly<Record<number, number>> = {},
): EffectiveCalendar {
  const calendar = workingCalendar(effectiveRows(entered), new Set([...COMPLETE_YEARS, ...declaredYears]));
  return { ...calendar, versionOf: (year) => versions[year] ?? 0 };
}

function toRow({ date, kind, nameVi, nameEn, act, mark }: EnteredDay): readonly CalendarRow[] {
  if (kind === 'ordinary') return [];
  return [{ date, kind, name: { vi: nameVi, en: nameEn }, act, mark }];
}
