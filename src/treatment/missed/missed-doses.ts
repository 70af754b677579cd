import { Injectable, Logger } from '@nestjs/common';
import { addDays, legalDayOf, type DateOnly } from '../../law/date.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { HandlesJob, type JobPayload } from '../../platform/jobs/job.js';
import type { SystemActor } from '../../platform/security/actor.js';
import { MissedDay, type SiteDay } from './missed-day.js';
import { DERIVE_MISSED } from './missed-jobs.js';
import { eachOnce, faultOf, isOutage, MISSED_FAILING } from './missed-failures.js';
import { OrderEnds } from './order-ends.js';
import { PendingDays } from './pending-days.js';
import { keepFailed, keepWaiting } from './pending.queries.js';
import { BATCH, episodesExpected } from './missed.queries.js';
import { closingOf } from '../ledger/ledger-days.js';
import { SITE_COLUMNS, type Site } from './site-days.js';

const TOKENS = 100;
/** Days of one site in one sweep; the next one goes on. A technical bound: no site waits for the long past of another. */
const DAYS_OF_SITE = 200;

/**
 * After closing time: each slot that was ordered and neither given, refused nor held at the window becomes a missed one,
 * and each day on which somebody was expected and did not come a missed day, with all that follows from it. A site's day
 * is looked through once, some hundred persons in a transaction. Who has to be waited for, or fails, is kept apart, so
 * that the day is done for everybody else. A process that dies in between leaves whole batches or none, and the next run
 * goes on there.
 */
@Injectable()
export class MissedDoses {
  private readonly logger = new Logger(MissedDoses.name);

  constructor(
    private readonly database: Database,
    private readonly missed: MissedDay,
    private readonly pending: PendingDays,
    private readonly orderEnds: OrderEnds,
  ) {}

  @HandlesJob(DERIVE_MISSED)
  async run(_payload: JobPayload, actor: SystemActor): Promise<void> {
    await this.endTokens(actor);
    const faults: string[] = [];
    const { sites, now } = await this.database.read(actor, sitesThatGive);
    for (const site of sites)
      try {
        await this.ofSite(actor, site, now);
      } catch (error) {
        if (isOutage(error)) throw error;
        // One site that fails holds up no other: the next run takes it up where it was.
        faults.push(faultOf(error));
      }
    if (faults.length > 0)
      this.logger.error(`Missed doses of ${faults.length} sites were not derived: ${eachOnce(faults)}`);
    MISSED_FAILING.set((await this.pending.run(actor)) + faults.length);
  }

  /** Tokens whose day has passed, one transaction for each: nobody waits for more than one person's. */
  private async endTokens(actor: SystemActor): Promise<void> {
    const faults: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const from: string | null = after;
      const ids: readonly { id: string; today: DateOnly }[] = await this.database.read(actor, (tx) =>
        endedTokens(tx, from),
      );
      for (const { id, today } of ids)
        try {
          await this.database.write(actor, (tx) =>
            tx.query('select app.end_dose_token($1, $2)', [id, today]),
          );
        } catch (error) {
          faults.push(faultOf(error));
        }
      after = ids.at(-1)?.id ?? null;
      more = ids.length === TOKENS;
    }
    if (faults.length > 0)
      this.logger.error(
        `${faults.length} tokens of a day that is over were not released: ${eachOnce(faults)}`,
      );
  }

  private async ofSite(actor: SystemActor, site: Site, now: Date): Promise<void> {
    let day = site.derivedUntil === null ? site.fromOn : addDays(site.derivedUntil, 1);
    for (
      let left = DAYS_OF_SITE;
      left > 0 && closingOf(day, site.closesAt) <= now;
      day = addDays(day, 1), left -= 1
    )
      await this.ofDay(actor, { site, day, until: day });
  }

  private async ofDay(actor: SystemActor, day: SiteDay): Promise<void> {
    for (let after: string | null = null, done = false; !done;) {
      const from: string | null = after;
      const looked: Looked = await this.database
        .write(actor, (tx) => this.batch(tx, day, from))
        // Somebody of the batch fails: each for himself, and who fails again is kept apart.
        .catch(() => this.oneByOne(actor, day, from));
      ({ last: after, done } = looked);
    }
  }

  private async batch(tx: Tx, day: SiteDay, after: string | null): Promise<Looked> {
    const { last, looked, waiting } = await this.missed.derive(tx, day, { after });
    await keepWaiting(tx, day, waiting);
    return this.ended(tx, day, last, looked);
  }

  private async oneByOne(actor: SystemActor, day: SiteDay, after: string | null): Promise<Looked> {
    const { site } = day;
    const closing = closingOf(day.day, site.closesAt);
    const episodes = await this.database.read(actor, (tx) =>
      episodesExpected(tx, site.siteId, day.day, closing, { after }),
    );
    const faults: string[] = [];
    for (const { episodeId } of episodes)
      try {
        await this.database.write(actor, async (tx) => {
          const { waiting } = await this.missed.derive(tx, day, { named: [episodeId] });
          await keepWaiting(tx, day, waiting);
        });
      } catch (error) {
        faults.push(faultOf(error));
        await this.database.write(actor, (tx) => keepFailed(tx, day, episodeId));
      }
    if (faults.length > 0)
      this.logger.error(`Missed doses of ${faults.length} persons of a day wait: ${eachOnce(faults)}`);
    return this.database.write(actor, (tx) =>
      this.ended(tx, day, episodes.at(-1)?.episodeId ?? null, episodes.length),
    );
  }

  /** The day of the site is done with the last of its persons. */
  private async ended(tx: Tx, { site, day }: SiteDay, last: string | null, looked: number): Promise<Looked> {
    const done = looked < BATCH;
    if (!done) return { last, done };
    await this.orderEnds.tell(tx, site.siteId, day);
    await tx.execute(
      `update dosing_site set derived_until = $2
       where site_id = $1 and (derived_until is null or derived_until < $2)`,
      [site.siteId, day],
    );
    return { last, done };
  }
}

interface Looked {
  /** The episode up to which the site was looked through. */
  readonly last: string | null;
  readonly done: boolean;
}

async function sitesThatGive(tx: Tx): Promise<{ readonly sites: readonly Site[]; readonly now: Date }> {
  const sites = await tx.query<Site>(`select ${SITE_COLUMNS} from dosing_site s order by s.site_id`);
  return { sites, now: tx.now };
}

async function endedTokens(
  tx: Tx,
  after: string | null,
): Promise<readonly { readonly id: string; readonly today: DateOnly }[]> {
  const today = legalDayOf(tx.now);
  const rows = await tx.query<{ id: string }>(
    `select t.id from dose_token t
     where t.day < $1 and t.used_at is null and t.released_at is null and ($2::uuid is null or t.id > $2)
     order by t.id limit ${TOKENS}`,
    [today, after],
  );
  return rows.map(({ id }) => ({ id, today }));
}
