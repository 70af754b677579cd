import { Inject, Injectable, Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource, type QueryRunner } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';
import { problemOfDatabaseError, isRetriable } from '../errors/postgres-errors.js';
import { Problem } from '../errors/problem.js';
import { currentRequest } from '../http/request-context.js';
import type { Actor } from '../security/actor.js';
import { IdempotencyStore, Replay } from './idempotency-store.js';
import { openTransactionSql, actorParameters } from './session-sql.js';
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
    try {
      await runner.startTransaction();
      const tx = await this.open(runner, actor, options);
      const answer = await work(tx);
      await runner.commitTransaction();
      this.runCommitHooks(tx);
      return answer;
    } catch (error) {
      await rollBack(runner);
      throw error;
    } finally {
      await runner.release();
    }
  }

  private async open(runner: QueryRunner, actor: Actor, options: TransactionOptions): Promise<Tx> {
    if (options.isolation) await runner.query(`set transaction isolation level ${options.isolation}`);
    const [start] = (await runner.query(this.openSql, [...actorParameters(actor)])) as TxStart[];
    if (!start) throw new Error('The legal clock has no row: run the migrations');
    return new Tx(actor, runner.manager, start);
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

async function rollBack(runner: QueryRunner): Promise<void> {
  if (!runner.isTransactionActive) return;
  // A lost connection cannot roll back; the server has done it. The first error is the one to report.
  await runner.rollbackTransaction().catch(() => undefined);
}

function asProblem(error: unknown): unknown {
  return error instanceof Problem ? error : (problemOfDatabaseError(error) ?? error);
}
