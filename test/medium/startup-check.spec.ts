import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { AppModule } from '../../src/app.module.js';
import type { Config } from '../../src/platform/config/config.js';
import { dataSourceOptions } from '../../src/platform/database/data-source-options.js';
import { DatabaseStartupCheck } from '../../src/platform/database/startup-check.js';
import { createApp } from '../../src/platform/http/app-factory.js';
import { createTestDatabase, type TestDatabase } from '../setup/test-database.js';

const PASSWORD = 'mat-khau-thu-nghiem';

describe('starting up', () => {
  let database: TestDatabase;
  const roles: string[] = [];
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(async () => {
    for (const role of roles.splice(0).toReversed()) {
      await database.owner.query(`drop owned by ${role} cascade`);
      await database.owner.query(`drop role ${role}`);
    }
    await database.drop();
  });

  const sql = (text: string): Promise<unknown> => database.owner.query(text);

  /** Roles belong to the server: each gets a name of its own and goes with its test. */
  async function makeRole(rights: string): Promise<string> {
    const name = `vai_${randomBytes(5).toString('hex')}`;
    await sql(`create role ${name} login password '${PASSWORD}' ${rights}`);
    roles.push(name);
    return name;
  }

  function configFor(role: string | null): Config {
    if (role === null) return database.config;
    const url = new URL(database.config.database.url);
    url.username = role;
    url.password = PASSWORD;
    return { ...database.config, database: { ...database.config.database, url: url.toString() } };
  }

  async function check(role: string | null = null): Promise<string> {
    const config = configFor(role);
    const dataSource = new DataSource(dataSourceOptions(config.database));
    await dataSource.initialize();
    try {
      await new DatabaseStartupCheck(dataSource, config).onModuleInit();
      return 'served';
    } catch (error) {
      return error instanceof Error ? error.message : 'unknown';
    } finally {
      await dataSource.destroy();
    }
  }

  it('serves through the application role', async () => {
    expect(await check()).toBe('served');
  });

  it('serves through a login that is a member of it', async () => {
    expect(await check(await makeRole('in role app'))).toBe('served');
  });

  it.each([
    ['is a superuser', 'superuser', 'is a superuser'],
    ['bypasses row-level security', 'bypassrls in role app', 'bypasses row-level security'],
  ])('refuses a role that %s', async (_what, rights, message) => {
    expect(await check(await makeRole(rights))).toContain(message);
  });

  it('refuses a role that may become one that bypasses row-level security', async () => {
    const free = await makeRole('bypassrls');
    expect(await check(await makeRole(`in role app, ${free}`))).toContain('bypasses row-level security');
  });

  it('refuses a role that owns a table, and one that belongs to such an owner', async () => {
    const owner = await makeRole('in role app');
    await sql(`alter table case_dossier_item owner to ${owner}`);
    expect(await check(owner)).toContain('owns tables');
    expect(await check(await makeRole(`in role app, ${owner}`))).toContain('owns tables');
    await sql('alter table case_dossier_item owner to current_user');
  });

  it.each([
    ['create table forgotten (id integer)', 'No row-level security on: forgotten'],
    ['create view everybody as select * from person', 'No row-level security on: everybody'],
    ['alter table person disable row level security', 'No row-level security on: person'],
    ['alter table calendar_day disable row level security', 'No row-level security on: calendar_day'],
    ['alter table audit_event_default disable row level security', 'on: audit_event_default'],
    ['grant update (name) on unit to app', 'may write: unit'],
    ['grant delete on organisation_closure to app', 'may write: organisation_closure'],
  ])('refuses a database after %s', async (change, message) => {
    await sql(change);
    expect(await check()).toContain(message);
  });

  it('refuses a database that lacks a migration, and names it', async () => {
    await sql('delete from schema_migration where id = (select max(id) from schema_migration)');
    expect(await check()).toMatch(/lacks the migration\(s\) \d{4}-[a-z-]+: prepare it/);
  });

  it('is refused as a whole: the program with such a role never listens', async () => {
    const { ownerUrl } = database.config.database;
    const config = { ...database.config, database: { ...database.config.database, url: ownerUrl ?? '' } };
    const app = await createApp(AppModule.register(config), config);
    await expect(app.init()).rejects.toThrow('is a superuser');
    await app.close();
  });
});
