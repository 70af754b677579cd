import './resolve-typescript.cjs';
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { chmod } from 'node:fs/promises';
import { prepareDatabase } from '../../src/commands/prepare-database.js';
import { startEmbeddedPostgres } from '../../src/platform/embedded/embedded-postgres.js';
import { TEMPLATE, templateConfig, type TestServer } from './test-server.js';

declare global {
  var testServer: (TestServer & { stop(): Promise<void> }) | undefined;
}

/** One real PostgreSQL for the whole run, with one prepared database that each test file clones. */
export default async function globalSetup(): Promise<void> {
  if (globalThis.testServer) return;
  const directory = await mkdtemp(path.join(os.tmpdir(), 'case-management-test-'));
  await chmod(directory, 0o711);
  const server = await startEmbeddedPostgres({
    dataDirectory: path.join(directory, 'data'),
    disposable: true,
  });
  const found: TestServer = { ownerUrl: server.ownerUrl(TEMPLATE), directory };
  process.env['TEST_SERVER'] = JSON.stringify(found);
  globalThis.testServer = { ...found, stop: () => server.stop() };
  await prepareDatabase(templateConfig(found));
}
