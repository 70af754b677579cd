import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { prepareDatabase } from '../../src/commands/prepare-database.js';
import { createClient } from '../../src/client/client.js';
import { good, signIn, waitFor } from '../../src/demo/api.js';
import { Company, type Player } from '../../src/demo/company.js';
import { loadConfig } from '../../src/platform/config/load-config.js';
import { startSmtpServer, type SmtpServer } from '../setup/smtp-server.js';
import { Ledger } from './ledger.js';
import { startPostgres, startRedis, startService } from './programs.js';
import type { Victim } from './victim.js';

export type Backend = 'postgres' | 'redis';

export interface Installation {
  readonly victims: readonly Victim[];
  readonly urls: readonly string[];
  readonly company: Company;
  readonly ledger: Ledger;
  readonly smtp: SmtpServer;
  /** Of the database, past every wall. */
  readonly ownerUrl: string;
  travelTo(to: string): Promise<void>;
  close(): Promise<void>;
}

/** Two API and two worker processes, one PostgreSQL, one Redis where it is used, and a mail server. */
export async function install(backend: Backend): Promise<Installation> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'case-management-kill-'));
  await chmod(directory, 0o711);
  const smtp = await startSmtpServer();
  const postgres = await startPostgres(path.join(directory, 'data'));
  const redis = backend === 'redis' ? await startRedis(directory) : null;
  const env = {
    ...settings(smtp),
    ...databaseUrls(postgres.server.ownerUrl('kills')),
    ...(redis && { REDIS_URL: redis.url }),
    DATA_DIRECTORY: path.join(directory, 'own'),
  };
  await prepareDatabase(loadConfig(env));
  await makeAdministrator(env);
  const [apiOne, apiTwo, ...workers] = await Promise.all([
    ...['api 1', 'api 2'].map((name) => startService(name, { ...env, ...WITHOUT_OWNER, APP_ROLE: 'api' })),
    ...['worker 1', 'worker 2'].map((name) =>
      startService(name, { ...env, ...WITHOUT_OWNER, APP_ROLE: 'worker' }),
    ),
  ]);
  if (!apiOne || !apiTwo) throw new Error('The API did not start');
  const services = [apiOne, apiTwo, ...workers];
  const administrator = await administratorAt(apiOne.url);
  const company = new Company(apiOne.url, administrator);
  return {
    victims: [...services, postgres, ...(redis ? [redis] : [])],
    urls: [apiOne.url, apiTwo.url],
    company,
    ledger: new Ledger(postgres.server.ownerUrl('kills')),
    ownerUrl: postgres.server.ownerUrl('kills'),
    smtp,
    travelTo: (to) => travelTo([apiOne.url, apiTwo.url], administrator.token, to),
    close: async () => {
      for (const service of services) await service.stop();
      await redis?.stop();
      await postgres.stop();
      await smtp.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

const LOGIN = 'tran.van.minh';
const PASSWORD = 'bốn con chim sẻ ngoài vườn';
const WITHOUT_OWNER = { DATABASE_OWNER_URL: '' };

function settings(smtp: SmtpServer): Record<string, string> {
  return {
    APP_PROFILE: 'demo',
    LEGAL_TIME_TRAVEL: 'on',
    LOG_LEVEL: 'silent',
    SWEEP_EVERY_MS: '500',
    REQUESTS_PER_MINUTE: '1000000',
    ACCESS_TOKEN_SECONDS: '28800',
    SMTP_URL: smtp.url,
    MAIL_FROM: 'thong-bao@hoso.example.vn',
    PUBLIC_URL: 'https://hoso.example.vn',
    SMTP_TIMEOUT_SECONDS: '5',
    SMTP_RETRY_SECONDS: '1',
    JWT_KEYS: key(1),
    COLUMN_KEYS: key(2),
    BLIND_INDEX_KEYS: key(3),
    AUDIT_KEYS: key(4),
  };
}

function key(seed: number): string {
  return `1:${Buffer.alloc(32, seed).toString('base64')}`;
}

function databaseUrls(ownerUrl: string): Record<string, string> {
  const appUrl = new URL(ownerUrl);
  appUrl.username = 'app';
  appUrl.password = 'app-password-of-the-tests';
  return { DATABASE_URL: appUrl.toString(), DATABASE_OWNER_URL: ownerUrl };
}

async function makeAdministrator(env: Readonly<Record<string, string>>): Promise<void> {
  const names = ['--login', LOGIN, '--organisation-name', 'Trung tâm dữ liệu tỉnh An Giang'];
  const child = spawn(process.execPath, ['dist/commands/create-administrator.js', ...names], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  child.stdin.end(`${PASSWORD}\n`);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error('The administrator could not be made');
}

async function administratorAt(url: string): Promise<Player> {
  const { token, client } = await signIn(url, LOGIN, PASSWORD);
  const { organisation } = await good(client.GET('/v1/auth/me'));
  return { client, token, name: 'Trần Văn Minh', organisationId: organisation.id };
}

/** Moving the clock twice to the same moment does no harm: it is asked until somebody answers. */
async function travelTo(urls: readonly string[], token: string, to: string): Promise<void> {
  const ask = async (): Promise<boolean> => {
    for (const url of urls) {
      const answer = await createClient(url, token)
        .POST('/v1/clock/travel', { body: { to } })
        .catch(() => null);
      if (answer?.response.ok) return true;
    }
    return false;
  };
  await waitFor(ask, (done) => done);
}
