import { dateOnly } from '../law/date.js';
import { dayFault, type DayEntry } from './calendar-day.rules.js';
import type { EnteredDayKind } from './effective-calendar.js';

const FRIDAY = dateOnly('2027-02-05');
const SATURDAY = dateOnly('2027-02-06');

describe('entering a day', () => {
  it.each<[string, DayEntry, EnteredDayKind | null]>([
    ['a holiday on a working day', { date: FRIDAY, kind: 'holiday' }, null],
    ['a holiday on a weekly rest day', { date: SATURDAY, kind: 'holiday' }, null],
    ['a compensatory day off', { date: FRIDAY, kind: 'compensatory-off' }, null],
    ['a make-up day on a Saturday', { date: SATURDAY, kind: 'make-up-working' }, null],
    ['a correction with its reason', { date: FRIDAY, kind: 'ordinary', reason: 'Nhập nhầm' }, 'holiday'],
    ['a day taken back, again', { date: FRIDAY, kind: 'holiday', reason: 'Nhập lại' }, 'ordinary'],
  ])('accepts %s', (_case, entry, current) => {
    expect(dayFault(2027, entry, current ? { kind: current } : undefined)).toBeNull();
  });

  it.each<[string, string, DayEntry, EnteredDayKind | null]>([
    ['of another year', 'otherYear', { date: dateOnly('2026-02-05'), kind: 'holiday' }, null],
    ['off in compensation on a Saturday', 'alreadyOff', { date: SATURDAY, kind: 'compensatory-off' }, null],
    ['to make up on a Friday', 'alreadyWorking', { date: FRIDAY, kind: 'make-up-working' }, null],
    ['to take back that is ordinary', 'nothingToTakeBack', { date: FRIDAY, kind: 'ordinary' }, null],
    [
      'taken back already',
      'nothingToTakeBack',
      { date: FRIDAY, kind: 'ordinary', reason: 'Nhầm' },
      'ordinary',
    ],
    ['corrected without a reason', 'reasonNeeded', { date: FRIDAY, kind: 'ordinary' }, 'holiday'],
  ])('refuses a day %s', (_case, code, entry, current) => {
    expect(dayFault(2027, entry, current ? { kind: current } : undefined)?.code).toBe(`calendar.${code}`);
  });
});
