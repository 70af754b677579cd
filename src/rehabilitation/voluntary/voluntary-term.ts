import { dateOnly, legalDayOf, type DateOnly } from '../../law/date.js';
import { TermRangeError, type Term } from '../../law/terms.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import { P } from './voluntary.problems.js';
import type { RecordChange } from './voluntary.record.js';

/** What a decision or a contract writes about the term. */
export interface WrittenTerm {
  readonly startsOn?: string;
  readonly months?: number;
}

export function writtenTerm({
  startsOn,
  months,
}: WrittenTerm): { readonly startsOn: DateOnly; readonly months: number } | undefined {
  return startsOn && months ? { startsOn: dateOnly(startsOn), months } : undefined;
}

/** @throws Problem 422 for a term that the law does not allow, at the field at fault */
export function withinLaw(work: () => Term): Term {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TermRangeError)) throw error;
    throw problem(P.termOutsideLaw, { faults: [faultOf(error)], cause: error });
  }
}

/** Under Luật 120/2025 the law itself sets the term: 24 or 36 months from the reception record. */
export function refuseFixedTerm({ startsOn, months }: WrittenTerm): void {
  if (startsOn === undefined && months === undefined) return;
  throw fieldProblem(months === undefined ? '/startsOn' : '/months', 'rehabilitation.termFixedByLaw', {
    vi: 'Luật đã ấn định thời hạn (24 hoặc 36 tháng từ ngày lập biên bản tiếp nhận): không nhập trường này',
    en: 'The law fixes the term (24 or 36 months from the reception record): leave this field out',
  });
}

/** Under the law of 2021 the paper says from when and for how long; it works from its own day at the earliest. */
export function requireWrittenTerm({ startsOn, months }: WrittenTerm, madeOn: DateOnly): void {
  for (const [field, value] of Object.entries({ startsOn, months })) {
    if (value !== undefined) continue;
    throw fieldProblem(`/${field}`, 'rehabilitation.termMissing', {
      vi: 'Quyết định hoặc hợp đồng theo luật cũ phải ghi ngày bắt đầu và số tháng (Mẫu số 24, Mẫu số 28 Phụ lục II NĐ 116/2021)',
      en: 'Under the old law the decision or contract names the first day and the months (forms 24, 28)',
    });
  }
  if (startsOn && startsOn < madeOn) {
    throw fieldProblem('/startsOn', 'rehabilitation.startsBeforeDecision', {
      vi: 'Ngày bắt đầu thời hạn không được trước ngày ra quyết định, ký hợp đồng',
      en: 'The term cannot begin before the day of the decision or contract',
    });
  }
}

function faultOf(error: TermRangeError): {
  pointer: string;
  code: string;
  detail: { vi: string; en: string };
} {
  const { min, max } = error.rule;
  switch (error.fault) {
    case 'months-out-of-range':
      return {
        pointer: '/months',
        code: 'rehabilitation.monthsOutOfRange',
        detail: {
          vi: `Thời hạn phải từ đủ ${min} đến ${max} tháng`,
          en: `The term must have ${min} to ${max} months`,
        },
      };
    // The decision's own fields were asked for before.
    case 'decision-missing':
    case 'reception-missing':
      return {
        pointer: '/decidedAt',
        code: 'rehabilitation.receptionMissing',
        detail: {
          vi: 'Chưa có biên bản tiếp nhận để tính thời hạn',
          en: 'There is no reception record to count from',
        },
      };
    case 'ordinal-invalid':
      return {
        pointer: '/ordinal',
        code: 'rehabilitation.ordinalInvalid',
        detail: { vi: 'Lần cai nghiện không hợp lệ', en: 'The ordinal is not valid' },
      };
  }
}

export function termFields(term: Term): RecordChange {
  return {
    termStartsOn: term.startsOn,
    termEndsOn: term.endsOn,
    termMonths: term.months,
    termExplanation: term.explanation,
  };
}

export function dayOrNone(instant: Date | null): DateOnly | undefined {
  return instant ? legalDayOf(instant) : undefined;
}
