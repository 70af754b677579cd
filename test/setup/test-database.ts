import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Config } from '../../src/platform/config/config.js';
import { forgetKeys, redisSettings } from './test-redis.js';
import { TEMPLATE, testConfig, testServer, withDatabase } from './test-server.js';

export interface TestDatabase {
  readonly config: Config;
  /** The owner's connection: sees every row; for arranging and for looking, never for what is under test. */
  readonly owner: pg.Client;
  drop(): Promise<void>;
}

/** Clones the prepared database for one test file. */
export async function createTestDatabase(
  overrides: Readonly<Record<string, string>> = {},
): Promise<TestDatabase> {
  const server = testServer();
  const name = `t_${process.env['JEST_WORKER_ID'] ?? '0'}_${randomBytes(5).toString('hex')}`;
  const maintenance = withDatabase(server.ownerUrl, 'postgres');
  await run(maintenance, `create database ${name} template ${TEMPLATE} strategy file_copy`);
  const config = testConfig(server, name, { ...redisSettings(name), ...overrides });
  const owner = new pg.Client({ connectionString: withDatabase(server.ownerUrl, name) });
  await owner.connect();
  return {
    config,
    owner,
    drop: async () => {
      await owner.end();
      await forgetKeys(config.queue);
      await run(maintenance, `drop database ${name} with (force)`);
    },
  };
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
