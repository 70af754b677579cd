import { dateOnly } from '../../law/date.js';
import {
  checkOrder,
  checkTakeHome,
  checkTerms,
  isUnchecked,
  NO_VALUES,
  notCheckedOf,
  type DosingValues,
  type ProtocolCheck,
} from './protocol-checks.rules.js';

const ORDER = {
  fromOn: dateOnly('2026-07-01'),
  untilOn: dateOnly('2026-07-30'),
  doses: [20_000, 10_000],
  strength: 10_000,
  former: { daily: 25_000, sinceOn: dateOnly('2026-06-26'), daysWithout: 0 },
};
const after = (daysWithout: number) => ({ ...ORDER.former, daysWithout });
const results = (checks: readonly ProtocolCheck[]): Readonly<Record<string, string>> =>
  Object.fromEntries(checks.map(({ check, result }) => [check, result]));

// Invented for the test: no such number is in the program.
const VALUES: DosingValues = {
  ...NO_VALUES,
  strength: 10_000,
  minDaysBetweenIncreases: 5,
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
      minDaysBetweenIncreases: 'not-checked',
      strength: 'not-checked',
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
    ['minStartDose', { doses: [20_000, 9999], former: null }],
    ['maxStartDose', { doses: [20_000, 10_001], former: null }],
    ['maxDailyDose', { doses: [20_000, 10_001] }],
    ['maxIncrease', { former: { ...ORDER.former, daily: 24_999 } }],
    ['minDaysBetweenIncreases', { former: { ...ORDER.former, sinceOn: dateOnly('2026-06-27') } }],
    ['strength', { strength: 10_001 }],
    ['strength', { strength: 9999 }],
    ['maxSlots', { doses: [10_000, 10_000, 10_000] }],
    ['maxOrderDays', { untilOn: dateOnly('2026-07-31') }],
  ])('fails %s one step beyond it', (name, change) => {
    const failed = checkOrder(VALUES, { ...ORDER, ...change }).filter(({ result }) => result === 'failed');
    expect(failed.map(({ check }) => check)).toContain(name);
  });

  it('is held against where one begins where it is the first, and against the one before otherwise', () => {
    const first = Object.keys(results(checkOrder(VALUES, { ...ORDER, former: null })));
    const always = ['strength', 'maxDailyDose', 'maxSlots', 'maxOrderDays'];
    expect(first).toEqual(['minStartDose', 'maxStartDose', ...always]);
    expect(Object.keys(results(checkOrder(VALUES, ORDER)))).not.toContain('minStartDose');
    // A dose that is not raised may come on any day.
    const same = { ...ORDER, former: { ...ORDER.former, daily: 30_000 } };
    expect(Object.keys(results(checkOrder(VALUES, same)))).toEqual(['maxIncrease', ...always]);
    expect(Object.keys(results(checkTerms(VALUES, ORDER)))).toEqual(always);
  });

  it('says that the step was not checked of who was treated elsewhere before, and begins nobody anew', () => {
    const moved = checkOrder(VALUES, { ...ORDER, former: 'elsewhere' });
    expect(results(moved)).toMatchObject({ maxIncrease: 'not-checked', maxDailyDose: 'passed' });
    expect(results(moved)).not.toHaveProperty('maxStartDose');
    expect(notCheckedOf(moved)).toMatchObject([{ value: 'doseStepMax' }]);
  });

  describe('after missed days', () => {
    const missedLadder: DosingValues['missedLadder'] = [
      { fromDays: 2, action: 'same-dose' },
      { fromDays: 4, action: 'reduced-dose', percent: 50 },
      { fromDays: 6, action: 'hold' },
      { fromDays: 8, action: 'restart' },
    ];
    const LADDER = { ...VALUES, missedLadder };
    it.each([
      [1, 30_000, 'passed'],
      [2, 25_000, 'passed'],
      [2, 25_001, 'failed'],
      [3, 25_001, 'failed'],
      [4, 12_500, 'passed'],
      [4, 12_501, 'failed'],
      [5, 12_501, 'failed'],
      // A clinician decides, and the ladder names no dose.
      [6, 25_000, undefined],
      [0, 30_000, undefined],
    ])('of %i days, a dose of %i is %s', (daysWithout, dose, result) => {
      const found = results(checkOrder(LADDER, { ...ORDER, doses: [dose], former: after(daysWithout) }));
      expect(found['doseAfterMissed']).toBe(result);
    });

    it('begins anew where the ladder says so, however much was taken before', () => {
      const begun = results(checkOrder(LADDER, { ...ORDER, former: after(8) }));
      expect(begun).toMatchObject({ minStartDose: 'passed', maxStartDose: 'passed' });
      expect(begun).not.toHaveProperty('maxIncrease');
      expect(results(checkOrder(LADDER, { ...ORDER, former: after(7) }))).not.toHaveProperty('maxStartDose');
    });

    it('says that nothing was checked where there is no ladder', () => {
      expect(notCheckedOf(checkOrder(VALUES, { ...ORDER, former: after(1) }))).toMatchObject([
        { value: 'missedLadder' },
      ]);
    });
  });

  it('is the same of days to take home', () => {
    expect(results(checkTakeHome(null, 1))).toEqual({ maxTakeHomeDays: 'not-checked' });
    expect(results(checkTakeHome(VALUES, 3))).toEqual({ maxTakeHomeDays: 'passed' });
    expect(results(checkTakeHome(VALUES, 4))).toEqual({ maxTakeHomeDays: 'failed' });
  });
});
