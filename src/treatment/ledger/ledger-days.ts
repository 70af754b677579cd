import { addDays, addMonths, dateOnly, startOfLegalDay, type DateOnly } from '../../law/date.js';
import { P as HTTP } from '../../platform/errors/platform.problems.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';

/** No place of treatment gave doses before: what is counted back from a day stays a day that the database has. */
const FIRST_DAY = dateOnly('2000-01-01');
/**
 * How far the ledger is looked back for a run of missed days, a last dose, doses that were taken home: longer than any number
 * of days that the law names. A technical bound of ours: no text names a period.
 */
export const LOOK_BACK = 120;
/**
 * How far ahead a dose is taken home or prepared: no protocol says more. The same in `app.take_home_days_ahead`, and tested
 * to be.
 */
export const MOST_DAYS_AHEAD = 366;
const TO_COME = { vi: 'Quý chưa bắt đầu', en: 'The quarter has not begun' };
const TOO_EARLY = { vi: 'Từ ngày 01/01/2000 trở đi', en: 'From 2000-01-01 on' };

/** A day that a list is asked for. @throws Problem 400 for one before any dose */
export function ledgerDay(asked: string, parameter: string): DateOnly {
  const day = dateOnly(asked);
  if (day >= FIRST_DAY) return day;
  throw problem(HTTP.invalidParameter, {
    faults: [{ parameter, code: 'treatment.day', detail: TOO_EARLY }],
  });
}

/** The same of a body. @throws Problem 422 at the field */
export function ledgerDayOf(asked: string, pointer: string): DateOnly {
  const day = dateOnly(asked);
  if (day < FIRST_DAY) throw fieldProblem(pointer, 'treatment.day', TOO_EARLY);
  return day;
}

/** A quarter of the calendar, or the one for which TT 05/2023/TT-BYT has Methadone reported. */
export type QuarterPeriod = 'calendar' | 'report';

/** Days of a quarter. */
export interface QuarterDays {
  readonly from: DateOnly;
  /** Its last day, or today while it lasts. */
  readonly to: DateOnly;
  /** It has ended. */
  readonly complete: boolean;
}

/**
 * The quarter, as far as it has come. Null for one to come. The one of TT 05/2023/TT-BYT runs from the 15th of the month before
 * it to the 14th of its last month.
 */
export function quarterOf(
  year: number,
  quarter: number,
  today: DateOnly,
  period: QuarterPeriod = 'calendar',
): QuarterDays | null {
  const first = dateOnly(`${year}-${String(quarter * 3 - 2).padStart(2, '0')}-01`);
  const from = period === 'calendar' ? first : addDays(addMonths(first, -1), 14);
  const last = addDays(addMonths(from, 3), -1);
  if (from > today) return null;
  return { from, to: last <= today ? last : today, complete: last < today };
}

/** The same of a query. @throws Problem 400 for a quarter that has not begun */
export function quarterAsked(
  {
    year,
    quarter,
    period,
  }: { readonly year: number; readonly quarter: number; readonly period?: QuarterPeriod },
  today: DateOnly,
): QuarterDays {
  const found = quarterOf(year, quarter, today, period);
  if (found) return found;
  throw problem(HTTP.invalidParameter, {
    faults: [{ parameter: 'quarter', code: 'treatment.quarter', detail: TO_COME }],
  });
}

/** The moment at which a site stops giving on a day. @param closesAt '11:00:00' by the clock of Vietnam */
export function closingOf(day: DateOnly, closesAt: string): Date {
  const [hours = '0', minutes = '0'] = closesAt.split(':');
  return new Date(startOfLegalDay(day).getTime() + (Number(hours) * 60 + Number(minutes)) * 60_000);
}
