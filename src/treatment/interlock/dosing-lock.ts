import type { Tx } from '../../platform/database/tx.js';

/**
 * What is ordered, held, booked and given of one episode comes one after the other, until the end of the transaction: who
 * gives a dose sees the hold that was put a moment before, and adds up the slot that another has just given. Asked before any
 * of them is read.
 */
export async function lockDosing(tx: Tx, episodeId: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`dosing ${episodeId}`]);
}

/** The same of many at once, for who keeps doses ahead: always in one order, so that two do not wait for each other. */
export async function lockDosingOf(tx: Tx, episodeIds: readonly string[]): Promise<void> {
  await tx.query(
    `select pg_advisory_xact_lock(hashtextextended('dosing ' || id, 0))
     from (select distinct id from unnest($1::text[]) as e (id) order by id) ordered`,
    [episodeIds],
  );
}
