import { workingCalendar } from './calendar.js';
import { dateOnly } from './date.js';
import { nthWorkingDay, sameOrNextWorkingDay } from './working-days.js';

const weeks = workingCalendar([], new Set());

describe('nthWorkingDay', () => {
  it.each([
    ['2026-07-03', 1, 1, '2026-07-06'],
    ['2026-07-04', 1, 1, '2026-07-06'],
    ['2026-07-03', 5, 1, '2026-07-10'],
    ['2026-07-06', 1, -1, '2026-07-03'],
    ['2026-07-05', 3, -1, '2026-07-01'],
  ] as const)('from %s, %i in direction %i: %s', (day, n, direction, expected) => {
    expect(nthWorkingDay(weeks, dateOnly(day), n, direction).day).toBe(expected);
  });

  it('tells which days it looked at', () => {
    expect(nthWorkingDay(weeks, dateOnly('2026-07-03'), 1).looked).toEqual([
      '2026-07-04',
      '2026-07-05',
      '2026-07-06',
    ]);
  });

  it.each([0, -1, 1.5])('refuses to count %p days', (n) => {
    expect(() => nthWorkingDay(weeks, dateOnly('2026-07-03'), n)).toThrow(RangeError);
  });
});

describe('sameOrNextWorkingDay', () => {
  it.each([
    ['2026-07-03', '2026-07-03'],
    ['2026-07-04', '2026-07-06'],
    ['2026-07-05', '2026-07-06'],
  ])('of %s is %s', (day, expected) => {
    expect(sameOrNextWorkingDay(weeks, dateOnly(day)).day).toBe(expected);
  });
});
