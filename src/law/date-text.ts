import { dayEndingAt, legalDayOf, startOfLegalDay, weekday, type DateOnly, type Weekday } from './date.js';
import type { Text2 } from './text.js';

const WEEKDAYS: Record<Weekday, Text2> = {
  0: { vi: 'Chủ nhật', en: 'Sunday' },
  1: { vi: 'Thứ hai', en: 'Monday' },
  2: { vi: 'Thứ ba', en: 'Tuesday' },
  3: { vi: 'Thứ tư', en: 'Wednesday' },
  4: { vi: 'Thứ năm', en: 'Thursday' },
  5: { vi: 'Thứ sáu', en: 'Friday' },
  6: { vi: 'Thứ bảy', en: 'Saturday' },
};

/** 'dd/mm/yyyy', the way days are written in Vietnamese papers. */
export function viDate(day: DateOnly): string {
  return `${day.slice(8)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;
}

/** 'Thứ sáu 26/06/2026' and 'Friday 2026-06-26'. */
export function dayText(day: DateOnly): Text2 {
  const name = WEEKDAYS[weekday(day)];
  return { vi: `${name.vi} ${viDate(day)}`, en: `${name.en} ${day}` };
}

/** '17:05 Thứ sáu 26/06/2026', in the time of Asia/Ho_Chi_Minh; seconds only when there are any. */
export function instantText(instant: Date): Text2 {
  const day = legalDayOf(instant);
  const clock = new Date(instant.getTime() - startOfLegalDay(day).getTime()).toISOString().slice(11, 19);
  const time = clock.endsWith(':00') ? clock.slice(0, 5) : clock;
  const text = dayText(day);
  return { vi: `${time} ${text.vi}`, en: `${time} ${text.en}` };
}

/** '17 giờ 05 phút, Thứ sáu 26/06/2026', as papers write a moment. */
export function writtenMoment(instant: Date): string {
  const [time = '', ...day] = instantText(instant).vi.split(' ');
  const [hour, minute] = time.split(':');
  return `${hour} giờ ${minute} phút, ${day.join(' ')}`;
}

/** The end of something: midnight is written as 24:00 of the day that ends, not as 00:00 of the next. */
export function endText(instant: Date): Text2 {
  const ended = dayEndingAt(instant);
  if (ended === null) return instantText(instant);
  const day = dayText(ended);
  return { vi: `24:00 ${day.vi}`, en: `24:00 ${day.en}` };
}
