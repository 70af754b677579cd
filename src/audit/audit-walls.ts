import type { Ask } from './seal.js';

/** What stands around the tables of the audit, as migrations/catalogue.json has it. */
export interface CatalogueTable {
  readonly kind: string;
  readonly rowSecurity?: string;
  readonly partitionOf?: string;
  readonly grants?: Readonly<Record<string, string>>;
  readonly policies?: Readonly<Record<string, string>>;
  readonly triggers?: Readonly<Record<string, string>>;
}
export type CatalogueTables = Readonly<Record<string, CatalogueTable>>;

interface Wall {
  readonly table: string;
  /** 'policy checking', 'trigger x', 'row security'. */
  readonly what: string;
  readonly text: string;
}

const OF_AUDIT = /^public\.(audit_.*)$/;
const MONTH = /_\d{4}_\d{2}$/;

/**
 * Who may write the tables may also put something before them that hides or changes rows, and the marks would be whole:
 * a policy, a trigger, a rule, another kind of table, a right, another owner.
 *
 * @returns lines, each of what differs from what the migrations make; none where nothing does
 */
export async function wallFaults(ask: Ask, catalogue: CatalogueTables): Promise<readonly string[]> {
  const found = await ask<Wall>(WALLS, []);
  const tables = new Set(found.map(({ table }) => table));
  const expected = expectedWalls(catalogue, tables);
  const stands = new Map(found.map(({ table, what, text }) => [`${table}: ${what}`, text]));
  const names = [...new Set([...expected.keys(), ...stands.keys()])].toSorted();
  return names.flatMap((name) => {
    const [wanted, seen] = [expected.get(name), stands.get(name)];
    if (wanted === seen) return [];
    if (wanted === undefined) return [`${name}: not made by the migrations`];
    return [seen === undefined ? `${name}: missing` : `${name}: not as the migrations make it`];
  });
}

/** Each month is like every other. */
function expectedWalls(catalogue: CatalogueTables, tables: ReadonlySet<string>): Map<string, string> {
  const expected = new Map<string, string>();
  const names = Object.keys(catalogue).flatMap((name) => OF_AUDIT.exec(name)?.[1] ?? []);
  const months = [...tables].filter((name) => MONTH.test(name));
  for (const name of names.flatMap((each) => (each.endsWith('_yyyy_mm') ? months : [each]))) {
    const entry = catalogue[`public.${name.replace(MONTH, '_yyyy_mm')}`];
    for (const [what, text] of entry ? wallsOf(entry) : []) expected.set(`${name}: ${what}`, text);
  }
  return expected;
}

function wallsOf({ kind, rowSecurity, partitionOf, ...parts }: CatalogueTable): [string, string][] {
  return [
    ['kind', `${kind.split(' RANGE')[0]}${partitionOf ? ` of ${partitionOf}` : ''}`],
    ['row security', rowSecurity ?? 'off'],
    ['owner', 'the owner of the schema'],
    ...named('grants to', parts.grants),
    ...named('policy', parts.policies),
    ...named('trigger', parts.triggers),
  ];
}

function named(of: string, texts: Readonly<Record<string, string>> = {}): [string, string][] {
  return Object.entries(texts).map(([name, text]) => [`${of} ${name}`, text]);
}

// As scripts/lib/catalogue.mjs reads them.
const WALLS = `
  with audit as (
    select c.oid, c.relname::text as name, c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.relowner, c.relacl
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relname like 'audit\\_%' and c.relkind in ('r', 'p', 'v', 'm', 'f')
  )
  select a.name as "table", 'kind' as what, case a.relkind when 'p' then 'partitioned table' when 'r' then 'table'
    else 'no table' end || coalesce((select ' of ' || i.inhparent::regclass::text from pg_inherits i
    where i.inhrelid = a.oid), '') as text from audit a
  union all
  select a.name, 'row security', case when a.relforcerowsecurity then 'forced' when a.relrowsecurity then 'on'
    else 'off' end from audit a
  union all
  select a.name, 'owner', case when a.relowner = (select relowner from pg_class
    where oid = 'public.schema_migration'::regclass) then 'the owner of the schema' else a.relowner::regrole::text end
  from audit a
  union all
  select a.name, 'grants to ' || case g.grantee when 0 then 'public' else g.grantee::regrole::text end,
    string_agg(lower(g.privilege_type) || case when g.is_grantable then ' with grant option' else '' end, ', '
      order by g.privilege_type)
  from audit a cross join lateral aclexplode(a.relacl) g where g.grantee <> a.relowner group by a.name, g.grantee
  union all
  select a.name, 'policy ' || p.polname, concat_ws(' ',
    case when p.polpermissive then 'permissive' else 'restrictive' end, 'for',
    case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete'
      else 'all' end, 'to',
    (select string_agg(case r when 0 then 'public' else r::regrole::text end, ', ' order by r)
      from unnest(p.polroles) r),
    'using ' || pg_get_expr(p.polqual, p.polrelid), 'with check ' || pg_get_expr(p.polwithcheck, p.polrelid))
  from audit a join pg_policy p on p.polrelid = a.oid
  union all
  select a.name, 'trigger ' || g.tgname,
    pg_get_triggerdef(g.oid) || case g.tgenabled when 'O' then '' else ' ' || g.tgenabled::text end
  from audit a join pg_trigger g on g.tgrelid = a.oid where not g.tgisinternal
  union all
  select a.name, 'rule ' || r.rulename, pg_get_ruledef(r.oid)
  from audit a join pg_rewrite r on r.ev_class = a.oid`;
