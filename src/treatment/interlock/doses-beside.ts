import type { Tx } from '../../platform/database/tx.js';
import type { DoseEvent } from './dose.queries.js';
import type { DoseFlag } from './dose.rules.js';

/**
 * What is to be looked at of a dose that has its claim: one in its way was freed before by a word alone (voided, returned on
 * its own day, or said to be gone), or one of another day was drunk within some hours of it, wherever that was. Nothing of it stands in the way.
 *
 * @param nearHours 0: how near is not asked
 */
export async function flagsBeside(
  tx: Tx,
  { id, kind, at }: Pick<DoseEvent, 'id' | 'kind' | 'at'>,
  nearHours: number,
): Promise<readonly DoseFlag[]> {
  // When a dose is drunk at home nobody knows.
  const hours = kind === 'take-home-given' ? 0 : nearHours;
  const found = await tx.one<{ afterVoid: boolean; nearAnother: boolean }>(
    'select after_void as "afterVoid", near_another as "nearAnother" from app.doses_beside($1, $2, $3)',
    [id, at, hours],
  );
  return [
    ...(found?.afterVoid ? (['after-void'] as const) : []),
    ...(found?.nearAnother ? (['near-another'] as const) : []),
  ];
}

/**
 * What is to be looked at of a dose that was given again after vomiting: one that was, of the same day and slot, has been
 * voided, whichever entry of vomiting it was given for.
 *
 * @returns nothing of any other entry
 */
export async function flagsAgain(
  tx: Tx,
  { kind, episodeId, day, slot }: Pick<DoseEvent, 'kind' | 'episodeId' | 'day' | 'slot'>,
): Promise<readonly DoseFlag[]> {
  if (kind !== 're-dosed') return [];
  const found = await tx.one(
    `select from dose_event d
     where d.episode_id = $1 and d.day = $2 and d.slot = $3 and d.kind = 're-dosed'
       and exists (select from dose_named n where n.named_id = d.id and n.kind = 'voided') limit 1`,
    [episodeId, day, slot],
  );
  return found ? ['after-void'] : [];
}
