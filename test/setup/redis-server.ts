import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '../../src/platform/embedded/embedded-postgres.js';

export interface RedisServer {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Starts the machine's `redis-server` for one run: on a port of its own, in memory only.
 *
 * @param wanted the port, where it has to be a certain one
 * @throws Error where there is none on the PATH
 */
export async function startRedis(directory: string, wanted?: number): Promise<RedisServer> {
  const port = wanted ?? (await freePort());
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', directory];
  const server = spawn('redis-server', settings, { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(server, 'close');
  // Without a listener a missing program would end this process before anybody could say why.
  closed.catch(() => undefined);
  await isReady(server.stdout, closed);
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    stop: async () => {
      server.kill('SIGTERM');
      await closed;
    },
  };
}

async function isReady(output: NodeJS.ReadableStream, closed: Promise<unknown>): Promise<void> {
  const ready = new Promise<void>((resolve) => {
    output.on('data', (chunk: Buffer) => {
      if (chunk.includes('Ready to accept connections')) resolve();
    });
  });
  const ended = closed.then(
    () => {
      throw new Error('redis-server ended at once');
    },
    () => {
      throw new Error('No redis-server on the PATH: install one, or set TEST_REDIS_URL to a server of yours');
    },
  );
  await Promise.race([ready, ended]);
}
