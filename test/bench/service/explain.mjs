// The plans of what a request sends, as the application's role meets them: row-level security, functions and all.
import { connect } from './installation.mjs';

const TELL_PLANS = `
  load 'auto_explain'; set auto_explain.log_min_duration = 0; set auto_explain.log_analyze = on;
  set auto_explain.log_nested_statements = on; set auto_explain.log_buffers = on; set auto_explain.log_timing = off;
  set auto_explain.log_level = notice; set client_min_messages = log`;

/** One request of each scenario, rolled back. The owner loads what tells the plans, which the role may not. */
export async function explainAll(env, samples) {
  for (const [scenario, [first]] of samples) {
    process.stdout.write(`\n## ${scenario.name}\n`);
    await explain(env, first.statements);
  }
}

async function explain(env, statements) {
  const client = await connect(env.DATABASE_OWNER_URL);
  client.on('notice', ({ message }) => process.stdout.write(`\n${message}\n`));
  try {
    await client.query(TELL_PLANS);
    await client.query('begin; set local role app');
    for (const { text, values } of statements) {
      if (/^(begin|start transaction|commit)/i.test(text)) continue;
      await client.query(text, values.map(opened));
    }
  } finally {
    await client.query('rollback');
    await client.end();
  }
}

function opened(packed) {
  if ('date' in packed) return new Date(packed.date);
  if ('bytes' in packed) return Buffer.from(packed.bytes, 'base64');
  return Array.isArray(packed.value) ? packed.value.map(inner) : packed.value;
}

const inner = (part) => (typeof part?.bytes === 'string' ? Buffer.from(part.bytes, 'base64') : part);
