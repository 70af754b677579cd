import fc from 'fast-check';
import { measureOf, MOST, requireAmount } from './amounts.js';

describe('amounts', () => {
  it.each([
    // 10 mg/ml, the usual solution.
    [20_000, 10_000, 2000],
    [2500, 10_000, 250],
    [5, 10_000, null],
    [15_000, 3000, 5000],
    [10_000, 3000, null],
    [MOST, 1000, MOST],
  ])('%i micrograms of %i in a millilitre are %p microlitres', (dose, strength, microlitres) => {
    expect(measureOf(dose, 'microgram', { unit: 'microlitre', strength })).toBe(microlitres);
  });

  it.each([
    ['piece', 'piece', null, 3],
    ['microlitre', 'microlitre', null, 3],
    ['microlitre', 'microlitre', 10_000, 3],
    ['microgram', 'microlitre', null, null],
    ['microgram', 'piece', null, null],
    ['piece', 'microlitre', 10_000, null],
    ['microlitre', 'piece', null, null],
  ] as const)('of 3 %ss are, of a lot in %ss with strength %p, %p', (unit, lotUnit, strength, measured) => {
    expect(measureOf(3, unit, { unit: lotUnit, strength })).toBe(measured);
  });

  it('are never rounded: what is measured gives the dose again, to the microgram', () => {
    const amount = fc.integer({ min: 1, max: 1_000_000_000 });
    fc.assert(
      fc.property(amount, fc.integer({ min: 1, max: 100_000 }), (dose, strength) => {
        const measured = measureOf(dose, 'microgram', { unit: 'microlitre', strength });
        const again = measured === null ? null : BigInt(measured) * BigInt(strength);
        expect(again === null || again === BigInt(dose) * 1000n).toBe(true);
        // Refused only where no whole number of microlitres would do.
        expect(measured === null).toBe((BigInt(dose) * 1000n) % BigInt(strength) !== 0n);
      }),
    );
  });

  it.each([0, -1, 1.5, MOST + 1, Number.NaN, Infinity])('are not %p', (amount) => {
    expect(() => requireAmount(amount)).toThrow(RangeError);
  });
});
