import { v7 as uuidv7 } from 'uuid';
import type { DateOnly } from '../law/date.js';
import type { Tx } from '../platform/database/tx.js';
import type { EnteredDay } from './effective-calendar.js';

/** One entry of an administrator, in effect or superseded. */
export interface CalendarEntry extends EnteredDay {
  readonly id: string;
  readonly reason: string | null;
  readonly enteredAt: Date;
  readonly supersededAt: Date | null;
}

export interface YearDeclaration {
  readonly act: string;
  readonly declaredAt: Date;
}

const ENTRY = `select id, day as date, kind, name_vi as "nameVi", name_en as "nameEn", act, mark, reason,
  entered_at as "enteredAt", superseded_at as "supersededAt" from calendar_day`;

/** Every entry for the days of a year, in the order of days, the oldest of a day first. */
export async function entriesOfYear(tx: Tx, year: number): Promise<readonly CalendarEntry[]> {
  return tx.query<CalendarEntry>(
    `${ENTRY} where day between make_date($1, 1, 1) and make_date($1, 12, 31) order by day, entered_at, id`,
    [year],
  );
}

/** The entry in effect for a day, locked: of two corrections at once the second finds the first. */
export async function lockEntryOf(tx: Tx, date: DateOnly): Promise<CalendarEntry | null> {
  return tx.one<CalendarEntry>(`${ENTRY} where day = $1 and superseded_at is null for update`, [date]);
}

export interface NewEntry extends EnteredDay {
  readonly reason: string | null;
  readonly replacesId: string | null;
  readonly enteredBy: string;
}

/** Adds an entry and takes the replaced one out of effect. @returns the entry as it is kept */
export async function addEntry(tx: Tx, entry: NewEntry): Promise<CalendarEntry> {
  const id = uuidv7();
  const { date, kind, nameVi, nameEn, act, mark, reason, replacesId, enteredBy } = entry;
  if (replacesId) await tx.query('update calendar_day set superseded_at = now() where id = $1', [replacesId]);
  await tx.query(
    `insert into calendar_day (id, day, kind, name_vi, name_en, act, mark, reason, replaces_id, entered_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [id, date, kind, nameVi, nameEn, act, mark, reason, replacesId, enteredBy],
  );
  return { id, date, kind, nameVi, nameEn, act, mark, reason, enteredAt: tx.realNow, supersededAt: null };
}

export async function declarationOf(tx: Tx, year: number): Promise<YearDeclaration | null> {
  return tx.one<YearDeclaration>(
    `select act, declared_at as "declaredAt" from calendar_year where year = $1`,
    [year],
  );
}

export async function addDeclaration(tx: Tx, year: number, act: string, by: string): Promise<void> {
  await tx.query('insert into calendar_year (year, act, declared_by) values ($1, $2, $3)', [year, act, by]);
}
