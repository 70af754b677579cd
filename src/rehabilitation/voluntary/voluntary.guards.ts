import { ageOn, type DateOnly } from '../../law/date.js';
import { fieldProblem, type Problem } from '../../platform/errors/problem.js';

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
  try {
    ageOn(birth, on);
  } catch {
    throw fieldProblem(pointer, 'rehabilitation.beforeBirth', {
      vi: 'Ngày này sớm hơn ngày sinh đã ghi của người đăng ký',
      en: 'This day lies before the birth on record',
    });
  }
}
