import type { DateOnly } from '../law/date.js';
import type { ChangeFeed, RowId } from '../platform/database/changes.js';
import type { Tx } from '../platform/database/tx.js';
import type { SuccessionFunction } from './identity.code-lists.js';
import type { OrganisationName } from './identity.queries.js';
import type { OrganisationRow } from './organisations.js';

export interface ListedSuccession {
  readonly id: number;
  readonly predecessor: OrganisationName;
  readonly successor: OrganisationName;
  readonly function: SuccessionFunction;
  readonly effectiveOn: DateOnly;
  readonly handoverUntil: DateOnly;
  readonly main: boolean;
  readonly act: string;
}

/** Where a page begins: after the succession of this day and id. */
export type SuccessionPlace = [effectiveOn: DateOnly, id: number];

export interface SuccessionFilter {
  readonly organisationId: number | null;
  readonly function: SuccessionFunction | null;
  readonly after: SuccessionPlace | null;
  readonly ids: readonly RowId[] | null;
  readonly limit: number;
}

const nameOf = (side: string): string =>
  `json_build_object('id', ${side}.id, 'kind', ${side}.kind, 'name', ${side}.name)`;

const LISTED = `
  select s.id, ${nameOf('p')} as predecessor, ${nameOf('n')} as successor, s.function,
    s.effective_on as "effectiveOn", s.handover_until as "handoverUntil", s.main, s.act
  from organisation_succession s
  join organisation p on p.id = s.predecessor_id
  join organisation n on n.id = s.successor_id`;

const LIST = `${LISTED}
  where s.corrects_id is null and ($1::integer is null or $1 in (s.predecessor_id, s.successor_id))
    and ($2::text is null or s.function = $2)
    and ($3::date is null or (s.effective_on, s.id) < ($3, $4::bigint))
    and ($6::integer[] is null or s.id = any ($6))
  order by s.effective_on desc, s.id desc
  limit $5`;

/** Everybody reads all successions; none is ever taken away. What sets another one right is told by its unit's change. */
export const SUCCESSION_CHANGES: ChangeFeed = {
  first: 0,
  changed: `
    select changed_xid, id from organisation_succession
    where (changed_xid, id) > ($1::xid8, $2::integer) and changed_xid < $3::xid8 and corrects_id is null
    order by 1, 2 limit $4`,
  passed: null,
  scope: `''`,
};

/** Successions, the latest first. */
export async function listSuccessions(
  tx: Tx,
  filter: SuccessionFilter,
): Promise<readonly ListedSuccession[]> {
  const { organisationId, after, limit, ids } = filter;
  const place = after ?? [null, null];
  return tx.query<ListedSuccession>(LIST, [organisationId, filter.function, ...place, limit, ids]);
}

export async function successionById(tx: Tx, id: number): Promise<ListedSuccession | null> {
  return tx.one<ListedSuccession>(`${LISTED} where s.id = $1`, [id]);
}

/** Whether the predecessor's unit lies in the successor's, today or by the successions of units; of no unit: no. */
export async function isOnGroundOf(
  tx: Tx,
  successor: OrganisationRow,
  predecessor: OrganisationRow,
): Promise<boolean> {
  const found = await tx.one('select 1 from unit_closure where ancestor_id = $1 and unit_id = $2', [
    successor.unitId,
    predecessor.unitId,
  ]);
  return found !== null;
}
