// npm run bench -- [--country] [--persons N] [--data DIR] [--json FILE] [--explain] [--only TEXT] [--requests N]
//   [--writes N] [--rounds N] [--profile DIR] [--check]
import { parseArgs } from 'node:util';
import { loadData } from './data.mjs';
import { FLAGS, runBench } from './run.mjs';
import { readCast, SCENARIOS } from './scenarios.mjs';

const { values: options } = parseArgs({
  options: { ...FLAGS, country: { type: 'boolean', default: false }, persons: { type: 'string' } },
});
const size = {
  persons: Number(options.persons ?? (options.country ? 1_000_000 : 20_000)),
  wholeCountry: options.country,
};
const title = `${size.persons} persons of ${size.wholeCountry ? 'the whole country' : 'one province'}`;
const load = (env, tell) => loadData(env, size, tell);

await runBench(options, { title, load, readCast, scenarios: SCENARIOS }, size);
