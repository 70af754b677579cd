import { createHash } from 'node:crypto';
import type { UnitLevel } from './unit-record.js';
import { spellingKey } from './unit-name.js';

/** Before or since the reform of 2025-07-01: the same code may mean another unit on either side. */
export type Era = 'former' | 'current';

const ERA_DIGIT: Readonly<Record<Era, number>> = { former: 1, current: 2 };
const LEVEL_DIGIT: Readonly<Record<UnitLevel, number>> = { province: 1, district: 2, commune: 3 };

/** Between coded ids (7 digits) and named ids (10 digits): free for the units that administrators enter. */
export const FREE_IDS = { first: 10_000_000, last: 999_999_999 } as const;

const FIRST_NAMED_ID = 1_000_000_000;
const CODE = /^\d{2,5}$/;

/**
 * The id of a unit that has an official code: era, level, code. The commune 31051 since the reform is 2331051,
 * the one before it 1331051.
 *
 * No id depends on any other unit, nor on order or count, so a correction of the data renumbers nobody.
 * All ids fit a 32-bit integer column.
 *
 * @param code 2 to 5 digits
 * @throws RangeError when the code has another shape
 */
export function codedUnitId(era: Era, level: UnitLevel, code: string): number {
  if (!CODE.test(code)) throw new RangeError(`not an administrative code: ${JSON.stringify(code)}`);
  return ERA_DIGIT[era] * 1_000_000 + LEVEL_DIGIT[level] * 100_000 + Number(code);
}

/**
 * The id of a former unit that the source knows by name alone: 30 bits of the SHA-256 of its level and its
 * names from the province down. Another spelling of the same names gives the same id; a code found later is
 * an attribute and leaves it. Two units that met in one id would be found when the data set is built.
 *
 * @param path names from the province down to the unit: ['Tỉnh Kiên Giang', 'Huyện Vĩnh Thuận']
 */
export function namedUnitId(level: UnitLevel, path: readonly string[]): number {
  const key = [level, ...path.map(spellingKey)].join('/');
  const hash = createHash('sha256').update(key, 'utf8').digest().readUInt32BE(0);
  return FIRST_NAMED_ID + (hash >>> 2);
}
