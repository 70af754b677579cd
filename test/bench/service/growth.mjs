// npm run bench:growth -- [--small DIR] [--large DIR] [--only persons|doses]: the same requests among 20,000 and among
// 1,000,000 persons. Each may take at most half as long again. A search over the whole country is another question among the
// many, since all of the few are in one province: it has a limit of its own, a tenth of a second. Then the same requests of
// sites of treatment with 200,000 doses in the ledger and with 20,000,000: at most twice as long.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const MOST_GROWTH = { persons: 1.5, doses: 2 };
const SEARCH_MS = 100;
const { values: kept } = parseArgs({
  options: { small: { type: 'string' }, large: { type: 'string' }, only: { type: 'string' } },
});

const dataOf = (kind) => (kept[kind] ? ['--data', kept[kind]] : []);

const directory = await mkdtemp(path.join(os.tmpdir(), 'case-management-growth-'));
try {
  const faults = [
    ...(kept.only === 'doses' ? [] : await growthOfPersons()),
    ...(kept.only === 'persons' ? [] : await growthOfDoses()),
  ];
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
} finally {
  await rm(directory, { recursive: true, force: true });
}

async function growthOfPersons() {
  const small = await bench('main.mjs', ['--check', ...dataOf('small')]);
  const large = await bench('main.mjs', ['--country', ...dataOf('large')]);
  return compare(small.scenarios, large.scenarios, MOST_GROWTH.persons);
}

async function growthOfDoses() {
  const small = await bench('doses.mjs', ['--check']);
  const large = await bench('doses.mjs', ['--large']);
  return compare(small.scenarios, large.scenarios, MOST_GROWTH.doses);
}

async function bench(program, flags) {
  const file = path.join(directory, 'figures.json');
  const script = new URL(program, import.meta.url).pathname;
  const child = spawn(process.execPath, [script, '--json', file, ...flags], { stdio: 'inherit' });
  const [code] = await once(child, 'close');
  if (code !== 0) process.exitCode = 1;
  return JSON.parse(await readFile(file, 'utf8'));
}

function compare(small, large, most) {
  return large.flatMap(({ name, p95, aloneP95, errors, sqlErrors }) => {
    const before = small.find((scenario) => scenario.name === name);
    if (!before) return [`${name}: not measured among the few`];
    const growth = p95 / before.p95;
    const isCountry = name.includes('whole country');
    const alone = `one at a time ${before.aloneP95} ms, ${aloneP95} ms`;
    process.stdout.write(`${name}: p95 ${before.p95} ms, ${p95} ms, ${growth.toFixed(2)} times; ${alone}\n`);
    return [
      // Refused requests are quick ones.
      ...(errors + sqlErrors > 0 ? [`${name}: ${errors} requests failed, and ${sqlErrors} statements`] : []),
      ...(!isCountry && growth > most
        ? [`${name}: ${growth.toFixed(2)} times as long, ${most} allowed`]
        : []),
      ...(isCountry && aloneP95 > SEARCH_MS ? [`${name}: ${aloneP95} ms, ${SEARCH_MS} allowed`] : []),
    ];
  });
}
