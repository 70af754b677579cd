import {
  changesAfter,
  placeNow,
  type ChangeFeed,
  type ChangePlace,
  type RowId,
} from '../database/changes.js';
import type { DateOnly } from '../../law/date.js';
import type { Tx } from '../database/tx.js';
import { ListOf, OneOf, Text } from './fields.js';
import {
  decodeCursor,
  encodeCursor,
  PageQuery,
  toPage,
  type CursorPart,
  type CursorValue,
  type Page,
} from './page.js';
import { REMOVAL_REASONS, type RemovalReason } from './removal-reasons.js';

/** The parameter, for lists that have more to say of it. */
export const CHANGED_SINCE = {
  max: 1000,
  optional: true,
  description: '`changes` of an answer before: only what changed since, and what is in the list no more',
  example: 'WyI4NDIiLCIiLCIyMDI2LTA3LTAyIl0',
} as const;

/** Asks for one page of a list, or for what changed in it. */
export class ChangePageQuery extends PageQuery {
  @Text(CHANGED_SINCE)
  readonly changedSince?: string;
}

/** What is in the list no more. It says nothing about where it went. */
export class RemovedDto {
  @Text({ max: 40, example: '01890a5d-ac96-774b-bcce-b302099a8057' })
  readonly id: string = '';

  @OneOf(REMOVAL_REASONS, { name: 'RemovalReason', example: 'out-of-scope' })
  readonly reason: RemovalReason = 'out-of-scope';
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

    @ListOf(() => RemovedDto, { max: 200, description: 'Of an answer to `changedSince`: drop these' })
    readonly removed: readonly RemovedDto[] = [];

    @Text({ max: 1000, nullable: true, example: null, description: 'Null on the last page' })
    readonly nextCursor: string | null = null;

    @Text({
      max: 1000,
      example: 'WyI4NDIiLCIiLCIyMDI2LTA3LTAyIl0',
      description: 'Send it as `changedSince` to follow the list; the same on each page of a list',
    })
    readonly changes: string = '';
  }
  Object.defineProperty(PageDto, 'name', { value: `${item.name.replace(/Dto$/, '')}Page` });
  return PageDto;
}

/** What a list with changes reads. */
export interface ListReader<Row extends { readonly id: RowId }, T> {
  readonly feed: ChangeFeed;
  /** Of the values of `placeOf`. */
  readonly place: readonly CursorPart[];
  readonly placeOf: (row: Row) => readonly CursorValue[];
  /** Rows that fit the filters: after a place, or those of these ids. */
  readonly rows: (
    after: readonly CursorValue[] | null,
    ids: readonly RowId[] | null,
    limit: number,
  ) => Promise<readonly Row[]>;
  /** Which of these the actor's list would hold without filters; those not told are out of its scope. */
  readonly inScope: (ids: readonly RowId[]) => Promise<readonly RowId[]>;
  /** Which of those in scope were entered by mistake; none where the list goes on showing them. */
  readonly voided?: (ids: readonly RowId[]) => Promise<readonly RowId[]>;
  readonly map: (row: Row) => T;
}

/** One page of a list, or of its changes where the query asks for them. */
export async function changePage<Row extends { readonly id: RowId }, T>(
  tx: Tx,
  query: ChangePageQuery,
  reader: ListReader<Row, T>,
): Promise<ChangePage<T>> {
  return query.changedSince === undefined
    ? listPage(tx, query, reader)
    : pageOfChanges(tx, query.cursor ?? query.changedSince, query.limit, reader);
}

/** The place of the changes goes along with the cursor: what changes between two pages comes with the changes. */
async function listPage<Row extends { readonly id: RowId }, T>(
  tx: Tx,
  query: ChangePageQuery,
  { feed, place, placeOf, rows, map }: ListReader<Row, T>,
): Promise<ChangePage<T>> {
  const after = decodeCursor(query.cursor, [...place, 'text']);
  const changes = after ? String(after.at(-1)) : encodePlace(await placeNow(tx, feed));
  const found = await rows(after?.slice(0, -1) ?? null, null, query.limit + 1);
  const page = toPage(found, query.limit, (row) => [...placeOf(row), changes], map);
  return { ...page, removed: [], changes };
}

async function pageOfChanges<Row extends { readonly id: RowId }, T>(
  tx: Tx,
  since: string,
  limit: number,
  reader: ListReader<Row, T>,
): Promise<ChangePage<T>> {
  const { feed, rows, map } = reader;
  const { ids, next, more } = await changesAfter(tx, feed, decodePlace(since, feed), limit);
  const found = ids.length > 0 ? await rows(null, ids, limit) : [];
  const shown = new Set(found.map(({ id }) => id));
  const gone = ids.filter((id) => !shown.has(id));
  const removed = await removals(gone, reader);
  const changes = encodePlace(next);
  return { items: found.map(map), removed, nextCursor: more ? changes : null, changes };
}

async function removals<Row extends { readonly id: RowId }, T>(
  gone: readonly RowId[],
  { inScope, voided }: ListReader<Row, T>,
): Promise<readonly RemovedDto[]> {
  if (gone.length === 0) return [];
  const seen = await inScope(gone);
  const mistakes = new Set(voided && seen.length > 0 ? await voided(seen) : []);
  const filtered = new Set(seen);
  const reasonOf = (id: RowId): RemovalReason => {
    if (mistakes.has(id)) return 'voided';
    return filtered.has(id) ? 'filtered-out' : 'out-of-scope';
  };
  return gone.map((id) => ({ id: String(id), reason: reasonOf(id) }));
}

function encodePlace({ xid, id, day, dayId, scope }: ChangePlace): string {
  return encodeCursor([xid, id, day, dayId, scope]);
}

/** @throws Problem 400 for a text that no list of this kind gave */
function decodePlace(text: string, { first }: ChangeFeed): ChangePlace {
  const part = typeof first === 'number' ? 'whole' : 'uuid';
  const [xid, id, day, dayId, scope] =
    decodeCursor(text, ['transaction', part, 'day', part, 'text'], 'changedSince') ?? [];
  return {
    xid: String(xid),
    id: id ?? first,
    day: day as DateOnly,
    dayId: dayId ?? first,
    scope: String(scope),
  };
}
