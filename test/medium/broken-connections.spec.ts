import pg from 'pg';
import { Client } from '../../src/platform/database/client.js';
import { dataSourceOptions } from '../../src/platform/database/data-source-options.js';
import { createTestDatabase, type TestDatabase } from '../setup/test-database.js';

/** What the server says to every connection when it goes down. */
const GOING_DOWN = '57P01';

describe('a connection that the server ends', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  /** Ends it while it waits for nothing; resolves when it has been told. */
  const broken = async (client: pg.ClientBase): Promise<string[]> => {
    const told: string[] = [];
    client.on('error', (error) => told.push((error as pg.DatabaseError).code ?? ''));
    const ended = new Promise((resolve) => client.once('end', resolve));
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    await database.owner.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await ended;
    return told;
  };

  it('does not end the process, though nobody listens', async () => {
    const client = new Client(database.config.database.url);
    await client.connect();
    expect(client.listenerCount('error')).toBe(1);
    expect(await broken(client)).toContain(GOING_DOWN);
    await expect(client.query('select 1')).rejects.toThrow(/not queryable/);
  });

  it('is of that kind in the pool of the application, in a pool that has lent it too', async () => {
    const { extra } = dataSourceOptions(database.config.database) as { readonly extra: pg.PoolConfig };
    const pool = new pg.Pool({ connectionString: database.config.database.url, Client: extra.Client });
    pool.on('error', () => undefined);
    const lent = await pool.connect();
    expect(lent.listenerCount('error')).toBe(1);
    await broken(lent);
    lent.release(true);
    expect((await pool.query<{ one: number }>('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
  });
});
