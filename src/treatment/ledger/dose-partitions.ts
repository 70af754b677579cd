import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { defineJob, HandlesJob, type JobPayload } from '../../platform/jobs/job.js';
import { defineSystemActor, type SystemActor } from '../../platform/security/actor.js';

export const DOSE_KEEPER = defineSystemActor('dose-keeper');
const MONTHS_AHEAD = 3;

const PREPARE_MONTHS = defineJob({
  name: 'treatment.prepare-partitions',
  actor: DOSE_KEEPER,
  repeat: { everyMs: 86_400_000 },
});

/** Makes the ledger's months ahead, by the function that makes the audit's. */
@Injectable()
export class DosePartitions {
  constructor(private readonly database: Database) {}

  @HandlesJob(PREPARE_MONTHS)
  async prepare(_payload: JobPayload, actor: SystemActor): Promise<void> {
    await this.database.write(actor, (tx) =>
      tx.query('select app.ensure_dose_partitions($1)', [MONTHS_AHEAD]),
    );
  }
}
