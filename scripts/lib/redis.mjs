import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '../../dist/platform/embedded/embedded-postgres.js';

export function hasRedis() {
  return spawnSync('redis-server', ['--version']).status === 0;
}

/** Runs the work with a `redis-server` of its own, in memory only. */
export async function withRedis(directory, work) {
  const port = await freePort();
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', directory];
  const server = spawn('redis-server', settings, { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(server, 'close');
  try {
    for await (const words of server.stdout) if (String(words).includes('Ready to accept')) break;
    return await work(`redis://127.0.0.1:${port}`);
  } finally {
    server.kill('SIGTERM');
    await closed;
  }
}
