import 'reflect-metadata';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { ReplayRecorder } from '../audit/replay-recorder.js';
import { recoverAdministrator } from '../identity/administrator-recovery.js';
import { Credentials } from '../identity/credentials.js';
import { createFirstAdministrator, AdministratorError } from '../identity/first-administrator.js';
import type { Config } from '../platform/config/config.js';
import { processEnvironment } from '../platform/config/environment.js';
import { ConfigurationError, loadConfig } from '../platform/config/load-config.js';
import { BlindIndex } from '../platform/crypto/blind-index.js';
import { ColumnCipher } from '../platform/crypto/column-cipher.js';
import { dataSourceOptions } from '../platform/database/data-source-options.js';
import { Database } from '../platform/database/database.js';
import { IdempotencyStore } from '../platform/database/idempotency-store.js';
import { prepareEnvironment } from '../platform/embedded/embedded-environment.js';
import { prepareDatabase } from './prepare-database.js';

const USAGE = `Usage: npm run create-administrator -- --login tran.van.minh --organisation-name "Trung tâm dữ liệu"
         [--full-name "Trần Văn Minh"]
       npm run create-administrator -- --recover --login tran.van.minh

Makes the first administrator and the organisation that runs the system, where there is no administrator or all are
locked. With --recover an administrator who is there gets another password and is unlocked; DATABASE_OWNER_URL must be
set. The password is read from the first line of standard input; an empty line has one made, which is printed this once
and is good for the first sign-in only.
`;

interface Arguments {
  readonly login: string;
  readonly recover: boolean;
  readonly fullName: string;
  readonly organisationName: string;
}

async function main(): Promise<void> {
  const names = readArguments();
  const { env, stop } = await prepareEnvironment(processEnvironment());
  try {
    const config = loadConfig(env);
    if (config.database.ownerUrl) await prepareDatabase(config);
    const password = (await askPassword()) || null;
    const made = names.recover
      ? await recover(config, names, password)
      : await create(config, names, password);
    process.stdout.write(`The administrator ${names.login} can sign in\n`);
    if (made) process.stdout.write(`Password for the first sign-in, shown this once: ${made}\n`);
  } finally {
    await stop();
  }
}

async function create(config: Config, names: Arguments, password: string | null): Promise<string | null> {
  return withDatabase(config, config.database.url, (database) =>
    createFirstAdministrator(database, new AuditLog(), { ...names, password }),
  );
}

/** The application's role may do nothing of it: whoever has only its password is no administrator. */
async function recover(config: Config, names: Arguments, password: string | null): Promise<string | null> {
  const { ownerUrl } = config.database;
  if (!ownerUrl) throw new AdministratorError('Recovery works through the owner: set DATABASE_OWNER_URL');
  return withDatabase(config, ownerUrl, (database) => {
    const credentials = new Credentials(database, new BlindIndex(config), config);
    return recoverAdministrator(database, credentials, new AuditLog(), { login: names.login, password });
  });
}

/** @throws AdministratorError with the usage when an argument is missing or unknown */
function readArguments(): Arguments {
  const values = parsed();
  const { login, recover: recovers = false, 'organisation-name': organisationName = '' } = values;
  if (!login || recovers === (organisationName !== '')) throw new AdministratorError(USAGE);
  return { login, recover: recovers, organisationName, fullName: values['full-name'] ?? login };
}

function parsed() {
  const text = { type: 'string' } as const;
  try {
    const names = { login: text, 'full-name': text, 'organisation-name': text };
    return parseArgs({ options: { ...names, recover: { type: 'boolean' } } }).values;
  } catch {
    throw new AdministratorError(USAGE);
  }
}

/** Never an argument: those are seen in process lists and shell histories. What is typed is not shown. */
async function askPassword(): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write('Password (empty: one is made): ');
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({
    input: process.stdin,
    output: nowhere,
    terminal: process.stdin.isTTY === true,
  });
  try {
    for await (const line of lines) return line;
    return '';
  } finally {
    lines.close();
    if (process.stdin.isTTY) process.stderr.write('\n');
  }
}

async function withDatabase<T>(
  config: Config,
  url: string,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const dataSource = new DataSource(dataSourceOptions({ ...config.database, url }));
  await dataSource.initialize();
  try {
    return await work(new Database(dataSource, idempotencyStore(config), config));
  } finally {
    await dataSource.destroy();
  }
}

function idempotencyStore(config: Config): IdempotencyStore {
  const replays = new ReplayRecorder(new AuditLog());
  return new IdempotencyStore(new ColumnCipher(config), new BlindIndex(config), replays);
}

main().catch((error: unknown) => {
  const expected = error instanceof AdministratorError || error instanceof ConfigurationError;
  const message = expected ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
});
