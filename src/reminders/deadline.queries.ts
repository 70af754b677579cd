import {
  idsOfPage,
  inOrder,
  readBy,
  unitsIn,
  type ScopedPage,
  type ScopedRows,
} from '../identity/scope-page.js';
import { legalDayOf } from '../law/date.js';
import type { Explanation } from '../law/explanation.js';
import type { ChangeFeed, RowId } from '../platform/database/changes.js';
import { Parameters } from '../platform/database/parameters.js';
import type { Tx } from '../platform/database/tx.js';
import type { UserActor } from '../platform/security/actor.js';
import { CALENDAR_COLUMN, DEADLINE_COLUMNS, type Deadline } from './deadline.js';
import type { OverviewQuery, UnitOverviewRow } from './deadline-overview.dto.js';
import type { DeadlineFilter, DeadlineQuery } from './deadline.dto.js';
import type { SubjectOfRow } from './subject-persons.js';

/** Which rows a filter means, each in words that an index is made for. */
const CONDITIONS: Readonly<Record<DeadlineFilter, string>> = {
  open: `d.status = 'open'`,
  overdue: `d.status = 'open' and not d.is_right`,
  met: `d.status <> 'open' and d.status in ('met', 'met-late')`,
  closed: `d.status <> 'open' and d.status in ('superseded', 'lapsed', 'ran-out', 'void')`,
};

const DEADLINES: ScopedRows = {
  ...{ from: 'deadline d', id: 'd.id', organisation: 'd.organisation_id', unit: 'd.unit_id' },
  ...{ place: 'd.due_at', placeType: 'timestamptz', direction: 'asc' },
};

const inScope = (own: string): string => `d.organisation_id in (${readBy(own)})`;

/** Deadlines of the organisation $1 and of those whose files it may read today. */
export const DEADLINES_IN_SCOPE = inScope('$1');

/** Years with the transaction that changed their calendar last, between the place and $3. */
const CHANGED_YEARS = `
  select distinct on (entered.year) entered.year, entered.changed_xid
  from (
    select extract(year from day)::smallint as year, changed_xid from calendar_day
    union all
    select year::smallint, changed_xid from calendar_year) as entered
  where entered.changed_xid >= $1::xid8 and entered.changed_xid < $3::xid8
  order by entered.year, entered.changed_xid desc`;

/**
 * Deadlines that were written, those of files to which access was given or ended, and those counted on the calendar of a
 * year that was changed since: once for the last change of the year.
 */
export const DEADLINE_CHANGES: ChangeFeed = {
  first: '00000000-0000-0000-0000-000000000000',
  changed: `
    select * from (
      (select d.changed_xid, d.id from deadline d
       where d.organisation_id in (select c.organisation_id from organisation_closure c
           where c.viewer_id = app.org_id() and app.today() between c.reads_from and c.reads_until)
         and (d.changed_xid, d.id) > ($1::xid8, $2::uuid) and d.changed_xid < $3::xid8
       order by 1, 2 limit $4::integer)
      union
      select * from app.deadlines_of_changed_access($1::xid8, $2::uuid, $3::xid8, $4::integer)
      union
      (select counted.changed_xid, counted.id from (${CHANGED_YEARS}) as changed
       cross join lateral (
         select changed.changed_xid, d.id from deadline d
         where d.organisation_id in (select c.organisation_id from organisation_closure c
             where c.viewer_id = app.org_id() and app.today() between c.reads_from and c.reads_until)
           and d.calendar_years @> array[changed.year] and d.made_xid <= changed.changed_xid
           and (changed.changed_xid, d.id) > ($1::xid8, $2::uuid)
         order by d.id limit $4::integer) as counted
       order by 1, 2 limit $4::integer)
    ) as found order by 1, 2 limit $4::integer`,
  passed:
    'select id from app.deadlines_of_passed_access($1::date, $2::uuid, $3::integer) as passed (id) order by id',
  scope: 'app.reading_scope()',
};

export async function deadlineIdsInScope(
  tx: Tx,
  actor: UserActor,
  ids: readonly RowId[],
): Promise<readonly RowId[]> {
  const sql = `select d.id from deadline d where ${DEADLINES_IN_SCOPE} and d.id = any ($2::uuid[])`;
  return (await tx.query<{ id: string }>(sql, [actor.organisationId, ids])).map(({ id }) => id);
}

/** The place after which a page begins: the last row of the page before. */
export type Place = readonly (string | number)[] | null;

/** The soonest due first: those after a place, or those of these ids. */
export async function deadlinesInScope(
  tx: Tx,
  actor: UserActor,
  query: DeadlineQuery,
  after: Place,
  ids: readonly RowId[] | null,
  limit: number,
): Promise<Deadline[]> {
  const parameters = new Parameters();
  const conditions = conditionsOf(parameters, query, tx.now);
  const asked = { organisationId: actor.organisationId, unit: query.unit, conditions, after, limit };
  const page = ids ? idsOf(parameters, asked, ids) : idsOfPage(parameters, DEADLINES, asked);
  return tx.query<Deadline>(
    `select ${DEADLINE_COLUMNS} from deadline d join (${page}) as page on page.id = d.id ${inOrder(DEADLINES)}`,
    parameters.values,
  );
}

function conditionsOf(parameters: Parameters, query: DeadlineQuery, now: Date): readonly string[] {
  return [
    CONDITIONS[query.status],
    ...(query.status === 'overdue' ? [`d.due_at <= ${parameters.add(now, 'timestamptz')}`] : []),
    ...parameters.when(query.rule, 'text', (rule) => `d.rule = ${rule}`),
    ...parameters.when(query.provisional, 'boolean', (provisional) => `d.provisional = ${provisional}`),
    ...parameters.when(query.calendarYear, 'smallint', (year) => `d.calendar_years @> array[${year}]`),
  ];
}

function idsOf(
  parameters: Parameters,
  { organisationId, unit, conditions, limit }: ScopedPage,
  ids: readonly RowId[],
): string {
  const all = [
    inScope(parameters.add(organisationId, 'integer')),
    `d.id = any (${parameters.add(ids, 'uuid[]')})`,
    ...conditions,
    ...parameters.when(unit, 'integer', (asked) => `d.unit_id in (${unitsIn(asked)})`),
  ];
  return `select d.id from deadline d where ${all.join(' and ')} ${inOrder(DEADLINES)}
    limit ${parameters.add(limit, 'integer')}`;
}

/** One row more than the page holds, the unit with the soonest deadline first. */
export async function unitsInScope(
  tx: Tx,
  actor: UserActor,
  query: OverviewQuery,
  after: Place,
): Promise<UnitOverviewRow[]> {
  return tx.query<UnitOverviewRow>(UNITS_IN_SCOPE, [
    actor.organisationId,
    tx.now,
    query.unit ?? null,
    legalDayOf(tx.now),
    after?.[0] ?? null,
    after?.[1] ?? null,
    query.limit + 1,
  ]);
}

/**
 * `counted`: by the unit in which each file is kept, dissolved ones too. `carried`: the unit that stands for it on the
 * day $4, itself or the end of the chain of main successors; none where the chain breaks off.
 */
const UNITS_IN_SCOPE = `
  with recursive counted as (
    select d.unit_id as id, count(*)::int as open, (count(*) filter (where d.due_at <= $2 and not d.is_right))::int as overdue,
      min(d.due_at) as next_due_at
    from deadline d
    where ${DEADLINES_IN_SCOPE} and d.status = 'open'
      and ($3::integer is null or d.unit_id in (select c.unit_id from unit_closure c where c.ancestor_id = $3))
    group by d.unit_id
  ), chain (origin, id) as (
    select id, id from counted
    union
    select chain.origin, s.successor_id from chain
    join unit_succession s on s.predecessor_id = chain.id and s.main and s.effective_on <= $4
  ), carried as (
    select distinct on (chain.origin) chain.origin, u.id from chain join unit u on u.id = chain.id
    where daterange(u.valid_from, u.valid_to, '[]') @> $4::date
    order by chain.origin, chain.id <> chain.origin, chain.id
  ), shown as (
    select coalesce(carried.id, counted.id) as id, sum(open)::int as open, sum(overdue)::int as overdue,
      min(next_due_at) as next_due_at, array_agg(counted.id) filter (where counted.id <> carried.id) as former
    from counted left join carried on carried.origin = counted.id
    group by 1
  )
  select u.id as "unitId", u.name as "unitName", case when u.valid_to < $4 then u.valid_to end as "unitEndedOn",
    (select coalesce(json_agg(json_build_object('id', f.id, 'name', f.name, 'endedOn', f.valid_to)
       order by f.name, f.id), '[]') from unit f where f.id = any (shown.former)) as "formerUnits",
    open, overdue, next_due_at as "nextDueAt"
  from shown join unit u on u.id = shown.id
  where $5::timestamptz is null or (next_due_at, u.id) > ($5, $6::bigint)
  order by next_due_at, u.id limit $7`;

export interface StoredExplanation extends SubjectOfRow, Pick<Deadline, 'provisional' | 'calendar'> {
  readonly explanation: Explanation;
  readonly closing: Explanation | null;
}

/** Null when there is no such deadline in scope. */
export async function explanationOf(tx: Tx, id: string): Promise<StoredExplanation | null> {
  return tx.one<StoredExplanation>(
    `select d.subject_kind as "subjectKind", d.subject_id as "subjectId", d.explanation,
       d.closing_explanation as closing, d.provisional, ${CALENDAR_COLUMN} from deadline d where d.id = $1`,
    [id],
  );
}
