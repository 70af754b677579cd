import { text2, type Text2 } from '../../law/text.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';

/**
 * Amounts are whole numbers: a dose in micrograms of substance, microlitres of a solution, or pieces; stock in microlitres
 * or pieces. No floating point takes part, so that a day balances to the microlitre.
 */
export type DoseUnitName = 'microgram' | 'microlitre' | 'piece';
export type StockUnit = 'microlitre' | 'piece';

export const DOSE_UNIT_LABELS: Readonly<Record<DoseUnitName, Text2>> = {
  microgram: text2('Microgam hoạt chất', 'Microgram of substance'),
  microlitre: text2('Microlit dung dịch', 'Microlitre of solution'),
  piece: text2('Viên', 'Piece'),
};
const STOCK_UNIT_LABELS: Readonly<Record<StockUnit, Text2>> = {
  microlitre: DOSE_UNIT_LABELS.microlitre,
  piece: DOSE_UNIT_LABELS.piece,
};
export const DOSE_UNITS = Object.keys(DOSE_UNIT_LABELS) as readonly DoseUnitName[];
export const STOCK_UNITS = Object.keys(STOCK_UNIT_LABELS) as readonly StockUnit[];

defineCodeList('dose-unit-name', text2('Đơn vị của liều', 'Unit of a dose'), DOSE_UNIT_LABELS);
defineCodeList('stock-unit', text2('Đơn vị của thuốc trong kho', 'Unit of stock'), STOCK_UNIT_LABELS);

/** Beyond this a number of JavaScript is no longer exact; ten thousand times what a country gives in a year. */
export const MOST = 1_000_000_000_000;

/** Beyond these an entry is a slip of the hand: a hundred litres or grams at once, five grams in a millilitre. */
export const MOST_OF_A_DOSE = 100_000_000;
export const MOST_STRENGTH = 5_000_000;

const PER_MILLILITRE = 1000;

/** What is on the label of a lot. */
export interface LotMeasure {
  readonly unit: StockUnit;
  /** Of a solution: micrograms in a millilitre, where the label says it. */
  readonly strength: number | null;
}

/**
 * What has to be taken of a lot for a dose.
 *
 * @returns microlitres or pieces; null where this lot does not give that dose in whole ones
 */
export function measureOf(dose: number, unit: DoseUnitName, lot: LotMeasure): number | null {
  requireAmount(dose);
  if (unit === lot.unit) return dose;
  if (unit !== 'microgram' || lot.unit !== 'microlitre' || lot.strength === null) return null;
  requireAmount(lot.strength);
  const wanted = BigInt(dose) * BigInt(PER_MILLILITRE);
  const by = BigInt(lot.strength);
  return wanted % by === 0n ? Number(wanted / by) : null;
}

/**
 * How much of the substance is in an amount, in nanograms: microlitres times micrograms in a millilitre are whole ones.
 *
 * @returns null for pieces, and for a volume of which no strength is known
 */
export function nanogramsOf(amount: number, unit: DoseUnitName, strength: number | null): number | null {
  if (unit === 'microgram') return amount * 1000;
  return unit === 'piece' || strength === null ? null : amount * strength;
}

/** @throws RangeError for what is not a whole number above zero that stays exact */
export function requireAmount(amount: number): void {
  if (!Number.isSafeInteger(amount) || amount <= 0 || amount > MOST)
    throw new RangeError(`not an amount: ${amount}`);
}
