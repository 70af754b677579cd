import pg from 'pg';
import type { TestDatabase } from './test-database.js';

/** Who a transaction says that it is: a user with his organisation, a system actor, or nobody at all. */
export interface Claim {
  readonly userId?: string;
  readonly organisationId?: number;
  readonly system?: string;
  /** The legal day, 2026-07-02 unless told. */
  readonly today?: string;
}

/** Runs one statement of a transaction that is undone afterwards. @returns its rows */
export type Ask = <Row extends object>(sql: string, parameters?: readonly unknown[]) => Promise<Row[]>;

/**
 * Works through the application's role with nothing of the application between: what comes back is what row-level
 * security alone lets through. Everything is undone afterwards.
 */
export async function asApp<T>(
  database: Pick<TestDatabase, 'config'>,
  claim: Claim,
  work: (ask: Ask) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: database.config.database.url });
  await client.connect();
  try {
    await client.query('begin');
    await client.query(...setActorSql(claim));
    return await work(async (sql, parameters = []) => (await client.query(sql, [...parameters])).rows);
  } finally {
    await client.end();
  }
}

/** The statement that names the actor, as each transaction of the application begins, with its parameters. */
export function setActorSql(claim: Claim): [sql: string, parameters: string[]] {
  const { userId = '', organisationId = '', system = '', today = '2026-07-02' } = claim;
  return [SET, [userId, String(organisationId), system, today]];
}

const SET = `select set_config('app.user_id', $1, true), set_config('app.org_id', $2, true),
  set_config('app.system', $3, true), set_config('app.today', $4, true)`;
