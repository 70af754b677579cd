import type { DateOnly } from '../law/date.js';
import type { Tx } from '../platform/database/tx.js';

export interface Residence {
  readonly unitId: number;
  readonly kind: 'current' | 'temporary' | 'permanent';
  readonly fromOn: DateOnly;
}

/**
 * Where a person lived on a day: the present abode before a temporary residence before the permanent one, since the
 * law asks where somebody lives, not where he is entered. Null when no address is on record for the day.
 */
export async function residenceOn(tx: Tx, personId: string, on: DateOnly): Promise<Residence | null> {
  return tx.one<Residence>(
    `select a.unit_id as "unitId", a.kind, a.from_on as "fromOn" from person_address a
     where a.person_id = $1 and a.from_on <= $2 and (a.until_on is null or a.until_on >= $2)
     order by array_position(array['current', 'temporary', 'permanent'], a.kind), a.from_on desc limit 1`,
    [personId, on],
  );
}
