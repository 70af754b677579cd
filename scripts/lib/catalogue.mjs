// What stands in a database's own catalogue, in a form that can be compared and read in a diff: tables with columns,
// indexes, constraints, policies, triggers and grants; functions; sequences; types; schemas.
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';

/** Made by the migration runner itself, before the first migration and after the last one is undone. */
const RUNNER = 'public.schema_migration';
/** Partitions by month are made by the calendar, so their names differ from day to day. */
const MONTH = /_\d{4}_\d{2}(?=_|\b)/g;

const OURS = `n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'bullmq')`;
const NOT_OF_EXTENSION = (catalogue, oid) =>
  `not exists (select from pg_depend e where e.classid = '${catalogue}'::regclass and e.objid = ${oid} and e.deptype = 'e')`;
const GRANTS = (acl, owner) => `(
  select coalesce(json_object_agg(role, rights order by role), '{}') from (
    select case a.grantee when 0 then 'public' else a.grantee::regrole::text end as role,
      string_agg(lower(a.privilege_type) || case when a.is_grantable then ' with grant option' else '' end, ', '
        order by a.privilege_type) as rights
    from aclexplode(${acl}) a where a.grantee <> ${owner} group by 1) granted)`;

const QUERIES = {
  schemas: `
    select n.nspname as name, ${GRANTS('n.nspacl', 'n.nspowner')} as grants
    from pg_namespace n where ${OURS} or n.nspname = 'bullmq'`,
  extensions: `select e.extname as name, n.nspname as schema from pg_extension e join pg_namespace n on n.oid = e.extnamespace`,
  types: `
    select n.nspname || '.' || t.typname as name, t.typtype as kind, t.typnotnull as "notNull",
      format_type(t.typbasetype, t.typtypmod) as base,
      array(select enumlabel from pg_enum where enumtypid = t.oid order by enumsortorder) as labels,
      array(select pg_get_constraintdef(oid) from pg_constraint where contypid = t.oid order by 1) as constraints
    from pg_type t join pg_namespace n on n.oid = t.typnamespace
    where t.typtype in ('e', 'd', 'r') and ${OURS} and ${NOT_OF_EXTENSION('pg_type', 't.oid')}`,
  sequences: `
    select n.nspname || '.' || c.relname as name, format_type(s.seqtypid, null) as type, s.seqstart::text as start,
      s.seqincrement::text as step, s.seqcycle as cycles, ${GRANTS('c.relacl', 'c.relowner')} as grants
    from pg_sequence s join pg_class c on c.oid = s.seqrelid join pg_namespace n on n.oid = c.relnamespace
    where ${OURS}`,
  functions: `
    select n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' as name,
      case p.prosecdef when true then 'owner' else 'caller' end as "runsAs", p.proconfig as settings,
      ${GRANTS(`coalesce(p.proacl, acldefault('f', p.proowner))`, 'p.proowner')} as grants,
      pg_get_functiondef(p.oid) as definition
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.prokind in ('f', 'p') and ${OURS} and ${NOT_OF_EXTENSION('pg_proc', 'p.oid')}`,
  tables: `
    select n.nspname || '.' || c.relname as name,
      case c.relkind when 'p' then 'partitioned table ' || pg_get_partkeydef(c.oid) when 'v' then 'view'
        when 'm' then 'materialised view' else 'table' end as kind,
      (select i.inhparent::regclass::text from pg_inherits i where i.inhrelid = c.oid) as "partitionOf",
      pg_get_expr(c.relpartbound, c.oid) as bounds,
      case when c.relforcerowsecurity then 'forced' when c.relrowsecurity then 'on' else 'off' end as "rowSecurity",
      c.reloptions as options, ${GRANTS('c.relacl', 'c.relowner')} as grants,
      case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end as definition
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm') and ${OURS} and ${NOT_OF_EXTENSION('pg_class', 'c.oid')}`,
};

/** What belongs to one table: each row says to which, under which name, and its text. */
const PARTS = {
  columns: `
    select a.attrelid::regclass as "table", a.attname as name, concat_ws(' ',
      format_type(a.atttypid, a.atttypmod), case when a.attnotnull then 'not null' end,
      case when a.attcollation <> t.typcollation then 'collate ' || a.attcollation::regcollation end,
      case a.attidentity when 'a' then 'identity always' when 'd' then 'identity by default' end,
      case when a.attgenerated <> '' then 'generated' when d.oid is not null then 'default' end,
      pg_get_expr(d.adbin, d.adrelid),
      case when a.attacl is not null then 'grants ' || ${GRANTS('a.attacl', 'c.relowner')}::text end) as text
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_type t on t.oid = a.atttypid left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm') and ${OURS}`,
  // A column's "not null" is told with the column; since version 18 it is a constraint besides.
  constraints: `
    select o.conrelid::regclass as "table", o.conname as name,
      pg_get_constraintdef(o.oid) || case when o.convalidated then '' else ' not valid' end as text
    from pg_constraint o join pg_namespace n on n.oid = o.connamespace
    where o.conrelid <> 0 and o.contype <> 'n' and ${OURS}`,
  indexes: `
    select i.indrelid::regclass as "table", c.relname as name,
      pg_get_indexdef(i.indexrelid) || case when i.indisvalid then '' else ' invalid' end as text
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
    where ${OURS}`,
  policies: `
    select p.polrelid::regclass as "table", p.polname as name, concat_ws(' ',
      case when p.polpermissive then 'permissive' else 'restrictive' end, 'for',
      case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete'
        else 'all' end, 'to',
      (select string_agg(case r when 0 then 'public' else r::regrole::text end, ', ' order by r)
        from unnest(p.polroles) r),
      'using ' || pg_get_expr(p.polqual, p.polrelid),
      'with check ' || pg_get_expr(p.polwithcheck, p.polrelid)) as text
    from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
    where ${OURS}`,
  triggers: `
    select g.tgrelid::regclass as "table", g.tgname as name,
      pg_get_triggerdef(g.oid) || case g.tgenabled when 'O' then '' else ' ' || g.tgenabled::text end as text
    from pg_trigger g join pg_class c on c.oid = g.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where not g.tgisinternal and ${OURS}`,
};

/**
 * Reads the catalogue of the database that the client is connected to.
 *
 * @param {import('pg').Client} client the owner's connection
 * @returns an object of plain values, its keys in order
 */
export async function readCatalogue(client) {
  await client.query("set timezone to 'UTC'; set search_path to ''");
  const found = {};
  for (const [part, sql] of Object.entries(QUERIES)) {
    const { rows } = await client.query(sql);
    found[part] = Object.fromEntries(rows.map(({ name, ...row }) => [name, plain(row)]));
  }
  for (const [part, sql] of Object.entries(PARTS)) {
    addParts(found.tables, part, (await client.query(sql)).rows);
  }
  delete found.tables[RUNNER];
  delete found.sequences[`${RUNNER}_id_seq`];
  return ordered({ ...found, tables: withoutMonths(found.tables) });
}

/** @returns lines that say which values differ, by their path */
export function differences(left, right, path = '') {
  if (isDeepStrictEqual(left, right)) return [];
  if (!isObject(left) || !isObject(right)) return [`${path}\n  - ${show(left)}\n  + ${show(right)}`];
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])].toSorted();
  return keys.flatMap((key) => differences(left[key], right[key], path ? `${path} > ${key}` : key));
}

function addParts(tables, part, rows) {
  for (const { table, name, text } of rows) {
    const owner = tables[table.replaceAll('"', '')];
    owner[part] ??= {};
    owner[part][monthless(name)] = monthless(text);
  }
}

/** Empty values say nothing; a definition is kept as its hash. */
function plain({ definition, ...row }) {
  const entries = Object.entries(row).filter(([, value]) => value !== null && !isEmpty(value));
  const hash = definition && createHash('sha256').update(definition).digest('hex');
  return { ...Object.fromEntries(entries), ...(hash && { definition: hash }) };
}

/** Partitions that differ in nothing but their month become one entry; one that differs keeps its own name. */
function withoutMonths(tables) {
  const named = {};
  for (const [name, table] of Object.entries(tables)) {
    const common = monthless(name);
    const entry = common === name ? table : { ...table, bounds: 'one month' };
    const isAlike = named[common] === undefined || isDeepStrictEqual(named[common], entry);
    named[isAlike ? common : name] = entry;
  }
  return named;
}

function ordered(value) {
  if (!isObject(value)) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, ordered(inner)]));
}

function monthless(text) {
  return text.replaceAll(MONTH, '_yyyy_mm');
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmpty(value) {
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function show(value) {
  return value === undefined ? '(absent)' : JSON.stringify(value);
}
