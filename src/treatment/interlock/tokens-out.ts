import { v7 as uuidv7 } from 'uuid';
import type { DateOnly } from '../../law/date.js';
import type { Tx } from '../../platform/database/tx.js';
import type { DoseUnitName } from '../ledger/amounts.js';

/** A token that stands with the dose of before, at whichever site. */
export interface TokenOut {
  readonly id: string;
  readonly siteId: number;
  readonly guest: boolean;
  readonly day: DateOnly;
  readonly slot: number;
  readonly dose: number;
  readonly unit: DoseUnitName;
}

export interface OutdatedFrom {
  readonly episodeId: string;
  /** The first day whose dose is another one, or waits. */
  readonly day: DateOnly;
  /** The order that gives the dose from then on: tokens with that dose are as good as ever. Null: none are. */
  readonly orderId: string | null;
}

/** A dose that the person has at home, as it was before an order or a hold. */
export type TakeHomeOut = Omit<TokenOut, 'guest'>;

/**
 * Tokens that an order or a hold leaves with the dose of before: who keeps them may give by them without asking, and may have
 * bottles ready. Each site that holds one hears of it, by an alarm of the same transaction.
 */
export async function tokensOut(
  tx: Tx,
  { episodeId, day, orderId }: OutdatedFrom,
): Promise<readonly TokenOut[]> {
  return tx.query<TokenOut>(
    `select token_id as id, site_id as "siteId", guest, on_day as day, in_slot as slot, dose::float8 as dose, unit
     from app.alarm_tokens_out($1, $2, $3, $4) order by on_day, in_slot, site_id`,
    // Each act is told of: the approval and the end of one order are two.
    [episodeId, day, uuidv7(), orderId],
  );
}

/** Doses taken home for days from then on, so far as the acting body sees them: the person alone brings them back. */
async function takeHomesOut(
  tx: Tx,
  { episodeId, day, orderId }: OutdatedFrom,
): Promise<readonly TakeHomeOut[]> {
  return tx.query<TakeHomeOut>(
    `select event_id as id, site_id as "siteId", on_day as day, in_slot as slot, dose::float8 as dose, unit
     from app.take_home_doses_out($1, $2, $3) order by on_day, in_slot, event_id`,
    [episodeId, day, orderId],
  );
}

/** What an order or a hold leaves with the dose of before, for the answer to who changed it. */
export async function dosesOut(
  tx: Tx,
  from: OutdatedFrom,
): Promise<{ readonly tokensOut: readonly TokenOut[]; readonly takeHomesOut: readonly TakeHomeOut[] }> {
  return { tokensOut: await tokensOut(tx, from), takeHomesOut: await takeHomesOut(tx, from) };
}
