import { dateOnly } from './date.js';
import { missedSessionsRule } from './missed-sessions.js';

describe('missedSessionsRule', () => {
  it.each([
    ['2021-12-31', undefined],
    ['2022-01-01', 10],
    ['2026-06-30', 10],
    ['2026-07-01', undefined],
  ])('on %s: %p', (on, atLeast) => {
    expect(missedSessionsRule(dateOnly(on))?.atLeast).toBe(atLeast);
  });

  it('rests on NĐ 116/2021', () => {
    const rule = missedSessionsRule(dateOnly('2026-06-30'));
    expect(rule).toMatchObject({
      id: 'V07',
      citation: { instrument: 'nd-116-2021', article: 'Điều 3 khoản 5' },
    });
  });
});
