import { Injectable, Logger } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Database } from '../../platform/database/database.js';
import { HandlesJob, type JobPayload } from '../../platform/jobs/job.js';
import { METRICS } from '../../platform/observability/metrics.js';
import type { SystemActor } from '../../platform/security/actor.js';
import { CHECK_KEEPERS } from './handover.jobs.js';

const SLICE = 10_000;
const FIRST = '00000000-0000-0000-0000-000000000000';
/** More ids than this are counted and not written out. */
const MOST_NAMED = 50;

const FAULTY = new Gauge({
  name: 'case_files_without_one_keeper',
  help: 'Open files of which the last nightly check could not say for each day who kept them; should be 0',
  registers: [METRICS],
});

interface Slice {
  readonly lastId: string | null;
  readonly lookedAt: number;
  readonly faulty: readonly string[];
}

/** Each night: every open file has had exactly one keeper on each day since it was opened, and has one today. */
@Injectable()
export class KeeperCheck {
  private readonly logger = new Logger(KeeperCheck.name);

  constructor(private readonly database: Database) {}

  @HandlesJob(CHECK_KEEPERS)
  async run(_payload: JobPayload, actor: SystemActor): Promise<void> {
    const faulty = await this.look(actor);
    FAULTY.set(faulty.length);
    if (faulty.length === 0) return;
    const named = faulty.slice(0, MOST_NAMED).join(', ');
    this.logger.error(`${faulty.length} open files without exactly one keeper: ${named}`);
  }

  /** Ids of the files at fault. */
  async look(actor: SystemActor): Promise<readonly string[]> {
    const faulty: string[] = [];
    for (let after: string | null = FIRST; after !== null;) {
      const from: string = after;
      const slice = await this.database.read(actor, (tx) =>
        tx.one<Slice>(
          `select last_id as "lastId", looked_at as "lookedAt", faulty from app.files_without_one_keeper($1, $2)`,
          [from, SLICE],
        ),
      );
      faulty.push(...(slice?.faulty ?? []));
      after = slice?.lookedAt === SLICE ? slice.lastId : null;
    }
    return faulty;
  }
}
