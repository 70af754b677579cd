import { createHash } from 'node:crypto';
import type { DateOnly } from '../../law/date.js';
import type { Tx } from '../../platform/database/tx.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import { P } from '../doses.problems.js';

/** An event that a device has sent already. */
export interface KnownEvent {
  readonly id: string;
  readonly day: DateOnly;
}

export interface ClientEvent {
  readonly siteId: number;
  readonly clientEventId: string;
  readonly eventId: string;
  readonly day: DateOnly;
  /** What was sent: the same id with another content is a fault of the device. */
  readonly content: object;
}

/**
 * Claims a device's id of an event for its site, for good: no key of a request, which is forgotten after a day. Two that
 * come at once wait for each other, and the second finds the first.
 *
 * @returns the event that has it already; null when it is this one's from now on
 * @throws Problem 409 when it stands for another content
 */
export async function claimClientEvent(tx: Tx, event: ClientEvent): Promise<KnownEvent | null> {
  if (event.clientEventId.startsWith(DERIVED_EVENT))
    throw fieldProblem('/clientEventId', 'treatment.reserved', RESERVED);
  const digest = createHash('sha256').update(JSON.stringify(event.content)).digest();
  const claimed = await tx.execute(
    `insert into dose_client_event (site_id, client_event_id, event_id, event_day, digest)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [event.siteId, event.clientEventId, event.eventId, event.day, digest],
  );
  if (claimed === 1) return null;
  const known = await tx.one<KnownEvent & { readonly same: boolean }>(
    `select event_id as id, event_day as day, digest = $3 as same from dose_client_event
     where site_id = $1 and client_event_id = $2`,
    [event.siteId, event.clientEventId, digest],
  );
  if (!known?.same) throw problem(P.clientEventReused);
  return { id: known.id, day: known.day };
}

/** What a device has sent already by an id, whatever it was; null where nothing was. */
export async function sentBefore(tx: Tx, siteId: number, clientEventId: string): Promise<KnownEvent | null> {
  return tx.one<KnownEvent>(
    `select event_id as id, event_day as day from dose_client_event where site_id = $1 and client_event_id = $2`,
    [siteId, clientEventId],
  );
}

/** What the program itself enters begins so: no device takes such an id ahead. */
export const DERIVED_EVENT = 'missed:';
const RESERVED = {
  vi: `Mã không bắt đầu bằng “${DERIVED_EVENT}”: hệ thống dùng cho liều bị bỏ`,
  en: `Ids that begin with ${DERIVED_EVENT} are the program’s own`,
};
