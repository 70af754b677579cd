import fc from 'fast-check';
import {
  addDays,
  addMonths,
  ageOn,
  dateOnly,
  dayEndingAt,
  daysBetween,
  eachDay,
  endOfLegalDay,
  isDateOnly,
  legalDayOf,
  startOfLegalDay,
  weekday,
} from './date.js';

const day = fc.integer({ min: 0, max: 60_000 }).map((n) => addDays(dateOnly('1950-01-01'), n));

describe('dateOnly', () => {
  it.each(['2024-02-29', '2026-12-31', '1975-04-30'])('accepts %s', (text) => {
    expect(dateOnly(text)).toBe(text);
    expect(isDateOnly(text)).toBe(true);
  });

  it.each([
    '2026-02-29',
    '2026-02-30',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '01/07/2026',
    '2026-07-01T00:00',
    '',
  ])('refuses %p', (text) => {
    expect(() => dateOnly(text)).toThrow(RangeError);
    expect(isDateOnly(text)).toBe(false);
  });

  it.each([null, undefined, 20260701, new Date(0)])('does not take %p for a day', (value) => {
    expect(isDateOnly(value)).toBe(false);
  });
});

describe('addMonths', () => {
  it.each([
    ['2026-07-01', 24, '2028-07-01'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-05-20', 0, '2026-05-20'],
  ])('%s + %i months = %s', (from, months, expected) => {
    expect(addMonths(dateOnly(from), months)).toBe(expected);
  });

  it('never lands later than the same-numbered day', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -600, max: 600 }), (from, months) => {
        expect(Number(addMonths(from, months).slice(8))).toBeLessThanOrEqual(Number(from.slice(8)));
      }),
    );
  });

  it.each([1.5, Number.NaN])('refuses %p months', (months) => {
    expect(() => addMonths(dateOnly('2026-07-01'), months)).toThrow(RangeError);
  });
});

describe('days', () => {
  it.each([
    ['2026-06-30', 1, '2026-07-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
  ])('%s + %i days = %s', (from, days, expected) => {
    expect(addDays(dateOnly(from), days)).toBe(expected);
  });

  it('measure back what they add', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -5000, max: 5000 }), (from, n) => {
        expect(daysBetween(from, addDays(from, n))).toBe(n);
      }),
    );
  });

  it.each([
    ['2026-06-28', 0],
    ['2026-06-29', 1],
    ['2026-07-04', 6],
  ])('%s is weekday %i', (text, expected) => {
    expect(weekday(dateOnly(text))).toBe(expected);
  });

  it('enumerate both ends', () => {
    expect(eachDay(dateOnly('2026-06-30'), dateOnly('2026-07-02'))).toEqual([
      '2026-06-30',
      '2026-07-01',
      '2026-07-02',
    ]);
    expect(eachDay(dateOnly('2026-07-02'), dateOnly('2026-07-01'))).toEqual([]);
  });
});

describe('legal days', () => {
  it.each([
    ['2026-06-30T16:59:59.999Z', '2026-06-30'],
    ['2026-06-30T17:00:00.000Z', '2026-07-01'],
    ['2026-07-01T16:59:59.999Z', '2026-07-01'],
  ])('the instant %s falls on %s in Vietnam', (instant, expected) => {
    expect(legalDayOf(new Date(instant))).toBe(expected);
  });

  it('start at 00:00 and end at 24:00 Vietnam time', () => {
    expect(startOfLegalDay(dateOnly('2026-07-01')).toISOString()).toBe('2026-06-30T17:00:00.000Z');
    expect(endOfLegalDay(dateOnly('2026-07-01')).toISOString()).toBe('2026-07-01T17:00:00.000Z');
  });

  it.each([
    ['2026-06-26T00:00', '2026-06-25'],
    ['2026-03-01T00:00', '2026-02-28'],
    ['2026-06-25T23:59', null],
    ['2026-07-03T08:30', null],
  ])('the instant %s ends the day %s', (instant, ended) => {
    expect(dayEndingAt(new Date(`${instant}+07:00`))).toBe(ended);
  });

  it('contain their start and not their end', () => {
    fc.assert(
      fc.property(day, (d) => {
        expect(legalDayOf(startOfLegalDay(d))).toBe(d);
        expect(legalDayOf(new Date(endOfLegalDay(d).getTime() - 1))).toBe(d);
        expect(legalDayOf(endOfLegalDay(d))).toBe(addDays(d, 1));
      }),
    );
  });
});

describe('ageOn', () => {
  it.each([
    ['2008-07-02', '2026-07-01', 17],
    ['2008-07-01', '2026-07-01', 18],
    ['2014-07-02', '2026-07-01', 11],
    ['2008-02-29', '2026-02-27', 17],
    ['2008-02-29', '2026-02-28', 18],
  ])('born on %s, on %s: %i years', (birth, on, age) => {
    const date = dateOnly(birth);
    expect(ageOn({ date, year: Number(birth.slice(0, 4)) }, dateOnly(on))).toEqual({ min: age, max: age });
  });

  it.each([
    [2008, '2026-01-01', 17, 18],
    [2008, '2026-12-30', 17, 18],
    [2008, '2026-12-31', 18, 18],
    [2026, '2026-07-01', 0, 0],
  ])('born in %i, on %s: %i to %i years', (year, on, min, max) => {
    expect(ageOn({ year }, dateOnly(on))).toEqual({ min, max });
  });

  it('covers every birthday of the year with its range', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 36_500 }), (birth, later) => {
        const on = addDays(birth, later);
        const year = Number(birth.slice(0, 4));
        const exact = ageOn({ date: birth, year }, on);
        const range = ageOn({ year }, on);
        expect(exact.min).toBeGreaterThanOrEqual(range.min);
        expect(exact.max).toBeLessThanOrEqual(range.max);
      }),
    );
  });

  it('refuses a birth after the day of reference and a date outside its year', () => {
    const on = dateOnly('2026-07-01');
    expect(() => ageOn({ year: 2027 }, on)).toThrow(RangeError);
    expect(() => ageOn({ date: dateOnly('2026-07-02'), year: 2026 }, on)).toThrow(RangeError);
    expect(() => ageOn({ date: dateOnly('2000-01-01'), year: 2001 }, on)).toThrow(RangeError);
  });
});
