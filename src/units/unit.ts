import { isWithin, type DateOnly } from '../law/date.js';
import type { SuccessionRecord, UnitRecord } from './dataset/unit-record.js';

/** An administrative unit as the database has it, the dataset's and those entered since. */
export type Unit = UnitRecord;

export interface Succession extends SuccessionRecord {
  /** Number of the act; null where the sources do not tell it. */
  readonly act: string | null;
}

/** Columns of `unit u` as a Unit. */
export const UNIT_COLUMNS = `u.id, u.code, u.level, u.type, u.name, u.short_name as "shortName",
  u.parent_id as "parentId", u.valid_from as "validFrom", u.valid_to as "validTo", u.standing`;

// Sorts before every day that the system handles: a unit from before our records has no first day.
const BEFORE_RECORDS = '0001-01-01' as DateOnly;

/** True when the unit stands on the day; its first and last day included. */
export function standsOn({ validFrom, validTo }: Unit, day: DateOnly): boolean {
  return isWithin(day, validFrom ?? BEFORE_RECORDS, validTo);
}
