import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { problem } from '../platform/errors/problem.js';
import { HandlesJob, type JobPayload } from '../platform/jobs/job.js';
import type { SystemActor } from '../platform/security/actor.js';
import { CLEAN_UP_UPLOADS } from './attachment.jobs.js';
import { AttachmentVault } from './attachment-vault.js';
import { P } from './attachments.problems.js';

const BATCH = 1_000;

/**
 * Knows of each content before the storage has a byte of it. Attaching takes the row away in its own transaction; what
 * still has one after six hours nobody attached, and the job removes it. Both delete the same row, so of two only one
 * comes through: no attached content is ever removed.
 */
@Injectable()
export class Uploads {
  constructor(
    private readonly database: Database,
    private readonly vault: AttachmentVault,
  ) {}

  async announce(tx: Tx, storageKey: string, userId: string): Promise<void> {
    await tx.execute('insert into attachment_upload (storage_key, user_id) values ($1, $2)', [
      storageKey,
      userId,
    ]);
  }

  /** @throws Problem 409 when the content was given up meanwhile */
  async finish(tx: Tx, storageKey: string): Promise<void> {
    if ((await this.forget(tx, storageKey)) === 0) throw problem(P.uploadLost);
  }

  async forget(tx: Tx, storageKey: string): Promise<number> {
    return tx.execute('delete from attachment_upload where storage_key = $1', [storageKey]);
  }

  /** @throws Error when contents could not be removed: they keep their rows for the next time, and hold up no other */
  @HandlesJob(CLEAN_UP_UPLOADS)
  async cleanUp(_payload: JobPayload, actor: SystemActor): Promise<void> {
    const lost = await this.database.write(actor, (tx) => lostKeys(tx));
    const failures: unknown[] = [];
    for (const storageKey of lost) {
      await this.removeLost(actor, storageKey).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) {
      throw new Error(`${failures.length} contents were not removed`, { cause: failures[0] });
    }
  }

  /** Removed while the row is held: an error keeps it. */
  private async removeLost(actor: SystemActor, storageKey: string): Promise<void> {
    await this.database.write(actor, async (tx) => {
      if ((await this.forget(tx, storageKey)) > 0) await this.vault.remove(storageKey);
    });
  }
}

/** In any order: what cannot be removed must not stand before the rest for ever. */
async function lostKeys(tx: Tx): Promise<readonly string[]> {
  const rows = await tx.query<{ storageKey: string }>(
    `select storage_key as "storageKey" from attachment_upload where started_at < now() - interval '6 hours'
     order by random() limit ${BATCH}`,
  );
  return rows.map(({ storageKey }) => storageKey);
}
