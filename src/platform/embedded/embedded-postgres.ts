import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { Environment } from '../config/load-config.js';
import { nativeDirectory, reachableBinaries, type Binaries } from './embedded-binaries.js';
import { chooseHome, type ServerUser } from './embedded-home.js';

export interface EmbeddedOptions {
  /** Directory of the installation's own data; the server's files go below it where its user can reach them. */
  readonly dataDirectory: string;
  /** Trades durability for speed: tests only. */
  readonly disposable?: boolean;
  readonly settings?: readonly string[];
  /** Where it has to be a certain one; a free one otherwise. */
  readonly port?: number;
  /** For the server's programs; none of it where not given: they find one another by themselves. */
  readonly environment?: Environment;
}

export interface EmbeddedServer {
  readonly port: number;
  /** Where the files are; differs from the data directory where the server's user could not reach that. */
  readonly directory: string;
  /** True when another living process started this server and will stop it. */
  readonly shared: boolean;
  ownerUrl(database: string): string;
  stop(): Promise<void>;
}

/** As whom, and with what of the environment, the server's programs run. */
interface ProgramUser extends ServerUser {
  readonly environment: Environment;
}

const OWNER = 'owner';

/**
 * Starts the PostgreSQL server that comes with the npm package, without any right or tool of the machine.
 * Run by root, the server runs as `nobody`, since PostgreSQL refuses root.
 *
 * @throws Error with the server's own last words when it does not start
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const home = await chooseHome(path.resolve(options.dataDirectory), nativeDirectory());
  const user: ProgramUser = { ...home.user, environment: options.environment ?? {} };
  const binaries = await reachableBinaries(home.directory, home.copyBinaries);
  const data = path.join(home.directory, 'postgres');
  const password = await initialise(data, home.directory, binaries, user, options.disposable ?? false);
  const running = await runningServer(data);
  const shared = running !== null && (await hasLivingOwner(home.directory));
  const port = running ?? (await start(data, binaries, user, options));
  if (!shared) await writeFile(ownerFile(home.directory), String(process.pid));
  return {
    port,
    directory: home.directory,
    shared,
    ownerUrl: (database) => `postgres://${OWNER}:${password}@127.0.0.1:${port}/${database}`,
    stop: async () => {
      if (shared) return;
      await pgCtl(binaries, user, ['-D', data, '-m', 'fast', '-w', 'stop']);
      await rm(ownerFile(home.directory), { force: true });
    },
  };
}

async function initialise(
  data: string,
  directory: string,
  binaries: Binaries,
  user: ProgramUser,
  disposable: boolean,
): Promise<string> {
  const passwordFile = path.join(directory, 'owner-password');
  if (await exists(path.join(data, 'PG_VERSION'))) return (await readFile(passwordFile, 'utf8')).trim();
  const password = randomBytes(24).toString('base64url');
  await writeFile(passwordFile, password, { mode: 0o600 });
  await rm(data, { recursive: true, force: true });
  await mkdir(data, { mode: 0o700 });
  if (user.ids) {
    await chown(data, user.ids.uid, user.ids.gid);
    await chown(passwordFile, user.ids.uid, user.ids.gid);
  }
  await serverCommand(binaries.initdb, user, [
    '-D',
    data,
    '-U',
    OWNER,
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    ...(disposable ? ['--no-sync'] : []),
  ]);
  return password;
}

async function start(
  data: string,
  binaries: Binaries,
  user: ProgramUser,
  options: EmbeddedOptions,
): Promise<number> {
  const port = options.port ?? (await freePort());
  const fast = options.disposable
    ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_wal_size=4GB']
    : [];
  const settings = ['max_connections=200', ...fast, ...(options.settings ?? [])];
  const flags = [`-p ${port}`, '-h 127.0.0.1', "-k ''", ...settings.map((setting) => `-c ${setting}`)].join(
    ' ',
  );
  const log = path.join(data, 'server.log');
  try {
    await pgCtl(binaries, user, ['-D', data, '-w', '-t', '60', '-l', log, '-o', flags, 'start']);
  } catch (error) {
    const words = await readFile(log, 'utf8').catch(() => '');
    // What keeps it from starting at all, such as files of another owner, is said by pg_ctl and not by its log.
    const said = error instanceof Error ? error.message : '';
    throw new Error(`The embedded PostgreSQL did not start.\n${said}\n${words.slice(-2000)}`, {
      cause: error,
    });
  }
  return port;
}

async function pgCtl(binaries: Binaries, user: ProgramUser, args: readonly string[]): Promise<void> {
  await serverCommand(binaries.pg_ctl, user, args);
}

async function serverCommand(file: string, user: ProgramUser, args: readonly string[]): Promise<void> {
  // pg_ctl leaves the server holding inherited pipes open: output goes nowhere, or the call would never end.
  await new Promise<void>((resolve, reject) => {
    const child = execFile(file, [...args], {
      ...user.ids,
      cwd: os.tmpdir(),
      env: user.environment,
    });
    let errors = '';
    child.stderr?.on('data', (chunk: string) => (errors += chunk));
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${path.basename(file)} ended with ${code}: ${errors}`)),
    );
  });
}

/** The port of a server that already runs on these files, null where none does. */
async function runningServer(data: string): Promise<number | null> {
  const pidFile = await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = pidFile.split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return pid > 0 && port > 0 && isAlive(pid) && (await answers(port)) ? port : null;
}

async function hasLivingOwner(directory: string): Promise<boolean> {
  const pid = Number(await readFile(ownerFile(directory), 'utf8').catch(() => '0'));
  return pid > 0 && pid !== process.pid && isAlive(pid);
}

const ownerFile = (directory: string): string => path.join(directory, 'started-by');

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => resolve(true));
    socket.on('error', () => resolve(false));
    socket.on('connect', () => socket.end());
  });
}

/** A TCP port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
