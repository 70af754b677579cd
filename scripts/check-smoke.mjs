// Starts the built program as an operator would: alone with everything embedded, then as API and worker on one
// database in production. Tests run another compiler's output, so what they show has to be seen here once more.
import assert from 'node:assert/strict';
import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { ADMINISTRATOR, makeAdministrator } from './lib/administrator.mjs';
import { withDirectory } from './lib/directory.mjs';
import { databaseUrls, withServer } from './lib/disposable-server.mjs';
import { someKeys } from './lib/keys.mjs';
import { runProgram, startService } from './lib/service.mjs';

const DATABASE = 'cases';

// Without the build that precedes it. A signal to npm has to reach the service.
const NPM_START = ['npm', 'start', '--ignore-scripts'];

await withDirectory(async (directory) => {
  await alone('first start, everything embedded', directory);
  await alone('second start on the same files, through npm', directory, NPM_START);
});
await refusalWithoutKeys();
await withServer(apart);

async function alone(what, directory, command) {
  const service = await startService({ APP_ROLE: 'all', DATA_DIRECTORY: directory }, command);
  try {
    await expectDocument(service);
    await expectRefusal(service);
  } finally {
    tell(what, service, await service.stop());
  }
  await assert.rejects(
    access(path.join(directory, 'postgres', 'postmaster.pid')),
    'PostgreSQL was left running',
  );
}

async function refusalWithoutKeys() {
  const { code, output } = await runProgram(['dist/main.js'], { NODE_ENV: 'production' });
  assert.notEqual(code, 0);
  for (const name of ['DATABASE_URL', 'JWT_KEYS', 'COLUMN_KEYS', 'BLIND_INDEX_KEYS', 'AUDIT_KEYS']) {
    assert.match(output, new RegExp(name));
  }
  console.log('production without keys and database: refused, every fault named');
}

async function apart(server) {
  const { DATABASE_OWNER_URL, ...env } = production(databaseUrls(server, DATABASE));
  const prepared = await runProgram(['dist/commands/prepare.js'], { ...env, DATABASE_OWNER_URL });
  assert.equal(prepared.code, 0, prepared.output);
  await makeAdministrator({ ...env, DATABASE_OWNER_URL });
  // An empty variable is how a compose file says that these two are not given the owner's login.
  const shared = { ...env, DATABASE_OWNER_URL: '', SWEEP_EVERY_MS: '500' };
  const worker = await startService({ ...shared, APP_ROLE: 'worker' });
  const api = await startService({ ...shared, APP_ROLE: 'api' });
  try {
    await expectDocument(api);
    await expectRefusal(api);
    await expectSignIn(api);
    await expectJobs(worker);
  } finally {
    tell('API on a prepared database', api, await api.stop());
    tell('worker beside it', worker, await worker.stop());
  }
}

function production(urls) {
  return { NODE_ENV: 'production', ...urls, ...someKeys() };
}

/** The document that is served is the one that is committed. */
async function expectDocument({ url }) {
  const served = await fetch(`${url}/openapi.json`).then((answer) => answer.json());
  const committed = JSON.parse(await readFile('openapi.json', 'utf8'));
  assert.ok(
    isDeepStrictEqual(served, committed),
    'The served document is not openapi.json: "npm run openapi" writes it',
  );
  for (const page of ['/docs', '/docs/swagger-ui-bundle.js']) {
    const answer = await fetch(url + page);
    assert.equal(answer.status, 200, page);
    await answer.arrayBuffer();
  }
}

async function expectRefusal({ url }) {
  const answer = await fetch(`${url}/v1/cases`);
  assert.equal(answer.status, 401);
  assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/);
  const problem = await answer.json();
  assert.equal(typeof problem.code, 'string');
}

async function expectSignIn({ url }) {
  const answer = await fetch(`${url}/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(ADMINISTRATOR),
  });
  assert.equal(answer.status, 200, await answer.clone().text());
  const { accessToken } = await answer.json();
  const me = await fetch(`${url}/v1/auth/me`, { headers: { authorization: `Bearer ${accessToken}` } });
  assert.equal(me.status, 200, await me.clone().text());
  assert.equal((await me.json()).login, ADMINISTRATOR.login);
}

/** The sweep is a repeating job: one that was done shows that the worker, its queue and its role work. */
async function expectJobs({ metricsUrl, output }) {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const metrics = await fetch(metricsUrl).then((answer) => answer.text());
    if (/job_duration_seconds_count\{[^}]*outcome="done"[^}]*\} [1-9]/.test(metrics)) return;
    await sleep(100);
  }
  assert.fail(`The worker ran no job within ten seconds:\n${output()}`);
}

function tell(what, service, stoppedAfterMs) {
  console.log(`${what}: ready after ${service.readyAfterMs} ms, ended with 0 after ${stoppedAfterMs} ms`);
}
