// Makes the document and the client's types once more and compares them with the committed ones; then holds the
// document against Redocly's recommended rules, in which a warning counts as an error.
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { withDirectory } from './lib/directory.mjs';

await withDirectory(async (directory) => {
  const document = path.join(directory, 'openapi.json');
  const types = path.join(directory, 'schema.ts');
  run(process.execPath, ['dist/commands/write-openapi.js', document]);
  run('npx', ['--no', 'openapi-typescript', document, '-o', types]);
  await expectSame('openapi.json', document);
  await expectSame('src/client/schema.ts', types);
});
lint('openapi.json');

async function expectSame(committed, made) {
  const [before, after] = (await Promise.all([read(committed), read(made)])).map((text) => text.split('\n'));
  const line = after.findIndex((text, index) => text !== before[index]);
  if (line < 0 && before.length === after.length) return console.log(`${committed} is up to date`);
  const at = line < 0 ? after.length : line;
  throw new Error(
    `${committed} is not what the routes make ("npm run openapi" writes it); first in line ${at + 1}\n` +
      `  - ${before[at]?.trim() ?? '(end)'}\n  + ${after[at]?.trim() ?? '(end)'}`,
  );
}

function lint(document) {
  const args = ['--no', 'redocly', 'lint', document, '--config', 'redocly.yaml'];
  const { totals, problems } = JSON.parse(run('npx', [...args, '--format', 'json'], [0, 1]));
  const found = totals.errors + totals.warnings;
  for (const { severity, ruleId, message, location } of problems) {
    console.error(`${severity} ${ruleId}: ${message} (${location[0]?.pointer ?? ''})`);
  }
  if (found > 0) throw new Error(`${document} breaks the rules ${found} times`);
  console.log(`${document} keeps Redocly's recommended rules`);
}

function run(program, args, allowed = [0]) {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (error) throw error;
  if (!allowed.includes(status))
    throw new Error(`${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

function read(file) {
  return readFile(file, 'utf8');
}
