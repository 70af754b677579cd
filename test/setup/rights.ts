import pg from 'pg';
import { setActorSql, type Claim } from './as-app.js';
import type { TestDatabase } from './test-database.js';

/** One table as the application's role meets it. */
export interface Target {
  readonly table: string;
  /** Rows that the question is about. */
  readonly rows: string;
  /** Some of them, as the owner sees them. */
  readonly samples: readonly Row[];
}

type Row = Readonly<Record<string, unknown>>;

/** Columns that say who did it: an attacker tries with the others' names and with his own. */
const OF_USER = new Set([
  'user_id',
  'signer_user_id',
  'recorded_by',
  'corrected_by',
  'entered_by',
  'declared_by',
  'requested_by',
  'linked_by',
  'uploaded_by',
  'voided_by',
  'proposed_by',
  'sent_by',
  'prescribed_by',
  'booked_by',
  'placed_by',
  'issued_by',
  'counted_by',
  'closed_by',
  'written_by',
]);
const OF_ORGANISATION = new Set([
  'organisation_id',
  'site_id',
  'home_site_id',
  'granted_by_organisation_id',
  'registered_by_organisation_id',
  'keeper_organisation_id',
  'linked_by_organisation_id',
]);

/**
 * What somebody can do to a table through the application's role, with nothing of the application between:
 * 'r' reads one of the rows, 'a' adds one like it, 'u' changes any row, 'd' deletes any row. All is undone.
 */
export async function rightsOf(
  database: Pick<TestDatabase, 'config'>,
  claim: Claim,
  targets: readonly Target[],
): Promise<Readonly<Record<string, string>>> {
  const client = new pg.Client({ connectionString: database.config.database.url });
  await client.connect();
  try {
    await client.query('begin');
    await client.query(...setActorSql(claim));
    const found: [string, string][] = [];
    for (const target of targets) found.push([target.table, await lettersOf(client, claim, target)]);
    return Object.fromEntries(found.filter(([, letters]) => letters !== ''));
  } finally {
    await client.end();
  }
}

async function lettersOf(client: pg.Client, claim: Claim, target: Target): Promise<string> {
  const letters = [
    (await reads(client, target)) ? 'r' : '',
    (await adds(client, claim, target)) ? 'a' : '',
    (await changes(client, target)) ? 'u' : '',
    (await touches(client, `delete from ${target.table}`)) ? 'd' : '',
  ];
  return letters.join('');
}

async function reads(client: pg.Client, { table, rows }: Target): Promise<boolean> {
  return touches(client, `select 1 from ${table} where ${rows} limit 1`);
}

/** Without a condition, which itself asks whether the row may be seen: only the policies on changing stand then. */
async function changes(client: pg.Client, { table }: Target): Promise<boolean> {
  const columns = await columnsFor(client, table, 'UPDATE');
  if (columns.length === 0) return false;
  return touches(
    client,
    `update ${table} set ${columns.map((column) => `${column} = ${column}`).join(', ')}`,
  );
}

/** A copy that fails for a key already taken was let through by the policies. */
async function adds(client: pg.Client, claim: Claim, { table, samples }: Target): Promise<boolean> {
  const columns = (await columnsFor(client, table, 'INSERT')).join(', ');
  if (columns === '') return false;
  const sql = `insert into ${table} (${columns}) select ${columns} from jsonb_populate_record(null::${table}, $1)`;
  for (const row of samples.flatMap((sample) => [sample, inOwnName(sample, claim)])) {
    if (!REFUSALS.has((await refusal(client, sql, [JSON.stringify(row)])) ?? '')) return true;
  }
  return false;
}

function inOwnName(sample: Row, claim: Claim): Row {
  const names = Object.entries(sample).map(([column, value]): [string, unknown] => {
    if (OF_USER.has(column)) return [column, claim.userId ?? null];
    if (OF_ORGANISATION.has(column)) return [column, claim.organisationId ?? null];
    return column === 'system' ? [column, claim.system ?? null] : [column, value];
  });
  return Object.fromEntries(names);
}

/** By a policy or a missing grant; by a check, such as the one that each audit row names somebody. */
const REFUSALS = new Set(['42501', '23514']);

/** Columns that the role is granted; what the server itself generates is left out. */
async function columnsFor(client: pg.Client, table: string, right: 'INSERT' | 'UPDATE'): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(attname) as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attidentity <> 'a'
       and has_column_privilege(attrelid, attnum, $2) order by attnum`,
    [table, right],
  );
  return rows.map((row) => row.name);
}

async function touches(client: pg.Client, sql: string): Promise<boolean> {
  let count = 0;
  await refusal(client, async () => (count = (await client.query(sql)).rowCount ?? 0));
  return count > 0;
}

/** Tries within a savepoint. @returns the SQLSTATE of the refusal, null when it was accepted */
async function refusal(
  client: pg.Client,
  work: string | (() => Promise<unknown>),
  parameters: readonly unknown[] = [],
): Promise<string | null> {
  await client.query('savepoint attempt');
  try {
    await (typeof work === 'string' ? client.query(work, [...parameters]) : work());
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await client.query('rollback to savepoint attempt');
  }
}
