import type { DateOnly } from '../../law/date.js';
import type { Tx } from '../../platform/database/tx.js';
import { BATCH } from './missed.queries.js';
import type { SiteDay } from './missed-day.js';
import { SITE_COLUMNS, type Site } from './site-days.js';

/** A day of a person that is still to be derived. */
export interface Pending {
  readonly id: string;
  readonly episodeId: string;
  readonly day: DateOnly;
  readonly attempts: number;
  readonly site: Site;
}

/** Persons of whom somebody may still give a dose of the day. */
export async function keepWaiting(
  tx: Tx,
  { site, day }: SiteDay,
  episodeIds: readonly string[],
): Promise<void> {
  if (episodeIds.length === 0) return;
  await tx.execute(
    `insert into missed_day_pending (episode_id, day, site_id, because, not_before)
     select episode_id, $2, $3, 'waits', $4 from unnest($1::uuid[]) as w (episode_id) on conflict do nothing`,
    [episodeIds, day, site.siteId, tx.realNow],
  );
}

export async function keepFailed(tx: Tx, { site, day }: SiteDay, episodeId: string): Promise<void> {
  await tx.execute(
    `insert into missed_day_pending (episode_id, day, site_id, because, attempts, not_before)
     values ($1, $2, $3, 'failed', 1, $4) on conflict do nothing`,
    [episodeId, day, site.siteId, notBefore(tx, 1)],
  );
}

export async function putOff(tx: Tx, { id, attempts }: Pending): Promise<void> {
  await tx.execute('update missed_day_pending set attempts = $2, not_before = $3 where id = $1', [
    id,
    attempts + 1,
    notBefore(tx, attempts + 1),
  ]);
}

const SHORTEST = 30_000;
const LONGEST = 3_600_000;

/** Twice as long each time, an hour at most. */
const notBefore = (tx: Tx, attempts: number): Date =>
  new Date(tx.realNow.getTime() + Math.min(LONGEST, SHORTEST * 2 ** (attempts - 1)));

/**
 * Those that may be taken up now, in the order of their ids: their site has done that day, and nobody is waited for any more.
 */
export async function duePending(tx: Tx, after: string | null): Promise<readonly Pending[]> {
  const rows = await tx.query<Omit<Pending, 'site'> & Site>(
    `select p.id, p.episode_id as "episodeId", p.day, p.attempts, ${SITE_COLUMNS}
     from missed_day_pending p join dosing_site s on s.site_id = p.site_id
     where p.not_before <= $1 and p.day <= s.derived_until and ($2::uuid is null or p.id > $2)
       and not exists (select 1 from dose_token t
         where t.episode_id = p.episode_id and t.day = p.day and t.used_at is null and t.released_at is null)
       and not exists (select 1 from guest_booking b left join dosing_site h on h.site_id = b.guest_site_id
         where b.episode_id = p.episode_id and b.cancelled_at is null and p.day between b.from_on and b.until_on
           and (p.day + coalesce(h.closes_at, '24:00')) at time zone 'Asia/Ho_Chi_Minh' > $3)
     order by p.id limit ${BATCH}`,
    [tx.realNow, after, tx.now],
  );
  return rows.map(({ id, episodeId, day, attempts, ...site }) => ({ id, episodeId, day, attempts, site }));
}

/** Those of some that nobody else has taken up or done meanwhile. */
export async function lockPending(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ id: string }>(
    'select id from missed_day_pending where id = any ($1::uuid[]) order by id for update skip locked',
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

export async function endPending(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.execute('delete from missed_day_pending where id = any ($1::uuid[])', [ids]);
}

export async function failing(tx: Tx): Promise<number> {
  const row = await tx.one<{ failing: number }>(
    'select count(*)::integer as failing from missed_day_pending where attempts > 0',
  );
  return row?.failing ?? 0;
}
