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
  /** The order or hold by which it is. */
  readonly causeId: string;
  /** The order that gives the dose from then on: tokens with that dose are as good as ever. Null: none are. */
  readonly orderId: string | null;
}

/**
 * Tokens that an order or a hold leaves with the dose of before: who keeps them may give by them without asking, and may have
 * bottles ready. Each site that holds one hears of it, by an alarm of the same transaction.
 */
export async function tokensOut(
  tx: Tx,
  { episodeId, day, causeId, orderId }: OutdatedFrom,
): Promise<readonly TokenOut[]> {
  return tx.query<TokenOut>(
    `select token_id as id, site_id as "siteId", guest, on_day as day, in_slot as slot, dose::float8 as dose, unit
     from app.alarm_tokens_out($1, $2, $3, $4) order by on_day, in_slot, site_id`,
    [episodeId, day, causeId, orderId],
  );
}
