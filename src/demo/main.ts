import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { API_ENUMS } from '../api-enums.js';
import { API_TAGS } from '../api-tags.js';
import { AppModule } from '../app.module.js';
import { AuditLog } from '../audit/audit-log.js';
import { createClient } from '../client/client.js';
import { prepareDatabase } from '../commands/prepare-database.js';
import { createFirstAdministrator } from '../identity/first-administrator.js';
import type { Config } from '../platform/config/config.js';
import { processEnvironment } from '../platform/config/environment.js';
import { ConfigurationError, loadConfig, type Environment } from '../platform/config/load-config.js';
import { Database } from '../platform/database/database.js';
import { prepareEnvironment } from '../platform/embedded/embedded-environment.js';
import { createApp } from '../platform/http/app-factory.js';
import { listen } from '../platform/http/listen.js';
import { buildDocument, serveDocument } from '../platform/http/openapi.js';
import { stopRequest } from '../platform/stop-request.js';
import { good, signIn } from './api.js';
import { Company, type Player } from './company.js';
import { Narrator } from './narrator.js';
import { Stage } from './stage.js';
import { tellStory } from './story.js';

const DATABASE = 'demo';
const EIGHT_HOURS = '28800';
const ANOTHER_RUNS = 'another demo runs on this data: end it first, or name another DATA_DIRECTORY';

type Stop = () => Promise<void>;

interface Given {
  readonly keep: boolean;
  readonly parts: readonly string[];
  /** Only the embedded server's own database is ever dropped. */
  readonly dropFirst: boolean;
}

/** Starts everything from nothing, plays the main job over HTTP, and ends; with `--keep` it stays up afterwards. */
async function main(keep: boolean): Promise<void> {
  const given = processEnvironment();
  const stopRequested = stopRequest(given);
  const { env, parts, stop } = await prepareEnvironment(demoEnvironment(given, keep), DATABASE);
  const stops: Stop[] = [stop];
  try {
    const config = loadConfig(env);
    const dropFirst = !given['DATABASE_URL'];
    await Promise.race([play({ keep, parts, dropFirst }, config, stops), stopRequested]);
    if (keep) await stopRequested;
  } finally {
    for (const end of stops) await end();
  }
}

/** @param stops gets what has to be ended afterwards, the last first */
async function play(given: Given, config: Config, stops: Stop[]): Promise<void> {
  const started = Date.now();
  const narrator = new Narrator();
  if (given.dropFirst) await emptyBook(config, stops);
  await prepareDatabase(config);
  const app = await createApp(AppModule.register(config), config);
  stops.unshift(() => app.close());
  serveDocument(app, buildDocument(app, API_TAGS, API_ENUMS));
  const baseUrl = await listen(app, config);
  narrator.line(`The service runs on ${baseUrl} (API and worker) with:`);
  narrator.list(given.parts);
  const company = new Company(baseUrl, await firstAdministrator(app, baseUrl));
  const stage = new Stage(company, narrator);
  await stage.travelTo('2025-06-20T08:00:00+07:00');
  const { organisations, users } = await company.assemble();
  narrator.tell(
    `${organisations} organisations of the former huyện Vĩnh Thuận and ${users} users are there.`,
  );
  await tellStory(stage);
  narrator.line(`\nDone in ${Math.round((Date.now() - started) / 1000)} s.`);
  if (!given.keep) return;
  const file = path.join(config.dataDirectory, 'demo.json');
  stops.unshift(() => rm(file, { force: true }));
  await openToAll(baseUrl, company, stage, file);
}

/** Everything of the demo may be overridden, but for what makes it one. */
function demoEnvironment(env: Environment, keep: boolean): Environment {
  return {
    PORT: keep ? '3000' : '0',
    LOG_LEVEL: 'error',
    SWEEP_EVERY_MS: '1000',
    REQUESTS_PER_MINUTE: '100000',
    ...env,
    NODE_ENV: 'development',
    APP_PROFILE: 'demo',
    APP_ROLE: 'all',
    ACCESS_TOKEN_SECONDS: EIGHT_HOURS,
  };
}

/**
 * Each run tells its story from an empty book, and has it for itself until it ends; only the embedded server's own
 * database is dropped.
 *
 * @throws ConfigurationError while another demo has the book
 */
async function emptyBook(config: Config, stops: Stop[]): Promise<void> {
  const url = new URL(config.database.ownerUrl ?? '');
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.toString() });
  client.on('error', () => undefined);
  await client.connect();
  stops.unshift(() => client.end());
  const { rows } = await client.query<{ free: boolean }>(
    'select pg_try_advisory_lock(hashtext($1)) as free',
    [DATABASE],
  );
  if (!rows[0]?.free) throw new ConfigurationError([ANOTHER_RUNS]);
  await client.query(`drop database if exists ${DATABASE} with (force)`);
}

async function firstAdministrator(app: NestFastifyApplication, baseUrl: string): Promise<Player> {
  const password = randomBytes(18).toString('base64url');
  const login = 'quan.tri';
  const input = { login, fullName: 'Trần Văn Minh', organisationName: 'Đơn vị vận hành hệ thống', password };
  await createFirstAdministrator(app.get(Database), app.get(AuditLog), input);
  const { token } = await signIn(baseUrl, login, password);
  const client = createClient(baseUrl, token);
  const { organisation } = await good(client.GET('/v1/auth/me'));
  return { client, token, name: 'Trần Văn Minh', organisationId: organisation.id };
}

/** Returns to the present and writes down how to get in. */
async function openToAll(baseUrl: string, company: Company, stage: Stage, file: string): Promise<void> {
  await stage.travelTo(new Date().toISOString());
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ baseUrl, tokens: company.tokens() }, null, 2), { mode: 0o600 });
  stage.narrator.line(`It stays up; ${file} has the address and one token of each role. End it with Ctrl+C.`);
}

main(process.argv.includes('--keep')).then(
  () => process.exit(0),
  (error: unknown) => {
    const message =
      error instanceof ConfigurationError ? error.message : error instanceof Error ? error.stack : error;
    process.stderr.write(`${String(message)}\n`);
    process.exit(1);
  },
);
