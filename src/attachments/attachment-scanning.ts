import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { HandlesJob, type JobPayload } from '../platform/jobs/job.js';
import { Outbox } from '../platform/jobs/outbox.js';
import type { SystemActor } from '../platform/security/actor.js';
import type { AttachmentStatus } from './attachment.js';
import { SCAN_ATTACHMENT, SCAN_WAITING } from './attachment.jobs.js';
import { AttachmentVault, type KeptContent } from './attachment-vault.js';
import { SCANNER, type Scanner } from './scanner.js';

const BATCH = 100;

/**
 * Decides what leaves the quarantine. Where a scanner was configured later, what was never scanned follows bit by bit;
 * where it was taken away, what still waits is marked as never scanned, and each answer says so.
 */
@Injectable()
export class AttachmentScanning {
  constructor(
    private readonly database: Database,
    private readonly vault: AttachmentVault,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    @Inject(SCANNER) private readonly scanner: Scanner | null,
  ) {}

  /** @throws Error when there was no verdict: the queue repeats it, later the sweep */
  @HandlesJob(SCAN_ATTACHMENT)
  async scan({ attachmentId: id }: { readonly attachmentId: string }, actor: SystemActor): Promise<void> {
    const waiting = await this.database.write(actor, (tx) => noteAttempt(tx, id));
    if (!waiting) return;
    const verdict = this.scanner ? await this.scanner.scan(this.vault.open(waiting)) : null;
    await this.database.write(actor, async (tx) => {
      const status: AttachmentStatus = verdict?.outcome ?? 'unscanned';
      const finding = verdict?.outcome === 'infected' ? verdict.finding : null;
      if (!(await decide(tx, id, status, finding))) return;
      await this.audit.record(tx, {
        action: 'attachments.attachment.scan',
        subject: { kind: 'attachment', id },
        detail: { status, finding },
      });
    });
  }

  @HandlesJob(SCAN_WAITING)
  async askForWaiting(_payload: JobPayload, actor: SystemActor): Promise<void> {
    await this.database.write(actor, async (tx) => {
      const waiting = await waitingIds(tx, this.scanner ? ['quarantined', 'unscanned'] : ['quarantined']);
      await this.outbox.addAll(
        tx,
        SCAN_ATTACHMENT,
        waiting.map((attachmentId) => ({ payload: { attachmentId } })),
      );
    });
  }
}

const WAITING = `a.status in ('quarantined', 'unscanned')`;

/** Null where it has been decided meanwhile. */
async function noteAttempt(tx: Tx, id: string): Promise<KeptContent | null> {
  return tx.one<KeptContent>(
    `update attachment a set scan_tried_at = now() where a.id = $1 and ${WAITING}
     returning a.storage_key as "storageKey", a.size::float8 as size`,
    [id],
  );
}

/** @returns false where nothing changed */
async function decide(
  tx: Tx,
  id: string,
  status: AttachmentStatus,
  finding: string | null,
): Promise<boolean> {
  const changed = await tx.execute(
    `update attachment a set status = $2, finding = $3, version = version + 1,
       scanned_at = case when $2 = 'unscanned' then null else now() end
     where a.id = $1 and ${WAITING} and a.status <> $2`,
    [id, status, finding],
  );
  return changed > 0;
}

/** Those whose job was lost, and once an hour those that gave no verdict. */
async function waitingIds(tx: Tx, statuses: readonly AttachmentStatus[]): Promise<readonly string[]> {
  const rows = await tx.query<{ id: string }>(
    `select a.id from attachment a where ${WAITING} and a.status = any($1)
       and coalesce(a.scan_tried_at + interval '1 hour', a.recorded_at + interval '5 minutes') < now()
     order by a.scan_tried_at nulls first, a.id limit ${BATCH}`,
    [statuses],
  );
  return rows.map(({ id }) => id);
}
