import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import type { SystemActor } from '../../platform/security/actor.js';
import { MissedDay } from './missed-day.js';
import { eachOnce, faultOf } from './missed-failures.js';
import { BATCH } from './missed.queries.js';
import { duePending, endPending, failing, lockPending, putOff, type Pending } from './pending.queries.js';

/**
 * Days that were kept apart from their site's: nobody is waited for any more, it is time to try again, or a dose was taken
 * back. Each of these is derived as on its own evening. Of a day on which nobody expected him, as the site says afterwards,
 * what was derived is taken back. The run is counted up to the last day that the site has done.
 */
@Injectable()
export class PendingDays {
  private readonly logger = new Logger(PendingDays.name);

  constructor(
    private readonly database: Database,
    private readonly missed: MissedDay,
  ) {}

  /** @returns how many days have failed so far */
  async run(actor: SystemActor): Promise<number> {
    const faults: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const from: string | null = after;
      const due: readonly Pending[] = await this.database.read(actor, (tx) => duePending(tx, from));
      for (const day of bySiteAndDay(due)) faults.push(...(await this.ofDay(actor, day)));
      after = due.at(-1)?.id ?? null;
      more = due.length === BATCH;
    }
    if (faults.length > 0)
      this.logger.error(`Missed doses of ${faults.length} days wait longer: ${eachOnce(faults)}`);
    return this.database.read(actor, failing);
  }

  /** @returns what failed; one that fails holds up no other */
  private async ofDay(actor: SystemActor, rows: readonly Pending[]): Promise<readonly string[]> {
    try {
      await this.database.write(actor, (tx) => this.derive(tx, rows));
      return [];
    } catch (error) {
      const [only, ...others] = rows;
      if (!only) return [];
      if (others.length > 0) {
        const faults: string[] = [];
        for (const row of rows) faults.push(...(await this.ofDay(actor, [row])));
        return faults;
      }
      await this.database.write(actor, (tx) => putOff(tx, only));
      return [faultOf(error)];
    }
  }

  /** @param rows of one site and day */
  private async derive(tx: Tx, rows: readonly Pending[]): Promise<void> {
    const mine = await lockPending(
      tx,
      rows.map(({ id }) => id),
    );
    const taken = rows.filter(({ id }) => mine.has(id));
    const [first] = taken;
    if (!first) return;
    const { site, day } = first;
    const named = [...new Set(taken.map(({ episodeId }) => episodeId))];
    const until = site.derivedUntil ?? day;
    const { waiting } = await this.missed.derive(tx, { site, day, until }, { named });
    await endPending(
      tx,
      taken.filter(({ episodeId }) => !waiting.includes(episodeId)).map(({ id }) => id),
    );
  }
}

function bySiteAndDay(rows: readonly Pending[]): readonly (readonly Pending[])[] {
  const found = new Map<string, Pending[]>();
  for (const row of rows) {
    const key = `${row.site.siteId} ${row.day}`;
    found.set(key, [...(found.get(key) ?? []), row]);
  }
  return [...found.values()];
}
