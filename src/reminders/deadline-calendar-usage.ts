import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CalendarUsages, type CalendarUsage } from '../legal-reference/calendar-usage.js';
import type { Tx } from '../platform/database/tx.js';

/** Open deadlines hang on the calendar of the years on whose days off they were counted. */
@Injectable()
export class DeadlineCalendarUsage implements CalendarUsage, OnModuleInit {
  constructor(private readonly usages: CalendarUsages) {}

  onModuleInit(): void {
    this.usages.register(this);
  }

  async openOn(tx: Tx, year: number): Promise<number> {
    const row = await tx.one<{ open: number }>('select app.count_deadlines_of_year($1) as open', [year]);
    return row?.open ?? 0;
  }
}
