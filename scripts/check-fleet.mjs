// Two API and two worker processes of the built program on one PostgreSQL, and on one Redis where there is a
// redis-server: they share the work, and do nothing twice, even when one of them is killed in the middle; and of one
// person, whoever treats him, they give the dose of a day and slot once.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { createClient } from '../dist/client/client.js';
import { good, waitFor } from '../dist/demo/api.js';
import { treatAtTwo } from './lib/clinics.mjs';
import { withDirectory } from './lib/directory.mjs';
import { databaseUrls, withServer } from './lib/disposable-server.mjs';
import { someKeys } from './lib/keys.mjs';
import { hasRedis, withRedis } from './lib/redis.mjs';
import { anApplication, assemble, COMMUNE, prepare } from './lib/office.mjs';
import { allOrNone, startService } from './lib/service.mjs';

const FILES = 40;
/** To give one dose, half of them at each place, and half of those through each process. */
const ATTEMPTS = 200;
const SWEEP_MS = 500;

await withServer(async (server) => {
  await share('BullMQ on PostgreSQL', databaseUrls(server, 'fleet'));
  if (!hasRedis()) return console.log('On Redis it is NOT run: there is no redis-server on the PATH');
  await withDirectory((directory) =>
    withRedis(directory, (url) =>
      share('BullMQ on Redis', { ...databaseUrls(server, 'fleet_redis'), REDIS_URL: url }),
    ),
  );
});

/** @param {Record<string, string>} servers as the environment names them */
async function share(what, { DATABASE_OWNER_URL, ...servers }) {
  const env = { ...servers, ...someKeys(), APP_PROFILE: 'demo', SWEEP_EVERY_MS: String(SWEEP_MS) };
  await prepare({ ...env, DATABASE_OWNER_URL, LEGAL_TIME_TRAVEL: 'on' });
  const settings = { ...env, DATABASE_OWNER_URL: '', LEGAL_TIME_TRAVEL: 'on', REQUESTS_PER_MINUTE: '100000' };
  const start = (role) => startService({ ...settings, APP_ROLE: role, LOG_LEVEL: 'warn' });
  const services = await allOrNone(['api', 'api', 'worker', 'worker'].map(start));
  const owner = new pg.Client({ connectionString: DATABASE_OWNER_URL });
  await owner.connect();
  try {
    console.log(`${what}: ${await play(services, owner)}`);
  } finally {
    await owner.end();
    await Promise.all(services.map((service) => service.stop()));
  }
}

async function play(services, owner) {
  const [left, right, doomed, survivor] = services;
  const stage = await assemble(left.url);
  const officer = stage.company.player('commune-police-officer', 'police-31069');
  const clients = [left, right].map(({ url }) => createClient(url, officer.token));
  await stage.travelTo('2026-07-06T09:00:00+07:00');
  const files = await handInTwice(stage, officer, clients);
  const ids = files.map(({ id }) => id);
  const treated = await treatAtTwo(stage, left.url, owner);
  const urls = [left.url, right.url];
  for (const slot of [1, 2]) await givesOnce(owner, treated, urls, '2026-07-06', slot);

  await stage.travelTo('2026-07-07T08:01:00+07:00');
  await waitFor(
    () => workOf(doomed),
    (count) => count > 0,
  );
  await doomed.kill();
  services.splice(services.indexOf(doomed), 1);
  await everyFileHas(owner, ids, 'deadline.approaching');
  await stage.travelTo('2026-07-07T10:31:00+07:00');
  await everyFileHas(owner, ids, 'deadline.overdue');
  await everyFileHas(owner, ids, 'deadline.escalated');
  for (const slot of [3, 1]) await givesOnce(owner, treated, urls, '2026-07-07', slot);
  // Whoever would do it a second time has had the time to.
  await sleep(4 * SWEEP_MS);
  await nothingTwice(owner, ids);
  await nothingLeft(owner);
  assert.ok((await workOf(survivor)) > 0, 'The worker that was left did nothing');
  return (
    `${FILES} files, each handed in at both APIs at once; one worker of two killed; each notice once; ` +
    `four doses of one person, each given once out of ${ATTEMPTS} attempts at two places through both APIs`
  );
}

/** Each application goes to both processes at the same moment, with one key: one file comes of it. */
async function handInTwice(stage, officer, clients) {
  const files = [];
  for (let at = 0; at < FILES; at += 1) {
    const personId = await stage.resident(officer, 'Nguyễn Văn Bình', 1960 + at, COMMUNE);
    const body = anApplication(personId);
    const params = { header: { 'Idempotency-Key': randomUUID() } };
    const twins = await Promise.all(
      clients.map((client) => good(client.POST('/v1/home-rehabilitations', { body, params }))),
    );
    assert.equal(twins[0].id, twins[1].id);
    files.push(twins[0]);
  }
  const query = { limit: 200 };
  for (const client of clients) {
    const { items } = await good(client.GET('/v1/cases', { params: { query } }));
    assert.deepEqual(items.map(({ id }) => id).toSorted(), files.map(({ id }) => id).toSorted());
  }
  return files;
}

/**
 * Everybody tries at the same moment: one succeeds, and whoever does not is told that somebody had it. The order in which
 * they reach the database is chance; nothing of those that failed stays there.
 */
async function givesOnce(owner, treated, urls, day, slot) {
  const attempts = Array.from({ length: ATTEMPTS }, (_, at) => {
    const { token, episodeId, lotId } = treated[at % 2];
    const body = { clientEventId: randomUUID(), kind: 'dispensed', episodeId, slot, lotId };
    return createClient(urls[(at >> 1) % 2], token).POST('/v1/dose-events', { body });
  });
  const answers = await Promise.all(attempts);
  const given = answers.filter(({ response }) => response.status === 201);
  assert.equal(given.length, 1, `${given.length} of ${ATTEMPTS} gave the dose of ${day}, slot ${slot}`);
  assert.equal(given[0].data.day, day);
  const refusals = answers.filter(({ response }) => response.status !== 201);
  const codes = new Set(refusals.map(({ response, error }) => `${response.status} ${error?.code}`));
  assert.deepEqual([...codes], ['409 treatment.alreadyDosed']);
  const { rows } = await owner.query(
    `select (select count(*) from dose_event where episode_id = any ($1) and day = $2 and slot = $3)::int as entries,
       (select count(*) from dose_claim where episode_id = any ($1) and day = $2 and slot = $3)::int as claims,
       (select count(*) from dose_client_event c where not exists (select from dose_event e where e.id = c.event_id)
         and not exists (select from stock_movement m where m.id = c.event_id))::int as left_over`,
    [treated.map(({ episodeId }) => episodeId), day, slot],
  );
  assert.deepEqual(rows, [{ entries: 1, claims: 1, left_over: 0 }]);
}

/** @returns {Promise<number>} how many jobs that tell of deadlines this process has done */
async function workOf({ metricsUrl }) {
  const metrics = await fetch(metricsUrl).then((answer) => answer.text());
  const done = metrics.matchAll(/^job_duration_seconds_count\{[^}]*outcome="done"[^}]*\} (\d+)/gm);
  return [...done].reduce((sum, [, count]) => sum + Number(count), 0);
}

async function everyFileHas(owner, ids, kind) {
  const sql =
    'select count(distinct subject_id)::int as told from notification where kind = $1 and subject_id = any ($2)';
  await waitFor(
    async () => (await owner.query(sql, [kind, ids])).rows[0].told,
    (told) => told === ids.length,
  );
}

/** Each warning point tells each organisation once, and of every file the same. */
async function nothingTwice(owner, ids) {
  const { rows } = await owner.query(
    `select kind, count(*)::int as notices, count(distinct (organisation_id, reminder_id))::int as points
     from notification where subject_id = any ($1) and reminder_id is not null group by kind order by kind`,
    [ids],
  );
  assert.deepEqual(
    rows.map(({ kind }) => kind),
    ['deadline.approaching', 'deadline.due', 'deadline.escalated', 'deadline.overdue'],
  );
  for (const { kind, notices, points } of rows) {
    assert.equal(notices, points, `${kind} was told twice`);
    assert.equal(notices % FILES, 0, `${kind} was not told of every file alike`);
  }
}

async function nothingLeft(owner) {
  await waitFor(
    async () =>
      (await owner.query('select count(*)::int as waiting from outbox where relayed_at is null')).rows[0]
        .waiting,
    (waiting) => waiting === 0,
  );
}
