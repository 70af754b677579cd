import { Inject, Injectable, Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';
import { problemOfDatabaseError, isRetriable } from '../errors/postgres-errors.js';
import { Problem } from '../errors/problem.js';
import { currentRequest } from '../http/request-context.js';
import type { Actor } from '../security/actor.js';
import { IdempotencyStore, Replay } from './idempotency-store.js';
import { openTransactionSql, actorParameters } from './session-sql.js';
import { send } from './statements.js';
import { Tx, type TxStart } from './tx.js';

const ATTEMPTS = 4;

export interface TransactionOptions {
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable';
}

/**
 * The only way to the database. Each call is one transaction that first says who acts; without that, row-level
 * security shows no row at all.
 */
@Injectable()
export class Database {
  private readonly logger = new Logger(Database.name);
  private readonly openSql: string;

  constructor(
    private readonly dataSource: DataSource,
    private readonly idempotency: IdempotencyStore,
    @Inject(CONFIG) config: Config,
  ) {
    this.openSql = openTransactionSql(config.legalTimeTravel);
  }

  /** A transaction that answers a question. It may write its audit row, so it is not read-only. */
  async read<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction(actor, work, {});
  }

  /**
   * A transaction that changes something. The first one of a request also claims its `Idempotency-Key` and keeps
   * the returned value as the answer: return exactly what the client gets.
   *
   * Repeated from the start after a serialisation failure or a deadlock, so `work` must not act outside of it.
   *
   * @throws Problem of the use case, or the problem that the database's error means; Replay when answered before
   */
  async write<T>(actor: Actor, work: (tx: Tx) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    const claim = currentRequest()?.idempotency ?? null;
    if (!claim || claim.taken || actor.kind === 'system') return this.transaction(actor, work, options);
    const answered = await this.transaction(
      actor,
      async (tx) => {
        const replay = await this.idempotency.claim(tx, actor, claim);
        if (replay) return replay;
        const answer = await work(tx);
        await this.idempotency.keep(tx, actor, claim, answer);
        return answer;
      },
      options,
    );
    // Thrown after the commit, since the replay has been recorded; the answer's shape is the route's, not this call's.
    if (answered instanceof Replay) throw answered;
    return answered;
  }

  /**
   * A transaction that makes ready for the one that answers, such as room for a file. It leaves the request's
   * `Idempotency-Key` unclaimed: what it does must do no harm when it is done twice.
   */
  async prepare<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction(actor, work, {});
  }

  /** One statement outside of any transaction, for what is asked before there is an actor. */
  async ask<Row extends object>(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    const runner = this.dataSource.createQueryRunner();
    try {
      return (await send(await connect(runner), sql, parameters)).rows as Row[];
    } catch (error) {
      throw asProblem(error);
    } finally {
      await runner.release();
    }
  }

  private async transaction<T>(
    actor: Actor,
    work: (tx: Tx) => Promise<T>,
    options: TransactionOptions,
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once(actor, work, options);
      } catch (error) {
        if (!isRetriable(error) || attempt === ATTEMPTS) throw asProblem(error);
        await sleep(5 * 2 ** attempt * (0.5 + Math.random()));
      }
    }
  }

  private async once<T>(actor: Actor, work: (tx: Tx) => Promise<T>, options: TransactionOptions): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    let client: PoolClient | null = null;
    let tx: Tx | null = null;
    try {
      client = await connect(runner);
      tx = await this.open(runner, client, actor, options);
      const answer = await work(tx);
      tx.end();
      await this.commit(client, tx);
      this.runCommitHooks(tx);
      return answer;
    } catch (error) {
      // First of all: what another branch of the work sent behind the rollback would commit by itself.
      tx?.end();
      const first = await tx?.firstFailure();
      await rollBack(client);
      throw first ?? error;
    } finally {
      await runner.release();
    }
  }

  /** One round trip for all: begin, isolation where it is another, who acts. */
  private async open(
    runner: QueryRunner,
    client: PoolClient,
    actor: Actor,
    { isolation }: TransactionOptions,
  ): Promise<Tx> {
    const [, , opened] = await Promise.all([
      send(client, 'START TRANSACTION'),
      isolation && send(client, `set transaction isolation level ${isolation}`),
      send(client, this.openSql, actorParameters(actor)),
    ]);
    const [start] = opened.rows as TxStart[];
    if (!start) throw new Error('The legal clock has no row: run the migrations');
    return new Tx(actor, runner.manager, client, start);
  }

  /** One round trip for the commit and what is still under way. A failure there makes the commit a rollback. */
  private async commit(client: PoolClient, tx: Tx): Promise<void> {
    const [failure, ended] = await Promise.all([tx.firstFailure(), send(client, 'COMMIT')]);
    if (failure !== undefined) throw failure;
    if (ended.command !== 'COMMIT') throw new Error('A statement had failed: nothing was committed');
  }

  private runCommitHooks(tx: Tx): void {
    for (const hook of tx.takeCommitHooks()) {
      try {
        hook();
      } catch (error) {
        this.logger.error(
          `Work after a commit failed: ${error instanceof Error ? error.message : 'unknown'}`,
        );
      }
    }
  }
}

async function connect(runner: QueryRunner): Promise<PoolClient> {
  const client: PoolClient = await runner.connect();
  return client;
}

async function rollBack(client: PoolClient | null): Promise<void> {
  // A lost connection cannot roll back; the server has done it. The first error is the one to report.
  await client?.query('ROLLBACK').catch(() => undefined);
}

function asProblem(error: unknown): unknown {
  return error instanceof Problem ? error : (problemOfDatabaseError(error) ?? error);
}
