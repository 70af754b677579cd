import type { DateOnly } from '../../law/date.js';
import { P } from '../errors/platform.problems.js';
import { problem } from '../errors/problem.js';
import type { Tx } from './tx.js';

export type RowId = string | number;

/** How the changes of one list are found. */
export interface ChangeFeed {
  /** Less than any id. */
  readonly first: RowId;
  /** Which of several lists of one kind: a place in one says nothing of another. */
  readonly list?: string;
  /**
   * Rows `(changed_xid, id)` in the actor's scope, or that left it, written after the place ($1, $2) and before the
   * transaction $3, in this order, at most $4.
   */
  readonly changed: string;
  /** Of `changed`, from $5 on. */
  readonly values?: readonly unknown[];
  /** Rows `(id)` that come or go by themselves with a day: since $1, after the id $2, in order, at most $3. */
  readonly passed: string | null;
  /** An expression that changes when the actor's scope does. */
  readonly scope: string;
  /** Where the list is filtered by a unit and those in it. */
  readonly unit?: number;
}

/**
 * The same for a list that is filtered by a unit and those in it: where other units lie in it, it is another list.
 *
 * @param unit a whole number
 */
export function withinUnit(feed: ChangeFeed, unit: number | undefined): ChangeFeed {
  return unit === undefined ? feed : { ...feed, unit };
}

/** How far a reader has followed a list. */
export interface ChangePlace {
  readonly xid: string;
  readonly id: RowId;
  readonly day: DateOnly;
  /** Up to where the rows that come or go with the days since `day` were told. */
  readonly dayId: RowId;
  readonly scope: string;
}

export interface ChangeSlice {
  readonly ids: readonly RowId[];
  readonly next: ChangePlace;
  readonly more: boolean;
}

interface Now {
  readonly xid: string;
  readonly day: DateOnly;
  readonly scope: string;
}

/** The place from which a list is followed that is read after this call. */
export async function placeNow(tx: Tx, feed: ChangeFeed): Promise<ChangePlace> {
  return { ...(await now(tx, feed)), id: feed.first, dayId: feed.first };
}

/**
 * What changed after a place: first what came or went with the days since, then what was written.
 *
 * @throws Problem 410 when the place says nothing of the actor's list any more
 */
export async function changesAfter(
  tx: Tx,
  feed: ChangeFeed,
  place: ChangePlace,
  limit: number,
): Promise<ChangeSlice> {
  const today = await now(tx, feed);
  // The scope names the epoch: a restored database counts its transactions anew. One that was brought back to an earlier
  // moment without a new epoch is found out by its counter, until that has caught up.
  if (place.scope !== today.scope || place.day > today.day || BigInt(place.xid) > BigInt(today.xid))
    throw problem(P.startOver);
  const passed = await passedSince(tx, feed, place, today.day, limit);
  if (passed.length > limit) {
    const ids = passed.slice(0, limit);
    return { ids, next: { ...place, dayId: ids.at(-1) ?? place.dayId }, more: true };
  }
  const dated = { ...place, day: today.day, dayId: feed.first };
  if (passed.length > 0) return { ids: passed, next: dated, more: true };
  return writtenSince(tx, feed, dated, today.xid, limit);
}

async function now(tx: Tx, { scope, unit, list }: ChangeFeed): Promise<Now> {
  const within = unit === undefined ? scope : `${scope}, app.units_in($1::integer)`;
  const row = await tx.one<Now>(
    `select pg_snapshot_xmin(pg_current_snapshot())::text as xid, app.today() as day,
       concat((select epoch from change_epoch), ${within}) as scope`,
    unit === undefined ? [] : [unit],
  );
  if (!row) throw new Error('A statement without a table gives a row');
  return list === undefined ? row : { ...row, scope: `${list} ${row.scope}` };
}

async function passedSince(
  tx: Tx,
  feed: ChangeFeed,
  place: ChangePlace,
  today: DateOnly,
  limit: number,
): Promise<readonly RowId[]> {
  if (feed.passed === null || place.day === today) return [];
  const rows = await tx.query<{ id: RowId }>(feed.passed, [place.day, place.dayId, limit + 1]);
  return rows.map(({ id }) => id);
}

async function writtenSince(
  tx: Tx,
  feed: ChangeFeed,
  place: ChangePlace,
  before: string,
  limit: number,
): Promise<ChangeSlice> {
  const sql = `select w.changed_xid::text as xid, w.id from (${feed.changed}) as w order by w.changed_xid, w.id`;
  const rows = await tx.query<{ xid: string; id: RowId }>(sql, [
    ...[place.xid, place.id, before, limit + 1],
    ...(feed.values ?? []),
  ]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const ids = [...new Set(shown.map(({ id }) => id))];
  if (rows.length > limit && last) return { ids, next: { ...place, ...last }, more: true };
  return { ids, next: { ...place, xid: before, id: feed.first }, more: false };
}
