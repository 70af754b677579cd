import { Injectable } from '@nestjs/common';
import { addDays, laterDay, legalDayOf, type DateOnly } from '../../law/date.js';
import type { Tx } from '../../platform/database/tx.js';
import { Notifications } from '../../reminders/notifications.js';
import { ordersEnding } from './missed.queries.js';

/** Days before the last one of an order at which the site is told. A technical constant of ours: no text names one. */
const ENDING_DAYS = 3;

/** So that nobody comes for a dose that nobody has ordered any more: once for each order that none follows. */
@Injectable()
export class OrderEnds {
  constructor(private readonly notifications: Notifications) {}

  /** @param day of the site that has closed */
  async tell(tx: Tx, siteId: number, day: DateOnly): Promise<void> {
    const until = addDays(day, ENDING_DAYS);
    const from = laterDay(day, legalDayOf(tx.now));
    // A day of long ago: its orders have ended.
    if (from > until) return;
    for (const { orderId, episodeId, code, lastOn } of await ordersEnding(tx, siteId, from, until))
      await this.notifications.raise(tx, {
        ...{ organisationId: siteId, kind: 'treatment.order-ending' },
        onceKey: `treatment.order-ending:${orderId}`,
        subject: { kind: 'case', id: episodeId, code },
        facts: { day: lastOn },
      });
  }
}
