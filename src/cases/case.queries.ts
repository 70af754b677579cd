import {
  idsOfPage,
  inOrder,
  placeCondition,
  readBy,
  unitsIn,
  type FurtherRows,
  type ScopedRows,
} from '../identity/scope-page.js';
import type { ChangeFeed, RowId } from '../platform/database/changes.js';
import { Parameters } from '../platform/database/parameters.js';
import type { Tx } from '../platform/database/tx.js';
import type { CursorValue } from '../platform/http/page.js';
import type { UserActor } from '../platform/security/actor.js';
import type { CaseQuery, CaseSummaryRow } from './case.dto.js';

const SUMMARY = `
  select f.id, f.kind, f.code, f.person_id as "personId", p.full_name as "personName", p.birth_year as "birthYear",
    f.keeper_organisation_id as "keeperOrganisationId", f.unit_id as "unitId", f.status,
    f.opened_on as "openedOn", f.registered_at as "registeredAt", f.closed_on as "closedOn",
    f.awaiting_reassignment as "awaitingReassignment"
  from case_file f join person p on p.id = f.person_id`;

const FILES: ScopedRows = {
  ...{ from: 'case_file f', id: 'f.id', organisation: 'f.keeper_organisation_id', unit: 'f.unit_id' },
  ...{ place: 'f.opened_on', placeType: 'date', direction: 'desc' },
};

/** Files that were opened to the actor's own organisation. */
const opened: FurtherRows = (own) => ({
  from: 'case_access a join case_file f on f.id = a.case_id',
  condition: `a.organisation_id = ${own} and app.today() between a.from_on and a.until_on`,
});

/** The scope of lists: files that an organisation in the actor's closure keeps, or that were opened to the actor. */
const casesInScope = (own: string): string => `(
  f.keeper_organisation_id in (${readBy(own)})
  or f.id in (select a.case_id from case_access a where a.organisation_id = ${own}
    and app.today() between a.from_on and a.until_on))`;

/**
 * Files that were written, and files to which access was given or ended. The first two are the two halves of the scope of
 * the list, apart so that each has its index.
 */
export const CASE_CHANGES: ChangeFeed = {
  first: '00000000-0000-0000-0000-000000000000',
  changed: `
    select * from (
      (select f.changed_xid, f.id from case_file f
       where f.keeper_organisation_id in (select c.organisation_id from organisation_closure c
           where c.viewer_id = app.org_id() and app.today() between c.reads_from and c.reads_until)
         and (f.changed_xid, f.id) > ($1::xid8, $2::uuid) and f.changed_xid < $3::xid8
       order by 1, 2 limit $4::integer)
      union
      (select f.changed_xid, f.id from case_access a join case_file f on f.id = a.case_id
       where a.organisation_id = app.org_id() and app.today() between a.from_on and a.until_on
         and (f.changed_xid, f.id) > ($1::xid8, $2::uuid) and f.changed_xid < $3::xid8
       order by 1, 2 limit $4::integer)
      union
      select * from app.files_of_changed_access($1::xid8, $2::uuid, $3::xid8, $4::integer)
    ) as found order by 1, 2 limit $4::integer`,
  passed:
    'select id from app.files_of_passed_access($1::date, $2::uuid, $3::integer) as passed (id) order by id',
  scope: 'app.reading_scope()',
};

export interface CasePage {
  readonly after: readonly CursorValue[] | null;
  readonly ids: readonly RowId[] | null;
  readonly limit: number;
}

/** Newest first: those after a place, or those of these ids. */
export async function filesInScope(
  tx: Tx,
  actor: UserActor,
  query: CaseQuery,
  page: CasePage,
): Promise<readonly CaseSummaryRow[]> {
  const parameters = new Parameters();
  const few = fewOf(parameters, query, page);
  const sql =
    few.length > 0
      ? listOfFew(parameters, actor, query, page, few)
      : listOfMany(parameters, actor, query, page);
  return tx.query<CaseSummaryRow>(sql, parameters.values);
}

/** Conditions of which an index finds the few rows that can be meant, whoever keeps them. */
function fewOf(parameters: Parameters, query: CaseQuery, { ids }: CasePage): readonly string[] {
  return [
    ...parameters.when(query.person, 'uuid', (person) => `f.person_id = ${person}`),
    ...parameters.when(query.code?.toUpperCase(), 'text', (code) => `f.code = ${code}`),
    ...parameters.when(ids, 'uuid[]', (all) => `f.id = any (${all})`),
    ...parameters.when(
      query.assignee,
      'uuid',
      (user) =>
        `f.id in (select a.case_id from case_assignment a where a.user_id = ${user} and a.ended_at is null)`,
    ),
    ...(query.awaitingReassignment ? ['f.awaiting_reassignment'] : []),
  ];
}

function listOfFew(
  parameters: Parameters,
  actor: UserActor,
  query: CaseQuery,
  { after, limit }: CasePage,
  few: readonly string[],
): string {
  const conditions = [
    casesInScope(parameters.add(actor.organisationId, 'integer')),
    ...few,
    ...conditionsOf(parameters, query),
    ...parameters.when(query.unit, 'integer', (unit) => `f.unit_id in (${unitsIn(unit)})`),
    ...placeCondition(parameters, FILES, after),
  ];
  return `${SUMMARY} where ${conditions.join(' and ')} ${inOrder(FILES)} limit ${parameters.add(limit, 'integer')}`;
}

function listOfMany(parameters: Parameters, actor: UserActor, query: CaseQuery, page: CasePage): string {
  const conditions = conditionsOf(parameters, query);
  const asked = { ...page, organisationId: actor.organisationId, unit: query.unit, conditions };
  return `${SUMMARY} join (${idsOfPage(parameters, FILES, asked, opened)}) as page on page.id = f.id ${inOrder(FILES)}`;
}

function conditionsOf(parameters: Parameters, query: CaseQuery): readonly string[] {
  return [
    ...parameters.when(query.kind, 'text', (kind) => `f.kind = ${kind}`),
    ...parameters.when(query.status, 'text', (status) => `f.status = ${status}`),
    ...(query.awaitingReassignment === false ? ['not f.awaiting_reassignment'] : []),
  ];
}

export async function idsInScope(tx: Tx, actor: UserActor, ids: readonly RowId[]): Promise<readonly RowId[]> {
  const sql = `
    select f.id from case_file f join person p on p.id = f.person_id
    where ${casesInScope('$1')} and f.id = any ($2::uuid[])`;
  return (await tx.query<{ id: string }>(sql, [actor.organisationId, ids])).map(({ id }) => id);
}
