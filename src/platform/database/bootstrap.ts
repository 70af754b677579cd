import type pg from 'pg';
import { Client } from './client.js';

const IDENTIFIER = /^[a-z_][a-z0-9_]{0,62}$/;

export interface BootstrapInput {
  /** A login that may create roles and, where it is missing, the database. */
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly queueUrl: string;
  readonly auditUrl: string;
}

/**
 * Makes the database and its three roles, or brings their passwords and limits up to date. Run by a person or by the
 * embedded start, never by a migration: roles belong to the cluster, not to the database.
 *
 * `app`, `app_queue` and `app_audit` carry the rights; a login of another name becomes a member of its role.
 *
 * @throws Error when a URL lacks a user or a password
 */
export async function bootstrapDatabase(input: BootstrapInput): Promise<void> {
  const target = new URL(input.ownerUrl);
  const database = decodeURIComponent(target.pathname.slice(1));
  await withClient(maintenanceUrl(target), (client) => createDatabase(client, database));
  await withClient(input.ownerUrl, async (client) => {
    await ensureLogin(client, 'app', new URL(input.appUrl));
    await ensureLogin(client, 'app_queue', new URL(input.queueUrl));
    await ensureLogin(client, 'app_audit', new URL(input.auditUrl));
    await client.query(`revoke all on database ${identifier(database)} from public`);
    await client.query(`grant connect on database ${identifier(database)} to app, app_queue, app_audit`);
    // BullMQ adds jobs in bulk through a temporary table.
    await client.query(`grant temporary on database ${identifier(database)} to app_queue`);
    await client.query('revoke create on schema public from public');
  });
}

function maintenanceUrl(target: URL): string {
  const url = new URL(target);
  url.pathname = '/postgres';
  return url.toString();
}

async function createDatabase(client: pg.Client, database: string): Promise<void> {
  const found = await client.query('select 1 from pg_database where datname = $1', [database]);
  if (found.rowCount === 0) await client.query(`create database ${identifier(database)}`);
}

async function ensureLogin(
  client: pg.Client,
  role: 'app' | 'app_queue' | 'app_audit',
  url: URL,
): Promise<void> {
  const login = decodeURIComponent(url.username);
  const password = decodeURIComponent(url.password);
  if (!login || !password) throw new Error(`The URL of the role ${role} needs a user and a password`);
  await ensureRole(client, role);
  await ensureRole(client, login);
  if (login !== role) await client.query(`grant ${role} to ${identifier(login)}`);
  await refusePowers(client, login);
  await client.query(`alter role ${identifier(login)} with login password ${client.escapeLiteral(password)}`);
}

/**
 * A role that is made here has no powers. One that was there before is not stripped of its own: that takes a superuser,
 * and somebody may need them.
 */
async function refusePowers(client: pg.Client, role: string): Promise<void> {
  const { rowCount } = await client.query(
    `select 1 from pg_roles where rolname = $1
       and (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication)`,
    [role],
  );
  if (rowCount === 0) return;
  throw new Error(
    `The role ${role} may do more than the service must: take superuser, createdb, createrole, replication and ` +
      'bypassrls from it, or name another login',
  );
}

async function ensureRole(client: pg.Client, role: string): Promise<void> {
  const found = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  if (found.rowCount === 0) await client.query(`create role ${identifier(role)} nologin`);
}

/** Role and database names are written into statements: only plain ones are accepted. */
function identifier(name: string): string {
  if (IDENTIFIER.test(name)) return name;
  throw new Error(`"${name}" is not a plain name: use small letters, digits and underscores`);
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
