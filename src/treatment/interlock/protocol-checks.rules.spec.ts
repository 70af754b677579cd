import { dateOnly } from '../../law/date.js';
import {
  checkOrder,
  checkTakeHome,
  isUnchecked,
  NO_VALUES,
  type DosingValues,
  type ProtocolCheck,
} from './protocol-checks.rules.js';

const ORDER = {
  fromOn: dateOnly('2026-07-01'),
  untilOn: dateOnly('2026-07-30'),
  doses: [20_000, 10_000],
  before: 25_000,
};
const results = (checks: readonly ProtocolCheck[]): Readonly<Record<string, string>> =>
  Object.fromEntries(checks.map(({ check, result }) => [check, result]));

// Invented for the test: no such number is in the program.
const VALUES: DosingValues = {
  ...NO_VALUES,
  minStartDose: 30_000,
  maxStartDose: 30_000,
  maxDailyDose: 30_000,
  maxIncrease: 5000,
  maxSlots: 2,
  maxOrderDays: 30,
  maxTakeHomeDays: 3,
};

describe('an order held against the protocol', () => {
  it('is not checked at all where none is in force, and each check says why', () => {
    const checks = checkOrder(null, ORDER);
    expect(new Set(checks.map(({ result }) => result))).toEqual(new Set(['not-checked']));
    for (const { why, limit } of checks)
      expect([why?.en, limit]).toEqual([expect.stringMatching(/protocol/), null]);
    expect(isUnchecked(checks)).toBe(true);
  });

  it('is not checked where the protocol in force gives no value', () => {
    const checks = checkOrder({ ...NO_VALUES, maxSlots: 1 }, ORDER);
    expect(results(checks)).toEqual({
      maxIncrease: 'not-checked',
      maxDailyDose: 'not-checked',
      maxSlots: 'failed',
      maxOrderDays: 'not-checked',
    });
    expect(isUnchecked(checks)).toBe(true);
  });

  it('passes at each bound itself', () => {
    const checks = checkOrder(VALUES, ORDER);
    expect(new Set(checks.map(({ result }) => result))).toEqual(new Set(['passed']));
    expect(isUnchecked(checks)).toBe(false);
  });

  it.each([
    ['minStartDose', { doses: [20_000, 9999], before: null }],
    ['maxStartDose', { doses: [20_000, 10_001], before: null }],
    ['maxDailyDose', { doses: [20_000, 10_001] }],
    ['maxIncrease', { before: 24_999 }],
    ['maxSlots', { doses: [10_000, 10_000, 10_000] }],
    ['maxOrderDays', { untilOn: dateOnly('2026-07-31') }],
  ])('fails %s one step beyond it', (name, change) => {
    const failed = checkOrder(VALUES, { ...ORDER, ...change }).filter(({ result }) => result === 'failed');
    expect(failed.map(({ check }) => check)).toContain(name);
  });

  it('is held against where one begins where it is the first, and against the one before otherwise', () => {
    const first = Object.keys(results(checkOrder(VALUES, { ...ORDER, before: null })));
    expect(first).toEqual(['minStartDose', 'maxStartDose', 'maxDailyDose', 'maxSlots', 'maxOrderDays']);
    expect(Object.keys(results(checkOrder(VALUES, ORDER)))).not.toContain('minStartDose');
  });

  it('is the same of days to take home', () => {
    expect(results(checkTakeHome(null, 1))).toEqual({ maxTakeHomeDays: 'not-checked' });
    expect(results(checkTakeHome(VALUES, 3))).toEqual({ maxTakeHomeDays: 'passed' });
    expect(results(checkTakeHome(VALUES, 4))).toEqual({ maxTakeHomeDays: 'failed' });
  });
});
