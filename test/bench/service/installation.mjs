// The server with its data, the keys, and the service under test.
import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { loadConfig } from '../../../dist/platform/config/load-config.js';
import { freePort, startEmbeddedPostgres } from '../../../dist/platform/embedded/embedded-postgres.js';

export const POOL = 10;

// Fixed, so that a data set that was kept can be opened again.
const KEY_NAMES = ['JWT_KEYS', 'COLUMN_KEYS', 'BLIND_INDEX_KEYS', 'AUDIT_KEYS'];
const key = (seed) => createHmac('sha256', 'bench').update(seed).digest();
const KEYS = Object.fromEntries(KEY_NAMES.map((name) => [name, `1:${key(name).toString('base64')}`]));

/** A server as the service brings it, with its own settings and its files kept safe. */
export async function startServer(directory, settings = []) {
  await mkdir(directory, { recursive: true });
  await chmod(directory, 0o711);
  return startEmbeddedPostgres({ dataDirectory: path.resolve(directory), settings });
}

export function environment(server, database, directory) {
  const appUrl = new URL(server.ownerUrl(database));
  appUrl.username = 'app';
  appUrl.password = 'app-password-of-the-bench';
  return {
    ...KEYS,
    DATABASE_URL: appUrl.toString(),
    DATABASE_OWNER_URL: server.ownerUrl(database),
    DATABASE_POOL: String(POOL),
    DATA_DIRECTORY: path.resolve(directory, 'own'),
    REQUESTS_PER_MINUTE: '1000000',
    // A line of log for each request, as in production.
    LOG_LEVEL: 'info',
  };
}

export const configOf = (env) => loadConfig(env);

export async function connect(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

/** @param {string[]} flags of Node: a profile, or what writes statements down */
export async function startService(env, flags = []) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [...flags, 'dist/main.js'], {
    env: { PATH: process.env.PATH, ...env, DATABASE_OWNER_URL: '', APP_ROLE: 'api', PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  // Nothing is left behind by a run that is broken off.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  for (let tries = 0; ; tries += 1) {
    if (child.exitCode !== null || tries > 600) throw new Error('The service did not start');
    if ((await fetch(`${url}/health/ready`).catch(() => null))?.ok) break;
    await sleep(100);
  }
  return {
    port,
    pid: child.pid,
    stop: async () => {
      process.off('exit', kill);
      const closed = once(child, 'close');
      child.kill('SIGTERM');
      await closed;
    },
  };
}

const base64 = (value) => Buffer.from(value).toString('base64url');

/** An access token of a session that the data set holds. */
export function tokenFor({ userId, organisationId, sessionId }) {
  const now = Math.floor(Date.now() / 1000);
  const head = base64(JSON.stringify({ alg: 'HS256', typ: 'JWT', kid: '1' }));
  const claims = { sub: userId, org: organisationId, sid: sessionId, iat: now, exp: now + 86_400 };
  const body = base64(JSON.stringify({ ...claims, iss: 'case-management', aud: 'case-management-api' }));
  const mark = createHmac('sha256', key('JWT_KEYS')).update(`${head}.${body}`).digest('base64url');
  return `${head}.${body}.${mark}`;
}
