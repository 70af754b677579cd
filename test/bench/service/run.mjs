// One run of a benchmark: data loaded once, service and statements measured in turn. What it is about comes from outside.
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { prepareDatabase } from '../../../dist/commands/prepare-database.js';
import { hasSeed, markBegun, markDone, refuseOtherSeed } from './seed.mjs';
import { explainAll } from './explain.mjs';
import { configOf, connect, environment, POOL, startServer, startService } from './installation.mjs';
import { failures, machine, showTable } from './report.mjs';
import { captureAll, repetitions } from './statements.mjs';
import { median } from './summary.mjs';

const CONNECTIONS = 64;
const SAMPLES = 200;
const ALONE = 100;
const round1 = (number) => Math.round(number * 10) / 10;
const tell = (words) => process.stderr.write(`${words}\n`);

/**
 * @typedef {object} Bench
 * @property {string} title what is loaded; a data set that was kept is held against it
 * @property {(env: object, tell: (words: string) => void) => Promise<void>} load
 * @property {(env: object) => Promise<void>} [prepare] what of the data goes by the day of the run
 * @property {(owner: import('pg').Client) => Promise<object>} readCast
 * @property {readonly object[]} scenarios
 */

/** Flags of every benchmark, for `parseArgs`. */
export const FLAGS = {
  data: { type: 'string' },
  json: { type: 'string' },
  explain: { type: 'boolean', default: false },
  only: { type: 'string', default: '' },
  requests: { type: 'string', default: '1000' },
  writes: { type: 'string', default: '400' },
  rounds: { type: 'string', default: '3' },
  profile: { type: 'string' },
  check: { type: 'boolean', default: false },
};

/** @param {Bench} bench @param {object} size of the data, as it is written into the figures */
export async function runBench(options, bench, size) {
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  await withInstallation(options, bench, async (env, directory) => {
    const scenarios = bench.scenarios.filter(({ name }) => name.includes(options.only));
    const owner = await connect(env.DATABASE_OWNER_URL);
    const cast = await bench.readCast(owner);
    await owner.end();
    const samples = await captureAll(env, cast, scenarios, SAMPLES, directory);
    tell(`${SAMPLES} requests of each scenario written down`);
    if (options.explain) return explainAll(env, samples);
    const results = [];
    for (const scenario of scenarios)
      results.push(await measure(options, env, cast, scenario, samples.get(scenario)));
    showTable(bench.title, results);
    if (options.json)
      await writeFile(
        options.json,
        `${JSON.stringify({ machine: machine(), ...size, scenarios: results }, null, 2)}\n`,
      );
    if (options.check) for (const fault of failures(results)) tell(fault);
    if (options.check && failures(results).length > 0) process.exitCode = 1;
  });
}

/** Loads the data once; each run has a copy of its own, so that all begin alike. */
async function withInstallation(options, { title, load, prepare }, work) {
  const directory = options.data ?? (await mkdtemp(path.join(os.tmpdir(), 'case-management-bench-')));
  const server = await startServer(directory);
  try {
    const seed = environment(server, 'seed', directory);
    if (await hasSeed(server)) await refuseOtherSeed(seed, title);
    else {
      tell(`loading ${title}`);
      await prepareDatabase(configOf(seed));
      await markBegun(seed);
      await load(seed, tell);
      await markDone(seed, title);
    }
    const maintenance = await connect(server.ownerUrl('postgres'));
    await maintenance.query('drop database if exists run with (force)');
    // Data that are thrown away afterwards need no copy.
    await maintenance.query(
      options.data
        ? 'create database run template seed strategy file_copy'
        : 'alter database seed rename to run',
    );
    // Gigabytes that are still on their way to the disk would slow down whatever is measured first.
    spawnSync('sync');
    const env = environment(server, 'run', directory);
    await prepareDatabase(configOf(env));
    await prepare?.(env);
    try {
      await work(env, directory);
    } finally {
      await maintenance.query('drop database if exists run with (force)');
      await maintenance.end();
    }
  } finally {
    await server.stop();
    if (!options.data) await rm(directory, { recursive: true, force: true });
  }
}

/** Service and statements in turn, three times; the middle one of each counts. */
async function measure(options, env, cast, scenario, samples) {
  const flags = options.profile ? ['--cpu-prof', `--cpu-prof-dir=${options.profile}`] : [];
  const service = await startService(env, flags);
  const count = Number(scenario.kind === 'write' ? options.writes : options.requests);
  const rounds = [];
  let alone = null;
  try {
    await overHttp(service, scenario.asks(cast, scenario, Math.min(200, count)));
    for (let round = 0; round < Number(options.rounds); round += 1) {
      const http = await overHttp(service, scenario.asks(cast, scenario, count));
      const sql = await inProcess('replay.mjs', {
        ...{
          url: env.DATABASE_URL,
          poolSize: POOL,
          connections: CONNECTIONS,
          compare: scenario.kind === 'write',
        },
        templates: samples.map(({ statements }) => statements),
        runs: repetitions(cast, scenario, samples, count),
      });
      for (const fault of [...http.faults, ...sql.faults.map((words) => `SQL: ${words}`)])
        tell(`${scenario.name}: ${fault}`);
      rounds.push({ http, sql });
    }
    alone = await overHttp(service, scenario.asks(cast, scenario, Math.min(ALONE, count)), 1);
  } finally {
    await service.stop();
  }
  const middle = (of) => median(rounds.map(of));
  const rps = middle(({ http }) => http.rps);
  const sqlRps = middle(({ sql }) => sql.rps);
  const result = {
    ...{ name: scenario.name, kind: scenario.kind, rps: round1(rps) },
    p50: round1(middle(({ http }) => http.p50)),
    p95: round1(middle(({ http }) => http.p95)),
    p99: round1(middle(({ http }) => http.p99)),
    errors: rounds.reduce((sum, { http }) => sum + http.errors, 0),
    rssMb: Math.round(Math.max(...rounds.map(({ http }) => http.rssMb))),
    statements: round1(samples.reduce((sum, { statements }) => sum + statements.length, 0) / samples.length),
    sqlRps: round1(sqlRps),
    sqlP95: round1(middle(({ sql }) => sql.p95)),
    sqlErrors: rounds.reduce((sum, { sql }) => sum + sql.errors, 0),
    // One request at a time: how long it takes where nobody else waits.
    aloneP50: round1(alone.p50),
    aloneP95: round1(alone.p95),
    // Of each round with itself, since what else the machine does changes from one to the next.
    ratioToSql: Math.round(100 * middle(({ http, sql }) => http.rps / sql.rps)) / 100,
  };
  tell(JSON.stringify(result));
  return result;
}

async function overHttp(service, asks, connections = CONNECTIONS) {
  const requests = asks.map(({ officer, method, path: route, body, version }) => ({
    method,
    path: route,
    body,
    version,
    token: officer.token,
  }));
  let rssMb = 0;
  const look = () => (rssMb = Math.max(rssMb, residentMb(service.pid)));
  const timer = setInterval(look, 200);
  try {
    const result = await inProcess('load.mjs', { port: service.port, requests, connections });
    look();
    return { ...result, rssMb };
  } finally {
    clearInterval(timer);
  }
}

/** Linux tells it in /proc; elsewhere it stays nought. */
function residentMb(pid) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

async function inProcess(program, job) {
  const child = fork(new URL(program, import.meta.url));
  child.send(job);
  const [message] = await once(child, 'message');
  child.kill();
  if (message.error) throw new Error(message.error);
  return message.result;
}
