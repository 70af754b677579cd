import { Injectable } from '@nestjs/common';
import type { WorkingCalendar } from '../law/calendar.js';
import type { Tx } from '../platform/database/tx.js';
import { effectiveCalendar, type EnteredDay } from './effective-calendar.js';

interface EnteredCalendar {
  readonly days: readonly EnteredDay[];
  readonly years: readonly number[];
}

/** The working calendar as this transaction sees it, for whoever counts a deadline. */
@Injectable()
export class Calendar {
  /**
   * Read anew each time, in one statement: a handful of rows a year. A cache would need a statement of its own to
   * learn whether another process has changed them.
   */
  async forTx(tx: Tx): Promise<WorkingCalendar> {
    const entered = await tx.one<EnteredCalendar>(ENTERED);
    return effectiveCalendar(entered?.days ?? [], entered?.years ?? []);
  }
}

const ENTERED = `
  select
    coalesce((select json_agg(json_build_object('date', day, 'kind', kind, 'nameVi', name_vi, 'nameEn', name_en,
      'act', act, 'mark', mark)) from calendar_day where superseded_at is null), '[]') as days,
    array(select year from calendar_year) as years`;
