import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../audit/audit-log.js';
import { BlindIndex } from '../platform/crypto/blind-index.js';
import { ColumnCipher } from '../platform/crypto/column-cipher.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { problem } from '../platform/errors/problem.js';
import { sameOrAnew, type ChangeList, type ChangeListQuery } from '../platform/http/change-list.js';
import type { UserActor } from '../platform/security/actor.js';
import { P } from './key-rotation.problems.js';
import {
  toKeyRotationDto,
  type KeyRotationDto,
  type KeyRotationRow,
  type KeyRotationStepRow,
} from './key-rotation.dto.js';

const MOST_SHOWN = 100;

/** Asks for the rewriting of what other keys have sealed, and tells how far it is. The job does it. */
@Injectable()
export class KeyRotationService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly cipher: ColumnCipher,
    private readonly index: BlindIndex,
  ) {}

  /**
   * One that is under way to older keys is superseded: a key that was found out has to go whatever it had begun.
   *
   * @throws Problem 409 while another one is under way to these keys, or to newer ones
   */
  async start(actor: UserActor): Promise<KeyRotationDto> {
    return this.database.write(actor, async (tx) => {
      await this.supersede(tx);
      const id = uuidv7();
      const made = await tx.execute(
        `insert into key_rotation (id, column_key_version, index_key_version, requested_by) values ($1, $2, $3, $4)
         on conflict ((true)) where finished_at is null and superseded_at is null do nothing`,
        [id, this.cipher.keyVersion, this.index.keyVersion, actor.userId],
      );
      if (made === 0) throw problem(P.rotationOpen);
      await tx.query(
        'insert into key_rotation_step (rotation_id, place) select $1, place from app.sealed_columns()',
        [id],
      );
      await this.audit.record(tx, {
        action: 'keys.rotation.started',
        detail: { columnKeyVersion: this.cipher.keyVersion, indexKeyVersion: this.index.keyVersion },
      });
      const [rotation] = await rotations(tx, id);
      if (!rotation) throw new Error('A rotation that was just made is gone');
      return rotation;
    });
  }

  /** Versions rise: a process that was not restarted yet takes no rotation back to its old keys. */
  private async supersede(tx: Tx): Promise<void> {
    const { keyVersion: column } = this.cipher;
    const { keyVersion: index } = this.index;
    const superseded = await tx.one<{ id: string }>(
      `update key_rotation set superseded_at = now()
       where finished_at is null and superseded_at is null and column_key_version <= $1 and index_key_version <= $2
         and (column_key_version, index_key_version) <> ($1, $2)
       returning id`,
      [column, index],
    );
    if (!superseded) return;
    await this.audit.record(tx, {
      action: 'keys.rotation.superseded',
      detail: { rotationId: superseded.id, columnKeyVersion: column, indexKeyVersion: index },
    });
  }

  async list(actor: UserActor, query: ChangeListQuery): Promise<ChangeList<KeyRotationDto>> {
    return this.database.read(actor, async (tx) => {
      const items = await rotations(tx, null);
      await this.audit.record(tx, { action: 'keys.rotations.read', detail: { count: items.length } });
      return sameOrAnew(query, items);
    });
  }
}

/** Newest first. */
async function rotations(tx: Tx, id: string | null): Promise<readonly KeyRotationDto[]> {
  const rows = await tx.query<KeyRotationRow>(
    `select id, column_key_version as "columnKeyVersion", index_key_version as "indexKeyVersion",
       requested_at as "requestedAt", finished_at as "finishedAt", superseded_at as "supersededAt"
     from key_rotation where $1::uuid is null or id = $1 order by requested_at desc limit $2`,
    [id, MOST_SHOWN],
  );
  const steps = await tx.query<KeyRotationStepRow>(
    `select rotation_id as "rotationId", place, total::float8 as total, done::float8 as done,
       failed::float8 as failed, finished_at as "finishedAt"
     from key_rotation_step where rotation_id = any($1::uuid[]) order by place`,
    [rows.map((row) => row.id)],
  );
  return rows.map((row) =>
    toKeyRotationDto(
      row,
      steps.filter((step) => step.rotationId === row.id),
    ),
  );
}
