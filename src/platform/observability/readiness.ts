import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { KeyRingCheck } from '../database/key-ring-check.js';
import { JobQueue } from '../jobs/job-queue.js';
import { within } from '../jobs/within.js';

export type Part = 'database' | 'queue' | 'keys';

/** How long a part may take to answer before it counts as away. */
const ANSWER_WITHIN_MS = 2_000;
/** How old an answer may be: a probe that anybody may send must not be a way to load the database. */
const GOOD_FOR_MS = 250;

/** Whether what the service stands on can be reached, and its keys open what is stored. */
@Injectable()
export class Readiness {
  private latest: { readonly parts: Promise<readonly Part[]>; readonly until: number } | null = null;

  constructor(
    private readonly dataSource: DataSource,
    private readonly queue: JobQueue,
    private readonly keys: KeyRingCheck,
  ) {}

  /** @returns the parts that do not answer */
  async missing(): Promise<readonly Part[]> {
    if (this.latest && performance.now() < this.latest.until) return this.latest.parts;
    const latest = { parts: this.ask(), until: Infinity };
    this.latest = latest;
    const parts = await latest.parts;
    latest.until = performance.now() + GOOD_FOR_MS;
    return parts;
  }

  private async ask(): Promise<readonly Part[]> {
    const asked = await Promise.all([
      answers('database', () => this.dataSource.query('select 1')),
      answers('queue', () => this.queue.ping()),
    ]);
    const away = asked.filter((part) => part !== null);
    return away.includes('database') || (await this.keysHold()) ? away : [...away, 'keys'];
  }

  /** Another process may have begun to seal with a key that this one was never given. Unknown is no fault of the keys. */
  private async keysHold(): Promise<boolean> {
    return within(ANSWER_WITHIN_MS, 'keys', this.keys.holdAll()).catch(() => true);
  }
}

/** The part when it does not answer, null when it does. */
async function answers(part: Part, ask: () => Promise<unknown>): Promise<Part | null> {
  return within(ANSWER_WITHIN_MS, part, ask()).then(
    () => null,
    () => part,
  );
}
