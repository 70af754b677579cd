import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { prepareDatabase } from '../../src/commands/prepare-database.js';
import type { Config } from '../../src/platform/config/config.js';
import { createTestDatabase, type TestDatabase } from '../setup/test-database.js';

const PASSWORD = 'mat-khau-thu-nghiem';

describe('preparing a database', () => {
  let database: TestDatabase;
  let suffix: string;
  beforeEach(async () => {
    database = await createTestDatabase();
    suffix = randomBytes(5).toString('hex');
  });
  afterEach(async () => {
    await sql(`drop database if exists co_so_${suffix} with (force)`);
    for (const role of ['phuc_vu', 'hang_doi', 'chu']) await sql(`drop role if exists ${role}_${suffix}`);
    await database.drop();
  });

  const sql = (text: string): Promise<pg.QueryResult> => database.owner.query(text);

  function urlFor(login: string): string {
    const url = new URL(database.config.database.url);
    url.username = `${login}_${suffix}`;
    url.password = PASSWORD;
    url.pathname = `/co_so_${suffix}`;
    return url.toString();
  }

  function configFor(ownerUrl: string): Config {
    return {
      ...database.config,
      database: { ...database.config.database, url: urlFor('phuc_vu'), ownerUrl },
      queue: { ...database.config.queue, databaseUrl: urlFor('hang_doi') },
    };
  }

  it('asks of the owner no more than to make databases and roles', async () => {
    await sql(`create role chu_${suffix} login createdb createrole password '${PASSWORD}'`);
    // The roles stand on this server already; elsewhere the owner makes them.
    await sql(`grant app, app_queue, app_audit to chu_${suffix} with admin option`);
    const config = configFor(urlFor('chu'));
    await prepareDatabase(config);
    await prepareDatabase(config);

    const client = new pg.Client({ connectionString: config.database.url });
    await client.connect();
    const { rows } = await client.query<{ persons: string; units: string }>(
      'select (select count(*) from person) as persons, (select count(*) from unit) as units',
    );
    await client.end();
    expect(Number(rows[0]?.persons)).toBe(0);
    expect(Number(rows[0]?.units)).toBeGreaterThan(10_000);
  });

  it.each(['superuser', 'bypassrls', 'createrole', 'createdb', 'replication'])(
    'refuses to serve as a login with %s',
    async (power) => {
      await sql(`create role phuc_vu_${suffix} login ${power}`);
      const owner = new URL(database.config.database.ownerUrl ?? '');
      owner.pathname = `/co_so_${suffix}`;
      await expect(prepareDatabase(configFor(owner.toString()))).rejects.toThrow(
        `phuc_vu_${suffix} may do more than the service must`,
      );
    },
  );
});
