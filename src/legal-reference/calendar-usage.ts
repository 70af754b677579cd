import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';

export interface CalendarChange {
  readonly year: number;
  /** The day that was entered; null where the year was declared complete. */
  readonly calendarDayId: string | null;
  /** The administrator. */
  readonly by: string;
}

/** What follows from a change. Numbers of the whole country, past the administrator's scope. */
export interface CalendarEffect {
  /** Time limits that still run and were counted on this year. */
  readonly open: number;
  /** These, those that were met too late or ended by law by the calendar of before, and those warned of on its days. */
  readonly toRecount: number;
  readonly recountId: string;
}

/** Port: the slice that counts on the calendar, deadlines, hears of each change in the transaction that makes it. */
export interface CalendarUsage {
  changed(tx: Tx, change: CalendarChange): Promise<CalendarEffect>;
}

/** Where that slice makes itself known when it starts; legal-reference/ may not know it. */
@Injectable()
export class CalendarUsages {
  private usage: CalendarUsage | null = null;

  /** @throws Error when a slice counts already: a change is told to one, which answers for what follows */
  register(usage: CalendarUsage): void {
    if (this.usage) throw new Error('Two slices count on the calendar');
    this.usage = usage;
  }

  async changed(tx: Tx, change: CalendarChange): Promise<CalendarEffect> {
    if (!this.usage) throw new Error('Nobody counts on the calendar');
    return this.usage.changed(tx, change);
  }
}
