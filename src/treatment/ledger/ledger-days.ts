import { dateOnly, type DateOnly } from '../../law/date.js';
import { P as HTTP } from '../../platform/errors/platform.problems.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';

/** No place of treatment gave doses before: what is counted back from a day stays a day that the database has. */
const FIRST_DAY = dateOnly('2000-01-01');
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
