// Copies the embedded PostgreSQL and the files of users while the service works:
//   node scripts/backup-embedded.mjs TARGET [--data .data] [--server DIRECTORY]
// TARGET must not be there yet. Keys (secrets.json) are left out: keep them elsewhere.
import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { copyRunningServer } from './lib/file-backup.mjs';

const DATABASE = 'cases';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string', default: '.data' }, server: { type: 'string' } },
});
const [target] = positionals;
if (!target) fail('Usage: node scripts/backup-embedded.mjs TARGET [--data .data] [--server DIRECTORY]');
if (await exists(target)) fail(`${target} is there already`);

const data = path.resolve(values.data);
// Where the server's user could not reach the data directory the start named another: "files in …".
const home = path.resolve(values.server ?? data);
const url = await addressOf(home);
await mkdir(target, { recursive: true, mode: 0o711 });
await copyRunningServer(url, path.join(target, 'postgres'));
await cp(path.join(home, 'owner-password'), path.join(target, 'owner-password'), {
  preserveTimestamps: true,
});
await giveToServer(path.join(home, 'postgres'), target);
// Files after the database: then no row misses its file.
const files = path.join(data, 'files');
if (await exists(files))
  await cp(files, path.join(target, 'files'), { recursive: true, preserveTimestamps: true });
console.log(`Copied to ${target}: postgres, owner-password, files. Keep secrets.json elsewhere`);

/** Of its owner, whose password the first start made. */
async function addressOf(directory) {
  const password = (await wordsOf(path.join(directory, 'owner-password'))).trim();
  const port = (await wordsOf(path.join(directory, 'postgres', 'postmaster.pid'))).split('\n')[3];
  return `postgres://owner:${password}@127.0.0.1:${port}/${DATABASE}`;
}

async function wordsOf(file) {
  return readFile(file, 'utf8').catch(() =>
    fail(
      `${file} cannot be read: the service has to run; where it says "files in DIRECTORY", add --server DIRECTORY`,
    ),
  );
}

/** Run by root the server runs as another user, whose the copy has to be. */
async function giveToServer(source, copy) {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = await stat(source);
  for (const part of ['postgres', 'owner-password'])
    execFileSync('chown', ['-R', `${uid}:${gid}`, path.join(copy, part)]);
}

async function exists(file) {
  return stat(file).then(
    () => true,
    () => false,
  );
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
