import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runMigrations as migrateQueue } from 'bullmq';
import type pg from 'pg';
import { Client } from './client.js';
import { QUEUE_NAME } from '../jobs/queue-name.js';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';

const FILE = /^(\d{4})-([a-z0-9-]+)\.sql$/;
const LOCK = 5_471_003;
const QUEUE_SCHEMA = 'bullmq';

/** One file of `migrations/`: the part below `-- up` and the part below `-- down`. */
export interface SqlMigration {
  readonly name: string;
  readonly up: string;
  readonly down: string;
}

/**
 * Reads the migration files in their order.
 *
 * @throws Error on a file without both parts or with a name that is not `0001-what.sql`
 */
export function readMigrations(directory: string = migrationsDirectory()): readonly SqlMigration[] {
  return readdirSync(directory)
    .filter((file) => file.endsWith('.sql'))
    .toSorted()
    .map((file) => parse(file, readFileSync(path.join(directory, file), 'utf8')));
}

function parse(file: string, text: string): SqlMigration {
  const parts = /^-- up\n([\s\S]*?)\n-- down\n([\s\S]*)$/m.exec(text);
  if (!FILE.test(file) || !parts?.[1] || !parts[2]) {
    throw new Error(`${file}: a migration is named 0001-what.sql and has the parts "-- up" and "-- down"`);
  }
  return { name: file.replace(/\.sql$/, ''), up: parts[1], down: parts[2] };
}

/** `migrations/` stands at the top of the project, beside `src/` and `dist/`. */
/** Where the migrations and their catalogue are, in the checkout and in the image. */
export function migrationsDirectory(): string {
  return path.resolve(__dirname, '../../..', 'migrations');
}

/**
 * Brings the schema and BullMQ's schema up to date; processes that start together wait for one another.
 *
 * @returns the names of the migrations that were run
 */
export async function migrate(ownerUrl: string): Promise<readonly string[]> {
  return withDataSource(ownerUrl, async (dataSource) => {
    const ran = await dataSource.runMigrations({ transaction: 'each' });
    // The application's role asks at start-up whether the schema is the one it was written for.
    await dataSource.query('grant select on schema_migration to app');
    await migrateJobs(ownerUrl);
    return ran.map((migration) => migration.name);
  });
}

/** Undoes the newest migration. @returns its name, null when there is none left */
export async function revertLast(ownerUrl: string): Promise<string | null> {
  return withDataSource(ownerUrl, async (dataSource) => {
    const [last] = await dataSource.query<{ name: string }[]>(
      'select name from schema_migration order by id desc limit 1',
    );
    if (last) await dataSource.undoLastMigration({ transaction: 'each' });
    return last?.name ?? null;
  });
}

/** Names of migrations that the database does not have yet. */
export async function pendingMigrations(url: string): Promise<readonly string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const table = await client.query<{ found: string | null }>(
      "select to_regclass('public.schema_migration') as found",
    );
    const done = table.rows[0]?.found
      ? await client.query<{ name: string }>('select name from public.schema_migration')
      : { rows: [] };
    const names = new Set(done.rows.map((row) => row.name));
    return readMigrations()
      .map((migration) => migration.name)
      .filter((name) => !names.has(className(name)));
  } finally {
    await client.end();
  }
}

/** BullMQ brings migrations of its own; its role gets the rights in that schema and nowhere else. */
async function migrateJobs(ownerUrl: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await migrateQueue(client);
    await makeJobSequence(client);
    await client.query(`
      grant usage on schema ${QUEUE_SCHEMA} to app_queue;
      grant select, insert, update, delete, truncate on all tables in schema ${QUEUE_SCHEMA} to app_queue;
      grant usage, select, update on all sequences in schema ${QUEUE_SCHEMA} to app_queue;
      grant execute on all functions in schema ${QUEUE_SCHEMA} to app_queue;
    `);
  } finally {
    await client.end();
  }
}

/** BullMQ makes a queue's sequence of job ids when it first needs it; its role may not, so it is made here. */
async function makeJobSequence(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', '${QUEUE_SCHEMA}', ${QUEUE_SCHEMA}.job_id_seq_name($1)) as name`,
    [QUEUE_NAME],
  );
  for (const { name } of rows) await client.query(`create sequence if not exists ${name}`);
}

async function withDataSource<T>(ownerUrl: string, work: (dataSource: DataSource) => Promise<T>): Promise<T> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    migrations: readMigrations().map(toClass),
    migrationsTableName: 'schema_migration',
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    poolSize: 2,
  });
  await dataSource.initialize();
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('select pg_advisory_lock($1)', [LOCK]);
    return await work(dataSource);
  } finally {
    await lock.query('select pg_advisory_unlock($1)', [LOCK]);
    await lock.release();
    await dataSource.destroy();
  }
}

/** TypeORM orders migrations by the timestamp that ends their class name. */
function className(name: string): string {
  return `${name.slice(5)}${1_700_000_000_000 + Number(name.slice(0, 4))}`;
}

function toClass(migration: SqlMigration): new () => MigrationInterface {
  return class implements MigrationInterface {
    readonly name = className(migration.name);

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(migration.up);
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query(migration.down);
    }
  };
}
