import { Injectable } from '@nestjs/common';
import { ColumnCipher } from '../crypto/column-cipher.js';
import { P } from '../errors/platform.problems.js';
import { problem } from '../errors/problem.js';
import type { IdempotencyRequest } from '../http/request-context.js';
import type { UserActor } from '../security/actor.js';
import type { Tx } from './tx.js';

/** Thrown when the request was answered before: not an error, the way out of the transaction. */
export class Replay extends Error {
  constructor(readonly answer: unknown) {
    super('The request was answered before');
    this.name = 'Replay';
  }
}

interface StoredClaim {
  readonly requestHash: Buffer;
  readonly answer: Buffer | null;
}

/**
 * Answers of unsafe requests, kept for 24 hours of real time, encrypted, per person, organisation, route and key.
 * A concurrent twin waits at the unique key until the first has committed, then gets the first one's answer.
 */
@Injectable()
export class IdempotencyStore {
  constructor(private readonly cipher: ColumnCipher) {}

  /**
   * @throws Replay when the same request was answered before
   * @throws Problem 409 when the key was used with another body
   */
  async claim(tx: Tx, actor: UserActor, request: IdempotencyRequest): Promise<void> {
    const claimed = await tx.query(
      `insert into idempotency_key (user_id, organisation_id, route, key, request_hash) values ($1, $2, $3, $4, $5)
       on conflict (user_id, organisation_id, route, key) do update
         set request_hash = excluded.request_hash, answer = null, created_at = now()
         where idempotency_key.created_at < now() - interval '24 hours'
       returning 1`,
      [...identity(actor, request), request.requestHash],
    );
    if (claimed.length > 0) return;
    const stored = await tx.one<StoredClaim>(
      `select request_hash as "requestHash", answer from idempotency_key
       where user_id = $1 and organisation_id = $2 and route = $3 and key = $4`,
      identity(actor, request),
    );
    if (!stored?.answer || !stored.requestHash.equals(request.requestHash))
      throw problem(P.idempotencyKeyReused);
    throw new Replay(JSON.parse(this.cipher.decrypt(stored.answer, place(actor, request))));
  }

  async keep(tx: Tx, actor: UserActor, request: IdempotencyRequest, answer: unknown): Promise<void> {
    const sealed = this.cipher.encrypt(JSON.stringify(answer ?? null), place(actor, request));
    await tx.query(
      `update idempotency_key set answer = $5
       where user_id = $1 and organisation_id = $2 and route = $3 and key = $4`,
      [...identity(actor, request), sealed],
    );
    tx.afterCommit(() => (request.taken = true));
  }
}

function identity(actor: UserActor, request: IdempotencyRequest): readonly [string, number, string, string] {
  return [actor.userId, actor.organisationId, request.route, request.key];
}

function place(
  actor: UserActor,
  request: IdempotencyRequest,
): { table: string; column: string; row: string } {
  return { table: 'idempotency_key', column: 'answer', row: JSON.stringify(identity(actor, request)) };
}
