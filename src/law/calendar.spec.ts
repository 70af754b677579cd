import {
  CALENDAR_YEARS,
  COMPLETE_YEARS,
  isWorkingDay,
  SHIPPED_CALENDAR,
  workingCalendar,
} from './calendar.js';
import { dateOnly } from './date.js';
import { text2 } from './text.js';
import { compensatoryRows, type CalendarRow, type DayKind } from './working-calendar.js';

const shipped = workingCalendar(SHIPPED_CALENDAR, COMPLETE_YEARS);
const row = (date: string, kind: CalendarRow['kind'] = 'holiday'): CalendarRow => ({
  date: dateOnly(date),
  kind,
  name: text2('Ngày thử', 'Test day'),
  act: null,
  mark: 'secondary',
});

describe('the shipped calendar', () => {
  it.each<[string, DayKind]>([
    ['2022-01-01', 'holiday'],
    ['2022-01-03', 'compensatory-off'],
    ['2022-05-02', 'compensatory-off'],
    ['2022-05-03', 'compensatory-off'],
    ['2022-05-04', 'working'],
    ['2023-09-04', 'compensatory-off'],
    ['2024-02-07', 'working'],
    ['2024-02-08', 'holiday'],
    ['2024-02-14', 'holiday'],
    ['2024-02-15', 'working'],
    ['2024-04-18', 'holiday'],
    ['2025-01-24', 'working'],
    ['2025-01-25', 'weekend'],
    ['2025-01-31', 'holiday'],
    ['2025-02-02', 'weekend'],
    ['2025-02-03', 'working'],
    ['2025-04-07', 'holiday'],
    ['2026-02-13', 'working'],
    ['2026-02-16', 'holiday'],
    ['2026-02-20', 'holiday'],
    ['2026-02-22', 'weekend'],
    ['2026-02-23', 'working'],
    ['2026-04-26', 'holiday'],
    ['2026-04-27', 'compensatory-off'],
    ['2026-04-30', 'holiday'],
    ['2026-09-02', 'holiday'],
    ['2027-05-01', 'holiday'],
    ['2027-05-03', 'compensatory-off'],
  ])('%s is %s', (day, kind) => {
    expect(shipped.dayKind(dateOnly(day)).kind).toBe(kind);
  });

  it('leaves the unverified second day of National Day a working day', () => {
    expect(shipped.dayKind(dateOnly('2026-09-01')).kind).toBe('working');
    expect(shipped.dayKind(dateOnly('2026-09-03')).kind).toBe('working');
  });

  it('calls no year complete, and says of each what is missing', () => {
    expect([...COMPLETE_YEARS]).toEqual([]);
    for (const [year, { complete, missing }] of Object.entries(CALENDAR_YEARS)) {
      expect(complete).toBe(false);
      expect(missing.map(({ vi }) => vi).join(' ')).toContain('Quốc khánh thứ hai');
      expect(shipped.isComplete(Number(year))).toBe(false);
    }
  });

  it('marks computed compensation as our reading, Tết of 2024 as unverified, everything else as read in a copy', () => {
    const tetOf2024 = ['2024-02-08', '2024-02-09', '2024-02-12', '2024-02-13', '2024-02-14'];
    const unverified = SHIPPED_CALENDAR.filter(({ mark }) => mark === 'unverified');
    expect(unverified.map(({ date }) => date)).toEqual(tetOf2024);
    const readings = SHIPPED_CALENDAR.filter(({ mark }) => mark === 'interpretation');
    expect(readings).toEqual(SHIPPED_CALENDAR.filter(({ kind }) => kind === 'compensatory-off'));
    expect(readings).not.toHaveLength(0);
    expect(new Set(SHIPPED_CALENDAR.map(({ mark }) => mark))).not.toContain('official');
  });

  it('has one row a day, in order', () => {
    const days = SHIPPED_CALENDAR.map(({ date }) => date);
    expect(days).toEqual([...new Set(days)].toSorted());
  });
});

describe('workingCalendar', () => {
  it('lets a later row correct an earlier one', () => {
    const calendar = workingCalendar([row('2026-09-02'), row('2026-09-02', 'make-up-working')], new Set());
    expect(calendar.dayKind(dateOnly('2026-09-02')).kind).toBe('make-up-working');
  });

  it('counts a make-up Saturday as a working day', () => {
    const calendar = workingCalendar([row('2026-07-04', 'make-up-working')], new Set([2026]));
    expect(isWorkingDay(calendar, dateOnly('2026-07-04'))).toBe(true);
    expect(isWorkingDay(calendar, dateOnly('2026-07-05'))).toBe(false);
    expect(calendar.isComplete(2026)).toBe(true);
    expect(calendar.isComplete(2027)).toBe(false);
  });
});

describe('compensatoryRows', () => {
  it('gives nothing for holidays on weekdays', () => {
    expect(compensatoryRows([row('2026-04-30'), row('2026-05-01')])).toEqual([]);
  });

  it.each([
    [['2026-08-01'], ['2026-08-03']],
    [['2026-08-02'], ['2026-08-03']],
    [
      ['2026-08-01', '2026-08-02'],
      ['2026-08-03', '2026-08-04'],
    ],
    [['2026-08-02', '2026-08-03'], ['2026-08-04']],
  ])('%p is compensated on %p', (holidays, expected) => {
    expect(compensatoryRows(holidays.map((day) => row(day))).map(({ date }) => date)).toEqual(expected);
  });
});
