import type { DateOnly } from '../law/date.js';
import type { Tx } from '../platform/database/tx.js';
import type { AddressKind } from './person-kinds.js';

export interface Residence {
  readonly unitId: number;
  readonly kind: AddressKind;
  readonly fromOn: DateOnly;
}

/**
 * Of the addresses `a` on record for a day, the first in this order is the residence: the present abode before a
 * temporary residence before the permanent one, since the law asks where somebody lives, not where he is entered.
 */
export const RESIDENCE_FIRST =
  "array_position(array['current', 'temporary', 'permanent'], a.kind), a.from_on desc";

/** Where a person lived on a day; null when no address is on record for it. */
export async function residenceOn(tx: Tx, personId: string, on: DateOnly): Promise<Residence | null> {
  return tx.one<Residence>(
    `select a.unit_id as "unitId", a.kind, a.from_on as "fromOn" from person_address a
     where a.person_id = $1 and a.from_on <= $2 and (a.until_on is null or a.until_on >= $2)
     order by ${RESIDENCE_FIRST} limit 1`,
    [personId, on],
  );
}
