import { dateOnly } from '../../law/date.js';
import { formerDose, type FormerOrder, type NextOrder } from './former-dose.rules.js';

const TODAY = dateOnly('2026-07-10');
const order = (
  fromOn: string,
  lastOn: string,
  daily = 2000,
  strength: number | null = 10_000,
): FormerOrder => ({
  ...{ unit: 'microlitre', strength, daily },
  ...{ fromOn: dateOnly(fromOn), lastOn: dateOnly(lastOn) },
});
const next = (fromOn = '2026-07-10', more: Partial<NextOrder> = {}): NextOrder => ({
  ...{ unit: 'microlitre', strength: 10_000, fromOn: dateOnly(fromOn) },
  ...more,
});
const YESTERDAY = dateOnly('2026-07-09');

describe('what was ordered before an order', () => {
  it('is nothing where nothing comparable was', () => {
    expect(formerDose([], next(), null, TODAY)).toBeNull();
    const pieces = { ...order('2026-07-01', '2026-07-09', 4, null), unit: 'piece' as const };
    expect(formerDose([pieces], next(), YESTERDAY, TODAY)).toBeNull();
    expect(formerDose([order('2026-07-01', '2026-07-09', 4, null)], next(), YESTERDAY, TODAY)).toBeNull();
  });

  it('is the dose since it was this one, through orders that only prolonged it', () => {
    const orders = [
      order('2026-07-05', '2026-07-09'),
      order('2026-07-01', '2026-07-04'),
      order('2026-06-20', '2026-06-30', 1500),
    ];
    expect(formerDose(orders, next(), YESTERDAY, TODAY)).toEqual({
      ...{ daily: 2000, sinceOn: '2026-07-01', daysWithout: 0 },
    });
  });

  it('is compared by what is in it, not by its volume', () => {
    const weak = [order('2026-07-01', '2026-07-09', 2000, 5000)];
    expect(formerDose(weak, next(), YESTERDAY, TODAY)?.daily).toBe(1000);
    const substance = next('2026-07-10', { unit: 'microgram', strength: null });
    expect(formerDose(weak, substance, YESTERDAY, TODAY)?.daily).toBe(10_000);
  });

  it.each<[string, string | null, string, string, number]>([
    ['given yesterday', '2026-07-09', '2026-07-09', '2026-07-10', 0],
    ['given today, and going on tomorrow', '2026-07-10', '2026-07-10', '2026-07-11', 0],
    ['last given four days ago, though the order held', '2026-07-05', '2026-07-20', '2026-07-10', 4],
    ['ended yesterday, going on in three days', '2026-07-09', '2026-07-09', '2026-07-13', 3],
    ['holding until the next begins', '2026-07-09', '2026-07-12', '2026-07-13', 0],
    ['never given', null, '2026-07-09', '2026-07-10', 9],
    ['recorded late: as of its own first day', '2026-07-04', '2026-07-04', '2026-07-07', 2],
    ['ended a year ago', '2025-07-09', '2025-07-09', '2026-07-10', 365],
  ])('counts days without a dose: %s', (_what, given, lastOn, fromOn, days) => {
    const former = [order(lastOn < '2026' ? '2025-07-01' : '2026-07-01', lastOn)];
    const lastGiven = given === null ? null : dateOnly(given);
    expect(formerDose(former, next(fromOn), lastGiven, TODAY)?.daysWithout).toBe(days);
  });
});
