import type { DateOnly } from '../../law/date.js';
import type { TreatmentKind } from '../../law/treatment.js';
import type { Tx } from '../../platform/database/tx.js';
import type { ProtocolValues } from '../protocol/protocol.js';
import { asActive } from './active-protocols.js';
import type { Booking } from './dose.queries.js';
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

/**
 * What of a guest's order does not fit any more on a day, by the protocol and the phase at his home: both may have changed
 * since he was booked. The host learns which check it is, and no number of the home.
 */
export async function unfitOfGuest(
  tx: Tx,
  kind: TreatmentKind,
  { id, ...measure }: Pick<Booking, 'id' | 'unit' | 'doses' | 'strength'>,
  day: DateOnly,
): Promise<readonly ProtocolCheck[]> {
  const found = await tx.one<OrderOfBooking>(
    `select from_on as "fromOn", until_on as "untilOn", ended_on as "endedOn", phase, protocol_id as "protocolId",
       protocol_values as "values"
     from app.order_of_booking($1, $2)`,
    [id, day],
  );
  if (!found) return [];
  const { phase, protocolId, values, ...days } = found;
  const protocol = protocolId === null ? null : asActive({ id: protocolId, values: values ?? {} });
  return checksOnDay(protocol, { kind, phase }, { ...measure, ...days }, day)
    .filter(({ result }) => result === 'failed')
    .map((check) => ({ ...check, limit: null, found: null }));
}
