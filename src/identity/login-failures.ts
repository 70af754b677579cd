import type { Tx } from '../platform/database/tx.js';
import { pausedUntil, type CountedFailures } from './login.rules.js';

/** In the column of places: all together from which the account has not signed in. */
export const STRANGERS = Buffer.alloc(0);

const COUNT = `
  insert into login_failure (login_index, place_index, failures, last_failed_at)
  select $1, unnest($2::bytea[]), 1, $3
  on conflict (login_index, place_index) do update
    set failures = login_failure.failures + 1, last_failed_at = excluded.last_failed_at`;

export async function countFailures(tx: Tx, login: Buffer, places: readonly Buffer[]): Promise<void> {
  await tx.query(COUNT, [login, places, tx.realNow]);
}

/** Until when the login pauses by this counter; null when it does not. */
export async function pauseOf(tx: Tx, login: Buffer, place: Buffer, round: number): Promise<Date | null> {
  const counted = await tx.one<CountedFailures>(
    `select failures, last_failed_at as "lastFailedAt" from login_failure
     where login_index = $1 and place_index = $2`,
    [login, place],
  );
  return pausedUntil(counted, round, tx.realNow);
}

/** Asked for nobody too, so that an unknown login takes no other time. */
export async function isKnownPlace(tx: Tx, userId: string | null, place: Buffer): Promise<boolean> {
  const found = await tx.one('select 1 from known_place where user_id = $1 and place_index = $2', [
    userId,
    place,
  ]);
  return found !== null;
}
