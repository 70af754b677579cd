import { ageOn, type DateOnly } from '../../law/date.js';
import { P as HTTP } from '../../platform/errors/platform.problems.js';
import { fieldProblem, problem, type Problem } from '../../platform/errors/problem.js';

/** @throws Problem 422 when one moment lies before another that must come first */
export function refuseBefore(at: Date, earlier: Date, pointer: string): void {
  if (at < earlier) throw tooEarly(pointer);
}

export function tooEarly(pointer: string): Problem {
  return fieldProblem(pointer, 'rehabilitation.tooEarly', {
    vi: 'Thời điểm này sớm hơn một việc phải xảy ra trước đó',
    en: 'This moment lies before one that must come first',
  });
}

/** @throws Problem 422 when one moment lies after another that must come later */
export function refuseAfter(at: Date, later: Date, pointer: string): void {
  if (at > later) throw tooLate(pointer);
}

export function tooLate(pointer: string): Problem {
  return fieldProblem(pointer, 'rehabilitation.tooLate', {
    vi: 'Thời điểm này muộn hơn một việc phải xảy ra sau đó',
    en: 'This moment lies after one that must come later',
  });
}

/** @throws Problem 422 when the birth on record makes an age impossible on that day */
export function refuseUnborn(birth: { date?: DateOnly; year: number }, on: DateOnly, pointer: string): void {
  if (isUnborn(birth, on)) throw fieldProblem(pointer, BEFORE_BIRTH, BEFORE_BIRTH_TEXT);
}

/** The same of a day that a question names. @throws Problem 400 at the parameter */
export function refuseUnbornAsked(
  birth: { date?: DateOnly; year: number },
  on: DateOnly,
  parameter: string,
): void {
  if (!isUnborn(birth, on)) return;
  throw problem(HTTP.invalidParameter, {
    faults: [{ parameter, code: BEFORE_BIRTH, detail: BEFORE_BIRTH_TEXT }],
  });
}

const BEFORE_BIRTH = 'rehabilitation.beforeBirth';
const BEFORE_BIRTH_TEXT = {
  vi: 'Ngày này sớm hơn ngày sinh đã ghi của người đăng ký',
  en: 'This day lies before the birth on record',
};

function isUnborn(birth: { date?: DateOnly; year: number }, on: DateOnly): boolean {
  try {
    ageOn(birth, on);
    return false;
  } catch {
    return true;
  }
}
