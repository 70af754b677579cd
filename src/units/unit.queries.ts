import type { DateOnly } from '../law/date.js';
import type { ChangeFeed, RowId } from '../platform/database/changes.js';
import type { Tx } from '../platform/database/tx.js';
import type { UnitLevel } from './dataset/unit-record.js';
import { UNIT_COLUMNS, type Succession, type Unit } from './unit.js';

/** A unit with the name of the one above it: the same name stands in many districts. */
export interface ListedUnit extends Unit {
  readonly parentName: string | null;
  readonly nameFolded: string;
}

export interface LineageStep extends Succession {
  readonly distance: number;
}

/** Where a page begins: after the unit of this level, folded name and id. */
export type UnitPlace = [level: string, nameFolded: string, id: number];

export interface UnitFilter {
  readonly asOf: DateOnly;
  readonly level: UnitLevel | null;
  readonly parentId: number | null;
  readonly code: string | null;
  readonly namePatterns: readonly string[] | null;
  readonly includeNameOnly: boolean;
  readonly after: UnitPlace | null;
  readonly ids: readonly RowId[] | null;
  readonly limit: number;
}

const LISTED = `select ${UNIT_COLUMNS}, parent.name as "parentName", u.name_folded as "nameFolded"
  from unit u left join unit parent on parent.id = u.parent_id`;

// By chance, the levels from the highest to the lowest stand in reverse alphabetical order.
const LIST = `${LISTED}
  where daterange(u.valid_from, u.valid_to, '[]') @> $1::date
    and ($2::text is null or u.level = $2)
    and ($3::integer is null or u.parent_id = $3)
    and ($4::text is null or u.code = $4)
    and ($5::text[] is null or u.name_folded like any ($5))
    and ($6 or u.standing = 'confirmed')
    and ($7::text is null or u.level < $7 or (u.level = $7 and (u.name_folded, u.id) > ($8::text, $9::bigint)))
    and ($11::integer[] is null or u.id = any ($11))
  order by u.level desc, u.name_folded, u.id
  limit $10`;

/** Everybody reads all units; each begins and ends on a day. */
export const UNIT_CHANGES: ChangeFeed = {
  first: 0,
  changed: `
    select changed_xid, id from unit
    where (changed_xid, id) > ($1::xid8, $2::integer) and changed_xid < $3::xid8
    order by 1, 2 limit $4`,
  passed: `
    select id from unit
    where id > $2::integer and ((valid_from > $1::date and valid_from <= app.today())
      or (valid_to >= $1::date and valid_to < app.today()))
    order by id limit $3`,
  scope: `''`,
};

/** Units that stand on a day, provinces before districts before communes, each by name. */
export async function listUnits(tx: Tx, filter: UnitFilter): Promise<readonly ListedUnit[]> {
  const { asOf, level, parentId, code, namePatterns, includeNameOnly, after, ids, limit } = filter;
  const place = after ?? [null, null, null];
  const filters = [asOf, level, parentId, code, namePatterns, includeNameOnly];
  return tx.query<ListedUnit>(LIST, [...filters, ...place, limit, ids]);
}

export async function unitsWithIds(tx: Tx, ids: readonly number[]): Promise<readonly ListedUnit[]> {
  return tx.query<ListedUnit>(`${LISTED} where u.id = any ($1)`, [ids]);
}

/** Every unit of the level that bears the code on some day, the latest first. */
export async function unitsWithCode(tx: Tx, level: UnitLevel, code: string): Promise<readonly ListedUnit[]> {
  return tx.query<ListedUnit>(
    `${LISTED} where u.code = $1 and u.level = $2 order by u.valid_from desc nulls last, u.id`,
    [code, level],
  );
}

export type LineageDirection = 'predecessors' | 'successors';

const LINEAGE: Readonly<Record<LineageDirection, string>> = {
  predecessors: lineage('successor_id', 'predecessor_id'),
  successors: lineage('predecessor_id', 'successor_id'),
};

// A wrong entry may close a circle; the walk must end all the same.
function lineage(near: string, far: string): string {
  return `
    with recursive walk (near_id, far_id, distance) as (
      select ${near}, ${far}, 1 from unit_succession where ${near} = $1
      union all
      select s.${near}, s.${far}, walk.distance + 1
      from walk join unit_succession s on s.${near} = walk.far_id
    ) cycle far_id set looped using path
    select s.predecessor_id as "predecessorId", s.successor_id as "successorId",
      s.effective_on as "effectiveOn", s.kind, s.main, s.act, min(walk.distance) as distance
    from walk join unit_succession s on s.${near} = walk.near_id and s.${far} = walk.far_id
    group by s.predecessor_id, s.successor_id
    order by distance, s.effective_on, s.predecessor_id, s.successor_id`;
}

/** The successions that lead to a unit or away from it, each once, the nearest first. */
export async function lineageOf(
  tx: Tx,
  unitId: number,
  direction: LineageDirection,
): Promise<readonly LineageStep[]> {
  return tx.query<LineageStep>(LINEAGE[direction], [unitId]);
}
