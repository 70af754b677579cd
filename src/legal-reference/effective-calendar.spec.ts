import type { CalendarRow } from '../law/calendar.js';
import { dateOnly } from '../law/date.js';
import {
  effectiveCalendar,
  effectiveRows,
  type EnteredDay,
  type EnteredDayKind,
} from './effective-calendar.js';

const entered = (date: string, kind: EnteredDayKind): EnteredDay => ({
  date: dateOnly(date),
  kind,
  nameVi: 'Nghỉ Tết Nguyên đán',
  nameEn: 'Lunar New Year',
  act: 'Thông báo 12/TB-BNV',
  mark: 'official',
});

const shipped = (date: string): CalendarRow => ({
  date: dateOnly(date),
  kind: 'holiday',
  name: { vi: 'Ngày lễ', en: 'Holiday' },
  act: null,
  mark: 'secondary',
});

describe('the rows in effect', () => {
  it('are the shipped ones where nothing was entered', () => {
    const rows = [shipped('2027-01-01'), shipped('2027-04-30')];
    expect(effectiveRows([], rows)).toEqual(rows);
  });

  it('stand in the order of days, the entered one instead of the shipped one', () => {
    const rows = effectiveRows(
      [entered('2027-04-30', 'compensatory-off'), entered('2027-02-05', 'holiday')],
      [shipped('2027-01-01'), shipped('2027-04-30')],
    );
    expect(rows.map(({ date, kind, mark }) => [date, kind, mark])).toEqual([
      ['2027-01-01', 'holiday', 'secondary'],
      ['2027-02-05', 'holiday', 'official'],
      ['2027-04-30', 'compensatory-off', 'official'],
    ]);
  });

  it('leave out a shipped day that was taken back', () => {
    expect(effectiveRows([entered('2027-01-01', 'ordinary')], [shipped('2027-01-01')])).toEqual([]);
  });
});

describe('the calendar in effect', () => {
  it('knows entered days and declared years', () => {
    const calendar = effectiveCalendar([entered('2027-02-06', 'make-up-working')], [2027]);
    expect(calendar.dayKind(dateOnly('2027-02-06'))).toMatchObject({
      kind: 'make-up-working',
      row: { act: 'Thông báo 12/TB-BNV' },
    });
    expect(calendar.dayKind(dateOnly('2027-01-01')).kind).toBe('holiday');
    expect([2026, 2027].map((year) => calendar.isComplete(year))).toEqual([false, true]);
  });

  it('says in which version it holds a year, 0 before anything was entered', () => {
    const calendar = effectiveCalendar([], [], { 2027: 4 });
    expect([2026, 2027].map((year) => calendar.versionOf(year))).toEqual([0, 4]);
  });
});
