import type { PoolClient, QueryResult } from 'pg';
import type {
  EntityManager,
  EntityTarget,
  ObjectLiteral,
  FindOptionsWhere,
  QueryDeepPartialEntity,
} from 'typeorm';
import { P } from '../errors/platform.problems.js';
import { problem } from '../errors/problem.js';
import type { Actor } from '../security/actor.js';
import { currentRequest } from '../http/request-context.js';
import type { Subject } from '../security/subject.js';
import { send } from './statements.js';

/** What of a transaction is read from the database when it opens. */
export interface TxStart {
  /** Legal time at the start of the transaction; the same in all of it. */
  readonly now: Date;
  /** Real time at its start: what the audit, tokens and keys go by. */
  readonly realNow: Date;
}

/**
 * One transaction of one actor. Everything that a use case does to the database goes through it, so that scope,
 * legal time and the rollback are the same for all of it.
 */
export class Tx {
  readonly now: Date;
  readonly realNow: Date;
  readonly requestId: string | null;
  private readonly concerned = new Map<string, Subject>();
  private readonly commitHooks: (() => void)[] = [];
  private readonly underWay: Promise<unknown>[] = [];
  private ended = false;

  constructor(
    readonly actor: Actor,
    private readonly manager: EntityManager,
    private readonly client: PoolClient,
    start: TxStart,
  ) {
    this.now = start.now;
    this.realNow = start.realNow;
    this.requestId = currentRequest()?.requestId ?? null;
  }

  /** Runs one statement; dates come as 'YYYY-MM-DD', instants as Date. */
  async query<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return (await this.send(sql, parameters)).rows as Row[];
  }

  /** Runs one statement for its effect. @returns how many rows it inserted, changed or deleted */
  async execute(sql: string, parameters: readonly unknown[] = []): Promise<number> {
    return (await this.send(sql, parameters)).rowCount ?? 0;
  }

  /**
   * Sends one statement of which nothing is asked, and does not wait: what comes after it is sent behind it, and nothing
   * is committed before it has been done. Its failure is the transaction's.
   */
  sendAhead(sql: string, parameters: readonly unknown[]): void {
    const sent = this.send(sql, parameters).then(
      () => undefined,
      (error: unknown) => error,
    );
    this.underWay.push(sent);
  }

  /** Called by the database before it commits or rolls back: nothing is sent behind that. */
  end(): void {
    this.ended = true;
  }

  /** Called once by the database: waits for what was sent ahead. @returns the first failure among it */
  async firstFailure(): Promise<unknown> {
    const failures = await Promise.all(this.underWay.splice(0));
    return failures.find((failure) => failure !== undefined);
  }

  /** The one row that the statement gives, or null. */
  async one<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row | null> {
    const [row] = await this.query<Row>(sql, parameters);
    return row ?? null;
  }

  /** Adds rows and asks nothing back: under row-level security their author may not be one who sees them. */
  async insert<E extends ObjectLiteral>(
    entity: EntityTarget<E>,
    values: QueryDeepPartialEntity<E> | QueryDeepPartialEntity<E>[],
  ): Promise<void> {
    this.refuseEnded();
    await this.manager
      .createQueryBuilder()
      .insert()
      .into(entity)
      .values(values)
      .updateEntity(false)
      .execute();
  }

  /** @returns how many rows were changed */
  async update<E extends ObjectLiteral>(
    entity: EntityTarget<E>,
    where: FindOptionsWhere<E>,
    values: QueryDeepPartialEntity<E>,
  ): Promise<number> {
    this.refuseEnded();
    const result = await this.manager.update(entity, where, values);
    return result.affected ?? 0;
  }

  /**
   * Changes a row only if it still has the version that the caller saw, and raises the version by one.
   *
   * @throws Problem 412 when somebody else changed it in between
   */
  async updateVersion<E extends ObjectLiteral & { id: string; version: number }>(
    entity: EntityTarget<E>,
    seen: { readonly id: string; readonly version: number },
    values: QueryDeepPartialEntity<E>,
  ): Promise<void> {
    const where = { id: seen.id, version: seen.version } as FindOptionsWhere<E>;
    const changed = await this.update(entity, where, { ...values, version: seen.version + 1 });
    if (changed === 0) throw problem(P.staleVersion);
  }

  /** Whom and what the transaction has shown or changed, by its audit entries. */
  get subjects(): readonly Subject[] {
    return [...this.concerned.values()];
  }

  /** Called by the audit for each of its entries. */
  concern({ kind, id }: Subject): void {
    this.concerned.set(`${kind} ${id}`, { kind, id });
  }

  /** Work for after the commit; what fails there is logged and changes nothing. */
  afterCommit(hook: () => void): void {
    this.commitHooks.push(hook);
  }

  private async send(sql: string, parameters: readonly unknown[]): Promise<QueryResult> {
    this.refuseEnded();
    return send(this.client, sql, parameters);
  }

  private refuseEnded(): void {
    if (this.ended) throw new Error('The transaction has ended');
  }

  /** Called once by the database after the commit. */
  takeCommitHooks(): readonly (() => void)[] {
    return this.commitHooks.splice(0);
  }
}
