import type { DateOnly } from '../../law/date.js';
import type { TreatmentKind } from '../../law/treatment.js';
import type { Tx } from '../../platform/database/tx.js';
import type { ActiveProtocol, ActiveProtocols } from '../interlock/active-protocols.js';
import { checksOnDay } from '../interlock/day-checks.js';
import { unfitOfGuest } from '../interlock/guest-order.js';
import type { ProtocolCheck } from '../interlock/protocol-checks.rules.js';
import type { Expected } from './window.queries.js';

export type ProtocolsByKind = ReadonlyMap<TreatmentKind, ActiveProtocol | null>;

/** Of a site, one for each kind of treatment: by these doses are checked there. */
export async function protocolsFor(
  tx: Tx,
  protocols: ActiveProtocols,
  siteId: number,
  day: DateOnly,
  expected: readonly Expected[],
): Promise<ProtocolsByKind> {
  const found = new Map<TreatmentKind, ActiveProtocol | null>();
  for (const kind of new Set(expected.map((each) => each.kind)))
    found.set(kind, await protocols.on(tx, { siteId, kind }, day));
  return found;
}

/** What of the order of each does not fit the day any more: nothing is given by it. A guest’s by his home’s protocol. */
export async function unfitOrders(
  tx: Tx,
  protocols: ProtocolsByKind,
  day: DateOnly,
  expected: readonly Expected[],
): Promise<ReadonlyMap<string, readonly ProtocolCheck[]>> {
  const found = new Map<string, readonly ProtocolCheck[]>();
  for (const { episodeId, kind, unit, doses, strength, terms, bookingId } of expected) {
    if (unit === null || doses === null) continue;
    const measure = { unit, doses, strength };
    const unfit = terms
      ? checksOnDay(protocols.get(kind) ?? null, { kind, phase: terms.phase }, { ...measure, ...terms }, day)
      : bookingId === null
        ? []
        : await unfitOfGuest(tx, kind, { id: bookingId, ...measure }, day);
    found.set(
      episodeId,
      unfit.filter(({ result }) => result === 'failed'),
    );
  }
  return found;
}
