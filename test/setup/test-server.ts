import path from 'node:path';
import type { Config } from '../../src/platform/config/config.js';
import { loadConfig, queueUrlFrom } from '../../src/platform/config/load-config.js';

export const TEMPLATE = 'template_cases';

export interface TestServer {
  readonly ownerUrl: string;
  readonly directory: string;
}

/** What the global set-up started; it reaches the workers through the environment. */
export function testServer(): TestServer {
  const text = process.env['TEST_SERVER'];
  if (!text) throw new Error('The test database was not started: run through jest');
  return JSON.parse(text) as TestServer;
}

export function templateConfig(server: TestServer): Config {
  return testConfig(server, TEMPLATE, {});
}

/** The same keys in every test, so that a clone of the template can read what the template holds. */
export function testConfig(
  server: TestServer,
  database: string,
  overrides: Readonly<Record<string, string>>,
): Config {
  const ownerUrl = withDatabase(server.ownerUrl, database);
  const appUrl = new URL(ownerUrl);
  appUrl.username = 'app';
  appUrl.password = 'app-password-of-the-tests';
  return loadConfig({
    APP_PROFILE: 'test',
    PORT: '0',
    DATABASE_URL: appUrl.toString(),
    DATABASE_QUEUE_URL: queueUrlFrom(appUrl.toString()),
    DATABASE_OWNER_URL: ownerUrl,
    DATABASE_POOL: '8',
    SWEEP_EVERY_MS: '1000',
    REQUESTS_PER_MINUTE: '100000',
    SIGN_INS_PER_MINUTE: '100000',
    LOG_LEVEL: 'error',
    FILES_DIRECTORY: path.join(server.directory, 'files', database),
    JWT_KEYS: key(1),
    COLUMN_KEYS: key(2),
    BLIND_INDEX_KEYS: key(3),
    AUDIT_KEYS: key(4),
    ...overrides,
  });
}

function key(seed: number): string {
  return `1:${Buffer.alloc(32, seed).toString('base64')}`;
}

export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}
