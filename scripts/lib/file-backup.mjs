// A copy of the files of a running PostgreSQL server, as its documentation tells for the interface that is below
// pg_basebackup: pg_backup_start, the files, pg_backup_stop, the log (WAL) in between.
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';

/** Directories whose content a server makes anew, and those of the log, which is copied last. */
const LEFT_EMPTY = new Set([
  'pg_dynshmem',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_wal',
]);
const LEFT_OUT = new Set(['postmaster.pid', 'postmaster.opts', 'server.log']);
/** Says where recovery begins: copied when everything else is there. */
const CONTROL = path.join('global', 'pg_control');

/**
 * Copies the files of a server that goes on working. A server started on the copy has everything that was committed
 * when the copy ended, and perhaps more.
 *
 * @param {string} ownerUrl a superuser's
 * @param {string} target a directory that is not there yet
 */
export async function copyRunningServer(ownerUrl, target) {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { data_directory: source } = (await client.query('show data_directory')).rows[0];
    // Keeps the log from the start on; it is gone with the connection.
    await client.query(`select pg_create_physical_replication_slot('backup', true, true)`);
    await client.query(`select pg_backup_start('files', true)`);
    await copyFiles(source, target);
    const { rows } = await client.query('select labelfile from pg_backup_stop(false)');
    await writeFile(path.join(target, 'backup_label'), rows[0].labelfile, { mode: 0o600 });
    await copy(path.join(source, 'pg_wal'), path.join(target, 'pg_wal'), () => true);
  } finally {
    await client.end();
  }
}

async function copyFiles(source, target) {
  await mkdir(target, { mode: 0o700 });
  await copy(source, target, (file) => isCopied(path.relative(source, file)));
  await cp(path.join(source, CONTROL), path.join(target, CONTROL));
}

function isCopied(file) {
  const [first, ...rest] = file.split(path.sep);
  if (file === CONTROL || LEFT_OUT.has(file)) return false;
  return rest.length === 0 || !LEFT_EMPTY.has(first);
}

/** Files that the server removes meanwhile are no fault: the log tells what became of them. */
async function copy(source, target, filter) {
  for (;;) {
    try {
      return await cp(source, target, { recursive: true, force: true, preserveTimestamps: true, filter });
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
  }
}
