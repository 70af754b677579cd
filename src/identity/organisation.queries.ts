import type { DateOnly } from '../law/date.js';
import type { OrganisationKind } from '../law/organisation-kinds.js';
import type { ChangeFeed, RowId } from '../platform/database/changes.js';
import type { Tx } from '../platform/database/tx.js';
import { ORGANISATION_COLUMNS, type OrganisationRow } from './organisations.js';

export interface ListedOrganisation extends OrganisationRow {
  readonly unitName: string | null;
  readonly nameFolded: string;
  readonly version: number;
}

/** Where a page begins: after the organisation of this folded name and id. */
export type OrganisationPlace = [nameFolded: string, id: number];

export interface OrganisationFilter {
  readonly asOf: DateOnly;
  readonly kind: OrganisationKind | null;
  readonly unitId: number | null;
  readonly namePatterns: readonly string[] | null;
  readonly after: OrganisationPlace | null;
  readonly ids: readonly RowId[] | null;
  readonly limit: number;
}

const LISTED = `
  select ${ORGANISATION_COLUMNS}, unit.name as "unitName", o.name_folded as "nameFolded", o.version
  from organisation o left join unit on unit.id = o.unit_id`;

const LIST = `${LISTED}
  where daterange(o.valid_from, o.valid_to, '[]') @> $1::date
    and ($2::text is null or o.kind = $2)
    and ($3::integer is null or o.unit_id in (select unit_id from unit_closure where ancestor_id = $3))
    and ($4::text[] is null or o.name_folded like any ($4))
    and ($5::text is null or (o.name_folded, o.id) > ($5, $6::bigint))
    and ($8::integer[] is null or o.id = any ($8))
  order by o.name_folded, o.id
  limit $7`;

/** Everybody reads all organisations; each begins and ends on a day. */
export const ORGANISATION_CHANGES: ChangeFeed = {
  first: 0,
  changed: `
    select changed_xid, id from organisation
    where (changed_xid, id) > ($1::xid8, $2::integer) and changed_xid < $3::xid8
    order by 1, 2 limit $4`,
  passed: `
    select id from organisation
    where id > $2::integer and ((valid_from > $1::date and valid_from <= app.today())
      or (valid_to >= $1::date and valid_to < app.today()))
    order by id limit $3`,
  scope: `''`,
};

/** Organisations that stand on a day, by name. */
export async function listOrganisations(
  tx: Tx,
  filter: OrganisationFilter,
): Promise<readonly ListedOrganisation[]> {
  const { asOf, kind, unitId, namePatterns, after, limit, ids } = filter;
  const place = after ?? [null, null];
  return tx.query<ListedOrganisation>(LIST, [asOf, kind, unitId, namePatterns, ...place, limit, ids]);
}

export async function listedOrganisation(tx: Tx, id: number): Promise<ListedOrganisation | null> {
  return tx.one<ListedOrganisation>(`${LISTED} where o.id = $1`, [id]);
}

/** The same, held until the transaction ends, so that nobody else ends it at the same time. */
export async function lockedOrganisation(tx: Tx, id: number): Promise<ListedOrganisation | null> {
  return tx.one<ListedOrganisation>(`${LISTED} where o.id = $1 for update of o`, [id]);
}

/** The last day on which it takes over from another; until then it has to stand. */
export async function lastTakeover(tx: Tx, id: number): Promise<DateOnly | null> {
  const row = await tx.one<{ day: DateOnly | null }>(
    'select max(effective_on) as day from organisation_succession where successor_id = $1',
    [id],
  );
  return row?.day ?? null;
}
