// PostgreSQL as a machine has it installed, with programs that the embedded one lacks: pg_dump and pg_restore.
import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '../../dist/platform/embedded/embedded-postgres.js';

const DEBIAN = '/usr/lib/postgresql';
const NOBODY = { uid: 65_534, gid: 65_534 };
/** PostgreSQL refuses root. */
const USER = process.getuid?.() === 0 ? NOBODY : {};

/** @returns {string | null} the directory of its programs: `PG_BIN`, or the newest that Debian's packages brought */
export function installedPrograms() {
  if (process.env.PG_BIN) return process.env.PG_BIN;
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  const [newest] = versions.toSorted((a, b) => Number(b) - Number(a));
  return newest ? path.join(DEBIAN, newest, 'bin') : null;
}

/** @returns {string} "pg_dump (PostgreSQL) 15.18" */
export function versionOf(programs) {
  return run(programs, 'pg_dump', ['--version']).trim();
}

/** Starts an empty server whose superuser is `owner`. */
export async function startInstalled(programs, directory) {
  mkdirSync(directory);
  if (USER.uid) chownSync(directory, USER.uid, USER.gid);
  const data = path.join(directory, 'data');
  const port = await freePort();
  run(programs, 'initdb', ['-D', data, '-U', 'owner', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8']);
  const flags = `-p ${port} -h 127.0.0.1 -k '' -c max_connections=200`;
  run(programs, 'pg_ctl', ['-D', data, '-w', '-l', path.join(directory, 'log'), '-o', flags, 'start']);
  return {
    ownerUrl: (database) => `postgres://owner:unused@127.0.0.1:${port}/${database}`,
    stop: async () => void run(programs, 'pg_ctl', ['-D', data, '-m', 'fast', '-w', 'stop']),
  };
}

/** @returns {string} what the program wrote @throws Error with its words when it ends with another code than 0 */
export function run(programs, program, args) {
  return execFileSync(path.join(programs, program), args, {
    ...USER,
    cwd: '/',
    encoding: 'utf8',
    // The server that pg_ctl leaves behind would hold a pipe open.
    stdio: ['ignore', program === 'pg_ctl' ? 'ignore' : 'pipe', program === 'pg_ctl' ? 'ignore' : 'pipe'],
  });
}
