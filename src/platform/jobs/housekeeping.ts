import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { defineSystemActor, type SystemActor } from '../security/actor.js';
import { defineJob, HandlesJob, type JobPayload } from './job.js';

export const HOUSEKEEPING = defineSystemActor('housekeeping');

const CLEAN_UP = defineJob({
  name: 'platform.housekeeping',
  actor: HOUSEKEEPING,
  repeat: { everyMs: 3_600_000 },
});

/** Forgets what only the machine needed: answers older than 24 hours, jobs handed over a week ago. */
@Injectable()
export class Housekeeping {
  constructor(private readonly database: Database) {}

  @HandlesJob(CLEAN_UP)
  async cleanUp(_payload: JobPayload, actor: SystemActor): Promise<void> {
    await this.database.write(actor, async (tx) => {
      await tx.query(`delete from idempotency_key where created_at < now() - interval '24 hours'`);
      await tx.query(`delete from outbox where relayed_at < now() - interval '7 days'`);
    });
  }
}
