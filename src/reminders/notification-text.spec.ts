import { NOTIFICATION_KINDS, NOTIFICATION_SENTENCES } from './reminder.code-lists.js';
import { notificationText } from './notification-text.js';

const facts = (dueAt: string, ruleVersion = '2026-07-01') => ({
  code: 'HS-2026-31069-000012',
  rule: 'home-rehabilitation.decision',
  ruleVersion,
  dueAt,
  point: 'on',
  year: 2026,
  days: 5,
  day: '2026-07-02',
  since: '2026-06-30',
});

describe('the text of a notice', () => {
  it('names the file, the step and when it is due, in the time of Vietnam', () => {
    expect(notificationText('deadline.approaching', facts('2026-07-03T01:30:00.000Z'))).toEqual({
      vi: 'Hồ sơ HS-2026-31069-000012 sắp đến hạn lúc 08:30 Thứ sáu 03/07/2026: Ra quyết định cai nghiện ma túy tự nguyện',
      en: 'File HS-2026-31069-000012 is due soon, at 08:30 Friday 2026-07-03: Decide voluntary rehabilitation',
    });
  });

  it('writes the end of a day as 24:00 of that day, not as a time on the next', () => {
    const { vi, en } = notificationText('deadline.due', facts('2026-06-25T17:00:00.000Z', '2022-01-01'));
    expect(vi).toContain('24:00 Thứ năm 25/06/2026');
    expect(en).toContain('24:00 Thursday 2026-06-25');
    expect(vi).not.toContain('26/06');
  });

  it('tells both ends of a limit that moved with the calendar', () => {
    const moved = { ...facts('2026-09-03T17:00:00.000Z'), dueBefore: '2026-09-01T17:00:00.000Z' };
    const { vi } = notificationText('deadline.moved', moved);
    expect(vi).toContain('Lịch nghỉ năm 2026');
    expect(vi).toContain('không phải lúc 24:00 Thứ ba 01/09/2026 mà là 24:00 Thứ năm 03/09/2026');
  });

  it('writes days as each language does', () => {
    const { vi, en } = notificationText('treatment.double-dose', facts('2026-07-03T01:30:00.000Z'));
    expect(vi).toContain('của ngày 02/07/2026');
    expect(en).toContain('of 2026-07-02');
  });

  it.each(['treatment.missed-doses', 'treatment.dose-held', 'treatment.termination-ground'] as const)(
    'says in %s that the person did not come: on a day without an order no dose is missed',
    (kind) => {
      const { vi, en } = notificationText(kind, facts('2026-07-03T01:30:00.000Z'));
      expect(vi).toContain('không đến uống thuốc 5 ngày');
      expect(vi).not.toMatch(/bỏ liều|liên tiếp/iu);
      expect(en).toContain('did not come to drink on 5 days');
    },
  );

  it.each(NOTIFICATION_KINDS)('leaves no gap in %s', (kind) => {
    const text = notificationText(kind, facts('2026-07-03T01:30:00.000Z'));
    expect(Object.values(text).join()).not.toMatch(/[{}]/);
    expect(NOTIFICATION_SENTENCES[kind].vi).toContain('{code}');
  });
});
