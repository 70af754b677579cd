import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { defineJob, HandlesJob, type JobPayload } from '../platform/jobs/job.js';
import { defineSystemActor, type SystemActor } from '../platform/security/actor.js';
import { AuditMarks } from './audit-marks.js';
import { ROWS_SEALED, SEAL_NUMBER, SEALS_LOST, UNSEALED_SECONDS } from './audit-seal.metrics.js';
import { BEGINNING, newestSeal, rowsToSeal, SEAL_ROWS, type Ask, type Seal } from './seal.js';
import type { SealedRow } from './sealed-row.js';

/** Its policies: reads every row of the audit, reads and adds seals. */
export const AUDIT_SEALER = defineSystemActor('audit-sealer');

export const SEAL_AUDIT = defineJob({ name: 'audit.seal', actor: AUDIT_SEALER, repeat: 'sweep' });

/** Puts what was written since into the chain of seals. Whoever writes the audit waits for nothing of it. */
@Injectable()
export class AuditSealing {
  private readonly logger = new Logger(AuditSealing.name);
  /** The newest seal that this process has seen. */
  private seen: Pick<Seal, 'number' | 'digest'> | null = null;

  constructor(
    private readonly database: Database,
    private readonly marks: AuditMarks,
  ) {}

  @HandlesJob(SEAL_AUDIT)
  async seal(_payload: JobPayload, actor: SystemActor): Promise<void> {
    while (await this.sealNext(actor));
  }

  /**
   * What was written meanwhile waits for the next sweep: where writers are faster than one turn, each seal would hold a
   * row or two, for as long as they write.
   *
   * @returns whether there is more that was there before
   */
  private async sealNext(actor: SystemActor): Promise<boolean> {
    return this.database.write(actor, async (tx) => {
      const ask: Ask = (sql, parameters) => tx.query(sql, parameters);
      const alone = await isAlone(tx);
      const head = await newestSeal(ask);
      // Also who finds another at it says what waits: that one may never come to an end.
      if (!alone) {
        await this.measureRest(tx, head);
        return false;
      }
      await this.refuseLostSeals(tx, head);
      const found = await rowsToSeal(ask, head ?? BEGINNING);
      const rows = ofOneMonth(found);
      const seal = this.next(head, rows, tx.realNow);
      if (seal) await addSeal(tx, seal);
      await this.measureRest(tx, seal ?? head);
      tx.afterCommit(() => this.tell(seal, seal ?? head));
      return found.length === SEAL_ROWS || found.length > rows.length;
    });
  }

  private next(head: Seal | null, rows: readonly SealedRow[], sealedAt: Date): Seal | null {
    const last = rows.at(-1);
    if (!last) return null;
    const { keyVersion } = this.marks;
    const seal = {
      number: (head?.number ?? 0) + 1,
      month: last.month,
      sealedAt,
      keyVersion,
      ids: rows.map(({ id }) => id),
      marks: Buffer.concat(rows.map((row) => this.marks.mark(keyVersion, row))),
      lastPlace: last.place,
      lastId: last.id,
    };
    return { ...seal, digest: this.marks.digest(seal, head?.digest ?? null) };
  }

  /**
   * Whoever cuts off the end of the chain and changes what stood there would have it sealed anew: not by a process that
   * saw the old end.
   *
   * @throws Error that names the seal
   */
  private async refuseLostSeals(tx: Tx, head: Seal | null): Promise<void> {
    const { seen } = this;
    if (!seen || (head?.number === seen.number && head.digest.equals(seen.digest))) return;
    const found = await tx.one<{ digest: Buffer }>('select digest from public.audit_seal where number = $1', [
      seen.number,
    ]);
    if (found?.digest.equals(seen.digest)) return;
    SEALS_LOST.inc();
    throw new Error(
      `Seal ${seen.number} of the audit (${seen.digest.toString('hex')}) is not there any more: nothing is sealed`,
    );
  }

  private async measureRest(tx: Tx, head: Seal | null): Promise<void> {
    const { lastPlace, lastId } = head ?? BEGINNING;
    const rest = await tx.one<{ seconds: number }>(
      `select extract(epoch from now() - e.at)::float8 as seconds from public.audit_event e
       where (e.place, e.id) > ($1::bigint, $2::uuid) order by e.place, e.id limit 1`,
      [lastPlace, lastId],
    );
    UNSEALED_SECONDS.set(Math.max(0, rest?.seconds ?? 0));
  }

  /** The log is kept elsewhere than the tables: against it the end of the chain can be checked. */
  private tell(seal: Seal | null, head: Seal | null): void {
    if (head) {
      this.seen = head;
      SEAL_NUMBER.set(head.number);
    }
    if (!seal) return;
    ROWS_SEALED.inc(seal.ids.length);
    this.logger.log(
      `Audit sealed: ${seal.ids.length} rows, head ${seal.number}:${seal.digest.toString('hex')}`,
    );
  }
}

/**
 * One at a time; whoever comes second leaves it to the first. By a row that the policies let this part of the program
 * lock alone: an advisory lock could be held by every role that may connect.
 */
async function isAlone(tx: Tx): Promise<boolean> {
  const row = await tx.one('select 1 from public.audit_place_shift for update skip locked');
  return row !== null;
}

/** Months are put away whole: no seal holds rows of two. */
function ofOneMonth(rows: readonly SealedRow[]): readonly SealedRow[] {
  const end = rows.findIndex(({ month }) => month !== rows[0]?.month);
  return end === -1 ? rows : rows.slice(0, end);
}

async function addSeal(tx: Tx, seal: Seal): Promise<void> {
  await tx.query(
    `insert into public.audit_seal (number, month, sealed_at, key_version, ids, marks, last_place, last_id, digest)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      seal.number,
      seal.month,
      seal.sealedAt,
      seal.keyVersion,
      seal.ids,
      seal.marks,
      seal.lastPlace,
      seal.lastId,
      seal.digest,
    ],
  );
}
