import type { ChangeFeed, RowId } from './changes.js';

/** Which rows of one table a list shows. */
export interface RowsOf {
  /** With the columns `changed_xid` and `id`; row-level security says which rows the actor sees. */
  readonly table: string;
  /** One of a parent, or of an owner: an index begins with this column. Absent: all rows. */
  readonly of?: readonly [column: string, value: RowId];
  /** The same of several owners: a condition on that column. */
  readonly within?: string;
  /** An expression that changes when the actor's scope does; absent where who sees the parent sees every row. */
  readonly scope?: string;
}

const FIRST_UUID = '00000000-0000-0000-0000-000000000000';

/** The changes of a list whose items show rows of one table, and nothing that changes without touching these. */
export function rowFeed({ table, of, within, scope = `''` }: RowsOf): ChangeFeed {
  const [column, value] = of ?? [];
  return {
    first: FIRST_UUID,
    list: [table, value ?? ''].join(' '),
    changed: `
      select changed_xid, id from ${table}
      where ${column === undefined ? '' : `${column} = $5 and`} ${within === undefined ? '' : `${within} and`}
        (changed_xid, id) > ($1::xid8, $2::uuid) and changed_xid < $3::xid8
      order by 1, 2 limit $4`,
    values: value === undefined ? [] : [value],
    passed: null,
    scope,
  };
}
