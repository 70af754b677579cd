import { yearOf, type DateOnly } from '../law/date.js';
import type { Text2 } from '../law/text.js';
import { isWeeklyRest } from '../law/working-calendar.js';
import type { EnteredDayKind } from './effective-calendar.js';

/** Why a day can't be entered: the field of the request and what is wrong with it. */
export interface DayFault {
  readonly pointer: string;
  readonly code: string;
  readonly detail: Text2;
}

export interface DayEntry {
  readonly date: DateOnly;
  readonly kind: EnteredDayKind;
  readonly reason?: string;
}

/**
 * What is wrong with entering a day, if anything.
 *
 * @param year the calendar that it is entered into
 * @param current what was said of the day until now, shipped or entered
 */
export function dayFault(
  year: number,
  { date, kind, reason }: DayEntry,
  current: { readonly kind: EnteredDayKind } | undefined,
): DayFault | null {
  if (yearOf(date) !== year) return OTHER_YEAR;
  if (kind === 'compensatory-off' && isWeeklyRest(date)) return ALREADY_OFF;
  if (kind === 'make-up-working' && !isWeeklyRest(date)) return ALREADY_WORKING;
  if (kind === 'ordinary' && (current ?? { kind }).kind === 'ordinary') return NOTHING_TO_TAKE_BACK;
  if (current && reason === undefined) return REASON_NEEDED;
  return null;
}

const OTHER_YEAR: DayFault = {
  pointer: '/date',
  code: 'calendar.otherYear',
  detail: { vi: 'Ngày không thuộc năm trên đường dẫn', en: 'The day is not of the year in the path' },
};
const ALREADY_OFF: DayFault = {
  pointer: '/kind',
  code: 'calendar.alreadyOff',
  detail: {
    vi: 'Ngày nghỉ bù không thể là thứ bảy, chủ nhật',
    en: 'A compensatory day off is not a Saturday or Sunday',
  },
};
const ALREADY_WORKING: DayFault = {
  pointer: '/kind',
  code: 'calendar.alreadyWorking',
  detail: {
    vi: 'Ngày làm bù phải là thứ bảy hoặc chủ nhật',
    en: 'A make-up working day is a Saturday or Sunday',
  },
};
const NOTHING_TO_TAKE_BACK: DayFault = {
  pointer: '/kind',
  code: 'calendar.nothingToTakeBack',
  detail: { vi: 'Ngày này đã là ngày bình thường', en: 'The day is an ordinary one already' },
};
const REASON_NEEDED: DayFault = {
  pointer: '/reason',
  code: 'calendar.reasonNeeded',
  detail: {
    vi: 'Ngày này đã có trong lịch: cần nêu lý do sửa',
    en: 'The day is in the calendar already: say why it is corrected',
  },
};
