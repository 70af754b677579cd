import { dateOnly } from '../law/date.js';
import { monthsServed } from './support-worker.js';

describe('months served by a support worker', () => {
  it.each([
    ['2026-07-01', null, '2026-07-30', 0],
    ['2026-07-01', null, '2026-07-31', 1],
    ['2026-01-31', null, '2026-02-26', 0],
    ['2026-01-31', null, '2026-02-27', 1],
    ['2026-01-31', '2026-03-30', '2026-12-31', 2],
    ['2026-07-10', null, '2026-07-05', 0],
    ['2024-07-01', '2026-06-30', '2026-07-02', 24],
  ] as const)('from %s to %s are, on %s, %i', (fromOn, untilOn, today, months) => {
    const served = { fromOn: dateOnly(fromOn), untilOn: untilOn === null ? null : dateOnly(untilOn) };
    expect(monthsServed(served, dateOnly(today))).toBe(months);
  });
});
