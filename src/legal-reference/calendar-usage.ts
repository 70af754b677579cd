import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';

/** Port: a slice that counts on the calendar, such as deadlines, says how much hangs on a year of it. */
export interface CalendarUsage {
  /**
   * How many things that still run were counted on the calendar of this year, whosever they are. Asked by the
   * administrator who changes it, in the same transaction; the answer must see past his scope and is a number only.
   */
  openOn(tx: Tx, year: number): Promise<number>;
}

/** Where those slices make themselves known when they start; legal-reference/ may not know them. */
@Injectable()
export class CalendarUsages {
  private readonly usages: CalendarUsage[] = [];

  register(usage: CalendarUsage): void {
    this.usages.push(usage);
  }

  async openOn(tx: Tx, year: number): Promise<number> {
    let open = 0;
    for (const usage of this.usages) open += await usage.openOn(tx, year);
    return open;
  }
}
