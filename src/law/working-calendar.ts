import { addDays, weekday, type DateOnly } from './date.js';
import type { SourceMark } from './source-mark.js';
import { text2, type Text2 } from './text.js';

export type DayKind = 'working' | 'weekend' | 'holiday' | 'compensatory-off' | 'make-up-working';

/** A day that differs from the ordinary week (Monday–Friday working, Saturday and Sunday off). */
export interface CalendarRow {
  readonly date: DateOnly;
  readonly kind: 'holiday' | 'compensatory-off' | 'make-up-working';
  readonly name: Text2;
  /** Number of the act or notice that fixes the day; null when none was seen. */
  readonly act: string | null;
  readonly mark: SourceMark;
}

export interface WorkingCalendar {
  dayKind(day: DateOnly): { kind: DayKind; row?: CalendarRow };
  /** True when every day off and every make-up day of the year has been entered. */
  isComplete(year: number): boolean;
}

export const DAY_KINDS: Readonly<Record<DayKind, Text2>> = {
  working: text2('ngày làm việc', 'working day'),
  weekend: text2('ngày nghỉ hằng tuần', 'weekly rest day'),
  holiday: text2('ngày nghỉ lễ, tết', 'public holiday'),
  'compensatory-off': text2('ngày nghỉ bù', 'compensatory day off'),
  'make-up-working': text2('ngày làm bù', 'make-up working day'),
};

/**
 * A calendar over rows of any years, with constant-time lookups. Of two rows for one day the later in the list
 * wins, so that rows entered from a year's notice stand after the shipped ones.
 * Source: BLLĐ 2019 Điều 111, 112; civil servants rest on Saturday and Sunday.
 */
export function workingCalendar(
  rows: readonly CalendarRow[],
  completeYears: ReadonlySet<number>,
): WorkingCalendar {
  const byDay = new Map<DateOnly, CalendarRow>(rows.map((row) => [row.date, row]));
  return {
    dayKind(day) {
      const row = byDay.get(day);
      if (row) return { kind: row.kind, row };
      return { kind: isWeeklyRest(day) ? 'weekend' : 'working' };
    },
    isComplete: (year) => completeYears.has(year),
  };
}

/** Saturday or Sunday, whatever the calendar says of the day. Source: BLLĐ 2019 Điều 111; offices rest on both. */
export const isWeeklyRest = (day: DateOnly): boolean => weekday(day) === 0 || weekday(day) === 6;

/** True when offices work on the day: an ordinary working day or a make-up day. */
export function isWorkingDay(calendar: WorkingCalendar, day: DateOnly): boolean {
  const { kind } = calendar.dayKind(day);
  return kind === 'working' || kind === 'make-up-working';
}

/**
 * Compensatory days off for holidays that fall on a weekly rest day: each takes the next day that is still a
 * working day. A computed day is our reading until the year's notice confirms it.
 * Source: BLLĐ 2019 Điều 111 khoản 3.
 */
export function compensatoryRows(holidays: readonly CalendarRow[]): readonly CalendarRow[] {
  const taken = new Set<DateOnly>(holidays.map(({ date }) => date));
  const onRestDays = holidays.filter(({ date }) => isWeeklyRest(date));
  return onRestDays
    .toSorted((a, b) => a.date.localeCompare(b.date))
    .map((holiday) => {
      const date = nextFreeWorkingDay(holiday.date, taken);
      taken.add(date);
      return compensation(holiday, date);
    });
}

function nextFreeWorkingDay(after: DateOnly, taken: ReadonlySet<DateOnly>): DateOnly {
  let day = addDays(after, 1);
  while (isWeeklyRest(day) || taken.has(day)) day = addDays(day, 1);
  return day;
}

function compensation(holiday: CalendarRow, date: DateOnly): CalendarRow {
  const name = text2(`Nghỉ bù ${holiday.name.vi}`, `Compensation for ${holiday.name.en}`);
  return { date, kind: 'compensatory-off', name, act: null, mark: 'interpretation' };
}
