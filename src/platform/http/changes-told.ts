import { createHash } from 'node:crypto';
import type { DateOnly } from '../../law/date.js';
import { changesAfter, type ChangeFeed, type ChangePlace, type RowId } from '../database/changes.js';
import type { Tx } from '../database/tx.js';
import type { Text2 } from '../i18n/locale.js';
import { P } from '../errors/platform.problems.js';
import { problem } from '../errors/problem.js';
import { OneOf, Text } from './fields.js';
import { decodeCursor, encodeCursor } from './page.js';
import { REMOVAL_REASONS, type RemovalReason } from './removal-reasons.js';

const EXAMPLE = 'WyI4NDIiLCIiLCIyMDI2LTA3LTAyIl0';

/** The parameter, for lists that have more to say of it. */
export const CHANGED_SINCE = {
  max: 1000,
  optional: true,
  description: '`changes` of an answer before: only what changed since, and what is in the list no more',
  example: EXAMPLE,
} as const;

export const CHANGES = {
  max: 1000,
  example: EXAMPLE,
  description: 'Send it as `changedSince` to follow the list; the same on each page of a list',
} as const;

export const REMOVED = 'Of an answer to `changedSince`: drop these';

/** What is in the list no more. It says nothing about where it went. */
export class RemovedDto {
  @Text({ max: 40, example: '01890a5d-ac96-774b-bcce-b302099a8057' })
  readonly id: string = '';

  @OneOf(REMOVAL_REASONS, { name: 'RemovalReason', example: 'out-of-scope' })
  readonly reason: RemovalReason = 'out-of-scope';
}

/** How the rows of a list with changes are read. */
export interface ChangedRows<Row extends { readonly id: RowId }, T> {
  readonly feed: ChangeFeed;
  /** Which of these the actor's list would hold without filters; absent where no row ever leaves the list. */
  readonly inScope?: (ids: readonly RowId[]) => Promise<readonly RowId[]>;
  /** Which of those in scope were entered by mistake; none where the list goes on showing them. */
  readonly voided?: (ids: readonly RowId[]) => Promise<readonly RowId[]>;
  readonly map: (row: Row) => T;
}

export interface ToldChanges<T> {
  readonly items: readonly T[];
  readonly removed: readonly RemovedDto[];
  readonly changes: string;
  readonly more: boolean;
}

/**
 * What changed since a place, at most so many rows.
 *
 * @param read those of these ids that fit the filters
 * @throws Problem 400 for a text that no list of this kind gave, 410 when it says nothing of the actor's list any more
 */
export async function toldSince<Row extends { readonly id: RowId }, T>(
  tx: Tx,
  since: string,
  limit: number,
  rows: ChangedRows<Row, T>,
  read: (ids: readonly RowId[]) => Promise<readonly Row[]>,
): Promise<ToldChanges<T>> {
  const { ids, next, more } = await changesAfter(tx, rows.feed, decodePlace(since, rows.feed), limit);
  const found = ids.length > 0 ? await read(ids) : [];
  const shown = new Set(found.map(({ id }) => id));
  const gone = ids.filter((id) => !shown.has(id));
  const removed = await removals(gone, rows);
  return { items: found.map(rows.map), removed, changes: encodePlace(next), more };
}

async function removals<Row extends { readonly id: RowId }, T>(
  gone: readonly RowId[],
  { inScope, voided }: ChangedRows<Row, T>,
): Promise<readonly RemovedDto[]> {
  if (gone.length === 0 || !inScope) return [];
  const seen = await inScope(gone);
  const mistakes = new Set(voided && seen.length > 0 ? await voided(seen) : []);
  const filtered = new Set(seen);
  const reasonOf = (id: RowId): RemovalReason => {
    if (mistakes.has(id)) return 'voided';
    return filtered.has(id) ? 'filtered-out' : 'out-of-scope';
  };
  return gone.map((id) => ({ id: String(id), reason: reasonOf(id) }));
}

/**
 * The feed of a list as it was asked for: its places say nothing of another list, or of this one with other filters. Who
 * takes a place along to other filters would miss rows that fit these and did not change since.
 */
export function asAsked(feed: ChangeFeed, query: object): ChangeFeed {
  const filters = Object.entries(query)
    .filter(([name, value]) => !NO_FILTERS.has(name) && value !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const asked = JSON.stringify([feed.list, feed.changed, filters]);
  return { ...feed, list: createHash('sha256').update(asked).digest('base64url').slice(0, 11) };
}

const NO_FILTERS: ReadonlySet<string> = new Set(['limit', 'cursor', 'changedSince']);

export function encodePlace({ xid, id, day, dayId, scope }: ChangePlace): string {
  return encodeCursor([xid, id, day, dayId, scope]);
}

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

/**
 * For lists that are filtered by what only the clock decides: nobody writes anything then, so that a reader of changes
 * would never hear of it.
 *
 * @throws Problem 400 when both are asked for
 */
export function refuseChangesByClock(
  changedSince: string | undefined,
  filteredByClock: boolean,
  { code, detail }: { readonly code: string; readonly detail: Text2 },
): void {
  if (changedSince === undefined || !filteredByClock) return;
  throw problem(P.invalidParameter, { faults: [{ parameter: 'changedSince', code, detail }] });
}
