import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { JobQueue } from '../jobs/job-queue.js';
import { knownJobs } from '../jobs/job.js';
import type { UserActor } from '../security/actor.js';

export interface ClockReading {
  readonly legalNow: Date;
  readonly realNow: Date;
  readonly canTravel: boolean;
}

/**
 * Legal time: what deadlines and the law go by. It is the database's clock; in the demo and in tests one row shifts
 * it, for every process at once. Tokens, keys and the audit's recorded moment go by real time always.
 */
@Injectable()
export class LegalClock {
  constructor(
    private readonly database: Database,
    private readonly queue: JobQueue,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Both clocks at this moment, and whether the first can be moved. */
  async read(actor: UserActor): Promise<ClockReading> {
    return this.database.read(actor, async (tx) => ({
      legalNow: tx.now,
      realNow: tx.realNow,
      canTravel: this.config.legalTimeTravel,
    }));
  }

  /**
   * Moves legal time so that it is `instant` now, and lets everything that has become due happen.
   *
   * @throws Error when the database was prepared for a profile in which the clock stands still
   */
  async travelTo(actor: UserActor, instant: Date): Promise<ClockReading> {
    const reading = await this.database.write(actor, async (tx) => {
      const moved = await tx.execute('update legal_clock set shift = $1::timestamptz - now()', [
        instant.toISOString(),
      ]);
      if (moved === 0) throw new Error('The database does not let legal time be moved: prepare it again');
      return { legalNow: instant, realNow: tx.realNow, canTravel: true };
    });
    await this.sweepSoon();
    return reading;
  }

  private async sweepSoon(): Promise<void> {
    const sweeps = knownJobs().filter((job) => job.repeat === 'sweep');
    // Without a queue the clock has moved all the same, and the sweeps come when the queue is back.
    await Promise.allSettled(sweeps.map((job) => this.queue.runSoon(job)));
  }
}
