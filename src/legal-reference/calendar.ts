import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';
import { effectiveCalendar, type EffectiveCalendar, type EnteredDay } from './effective-calendar.js';

interface EnteredCalendar {
  readonly days: readonly EnteredDay[];
  readonly years: readonly number[];
  readonly versions: Readonly<Record<string, number>>;
}

/** The working calendar as this transaction sees it, for whoever counts a deadline. */
@Injectable()
export class Calendar {
  /**
   * Read anew each time, in one statement: a handful of rows a year. A cache would need a statement of its own to
   * learn whether another process has changed them.
   */
  async forTx(tx: Tx): Promise<EffectiveCalendar> {
    const entered = await tx.one<EnteredCalendar>(ENTERED);
    return effectiveCalendar(entered?.days ?? [], entered?.years ?? [], entered?.versions);
  }
}

const ENTERED = `
  select
    coalesce((select json_agg(json_build_object('date', day, 'kind', kind, 'nameVi', name_vi, 'nameEn', name_en,
      'act', act, 'mark', mark)) from calendar_day where superseded_at is null), '[]') as days,
    array(select year from calendar_year) as years,
    coalesce((select json_object_agg(year, app.calendar_version(year)) from (
      select extract(year from day)::integer from calendar_day union select year from calendar_year) as touched (year)),
      '{}') as versions`;
