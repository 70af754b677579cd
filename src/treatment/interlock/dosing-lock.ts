import type { Tx } from '../../platform/database/tx.js';

/**
 * What is ordered, held, booked and given of one episode comes one after the other, until the end of the transaction: who
 * gives a dose sees the hold that was put a moment before, and adds up the slot that another has just given. Asked before any
 * of them is read.
 */
export async function lockDosing(tx: Tx, episodeId: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`dosing ${episodeId}`]);
}

/**
 * The same for who gives a dose of it at a site: who says just then that the site was closed that day comes before, and is
 * seen; or after, and sees the dose. In this order: whoever holds an episode waits for nobody's day.
 */
export async function lockGiving(tx: Tx, siteId: number, episodeId: string): Promise<void> {
  await tx.query(
    `select pg_advisory_xact_lock_shared(hashtextextended($1, 0)), pg_advisory_xact_lock(hashtextextended($2, 0))`,
    [`closures of ${siteId}`, `dosing ${episodeId}`],
  );
}

/** The same of many at once, for who keeps doses ahead: always in one order, so that two do not wait for each other. */
export async function lockDosingOf(tx: Tx, episodeIds: readonly string[]): Promise<void> {
  await tx.query(
    `select pg_advisory_xact_lock(hashtextextended('dosing ' || id, 0))
     from (select distinct id from unnest($1::text[]) as e (id) order by id) ordered`,
    [episodeIds],
  );
}
