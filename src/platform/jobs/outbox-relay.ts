import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { Tx } from '../database/tx.js';
import { defineSystemActor, type SystemActor } from '../security/actor.js';
import { defineJob, HandlesJob, type JobPayload } from './job.js';
import { JobQueue } from './job-queue.js';

export const OUTBOX_RELAY = defineSystemActor('outbox-relay');

/** Repeats the relay for rows whose process died between commit and hand-over. */
const RELAY_SWEEP = defineJob({ name: 'platform.relay-outbox', actor: OUTBOX_RELAY, repeat: 'sweep' });

const BATCH = 500;

interface OutboxRow {
  readonly id: string;
  readonly job: string;
  readonly payload: JobPayload;
  readonly delayMs: number;
}

/**
 * Moves committed outbox rows to the queue. A row is marked only after the queue has taken it, and its id is the
 * job's id, so a crash in between gives the queue the same job again, which it ignores.
 */
@Injectable()
export class OutboxRelay {
  private readonly logger = new Logger(OutboxRelay.name);
  private running: Promise<void> | null = null;
  private again = false;

  constructor(
    private readonly database: Database,
    private readonly queue: JobQueue,
  ) {}

  /** Starts relaying soon; many calls in a row become few transactions. */
  kick(): void {
    this.again = true;
    this.running ??= this.drain();
  }

  /** Resolves when what was kicked has been relayed. */
  async settled(): Promise<void> {
    while (this.running) await this.running;
  }

  @HandlesJob(RELAY_SWEEP)
  async sweep(_payload: JobPayload, actor: SystemActor): Promise<void> {
    while ((await this.relayBatch(actor)) === BATCH);
  }

  private async drain(): Promise<void> {
    try {
      while (this.again) {
        this.again = false;
        await this.sweep({}, OUTBOX_RELAY);
      }
    } catch (error) {
      // The rows are still there: the sweep takes them when database and queue are back.
      this.logger.warn(`Relaying jobs failed: ${error instanceof Error ? error.message : 'unknown'}`);
    } finally {
      // In the same breath as the last look at `again`: a kick in between would be for a run that is over.
      this.running = null;
    }
  }

  private async relayBatch(actor: SystemActor): Promise<number> {
    return this.database.write(actor, async (tx) => {
      const rows = await takeUnrelayed(tx);
      if (rows.length === 0) return 0;
      await this.queue.addAll(
        rows.map((row) => ({ id: row.id, job: row.job, payload: row.payload, delayMs: row.delayMs })),
      );
      await tx.query('update outbox set relayed_at = now() where id = any($1)', [rows.map((row) => row.id)]);
      return rows.length;
    });
  }
}

async function takeUnrelayed(tx: Tx): Promise<OutboxRow[]> {
  return tx.query<OutboxRow>(
    `select id, job, payload, delay_ms::float8 as "delayMs" from outbox
     where relayed_at is null order by id limit ${BATCH} for update skip locked`,
  );
}
