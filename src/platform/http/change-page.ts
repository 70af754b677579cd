import { placeNow, type RowId } from '../database/changes.js';
import type { Tx } from '../database/tx.js';
import {
  asAsked,
  CHANGED_SINCE,
  CHANGES,
  encodePlace,
  REMOVED,
  RemovedDto,
  toldSince,
  type ChangedRows,
} from './changes-told.js';
import { ListOf, Text } from './fields.js';
import { markFollowed } from './followed.js';
import { decodeCursor, PageQuery, toPage, type CursorPart, type CursorValue, type Page } from './page.js';

/** Asks for one page of a list, or for what changed in it. */
export class ChangePageQuery extends PageQuery {
  @Text(CHANGED_SINCE)
  readonly changedSince?: string;
}

export interface ChangePage<T> extends Page<T> {
  readonly changes: string;
  readonly removed: readonly RemovedDto[];
}

/** The document's class for a page of these items and of their changes. */
export function ChangePageOf<T extends object>(item: new () => T): new () => ChangePage<T> {
  class PageDto implements ChangePage<T> {
    @ListOf(() => item, { max: 200 })
    readonly items: readonly T[] = [];

    @ListOf(() => RemovedDto, { max: 200, description: REMOVED })
    readonly removed: readonly RemovedDto[] = [];

    @Text({ max: 1000, nullable: true, example: null, description: 'Null on the last page' })
    readonly nextCursor: string | null = null;

    @Text(CHANGES)
    readonly changes: string = '';
  }
  Object.defineProperty(PageDto, 'name', { value: `${item.name.replace(/Dto$/, '')}Page` });
  markFollowed(PageDto);
  return PageDto;
}

/** What a list with changes reads. */
export interface ListReader<Row extends { readonly id: RowId }, T> extends ChangedRows<Row, T> {
  /** Of the values of `placeOf`. */
  readonly place: readonly CursorPart[];
  readonly placeOf: (row: Row) => readonly CursorValue[];
  /** Rows that fit the filters: after a place, or those of these ids. */
  readonly rows: (
    after: readonly CursorValue[] | null,
    ids: readonly RowId[] | null,
    limit: number,
  ) => Promise<readonly Row[]>;
}

/** One page of a list, or of its changes where the query asks for them. */
export async function changePage<Row extends { readonly id: RowId }, T>(
  tx: Tx,
  query: ChangePageQuery,
  of: ListReader<Row, T>,
): Promise<ChangePage<T>> {
  const reader = { ...of, feed: asAsked(of.feed, query) };
  if (query.changedSince === undefined) return listPage(tx, query, reader);
  const { limit } = query;
  const read = (ids: readonly RowId[]): Promise<readonly Row[]> => reader.rows(null, ids, limit);
  const { more, ...told } = await toldSince(tx, query.cursor ?? query.changedSince, limit, reader, read);
  return { ...told, nextCursor: more ? told.changes : null };
}

/** The place of the changes goes along with the cursor: what changes between two pages comes with the changes. */
async function listPage<Row extends { readonly id: RowId }, T>(
  tx: Tx,
  query: ChangePageQuery,
  { feed, place, placeOf, rows, map }: ListReader<Row, T>,
): Promise<ChangePage<T>> {
  const after = decodeCursor(query.cursor, [...place, 'text']);
  // Asked together and answered in this order: the place is from before the rows.
  const [changes, found] = await Promise.all([
    after ? String(after.at(-1)) : placeNow(tx, feed).then(encodePlace),
    rows(after?.slice(0, -1) ?? null, null, query.limit + 1),
  ]);
  const page = toPage(found, query.limit, (row) => [...placeOf(row), changes], map);
  return { ...page, removed: [], changes };
}
