import type { DateOnly } from '../../law/date.js';
import type { Tx } from '../../platform/database/tx.js';

/**
 * From which day the next test of each of these is counted: its last one that stands and found something, at the place that
 * treats; as long as there is none, the day on which treatment began, or came to that place. Nothing of who is not in treatment.
 */
export async function testsDueFrom(
  tx: Tx,
  episodes: readonly string[],
  day: DateOnly,
): Promise<ReadonlyMap<string, DateOnly>> {
  const rows = await tx.query<{ episodeId: string; fromDay: DateOnly }>(
    'select episode_id as "episodeId", from_day as "fromDay" from app.tests_due_from($1::uuid[], $2)',
    [episodes, day],
  );
  return new Map(rows.map(({ episodeId, fromDay }) => [episodeId, fromDay]));
}
