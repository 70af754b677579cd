import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { defineJob, HandlesJob, type JobPayload } from '../platform/jobs/job.js';
import { defineSystemActor, type SystemActor } from '../platform/security/actor.js';

export const AUDIT_KEEPER = defineSystemActor('audit-keeper');
const MONTHS_AHEAD = 3;

const PREPARE_PARTITIONS = defineJob({
  name: 'audit.prepare-partitions',
  actor: AUDIT_KEEPER,
  repeat: { everyMs: 86_400_000 },
});

/** Makes the months ahead, so that no row ever has to go to the default partition. */
@Injectable()
export class AuditPartitions {
  constructor(private readonly database: Database) {}

  @HandlesJob(PREPARE_PARTITIONS)
  async prepare(_payload: JobPayload, actor: SystemActor): Promise<void> {
    await this.database.write(actor, (tx) =>
      tx.query('select app.ensure_audit_partitions($1)', [MONTHS_AHEAD]),
    );
  }
}
