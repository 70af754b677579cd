import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { problem } from '../platform/errors/problem.js';
import { HandlesJob, type JobPayload } from '../platform/jobs/job.js';
import type { SystemActor } from '../platform/security/actor.js';
import { CLEAN_UP_UPLOADS } from './attachment.jobs.js';
import { AttachmentVault } from './attachment-vault.js';
import { P } from './attachments.problems.js';

const BATCH = 20;

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

  @HandlesJob(CLEAN_UP_UPLOADS)
  async cleanUp(_payload: JobPayload, actor: SystemActor): Promise<void> {
    while ((await this.removeSome(actor)) === BATCH);
  }

  /** Removed while the rows are held: an error keeps them for the next time. */
  private async removeSome(actor: SystemActor): Promise<number> {
    return this.database.write(actor, async (tx) => {
      const lost = await tx.query<{ storageKey: string }>(
        `delete from attachment_upload where storage_key in (
           select storage_key from attachment_upload where started_at < now() - interval '6 hours'
           order by started_at limit ${BATCH})
         returning storage_key as "storageKey"`,
      );
      for (const { storageKey } of lost) await this.vault.remove(storageKey);
      return lost.length;
    });
  }
}
