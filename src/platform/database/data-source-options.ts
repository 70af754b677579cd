import pg from 'pg';
import type { DataSourceOptions } from 'typeorm';
import type { Config } from '../config/config.js';
import { Client } from './client.js';

const DATE = 1082;

/** Options of the application role's pool. The schema is never made from the entities. */
export function dataSourceOptions(config: Config['database']): DataSourceOptions {
  // A DATE is a legal day, not an instant: keep its text, or it becomes midnight of the server's zone.
  pg.types.setTypeParser(DATE, (text) => text);
  return {
    type: 'postgres',
    url: config.url,
    synchronize: false,
    migrationsRun: false,
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    poolSize: config.poolSize,
    extra: {
      Client,
      application_name: 'case-management',
      // A statement need not wait for the answer to the one before.
      pipeline: true,
      statement_timeout: 15_000,
      connectionTimeoutMillis: 5_000,
      idle_in_transaction_session_timeout: 60_000,
    },
    logging: false,
  };
}
