// Runs every migration up, down and up again on a server of its own and compares what stands in the catalogue: with
// the first time, with the committed migrations/catalogue.json (`--write` writes it), and with the entities.
import 'reflect-metadata';
import { readFile, writeFile } from 'node:fs/promises';
import pg from 'pg';
import { prepareDatabase } from '../dist/commands/prepare-database.js';
import { loadConfig } from '../dist/platform/config/load-config.js';
import { bootstrapDatabase } from '../dist/platform/database/bootstrap.js';
import { pendingMigrations, readMigrations, revertLast } from '../dist/platform/database/migrations.js';
import { differences, readCatalogue } from './lib/catalogue.mjs';
import { databaseUrls, withServer } from './lib/disposable-server.mjs';
import { compareEntities } from './lib/entities.mjs';

const FILE = 'migrations/catalogue.json';
const KEY = `1:${Buffer.alloc(32).toString('base64')}`;
const KEYS = { JWT_KEYS: KEY, COLUMN_KEYS: KEY, BLIND_INDEX_KEYS: KEY, AUDIT_KEYS: KEY };

await withServer(process.argv.includes('--write') ? write : check);

async function write(server) {
  const config = configOf(server);
  await prepareDatabase(config);
  const catalogue = await catalogueOf(config.database.ownerUrl);
  await writeFile(FILE, `${JSON.stringify(catalogue, null, 2)}\n`);
  console.log(`${FILE} written`);
}

async function check(server) {
  const config = configOf(server);
  const { ownerUrl, url: appUrl, auditUrl } = config.database;
  await bootstrapDatabase({ ownerUrl, appUrl, queueUrl: config.queue.databaseUrl, auditUrl });
  const empty = await catalogueOf(ownerUrl);

  await prepareDatabase(config);
  const first = await catalogueOf(ownerUrl);
  const committed = JSON.parse(await readFile(FILE, 'utf8').catch(() => '{}'));
  expectEqual(`${FILE} and what the migrations make ("npm run catalogue" writes it)`, committed, first);
  expectNothing('Migrations are still pending', await pendingMigrations(ownerUrl));
  await expectEntitiesFit(ownerUrl);

  while (await revertLast(ownerUrl));
  expectEqual(
    'an empty database and one whose migrations are undone',
    empty,
    withoutQueue(await catalogueOf(ownerUrl)),
  );

  await prepareDatabase(config);
  expectEqual('the schema and the schema made again', first, await catalogueOf(ownerUrl));
  const { tables, functions } = first;
  console.log(
    `${readMigrations().length} migrations, up, down and up again: ` +
      `${Object.keys(tables).length} tables and ${Object.keys(functions).length} functions alike`,
  );
}

function configOf(server) {
  return loadConfig({ ...databaseUrls(server, 'cases'), ...KEYS });
}

async function catalogueOf(ownerUrl) {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return await readCatalogue(client);
  } finally {
    await client.end();
  }
}

/** The queue brings its schema itself and keeps it. */
function withoutQueue(catalogue) {
  const schemas = Object.entries(catalogue.schemas).filter(([name]) => name !== 'bullmq');
  return { ...catalogue, schemas: Object.fromEntries(schemas) };
}

async function expectEntitiesFit(ownerUrl) {
  const { entities, columns, faults } = await compareEntities(ownerUrl);
  expectNothing('Entities and tables differ', faults);
  if (columns === 0) throw new Error('No entity was found in dist/');
  console.log(`${columns} columns of ${entities} entities fit their tables`);
}

function expectEqual(what, left, right) {
  expectNothing(`Different: ${what}`, differences(left, right));
}

function expectNothing(title, faults) {
  if (faults.length > 0) throw new Error(`${title}\n${faults.join('\n')}`);
}
