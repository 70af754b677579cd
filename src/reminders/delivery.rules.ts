import { addDays, legalDayOf, startOfLegalDay, type DateOnly } from '../law/date.js';
import type { MailPreference } from './delivery.js';
import type { NotificationFacts } from './notification-text.js';
import type { NotificationKind } from './reminder.code-lists.js';

const MS_PER_MINUTE = 60_000;

/** Who is to act needs this long after the mail: a warning that would leave less does not wait. */
const TIME_TO_ACT_MS = 2 * 3_600_000;

/** What ends in the quiet hours is told within this time before they begin. */
export const MINUTES_AHEAD = 60;

interface Notice {
  readonly kind: NotificationKind;
  readonly facts: NotificationFacts;
}

/**
 * When a notice goes out by mail: as the user asked for, but never so late that a limit which still runs has ended, or
 * ends before anybody could act.
 *
 * @param now legal time
 */
export function sendingTime(notice: Notice, { digestAt, quiet }: MailPreference, now: Date): Date {
  const asked = digestAt === null ? now : nextAt(digestAt, now);
  const wanted = quiet && isQuiet(quiet, asked) ? nextAt(quiet.to, asked) : asked;
  return isTooLate(notice, wanted) ? now : wanted;
}

/** Only what warns of a limit that still runs: the others come too late already, and may wait for the morning. */
function isTooLate({ kind, facts }: Notice, wanted: Date): boolean {
  if (kind !== 'deadline.approaching' || !facts['dueAt']) return false;
  return new Date(facts['dueAt']).getTime() < wanted.getTime() + TIME_TO_ACT_MS;
}

/**
 * Shortly before quiet hours: until when limits may end that nobody will be told of in time otherwise, since their
 * warnings come while he sleeps. Null at any other time.
 *
 * @param now legal time
 */
export function nightAhead({ kinds, quiet }: MailPreference, now: Date): Date | null {
  if (!quiet || !kinds.includes('deadline.approaching')) return null;
  const begins = nextAt(quiet.from, now);
  if (begins.getTime() - now.getTime() > MINUTES_AHEAD * MS_PER_MINUTE || isQuiet(quiet, now)) return null;
  return new Date(nextAt(quiet.to, begins).getTime() + TIME_TO_ACT_MS);
}

function isQuiet(quiet: NonNullable<MailPreference['quiet']>, at: Date): boolean {
  return isQuietMinute(quiet, minuteOfDay(at));
}

/** @param minute of the day */
export function isQuietMinute({ from, to }: NonNullable<MailPreference['quiet']>, minute: number): boolean {
  return from < to ? from <= minute && minute < to : from <= minute || minute < to;
}

/** Minutes since 00:00 in Asia/Ho_Chi_Minh. */
export function minuteOfDay(at: Date): number {
  return Math.floor((at.getTime() - startOfLegalDay(legalDayOf(at)).getTime()) / MS_PER_MINUTE);
}

/** The first moment at that minute of the day that is later than `after`. */
function nextAt(minute: number, after: Date): Date {
  const today = legalDayOf(after);
  const first = momentOf(today, minute);
  return first > after ? first : momentOf(addDays(today, 1), minute);
}

const momentOf = (day: DateOnly, minute: number): Date =>
  new Date(startOfLegalDay(day).getTime() + minute * MS_PER_MINUTE);

export const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** Minutes of '07:30'. The text has been checked. */
export function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}

/** '07:30' for 450. */
export function clockOf(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

const LONGEST_PAUSE_MS = 3_600_000;

/** Pause after the nth failure: doubled each time, an hour at most. */
export function pauseAfter(failures: number, firstMs: number): number {
  return Math.min(firstMs * 2 ** (failures - 1), LONGEST_PAUSE_MS);
}
