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

/** A step of a plan that ran and read a table. */
export interface Scan {
  readonly how: string;
  readonly table: string;
  /** Rows that it gave or sifted out. */
  readonly rows: number;
}

const SCAN =
  /(\w+(?: \w+)*? Scan)(?: Backward)?(?: using \w+)? on (?:public\.)?(\w+).*?actual rows=([\d.]+) loops=(\d+)\)/;

/**
 * The steps of a plan that read such tables: what was pruned as the plan began is not among them, nor what was never
 * executed.
 */
export function scansOf(plan: string, counts: (table: string) => boolean): readonly Scan[] {
  const lines = plan.split('\n');
  return lines.flatMap((line, at) => {
    const [, how = '', table = '', rows = '0', loops = '0'] = SCAN.exec(line) ?? [];
    if (!counts(table)) return [];
    const own = lines.slice(at + 1).findIndex((next) => next.includes('->'));
    const below = lines.slice(at + 1, own < 0 ? at + 6 : Math.min(at + 6, at + 1 + own)).join('\n');
    const sifted = /Rows Removed by Filter: (\d+)/.exec(below)?.[1] ?? '0';
    return [{ how, table, rows: Math.ceil(Number(loops) * (Number(rows) + Number(sifted))) }];
  });
}
