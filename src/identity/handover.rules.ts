import { addMonths, type DateOnly } from '../law/date.js';

/** The longest term of rehabilitation (`rehabilitation.term-first`): who was under way on the day has ended it by then. */
export const HANDOVER_MONTHS = 24;

/**
 * The last day until which a body that handed over may still read. Reading is for questions about what was under way; a
 * mistyped year must not open what the successor has to a body that ended, for ever.
 */
export function lastHandoverDay(effectiveOn: DateOnly): DateOnly {
  return addMonths(effectiveOn, HANDOVER_MONTHS);
}

export const HANDOVER_TOO_LONG = {
  vi: `Thời hạn bàn giao không được quá ${HANDOVER_MONTHS} tháng kể từ ngày tiếp nhận`,
  en: `The handover ends ${HANDOVER_MONTHS} months after the day at the latest`,
};
