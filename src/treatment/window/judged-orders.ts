import type { DateOnly } from '../../law/date.js';
import type { Text2 } from '../../law/text.js';
import type { TreatmentKind } from '../../law/treatment.js';
import type { Tx } from '../../platform/database/tx.js';
import type { ActiveProtocol, ActiveProtocols } from '../interlock/active-protocols.js';
import { checksOnDay } from '../interlock/day-checks.js';
import { guestOrder } from '../interlock/guest-order.js';
import type { ProtocolCheck } from '../interlock/protocol-checks.rules.js';
import { UNCHECKED } from '../protocol/protocol.js';
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

export interface JudgedOrder {
  /** What does not fit the day any more: nothing is given by it. A guest’s by his home’s protocol. */
  readonly unfit: readonly ProtocolCheck[];
  /** Why nothing is checked: the site has no protocol in force, or of a guest his home has none. Null: one is. */
  readonly unchecked: Text2 | null;
}

/** How the order of each stands on a day. */
export async function judgeOrders(
  tx: Tx,
  protocols: ProtocolsByKind,
  day: DateOnly,
  expected: readonly Expected[],
): Promise<ReadonlyMap<string, JudgedOrder>> {
  const found = new Map<string, JudgedOrder>();
  for (const { episodeId, kind, unit, doses, strength, terms, bookingId } of expected) {
    const protocol = protocols.get(kind) ?? null;
    const own = protocol === null ? UNCHECKED : null;
    const measure = unit && doses && { unit, doses, strength };
    const ofHome =
      measure && bookingId !== null ? await guestOrder(tx, kind, { id: bookingId, ...measure }, day) : null;
    const checks =
      measure && terms
        ? checksOnDay(protocol, { kind, phase: terms.phase }, { ...measure, ...terms }, day)
        : (ofHome?.unfit ?? []);
    found.set(episodeId, {
      unfit: checks.filter(({ result }) => result === 'failed'),
      unchecked: own ?? ofHome?.unchecked ?? null,
    });
  }
  return found;
}
