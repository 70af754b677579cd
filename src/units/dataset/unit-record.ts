import { dateOnly, type DateOnly } from '../../law/date.js';

export type UnitLevel = 'province' | 'district' | 'commune';

export type UnitType =
  | 'tinh'
  | 'thanh-pho-trung-uong'
  | 'huyen'
  | 'quan'
  | 'thi-xa'
  | 'thanh-pho'
  | 'xa'
  | 'phuong'
  | 'thi-tran'
  | 'dac-khu'
  | 'unknown';

/**
 * confirmed: the source gives the unit a code, or a coded unit stands in it.
 * name-only: the source only mentions the name. Most of these had ended before the reform (docs/units-data.md
 * says how we know), on a day that the source does not give: validTo is then the latest day possible, and a
 * list as of a day must leave them out unless asked for.
 */
export type UnitStanding = 'confirmed' | 'name-only';

/**
 * One unit under one arrangement: its code, name and parent are the same on every day of its validity.
 *
 * Every unit of the eve of the reform is therefore a record of its own, also when nothing but the parent
 * changed: all communes went from a district to a province on that day, and a record that spanned it would
 * have two parents and make each as-of query an exception. That a legal unit lived on is said by a succession
 * of kind 'continues'.
 */
export interface UnitRecord {
  /** Our own, stable across runs, databases and later corrections: see unit-id.ts. */
  readonly id: number;
  /** Official code, reused by the state with new meaning: never a key. Null where the source gives none. */
  readonly code: string | null;
  readonly level: UnitLevel;
  readonly type: UnitType;
  /** Full name, NFC: 'Xã Vĩnh Phong'. */
  readonly name: string;
  /** 'Vĩnh Phong'; the full name where the rest is a number ('Phường 12'). */
  readonly shortName: string;
  readonly parentId: number | null;
  /** Null: before our records. */
  readonly validFrom: DateOnly | null;
  /** Last day of validity; null: still valid. */
  readonly validTo: DateOnly | null;
  readonly standing: UnitStanding;
}

/**
 * whole: the source names this one successor for the predecessor.
 * part: the predecessor appears under several successors.
 * continues: the same unit lives on, same name (and code, for a commune), one to one.
 */
export type SuccessionKind = 'whole' | 'part' | 'continues';

export interface SuccessionRecord {
  readonly predecessorId: number;
  readonly successorId: number;
  /** First day of the successor. */
  readonly effectiveOn: DateOnly;
  readonly kind: SuccessionKind;
  /** The successor that takes over by default: the only one. Among several none is main: the source is silent. */
  readonly main: boolean;
}

/** QĐ 19/2025/QĐ-TTg: 34 provinces and 3,321 communes from this day, no district level any more. */
export const REFORM_DAY: DateOnly = dateOnly('2025-07-01');
export const EVE_OF_REFORM: DateOnly = dateOnly('2025-06-30');
