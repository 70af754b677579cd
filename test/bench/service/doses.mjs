// npm run bench:doses -- [--large] [--data DIR] and the flags of `npm run bench`: a morning of the sites of treatment, with
// a ledger of about 200,000 doses, or of 20,000,000.
import { parseArgs } from 'node:util';
import { loadDoses } from './dose-data.mjs';
import { DOSE_SCENARIOS, readDoseCast } from './dose-scenarios.mjs';
import { FLAGS, runBench } from './run.mjs';

const { values: options } = parseArgs({ options: { ...FLAGS, large: { type: 'boolean', default: false } } });
const size = options.large ? { patients: 55_000, days: 364 } : { patients: 3200, days: 63 };
const rows = size.patients * size.days;
// What is due goes by the day.
const title = `${rows} doses of ${size.patients} patients until ${new Date().toISOString().slice(0, 10)}`;
const load = (env, tell) => loadDoses(env, size, tell);

await runBench(
  options,
  { title, load, readCast: readDoseCast, scenarios: DOSE_SCENARIOS },
  { ...size, rows },
);
