import { Injectable, type OnModuleInit } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import {
  CalendarUsages,
  type CalendarChange,
  type CalendarEffect,
  type CalendarUsage,
} from '../legal-reference/calendar-usage.js';
import type { Tx } from '../platform/database/tx.js';
import { Outbox } from '../platform/jobs/outbox.js';
import { RECOUNT_DEADLINES } from './reminder.jobs.js';

/** Deadlines hang on the calendar of the years on whose days off they were counted: a change has them counted anew. */
@Injectable()
export class DeadlineCalendarUsage implements CalendarUsage, OnModuleInit {
  constructor(
    private readonly usages: CalendarUsages,
    private readonly outbox: Outbox,
  ) {}

  onModuleInit(): void {
    this.usages.register(this);
  }

  async changed(tx: Tx, { year, calendarDayId, by }: CalendarChange): Promise<CalendarEffect> {
    const { open, toRecount } = (await tx.one<{ open: number; toRecount: number }>(
      'select open, to_recount as "toRecount" from app.count_deadlines_of_year($1)',
      [year],
    )) ?? { open: 0, toRecount: 0 };
    const id = uuidv7();
    await tx.execute(
      `insert into calendar_recount (id, year, calendar_day_id, requested_by, total) values ($1, $2, $3, $4, $5)`,
      [id, year, calendarDayId, by, toRecount],
    );
    await this.outbox.add(tx, RECOUNT_DEADLINES, {});
    return { open, toRecount, recountId: id };
  }
}
