import type { ChangeFeed, RowId } from '../platform/database/changes.js';
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

/** The scope of lists: files that an organisation in the actor's closure keeps, or that were opened to the actor. */
export const CASES_IN_SCOPE = `(
  f.keeper_organisation_id in (select c.organisation_id from organisation_closure c
    where c.viewer_id = $1 and app.today() between c.reads_from and c.reads_until)
  or f.id in (select a.case_id from case_access a where a.organisation_id = $1
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
  { after, ids, limit }: CasePage,
): Promise<readonly CaseSummaryRow[]> {
  return tx.query<CaseSummaryRow>(LIST, [
    actor.organisationId,
    query.kind ?? null,
    query.status ?? null,
    query.unit ?? null,
    query.person ?? null,
    query.awaitingReassignment ?? null,
    query.code?.toUpperCase() ?? null,
    after?.[0] ?? null,
    after?.[1] ?? null,
    limit,
    ids,
  ]);
}

const LIST = `${SUMMARY}
  where ${CASES_IN_SCOPE}
    and ($2::text is null or f.kind = $2)
    and ($3::text is null or f.status = $3)
    and ($4::integer is null or f.unit_id in (select u.unit_id from unit_closure u where u.ancestor_id = $4))
    and ($5::uuid is null or f.person_id = $5)
    and ($6::boolean is null or f.awaiting_reassignment = $6)
    and ($7::text is null or f.code = $7)
    and ($8::date is null or (f.opened_on, f.id) < ($8, $9::uuid))
    and ($11::uuid[] is null or f.id = any ($11))
  order by f.opened_on desc, f.id desc limit $10`;

export async function idsInScope(tx: Tx, actor: UserActor, ids: readonly RowId[]): Promise<readonly RowId[]> {
  const sql = `
    select f.id from case_file f join person p on p.id = f.person_id
    where ${CASES_IN_SCOPE} and f.id = any ($2::uuid[])`;
  return (await tx.query<{ id: string }>(sql, [actor.organisationId, ids])).map(({ id }) => id);
}
