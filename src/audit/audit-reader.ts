import pg from 'pg';
import type { Ask } from './seal.js';

/**
 * Asks through the role that only reads the audit: all as it stands at one moment, nothing can be written. Names are
 * those of the system and of `public`: a schema of the role's name, and settings that the owner gave the role, do not
 * put other tables or functions in their place.
 */
export async function withAuditReader<T>(url: string, work: (ask: Ask) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'case-management-audit',
    options: '-c search_path=pg_catalog -c row_security=on',
  });
  await client.connect();
  try {
    await client.query('begin transaction isolation level repeatable read read only');
    return await work(
      async <Row extends object>(sql: string, parameters: readonly unknown[]) =>
        (await client.query<Row>(sql, [...parameters])).rows,
    );
  } finally {
    await client.end();
  }
}
