import './resolve-typescript.cjs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { prepareDatabase } from '../../src/commands/prepare-database.js';
import { startEmbeddedPostgres } from '../../src/platform/embedded/embedded-postgres.js';
import { startRedis } from './redis-server.js';
import { TEMPLATE, templateConfig, type TestServer } from './test-server.js';

declare global {
  var testServer: { stop(): Promise<void> } | undefined;
}

/** One real PostgreSQL for the whole run, with one prepared database that each test file clones; Redis on request. */
export default async function globalSetup(): Promise<void> {
  if (globalThis.testServer) return;
  const directory = await mkdtemp(path.join(os.tmpdir(), 'case-management-test-'));
  await chmod(directory, 0o711);
  const stops = [() => rm(directory, { recursive: true, force: true })];
  const stop = async (): Promise<void> => {
    for (const end of stops) await end();
  };
  try {
    const server = await startServer(directory);
    stops.unshift(server.stop);
    if (process.env['TEST_REDIS_URL'] === 'own') stops.unshift(await giveRedis(directory));
    await prepareDatabase(templateConfig(server.found));
  } catch (error) {
    await stop();
    throw error;
  }
  globalThis.testServer = { stop };
}

/** What the workers have to know reaches them through the environment. */
async function startServer(directory: string): Promise<{ found: TestServer; stop(): Promise<void> }> {
  const dataDirectory = path.join(directory, 'data');
  const { ownerUrl, stop } = await startEmbeddedPostgres({ dataDirectory, disposable: true });
  const found: TestServer = { ownerUrl: ownerUrl(TEMPLATE), directory };
  process.env['TEST_SERVER'] = JSON.stringify(found);
  return { found, stop };
}

async function giveRedis(directory: string): Promise<() => Promise<void>> {
  const redis = await startRedis(directory);
  process.env['TEST_REDIS_URL'] = redis.url;
  return redis.stop;
}
