// Backup and restore while the service works: of the embedded server by its files and its log; of an installed
// PostgreSQL, where there is one, by its own pg_dump into an empty server. What was acknowledged before the backup is
// there afterwards, the audit is whole, and the service goes on from it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { createClient } from '../dist/client/client.js';
import { good, waitFor } from '../dist/demo/api.js';
import { startEmbeddedPostgres } from '../dist/platform/embedded/embedded-postgres.js';
import { withDirectory } from './lib/directory.mjs';
import { databaseUrls } from './lib/disposable-server.mjs';
import { copyRunningServer } from './lib/file-backup.mjs';
import { installedPrograms, run, startInstalled, versionOf } from './lib/installed-postgres.mjs';
import { someKeys } from './lib/keys.mjs';
import { anApplication, assemble, COMMUNE, prepare } from './lib/office.mjs';
import { runProgram, startService } from './lib/service.mjs';

const FILES_BEFORE = 10;
const DATABASE = 'cases';
const PDF = '%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n';

await withDirectory(async (directory) => {
  await filesOfTheEmbedded(path.join(directory, 'embedded'));
  const programs = installedPrograms();
  if (programs) return dumpOfInstalled(programs, path.join(directory, 'installed'));
  console.log('pg_dump was NOT tried: no PostgreSQL is installed here, and PG_BIN is not set');
});

async function filesOfTheEmbedded(directory) {
  const first = path.join(directory, 'first');
  const second = path.join(directory, 'second');
  const server = await startEmbeddedPostgres({ dataDirectory: first });
  const restore = async () => {
    await mkdir(second, { mode: 0o711 });
    await copyRunningServer(server.ownerUrl(DATABASE), path.join(second, 'postgres'));
    await cp(path.join(first, 'owner-password'), path.join(second, 'owner-password'));
    ownedLike(path.join(first, 'postgres'), path.join(second, 'postgres'));
    return startEmbeddedPostgres({ dataDirectory: second });
  };
  await tryOut('files and log of the embedded PostgreSQL', { server, restore, directory, isAnew: false });
}

async function dumpOfInstalled(programs, directory) {
  await mkdir(directory, { mode: 0o777 });
  await chmod(directory, 0o777);
  const server = await startInstalled(programs, path.join(directory, 'first'));
  const dump = path.join(directory, 'cases.dump');
  const restore = async () => {
    run(programs, 'pg_dump', ['-Fc', '-f', dump, server.ownerUrl(DATABASE)]);
    const empty = await startInstalled(programs, path.join(directory, 'second'));
    await makeRoles(empty.ownerUrl('postgres'));
    run(programs, 'pg_restore', ['--create', '--exit-on-error', '-d', empty.ownerUrl('postgres'), dump]);
    return empty;
  };
  await tryOut(versionOf(programs), { server, restore, directory, isAnew: true });
}

/** Roles belong to the server: a dump has none of them. `prepare.js` gives them their passwords. */
async function makeRoles(ownerUrl) {
  await ask(ownerUrl, 'create role app; create role app_queue; create role app_audit');
}

/**
 * @param {{ server: object, restore: () => Promise<object>, directory: string, isAnew: boolean }} place isAnew: whether
 *   the restored database counts its transactions anew
 */
async function tryOut(what, { server, restore, directory, isAnew }) {
  const env = settings(path.join(directory, 'files'));
  const { restored, ...backup } = await backUp(
    { ...env, ...databaseUrls(server, DATABASE) },
    restore,
  ).finally(() => server.stop());
  const found = await goOn({ ...env, ...databaseUrls(restored, DATABASE) }, { ...backup, isAnew }).finally(
    () => restored.stop(),
  );
  console.log(
    `${what}: backed up and restored in ${backup.seconds} s while the service worked; all ${backup.before.length} ` +
      `files of before and ${found - backup.before.length} of ${backup.meanwhile.length} of meanwhile are there; the ` +
      'audit is whole',
  );
}

/** Others go on working while the backup is made. */
async function backUp(env, restore) {
  const office = await openOffice(env);
  try {
    const before = await office.handIn(FILES_BEFORE);
    const head = await office.head();
    const changes = await office.changes();
    const began = performance.now();
    const [restored, meanwhile] = await Promise.all([restore(), office.handIn(FILES_BEFORE)]);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    return { before, head, changes, restored, meanwhile, seconds };
  } finally {
    await office.close();
  }
}

function settings(filesDirectory) {
  return {
    ...someKeys(),
    ...{ APP_PROFILE: 'demo', LEGAL_TIME_TRAVEL: 'on', REQUESTS_PER_MINUTE: '100000', SWEEP_EVERY_MS: '500' },
    FILES_DIRECTORY: filesDirectory,
  };
}

/** A service at which an officer hands in applications, each with a scan. */
async function openOffice(env) {
  await prepare(env);
  const service = await startService(env);
  const stage = await assemble(service.url);
  await stage.travelTo('2026-07-06T09:00:00+07:00');
  const officer = stage.company.player('commune-police-officer', 'police-31069');
  let year = 1960;
  return {
    handIn: async (count) => {
      const ids = [];
      for (let at = 0; at < count; at += 1) ids.push(await handIn(service.url, stage, officer, (year += 1)));
      return ids;
    },
    head: () => sealedHead(service),
    changes: async () => (await good(officer.client.GET('/v1/cases'))).changes,
    close: () => service.stop(),
  };
}

async function handIn(url, stage, officer, year) {
  const personId = await stage.resident(officer, 'Nguyễn Văn Bình', year, COMMUNE);
  const { id } = await good(
    officer.client.POST('/v1/home-rehabilitations', { body: anApplication(personId) }),
  );
  const form = new FormData();
  form.set('kind', 'identity-copy');
  form.set('file', new Blob([PDF], { type: 'application/pdf' }), 'giay.pdf');
  const headers = { Authorization: `Bearer ${officer.token}`, 'Idempotency-Key': randomUUID() };
  const sent = await fetch(`${url}/v1/cases/${id}/attachments`, { method: 'POST', headers, body: form });
  assert.equal(sent.status, 201, await sent.text());
  return { id, token: officer.token };
}

/** The newest head that the log tells, once there is one. */
async function sealedHead({ output }) {
  const heads = await waitFor(
    async () => [...output().matchAll(/head (\d+:[0-9a-f]{64})/g)].map(([, head]) => head),
    (found) => found.length > 0,
  );
  return heads.at(-1);
}

/** As the operations guide says: prepare, check, start. @returns how many files there are */
async function goOn(env, { before, head, changes, isAnew }) {
  const prepared = await runProgram(['dist/commands/prepare.js'], env);
  assert.equal(prepared.code, 0, prepared.output);
  await auditIsWhole(env, head);
  const service = await startService(env);
  try {
    for (const file of before) await readAgain(service.url, file);
    const client = createClient(service.url, before[0].token);
    const followed = await client.GET('/v1/cases', { params: { query: { changedSince: changes } } });
    assert.equal(followed.response.status, isAnew ? 410 : 200, 'Whoever follows the list is told wrong');
    const { items } = await good(client.GET('/v1/cases', { params: { query: { limit: 200 } } }));
    await auditIsWhole(env, await sealedHead(service));
    return items.length;
  } finally {
    await service.stop();
  }
}

async function readAgain(url, { id, token }) {
  const client = createClient(url, token);
  const params = { path: { caseId: id } };
  assert.equal((await good(client.GET('/v1/home-rehabilitations/{caseId}', { params }))).id, id);
  const { items } = await good(client.GET('/v1/cases/{caseId}/attachments', { params }));
  const headers = { Authorization: `Bearer ${token}` };
  const content = await fetch(`${url}/v1/attachments/${items[0].id}/content`, { headers });
  assert.equal(await content.text(), PDF);
}

async function auditIsWhole(env, head) {
  const { code, output } = await runProgram(['dist/commands/verify-audit.js', '--head', head], env);
  assert.equal(code, 0, output);
}

async function ask(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

/** Root copies files as its own; the server runs as whoever owns the first. */
function ownedLike(model, target) {
  if (process.getuid?.() === 0) execFileSync('chown', ['-R', `--reference=${model}`, target]);
}
