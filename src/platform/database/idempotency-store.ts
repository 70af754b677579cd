import { Inject, Injectable } from '@nestjs/common';
import { BlindIndex } from '../crypto/blind-index.js';
import { ColumnCipher, type CipherPlace } from '../crypto/column-cipher.js';
import { P } from '../errors/platform.problems.js';
import { problem } from '../errors/problem.js';
import type { IdempotencyRequest } from '../http/request-context.js';
import type { UserActor } from '../security/actor.js';
import type { Subject } from '../security/subject.js';
import { REPLAY_LISTENER, type ReplayListener } from './replay-listener.js';
import { firstUnseen } from './subjects.js';
import type { Tx } from './tx.js';

/** Thrown when the request was answered before: not an error, the way past the rest of the use case. */
export class Replay extends Error {
  constructor(readonly answer: unknown) {
    super('The request was answered before');
    this.name = 'Replay';
  }
}

interface StoredClaim {
  readonly requestHash: Buffer;
  readonly answer: Buffer | null;
  readonly subjects: readonly Subject[];
  readonly createdAt: Date;
}

const PURPOSE = 'idempotency';

/**
 * Answers of unsafe requests, kept for 24 hours of real time, encrypted, per person, organisation, route and key.
 * A concurrent twin waits at the unique key until the first has committed, then gets the first one's answer.
 */
@Injectable()
export class IdempotencyStore {
  constructor(
    private readonly cipher: ColumnCipher,
    private readonly index: BlindIndex,
    @Inject(REPLAY_LISTENER) private readonly listener: ReplayListener,
  ) {}

  /**
   * @returns null when the request is new; the answer that it got before, with the replay recorded, otherwise
   * @throws Problem 409 when the key was used with another body, or the answer was a secret told once; 404 when the
   *   actor no longer sees what the answer shows
   */
  async claim(tx: Tx, actor: UserActor, request: IdempotencyRequest): Promise<Replay | null> {
    const claimed = await tx.query(
      `insert into idempotency_key (user_id, organisation_id, route, key, request_hash) values ($1, $2, $3, $4, $5)
       on conflict (user_id, organisation_id, route, key) do update
         set request_hash = excluded.request_hash, answer = null, subjects = '[]', created_at = now()
         where idempotency_key.created_at < now() - interval '24 hours'
       returning 1`,
      [...identity(actor, request), this.index.index(PURPOSE, contentOf(request)).value],
    );
    return claimed.length > 0 ? null : this.answeredBefore(tx, actor, request);
  }

  /** Keeps the answer, or of a secret one that it was given. */
  async keep(tx: Tx, actor: UserActor, request: IdempotencyRequest, answer: unknown): Promise<void> {
    const sealed = request.secret
      ? null
      : this.cipher.encrypt(JSON.stringify(answer ?? null), place(actor, request));
    await tx.query(
      `update idempotency_key set answer = $5, subjects = $6
       where user_id = $1 and organisation_id = $2 and route = $3 and key = $4`,
      [...identity(actor, request), sealed, JSON.stringify(tx.subjects)],
    );
    tx.afterCommit(() => (request.taken = true));
  }

  private async answeredBefore(tx: Tx, actor: UserActor, request: IdempotencyRequest): Promise<Replay> {
    const stored = await tx.one<StoredClaim>(
      `select request_hash as "requestHash", answer, subjects, created_at as "createdAt" from idempotency_key
       where user_id = $1 and organisation_id = $2 and route = $3 and key = $4`,
      identity(actor, request),
    );
    if (!stored || !this.isSame(stored.requestHash, request)) throw problem(P.idempotencyKeyReused);
    const { answer, subjects, createdAt } = stored;
    const unseen = await firstUnseen(tx, subjects);
    if (unseen) throw problem(P.notFound, { subject: unseen });
    if (!answer) throw problem(P.answeredOnce, { extensions: { subject: subjects[0] ?? null } });
    await this.listener.replayed(tx, { route: request.route, firstAnsweredAt: createdAt, subjects });
    return new Replay(JSON.parse(this.cipher.decrypt(answer, place(actor, request))));
  }

  /** Fingerprints are keyed: who copies the table cannot try numbers until one fits. */
  private isSame(requestHash: Buffer, request: IdempotencyRequest): boolean {
    return this.index.candidates(PURPOSE, contentOf(request)).some(({ value }) => value.equals(requestHash));
  }
}

/** @throws Error where a use case writes before it has read its form: no two files would be told apart */
function contentOf({ content, route }: IdempotencyRequest): string {
  if (content === null) throw new Error(`${route} has not said what its form held`);
  return content;
}

function identity(actor: UserActor, request: IdempotencyRequest): readonly [string, number, string, string] {
  return [actor.userId, actor.organisationId, request.route, request.key];
}

function place(actor: UserActor, request: IdempotencyRequest): CipherPlace {
  return { table: 'idempotency_key', column: 'answer', row: JSON.stringify(identity(actor, request)) };
}
