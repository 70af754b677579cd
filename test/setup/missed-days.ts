import type pg from 'pg';

/** How often anybody was told of an episode. */
export async function noticesOf(owner: pg.Client, kind: string, episodeId: string): Promise<number> {
  const { rows } = await owner.query('select 1 from notification where kind = $1 and subject_id = $2', [
    kind,
    episodeId,
  ]);
  return rows.length;
}

/** The last day that the run of missed doses has done at a site. */
export async function derivedUntilOf(owner: pg.Client, siteId: number): Promise<string | undefined> {
  const { rows } = await owner.query<{ day: string }>(
    'select derived_until::text as day from dosing_site where site_id = $1',
    [siteId],
  );
  return rows[0]?.day;
}

/** Days of a site’s persons that were kept apart. */
export async function pendingOf(
  owner: pg.Client,
  siteId: number,
): Promise<readonly { readonly day: string; readonly because: string; readonly attempts: number }[]> {
  const { rows } = await owner.query<{ day: string; because: string; attempts: number }>(
    'select day::text as day, because, attempts from missed_day_pending where site_id = $1 order by day',
    [siteId],
  );
  return rows;
}

/** As if the time to try again had come. */
export async function makeDue(owner: pg.Client, siteId: number): Promise<void> {
  await owner.query('update missed_day_pending set not_before = now() where site_id = $1', [siteId]);
}
