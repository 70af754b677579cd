import { legalDayOf } from '../../law/date.js';
import type { Tx } from '../../platform/database/tx.js';
import { GIVING_KINDS } from '../ledger/dose-event.kinds.js';
import { cameFromElsewhere, ordersBefore } from '../orders/dose-order.queries.js';
import { formerDose } from '../orders/former-dose.rules.js';
import { dosingValues, type ActiveProtocol } from './active-protocols.js';
import { lastDoseDay, type ApprovedOrder, type DosedEpisode } from './dose.queries.js';
import { checkBeginning, type ProtocolCheck } from './protocol-checks.rules.js';

/**
 * An order that was approved ahead of its first day was judged by what was expected until then. With the first dose by it, it
 * is held against what was ordered and given in fact, as if it were approved on its first day: days may have been missed, or
 * the dose before was another one.
 *
 * @returns nothing for an order that had begun when it was approved, or by which a dose stands already
 */
export async function checksOfFirstDose(
  tx: Tx,
  protocol: ActiveProtocol | null,
  { episodeId, phase }: Pick<DosedEpisode, 'episodeId' | 'phase'>,
  order: ApprovedOrder,
): Promise<readonly ProtocolCheck[]> {
  if (legalDayOf(order.approvedAt) >= order.fromOn || (await hasGiven(tx, episodeId, order))) return [];
  const own = formerDose(
    await ordersBefore(tx, episodeId, order.fromOn),
    order,
    await lastDoseDay(tx, episodeId, order.fromOn),
    order.fromOn,
  );
  const former = own ?? ((await cameFromElsewhere(tx, episodeId)) ? 'elsewhere' : null);
  return checkBeginning(protocol && dosingValues(protocol, order, phase), { ...order, former });
}

async function hasGiven(
  tx: Tx,
  episodeId: string,
  { id, fromOn, untilOn }: Pick<ApprovedOrder, 'id' | 'fromOn' | 'untilOn'>,
): Promise<boolean> {
  const row = await tx.one(
    `select 1 from dose_event d
     where d.episode_id = $1 and d.day between $2 and $3 and d.order_id = $4 and d.kind = any ($5::text[])
       and not exists (select 1 from dose_named n
         where n.named_id = d.id and n.kind in ('voided', 'take-home-returned'))
       and not exists (select 1 from missing_take_home t where t.event_id = d.id and t.withdrawn_at is null) limit 1`,
    [episodeId, fromOn, untilOn, id, GIVING_KINDS],
  );
  return row !== null;
}
