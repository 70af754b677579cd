import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { defineJob, HandlesJob, type JobPayload } from '../platform/jobs/job.js';
import { defineSystemActor, type SystemActor } from '../platform/security/actor.js';

const HOUSEKEEPING = defineSystemActor('identity-housekeeping');

export const FORGET_TRACES = defineJob({
  name: 'identity.housekeeping',
  actor: HOUSEKEEPING,
  repeat: { everyMs: 3_600_000 },
});

/** Forgets what only the machine needed: old failures, places and challenges, and the tokens of sessions that ended long ago. */
@Injectable()
export class IdentityHousekeeping {
  constructor(private readonly database: Database) {}

  @HandlesJob(FORGET_TRACES)
  async forgetTraces(_payload: JobPayload, actor: SystemActor): Promise<void> {
    await this.database.write(actor, async (tx) => {
      await tx.query(`delete from login_failure where last_failed_at < now() - interval '7 days'`);
      await tx.query(`delete from known_place where last_used_at < now() - interval '90 days'`);
      await tx.query(`delete from login_challenge where expires_at < now() - interval '1 day'`);
      await tx.query(
        `delete from refresh_token using session
         where session.id = refresh_token.session_id and session.expires_at < now() - interval '30 days'`,
      );
    });
  }
}
