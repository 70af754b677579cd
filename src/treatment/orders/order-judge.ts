import { laterDay, legalDayOf, type DateOnly } from '../../law/date.js';
import { citationText } from '../../law/instruments.js';
import { maintenancePrescription } from '../../law/treatment.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem } from '../../platform/errors/problem.js';
import { P } from '../doses.problems.js';
import { dosingValues, type ActiveProtocols, type OrderMeasure } from '../interlock/active-protocols.js';
import { lastDoseDay, type DosedEpisode } from '../interlock/dose.queries.js';
import { checkMaintenance } from '../interlock/day-checks.js';
import { checkOrder, type OrderTerms, type ProtocolCheck } from '../interlock/protocol-checks.rules.js';
import { cameFromElsewhere, ordersBefore } from './dose-order.queries.js';
import { formerDose } from './former-dose.rules.js';

export interface OrderJudgement {
  readonly checks: readonly ProtocolCheck[];
  readonly protocolId: string | null;
}

type JudgedOrder = OrderTerms & OrderMeasure & { readonly siteId: number };

/**
 * Holds an order against the law, the protocol of the site and what was ordered and given before: as it is written, and anew
 * as it is approved, since the protocol or the phase may be others by then. Judged is its first day, or today where that has
 * passed; the phase is the one of now.
 *
 * @param approvedByWriter whether who wrote it approves it; null as it is written
 * @throws Problem 409 where law or protocol forbid it, and where its writer approves it though the protocol asks for two
 */
export async function judgeOrder(
  tx: Tx,
  protocols: ActiveProtocols,
  episode: DosedEpisode,
  order: JudgedOrder,
  { approvedByWriter = null }: { readonly approvedByWriter?: boolean | null } = {},
): Promise<OrderJudgement> {
  const { kind, phase, episodeId } = episode;
  const today = legalDayOf(tx.now);
  const latest = laterDay(order.fromOn, today);
  const on = latest > order.untilOn ? order.untilOn : latest;
  refuseTooLong(episode, order, on, approvedByWriter === null);
  const protocol = await protocols.on(tx, { siteId: order.siteId, kind }, on);
  if (approvedByWriter && protocol?.twoPersonCheck === true) throw problem(P.ownOrder);
  const own = formerDose(
    await ordersBefore(tx, episodeId, order.fromOn),
    order,
    await lastDoseDay(tx, episodeId, order.fromOn),
    today,
  );
  const former = own ?? ((await cameFromElsewhere(tx, episodeId)) ? 'elsewhere' : null);
  const checks = checkOrder(protocol && dosingValues(protocol, order, phase), { ...order, former });
  const failed = checks.filter(({ result }) => result === 'failed');
  if (failed.length > 0) throw problem(P.outsideProtocol, { extensions: { checks: failed } });
  return { checks, protocolId: protocol?.id ?? null };
}

/** @throws Problem 409 that names the article: TT 26/2023 Art 5(1)a, of the maintenance phase alone */
function refuseTooLong(
  { kind, phase }: DosedEpisode,
  order: Pick<OrderTerms, 'fromOn' | 'untilOn'>,
  on: DateOnly,
  isWritten: boolean,
): void {
  const rule = maintenancePrescription(kind, on);
  const [found] = checkMaintenance(kind, phase, order, on);
  if (!rule || found?.result !== 'failed') return;
  const { code, title: detail } = P.prescriptionTooLong;
  throw problem(P.prescriptionTooLong, {
    // Approving it, nobody sends its days.
    ...(isWritten && { faults: [{ pointer: '/untilOn', code, detail }] }),
    extensions: { mostDays: rule.mostDays, days: found.found, article: citationText(rule.citation) },
  });
}
