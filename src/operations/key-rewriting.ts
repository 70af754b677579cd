import { Injectable, Logger } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { BlindIndex } from '../platform/crypto/blind-index.js';
import { ColumnCipher, type CipherPlace } from '../platform/crypto/column-cipher.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { HandlesJob, type JobPayload } from '../platform/jobs/job.js';
import type { SystemActor } from '../platform/security/actor.js';
import { ROTATE_KEYS } from './key-rotation.jobs.js';

interface Step {
  readonly rotationId: string;
  readonly place: string;
  readonly columnVersion: number;
  readonly indexVersion: number;
  readonly counted: boolean;
  readonly afterId: string | null;
  readonly failed: number;
}

interface SealedValue {
  readonly id: string;
  readonly sealed: Buffer;
  /** Purpose of its fingerprint; null where it has none. */
  readonly kind: string | null;
}

interface Rewritten {
  readonly id: string;
  readonly old: Buffer;
  readonly sealed: Buffer;
  readonly print: Buffer | null;
}

const BATCH = 200;

/**
 * Rewrites what other keys have sealed, some rows in each transaction: killed at any moment it goes on where it was.
 * A place is finished when a pass from its beginning finds nothing more.
 */
@Injectable()
export class KeyRewriting {
  private readonly logger = new Logger(KeyRewriting.name);

  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly cipher: ColumnCipher,
    private readonly index: BlindIndex,
  ) {}

  @HandlesJob(ROTATE_KEYS)
  async rotate(_payload: JobPayload, actor: SystemActor): Promise<void> {
    while (await this.database.write(actor, (tx) => this.goOn(tx)));
  }

  /** @returns whether there may be more */
  private async goOn(tx: Tx): Promise<boolean> {
    const step = await tx.one<Step>(NEXT_STEP);
    if (!step) return this.finish(tx);
    if (step.columnVersion !== this.cipher.keyVersion || step.indexVersion !== this.index.keyVersion)
      throw new Error(
        'This process writes with other keys than those of the rotation: give it the same keys',
      );
    if (!step.counted) await count(tx, step);
    else await this.rewrite(tx, step);
    return true;
  }

  private async rewrite(tx: Tx, step: Step): Promise<void> {
    const rows = await valuesAfter(tx, step, step.afterId, BATCH);
    const last = rows.at(-1);
    if (!last) return this.endPass(tx, step);
    const anew = rows.flatMap((row) => this.sealedAnew(step, row) ?? []);
    const { changed } = (await tx.one<{ changed: number }>(
      'select app.seal_anew($1, $2, $3, $4, $5, $6) as changed',
      [
        step.place,
        anew.map(({ id }) => id),
        anew.map(({ old }) => old),
        anew.map(({ sealed }) => sealed),
        anew.map(({ print }) => print),
        step.indexVersion,
      ],
    )) ?? { changed: 0 };
    await tx.query(
      `update key_rotation_step set done = done + $3, failed = failed + $4, after_id = $5
       where rotation_id = $1 and place = $2`,
      [step.rotationId, step.place, changed, rows.length - anew.length, last.id],
    );
  }

  /** A row may have come behind the place where the pass was: there is another one, unless none is left to rewrite. */
  private async endPass(tx: Tx, step: Step): Promise<void> {
    const [left] = step.failed > 0 ? [] : await valuesAfter(tx, step, null, 1);
    await tx.query(
      `update key_rotation_step set after_id = null, finished_at = case when $3 then null else now() end
       where rotation_id = $1 and place = $2`,
      [step.rotationId, step.place, left !== undefined],
    );
  }

  private sealedAnew({ place, indexVersion }: Step, { id, sealed, kind }: SealedValue): Rewritten | null {
    try {
      const where = placeOf(place, id);
      const plain = this.cipher.decrypt(sealed, where);
      const print = kind === null ? null : this.index.index(kind, plain);
      if (print && print.keyVersion !== indexVersion) throw new Error('Another key writes fingerprints');
      return { id, old: sealed, sealed: this.cipher.encrypt(plain, where), print: print?.value ?? null };
    } catch {
      this.logger.error(`${place} of the row ${id} is opened by no key: it stays as it is`);
      return null;
    }
  }

  private async finish(tx: Tx): Promise<false> {
    const finished = await tx.execute(
      `update key_rotation r set finished_at = now() where finished_at is null and superseded_at is null
         and not exists (select from key_rotation_step s where s.rotation_id = r.id and s.finished_at is null)`,
    );
    if (finished > 0) await this.audit.record(tx, { action: 'keys.rotation.finished' });
    return false;
  }
}

/**
 * Held until the end of the transaction; another worker takes another place meanwhile, and nobody supersedes the
 * rotation before.
 */
const NEXT_STEP = `
  select s.rotation_id as "rotationId", s.place, r.column_key_version as "columnVersion",
    r.index_key_version as "indexVersion", s.total is not null as counted, s.after_id as "afterId",
    s.failed::float8 as failed
  from key_rotation_step s join key_rotation r on r.id = s.rotation_id
  where s.finished_at is null and r.finished_at is null and r.superseded_at is null
  order by s.place limit 1 for update of s skip locked for share of r`;

/** All of a table is read once for it. */
async function count(tx: Tx, { rotationId, place, columnVersion, indexVersion }: Step): Promise<void> {
  await tx.query(`set local statement_timeout = '10min'`);
  await tx.query(
    `update key_rotation_step set total = app.count_of_other_keys($2, $3, $4)
     where rotation_id = $1 and place = $2`,
    [rotationId, place, columnVersion, indexVersion],
  );
}

async function valuesAfter(
  tx: Tx,
  { place, columnVersion, indexVersion }: Step,
  afterId: string | null,
  most: number,
): Promise<readonly SealedValue[]> {
  await tx.query(`set local statement_timeout = '10min'`);
  return tx.query<SealedValue>('select id, sealed, kind from app.sealed_by_other_keys($1, $2, $3, $4, $5)', [
    place,
    columnVersion,
    indexVersion,
    afterId,
    most,
  ]);
}

function placeOf(place: string, row: string): CipherPlace {
  const [table = '', column = ''] = place.split('.');
  return { table, column, row };
}
