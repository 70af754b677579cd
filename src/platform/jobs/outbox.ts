import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Tx } from '../database/tx.js';
import type { JobDefinition, JobPayload } from './job.js';
import { OutboxRelay } from './outbox-relay.js';

/**
 * Jobs asked for by a use case: rows of its transaction, so that a job exists if and only if its cause does.
 * They are handed to the queue right after the commit, and by the sweep should that fail.
 */
@Injectable()
export class Outbox {
  constructor(private readonly relay: OutboxRelay) {}

  /** @param runAt legal time before which the job has nothing to do; the queue's delay is only a hint */
  async add<P extends JobPayload>(tx: Tx, job: JobDefinition<P>, payload: P, runAt?: Date): Promise<void> {
    await this.addAll(tx, job, [{ payload, runAt }]);
  }

  /** As `add`, for several jobs of one kind in one statement. */
  async addAll<P extends JobPayload>(
    tx: Tx,
    job: JobDefinition<P>,
    entries: readonly { readonly payload: P; readonly runAt?: Date }[],
  ): Promise<void> {
    if (entries.length === 0) return;
    const rows = entries.map((entry) => ({
      id: uuidv7(),
      payload: entry.payload,
      delay_ms: entry.runAt ? Math.max(0, entry.runAt.getTime() - tx.now.getTime()) : 0,
    }));
    tx.sendAhead(
      `insert into outbox (id, job, payload, delay_ms)
       select id, $1, payload, delay_ms from jsonb_to_recordset($2::jsonb) as row(id uuid, payload jsonb, delay_ms bigint)`,
      [job.name, JSON.stringify(rows)],
    );
    tx.afterCommit(() => this.relay.kick());
  }
}
