import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { queueUrlFrom, type Environment } from '../config/load-config.js';
import { startEmbeddedPostgres, type EmbeddedServer } from './embedded-postgres.js';

export interface PreparedEnvironment {
  readonly env: Environment;
  /** The servers that the environment names, and what was put in place of those and of the keys that it does not. */
  readonly parts: readonly string[];
  stop(): Promise<void>;
}

const KEY_NAMES = ['JWT_KEYS', 'COLUMN_KEYS', 'BLIND_INDEX_KEYS', 'AUDIT_KEYS'] as const;

interface Secrets {
  readonly appPassword: string;
  readonly keys: Readonly<Record<string, string>>;
}

/**
 * Completes the environment so that the service runs with Node and npm alone: an embedded PostgreSQL where no
 * `DATABASE_URL` is given, keys of its own where none are given. Production gets neither.
 *
 * @param database name of the database on the embedded server
 */
export async function prepareEnvironment(env: Environment, database = 'cases'): Promise<PreparedEnvironment> {
  if (isProduction(env)) return { env, parts: [], stop: async () => undefined };
  const dataDirectory = path.resolve(env['DATA_DIRECTORY'] ?? '.data');
  const secrets = await ownSecrets(dataDirectory);
  const environment = childEnvironment(env);
  const server = env['DATABASE_URL'] ? null : await startEmbeddedPostgres({ dataDirectory, environment });
  const missingKeys = KEY_NAMES.filter((name) => !env[name] && !env[`${name}_FILE`]);
  return {
    env: {
      ...Object.fromEntries(missingKeys.map((name) => [name, secrets.keys[name]])),
      ...env,
      ...(server ? databaseUrls(server, secrets, database) : {}),
    },
    parts: [
      server
        ? serverLine(server, dataDirectory)
        : `PostgreSQL on ${hostOf(env['DATABASE_URL'])} (DATABASE_URL)`,
      env['REDIS_URL']
        ? `BullMQ on Redis on ${hostOf(env['REDIS_URL'])} (REDIS_URL)`
        : 'BullMQ keeps its jobs in PostgreSQL (REDIS_URL is not set)',
      ...(missingKeys.length > 0 ? [`keys of its own in ${path.join(dataDirectory, 'secrets.json')}`] : []),
    ],
    stop: async () => server?.stop(),
  };
}

/** What programs of the machine need to start, and none of our settings: those hold secrets. */
const FOR_CHILDREN: ReadonlySet<string> = new Set(['PATH', 'Path', 'SystemRoot']);

/** The environment for a program that this one starts. */
export function childEnvironment(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => FOR_CHILDREN.has(name)));
}

function isProduction(env: Environment): boolean {
  return (env['APP_PROFILE'] ?? env['NODE_ENV']) === 'production';
}

function databaseUrls(server: EmbeddedServer, secrets: Secrets, database: string): Environment {
  const url = `postgres://app:${secrets.appPassword}@127.0.0.1:${server.port}/${database}`;
  return {
    DATABASE_URL: url,
    DATABASE_QUEUE_URL: queueUrlFrom(url),
    DATABASE_OWNER_URL: server.ownerUrl(database),
  };
}

function serverLine(server: EmbeddedServer, dataDirectory: string): string {
  const outside = server.directory === dataDirectory ? '' : `, files in ${server.directory}`;
  return `embedded PostgreSQL on 127.0.0.1:${server.port}${outside}`;
}

/** Neither login nor password. What is no address is told as a fault of the configuration. */
function hostOf(url = ''): string {
  return URL.canParse(url) ? new URL(url).host : 'an unreadable address';
}

async function ownSecrets(dataDirectory: string): Promise<Secrets> {
  const file = path.join(dataDirectory, 'secrets.json');
  const found = await readFile(file, 'utf8').catch(() => null);
  const known = found ? (JSON.parse(found) as Secrets) : null;
  if (known && KEY_NAMES.every((name) => known.keys[name])) return known;
  const made = KEY_NAMES.map((name) => [name, `1:${randomBytes(32).toString('base64')}`]);
  const secrets: Secrets = {
    appPassword: known?.appPassword ?? randomBytes(24).toString('base64url'),
    // A directory of an earlier version lacks the keys that came since.
    keys: { ...(Object.fromEntries(made) as Record<string, string>), ...known?.keys },
  };
  await mkdir(dataDirectory, { recursive: true });
  await writeFile(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  await chmod(file, 0o600);
  return secrets;
}
