import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  freePort,
  startEmbeddedPostgres,
  type EmbeddedServer,
} from '../../src/platform/embedded/embedded-postgres.js';
import type { Victim } from './victim.js';

/** Patience, not a demand: a busy machine starts slowly. */
const READY_MS = 300_000;
const ANSWER_MS = 5_000;

interface Service extends Victim {
  readonly url: string;
}

/** The built program in one of its roles, on a port that it keeps. */
export async function startService(name: string, env: Readonly<Record<string, string>>): Promise<Service> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const launch = (): ChildProcess =>
    spawn(process.execPath, ['dist/main.js'], {
      env: { PATH: process.env['PATH'], ...env, PORT: String(port), HOST: '127.0.0.1' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  let child = launch();
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const closed = once(child, 'close');
    child.kill(signal);
    await closed;
  };
  const ready = (): Promise<void> =>
    until(`${name} is ready`, async () => {
      if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
      const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(ANSWER_MS) });
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
      return true;
    });
  await ready();
  return {
    ...{ name, url },
    kill: () => end('SIGKILL'),
    revive: async () => {
      child = launch();
      await ready();
    },
    stop: () => end('SIGTERM'),
  };
}

export interface Postgres extends Victim {
  readonly server: EmbeddedServer;
}

/** PostgreSQL with its files kept safe, as in production: what it acknowledged is there after a kill. */
export async function startPostgres(dataDirectory: string): Promise<Postgres> {
  let server = await startEmbeddedPostgres({ dataDirectory });
  const { port } = server;
  const pidFile = path.join(server.directory, 'postgres', 'postmaster.pid');
  return {
    name: 'postgres',
    get server() {
      return server;
    },
    kill: async () => {
      const pid = Number((await readFile(pidFile, 'utf8')).split('\n')[0]);
      process.kill(pid, 'SIGKILL');
    },
    revive: async () => {
      // Its children hold the files until they have noticed.
      await until('PostgreSQL starts again', async () => {
        server = await startEmbeddedPostgres({ dataDirectory, port });
        return true;
      });
    },
    stop: () => server.stop(),
  };
}

/** Redis that writes down each command before it answers, as the operations guide asks for. */
export async function startRedis(directory: string): Promise<Victim & { readonly url: string }> {
  const port = await freePort();
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, '--save', ''];
  const durable = ['--appendonly', 'yes', '--appendfsync', 'always'];
  const launch = async (): Promise<ChildProcess> => {
    const child = spawn('redis-server', [...settings, ...durable], { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const words of child.stdout) if (String(words).includes('Ready to accept')) break;
    return child;
  };
  let child = await launch();
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  return {
    name: 'redis',
    url: `redis://127.0.0.1:${port}`,
    kill: () => end('SIGKILL'),
    revive: async () => {
      child = await launch();
    },
    stop: () => end('SIGTERM'),
  };
}

/** @throws Error that says what did not happen in time, and what spoke against it last */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + READY_MS;
  let cause: unknown;
  while (Date.now() < deadline) {
    try {
      if (await isSo()) return;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await pause(100);
  }
  throw new Error(`Not in time: ${what}; last: ${String(cause)}`, { cause });
}
