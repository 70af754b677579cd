import type { MailPreference } from './delivery.js';
import { clockOf, minutesOf, nightAhead, pauseAfter, sendingTime } from './delivery.rules.js';
import type { NotificationKind } from './reminder.code-lists.js';

const vn = (text: string): Date => new Date(`${text}:00+07:00`);
const NIGHT = { from: minutesOf('21:00'), to: minutesOf('06:00') };
const NOON = { from: minutesOf('11:30'), to: minutesOf('13:00') };
const preference = (more: Partial<MailPreference>): MailPreference => ({
  kinds: ['deadline.approaching', 'deadline.due'],
  digestAt: null,
  quiet: null,
  ...more,
});
const notice = (kind: NotificationKind, dueAt: string) => ({
  kind,
  facts: { code: 'HS-2026-31069-000012', dueAt: vn(dueAt).toISOString() },
});
const far = notice('deadline.approaching', '2026-07-10T23:59');

const ahead = (now: string, more: Partial<MailPreference> = {}) =>
  nightAhead(preference({ quiet: NIGHT, ...more }), vn(now));

describe('when a notice is mailed', () => {
  it.each<[string, string, Partial<MailPreference>, ReturnType<typeof notice>, string]>([
    ['at once', '2026-07-02T14:00', {}, far, '2026-07-02T14:00'],
    ['with the digest of today', '2026-07-02T06:00', { digestAt: 450 }, far, '2026-07-02T07:30'],
    [
      'with that of tomorrow, at its very minute',
      '2026-07-02T07:30',
      { digestAt: 450 },
      far,
      '2026-07-03T07:30',
    ],
    ['after the night, from late', '2026-07-02T22:00', { quiet: NIGHT }, far, '2026-07-03T06:00'],
    ['after the night, from early', '2026-07-02T05:59', { quiet: NIGHT }, far, '2026-07-02T06:00'],
    ['at once when the night ends', '2026-07-02T06:00', { quiet: NIGHT }, far, '2026-07-02T06:00'],
    ['after quiet hours of the day', '2026-07-02T12:00', { quiet: NOON }, far, '2026-07-02T13:00'],
    [
      'in the night, when its limit ends in it',
      '2026-07-02T21:00',
      { quiet: NIGHT },
      notice('deadline.approaching', '2026-07-03T03:00'),
      '2026-07-02T21:00',
    ],
    [
      'in the night, when the morning would leave less than two hours',
      '2026-07-03T01:59',
      { quiet: NIGHT },
      notice('deadline.approaching', '2026-07-03T07:59'),
      '2026-07-03T01:59',
    ],
    [
      'in the morning, when two hours are left then',
      '2026-07-03T02:00',
      { quiet: NIGHT },
      notice('deadline.approaching', '2026-07-03T08:00'),
      '2026-07-03T06:00',
    ],
    [
      'at once, when the digest would come too late',
      '2026-07-02T09:00',
      { digestAt: 450 },
      notice('deadline.approaching', '2026-07-02T15:00'),
      '2026-07-02T09:00',
    ],
    [
      'in the morning, when the limit has ended already',
      '2026-07-03T03:00',
      { quiet: NIGHT },
      notice('deadline.due', '2026-07-03T03:00'),
      '2026-07-03T06:00',
    ],
  ])('%s', (_name, now, more, what, expected) => {
    expect(sendingTime(what, preference(more), vn(now))).toEqual(vn(expected));
  });

  it('is at once for what has no time limit, unless asked otherwise', () => {
    const received = { kind: 'case.received' as const, facts: { code: 'HS-2026-31069-000012' } };
    expect(sendingTime(received, preference({}), vn('2026-07-02T14:00'))).toEqual(vn('2026-07-02T14:00'));
  });
});

describe('what ends in the quiet hours', () => {
  it('is told within the hour before them, with what ends soon after', () => {
    expect(ahead('2026-07-02T20:00')).toEqual(vn('2026-07-03T08:00'));
    expect(ahead('2026-07-02T20:59')).toEqual(vn('2026-07-03T08:00'));
  });

  it('is not told earlier, in them, or where nobody asked', () => {
    expect(ahead('2026-07-02T19:59')).toBeNull();
    expect(ahead('2026-07-02T21:00')).toBeNull();
    expect(ahead('2026-07-02T03:00')).toBeNull();
    expect(ahead('2026-07-02T20:30', { kinds: ['deadline.due'] })).toBeNull();
    expect(ahead('2026-07-02T20:30', { quiet: null })).toBeNull();
  });
});

describe('a time of the day', () => {
  it.each([
    ['00:00', 0],
    ['07:30', 450],
    ['23:59', 1439],
  ])('%s is %d minutes, and back', (clock, minutes) => {
    expect(minutesOf(clock)).toBe(minutes);
    expect(clockOf(minutes)).toBe(clock);
  });
});

describe('the pause after a failure', () => {
  it('doubles up to an hour', () => {
    expect([1, 2, 3, 7, 30].map((failures) => pauseAfter(failures, 60_000) / 60_000)).toEqual([
      1, 2, 4, 60, 60,
    ]);
  });
});
