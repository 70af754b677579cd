import type { DateOnly } from '../../law/date.js';
import type { Text2 } from '../../law/text.js';
import type { TreatmentKind } from '../../law/treatment.js';
import type { Tx } from '../../platform/database/tx.js';
import { UNCHECKED, UNCHECKED_AT_HOME, UNCHECKED_UNSEEN, type ProtocolValues } from '../protocol/protocol.js';
import { asActive, type ActiveProtocol } from './active-protocols.js';
import type { Booking, DosedEpisode } from './dose.queries.js';
import { checksOnDay } from './day-checks.js';
import type { ProtocolCheck } from './protocol-checks.rules.js';

interface OrderOfBooking {
  readonly fromOn: DateOnly;
  readonly untilOn: DateOnly;
  readonly endedOn: DateOnly | null;
  readonly phase: string | null;
  readonly protocolId: string | null;
  readonly values: ProtocolValues | null;
}

/** A guest's order on a day, as his home would judge it. */
export interface GuestOrder {
  /** What does not fit any more: which check it is, and no number of the home. */
  readonly unfit: readonly ProtocolCheck[];
  /** Why nobody checks the order: the home has no protocol in force, or the booking stands no more. Null where it is checked. */
  readonly unchecked: Text2 | null;
}

/** By the protocol and the phase at his home: both may have changed since he was booked. */
export async function guestOrder(
  tx: Tx,
  kind: TreatmentKind,
  { id, ...measure }: Pick<Booking, 'id' | 'unit' | 'doses' | 'strength'>,
  day: DateOnly,
): Promise<GuestOrder> {
  const found = await tx.one<OrderOfBooking>(
    `select from_on as "fromOn", until_on as "untilOn", ended_on as "endedOn", phase, protocol_id as "protocolId",
       protocol_values as "values"
     from app.order_of_booking($1, $2)`,
    [id, day],
  );
  if (!found) return { unfit: [], unchecked: UNCHECKED_UNSEEN };
  const { phase, protocolId, values, ...days } = found;
  const protocol = protocolId === null ? null : asActive({ id: protocolId, values: values ?? {} });
  const unfit = checksOnDay(protocol, { kind, phase }, { ...measure, ...days }, day)
    .filter(({ result }) => result === 'failed')
    .map((check) => ({ ...check, limit: null, found: null }));
  return { unfit, unchecked: protocol === null ? UNCHECKED_AT_HOME : null };
}

/** Why nothing of a person's doses is checked on a day: by the protocol of who gives them, of a guest by his home's too. */
export async function whyUnchecked(
  tx: Tx,
  protocol: ActiveProtocol | null,
  { kind, booking }: Pick<DosedEpisode, 'kind' | 'booking'>,
  day: DateOnly,
): Promise<Text2 | null> {
  if (protocol === null) return UNCHECKED;
  return booking ? (await guestOrder(tx, kind, booking, day)).unchecked : null;
}
