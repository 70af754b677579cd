import pg from 'pg';
import { setActorSql, type Claim } from '../setup/as-app.js';
import type { TestDatabase } from '../setup/test-database.js';

/**
 * The plans of every statement that runs within a function, as the application's role meets them. The owner loads the
 * module that tells them, which no application role may.
 *
 * @returns the plans in the order in which the statements ended
 */
export async function plansOf(
  database: TestDatabase,
  claim: Claim,
  sql: string,
  parameters: readonly unknown[],
): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: withRole(database) });
  const plans: string[] = [];
  client.on('notice', (notice) => plans.push(notice.message ?? ''));
  await client.connect();
  try {
    await client.query(`load 'auto_explain'`);
    await client.query(SETTINGS);
    await client.query('begin');
    await client.query(...setActorSql(claim));
    await client.query('set local role app');
    await client.query(sql, [...parameters]);
    plans.length = 0;
    await client.query(sql, [...parameters]);
    return plans;
  } finally {
    await client.end();
  }
}

function withRole({ config, owner }: TestDatabase): string {
  const url = new URL(config.database.url);
  url.username = owner.user ?? '';
  url.password = String(owner.password ?? '');
  return url.toString();
}

const SETTINGS = `
  set auto_explain.log_min_duration = 0; set auto_explain.log_analyze = on; set auto_explain.log_nested_statements = on;
  set auto_explain.log_buffers = on; set auto_explain.log_timing = off; set client_min_messages = log;
  set auto_explain.log_level = notice`;
