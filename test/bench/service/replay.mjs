// The same statements without the service: a bare Node process with `pg`, each statement prepared, the same role, pool and
// number of requests at a time.
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { summary } from './summary.mjs';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
// A DATE stays text, as in the service.
pg.types.setTypeParser(1082, (text) => text);

process.on('message', (job) => {
  run(job).then(
    (result) => process.send({ result }),
    (error) => process.send({ error: String(error.stack ?? error) }),
  );
});

async function run({ url, poolSize, templates, runs, connections, compare }) {
  const names = namesOf(templates);
  const prepared = runs.map(({ template, swaps }) =>
    statementsOf(templates[template], new Map(swaps), names),
  );
  const pool = new pg.Pool({ connectionString: url, max: poolSize, min: poolSize });
  await warm(pool, poolSize);
  const times = [];
  const faults = new Map();
  let next = 0;
  const began = process.hrtime.bigint();
  const work = async () => {
    while (next < prepared.length) {
      const sent = process.hrtime.bigint();
      const fault = await replay(pool, prepared[next++], compare);
      times.push(Number(process.hrtime.bigint() - sent) / 1e6);
      if (fault) faults.set(fault, (faults.get(fault) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  await pool.end();
  return {
    ...summary(times, seconds),
    errors: [...faults.values()].reduce((sum, n) => sum + n, 0),
    faults: [...faults.keys()].slice(0, 3),
  };
}

/** Every connection is open before the clock runs. */
async function warm(pool, poolSize) {
  const clients = await Promise.all(Array.from({ length: poolSize }, () => pool.connect()));
  for (const client of clients) client.release();
}

/** @param compare whether as many rows must be met as by the service @returns what went otherwise, null when nothing */
async function replay(pool, parts, compare) {
  for (const statements of parts) {
    const client = await pool.connect();
    // A connection that was left within a transaction is closed.
    let failed = true;
    try {
      for (const { query, rows } of statements) {
        const { rowCount } = await client.query(query);
        if (compare && rows >= 0 && (rowCount ?? 0) !== rows)
          return `${rowCount} rows instead of ${rows}: ${query.text.slice(0, 120)}`;
      }
      failed = false;
    } catch (error) {
      return error.message;
    } finally {
      client.release(failed);
    }
  }
  return null;
}

function namesOf(templates) {
  const names = new Map();
  for (const { text } of templates.flat()) if (!names.has(text)) names.set(text, `s${names.size}`);
  return names;
}

/** Statements by connection, with ids of their own: what the service makes anew is made anew here. */
function statementsOf(template, swaps, names) {
  const parts = [];
  const fresh = (value) => replaced(value, swaps);
  for (const { client, text, values, rows, made } of template) {
    for (const id of made) swaps.set(id, uuidv7());
    const last = parts.at(-1);
    const query = { name: names.get(text), text, values: values.map((value) => opened(value, fresh)) };
    if (last?.client === client && !/^(start transaction|begin)/i.test(text))
      last.statements.push({ query, rows });
    else parts.push({ client, statements: [{ query, rows }] });
  }
  return parts.map(({ statements }) => statements);
}

function opened(packed, fresh) {
  if ('date' in packed) return new Date(packed.date);
  if ('bytes' in packed) return Buffer.from(packed.bytes, 'base64');
  return inner(packed.value, fresh);
}

function inner(value, fresh) {
  if (typeof value === 'string') return fresh(value);
  if (Array.isArray(value)) return value.map((part) => inner(part, fresh));
  return value !== null && typeof value === 'object' && 'bytes' in value
    ? Buffer.from(value.bytes, 'base64')
    : value;
}

function replaced(text, swaps) {
  const known = swaps.get(text);
  if (known !== undefined) return known;
  let result = text.replace(UUID, (id) => swaps.get(id) ?? id);
  for (const [from, to] of swaps)
    if (from.startsWith('HS-') && result.includes(from)) result = result.replaceAll(from, to);
  return result;
}
