import { createHash } from 'node:crypto';
import { placeNow, type RowId } from '../database/changes.js';
import type { Tx } from '../database/tx.js';
import { P } from '../errors/platform.problems.js';
import { problem } from '../errors/problem.js';
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
import { decodeCursor, encodeCursor } from './page.js';
import type { WholeList } from './whole-list.js';

/** Most rows of a list that is answered as a whole. */
const WHOLE = 1000;

/** Asks for a list that is answered as a whole, or for what changed in it. */
export class ChangeListQuery {
  @Text(CHANGED_SINCE)
  readonly changedSince?: string;
}

export interface ChangeList<T> extends WholeList<T> {
  readonly changes: string;
  readonly removed: readonly RemovedDto[];
}

/** The document's class for such a list, `RegimeList` for `RegimeDto`. */
export function ChangeListOf<T extends object>(item: new () => T, max = WHOLE): new () => ChangeList<T> {
  class ListDto implements ChangeList<T> {
    @ListOf(() => item, { max })
    readonly items: readonly T[] = [];

    @ListOf(() => RemovedDto, { max: WHOLE, description: REMOVED })
    readonly removed: readonly RemovedDto[] = [];

    @Text(CHANGES)
    readonly changes: string = '';
  }
  Object.defineProperty(ListDto, 'name', { value: `${item.name.replace(/Dto$/, '')}List` });
  markFollowed(ListDto);
  return ListDto;
}

/**
 * A short list out of a table, or its changes where the query asks for them.
 *
 * @param read rows that fit the filters: all, or those of these ids
 * @throws Problem 410 when more changed than one answer tells
 */
export async function changeList<Row extends { readonly id: RowId }, T>(
  tx: Tx,
  query: ChangeListQuery,
  rows: ChangedRows<Row, T>,
  read: (ids: readonly RowId[] | null) => Promise<readonly Row[]>,
): Promise<ChangeList<T>> {
  const feed = asAsked(rows.feed, query);
  if (query.changedSince === undefined) {
    const changes = encodePlace(await placeNow(tx, feed));
    return { items: (await read(null)).map(rows.map), removed: [], changes };
  }
  const { more, ...told } = await toldSince(tx, query.changedSince, WHOLE, { ...rows, feed }, read);
  if (more) throw problem(P.startOver);
  return told;
}

/**
 * A short list whose changes no row tells, such as one that comes with the program: as it was, or to be read anew.
 *
 * @throws Problem 410 when it is not the one that the caller holds, 400 for a text that no such list gave
 */
export function sameOrAnew<T>({ changedSince }: ChangeListQuery, items: readonly T[]): ChangeList<T> {
  const fingerprint = createHash('sha256').update(JSON.stringify(items)).digest('base64url').slice(0, 22);
  const changes = encodeCursor([fingerprint]);
  if (changedSince === undefined) return { items, removed: [], changes };
  const [held] = decodeCursor(changedSince, ['text'], 'changedSince') ?? [];
  if (held !== fingerprint) throw problem(P.startOver);
  return { items: [], removed: [], changes };
}
