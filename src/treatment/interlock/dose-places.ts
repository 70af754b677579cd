import { legalDayOf, type DateOnly } from '../../law/date.js';
import type { TreatmentKind } from '../../law/treatment.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem } from '../../platform/errors/problem.js';
import { P } from '../doses.problems.js';
import { GIVING_KINDS, type DoseEventKind } from '../ledger/dose-event.kinds.js';
import { slotsOfDay } from '../ledger/slots.rules.js';
import type { DoseUnitName } from '../ledger/amounts.js';
import {
  episodeDosedHere,
  ordersBetween,
  type ApprovedOrder,
  type Booking,
  type DosedEpisode,
  type DoseEvent,
} from './dose.queries.js';
import { sentBefore, type KnownEvent } from './client-events.js';
import type { Draft } from './dose-draft.js';
import type { DoseEntryDto } from './dose.dto.js';

/** What takes back an entry of the own site is never too late. */
const TAKES_BACK: ReadonlySet<DoseEventKind> = new Set(['voided', 'take-home-returned']);

/**
 * The episode of an entry: of who is treated here, or is a guest on that day; and of what was given in its time, is taken
 * back, or is here already and sent again, also of who has moved since, or whose booking was cancelled since. What was given
 * later on the day of the move, or of the cancelling, is a fact as well, and marked as not of its time.
 *
 * @throws Problem 404 for anything else
 */
export async function episodeOfDraft(
  tx: Tx,
  { episodeId, clientEventId }: Pick<DoseEntryDto, 'episodeId' | 'clientEventId'>,
  draft: Draft,
  siteId: number,
): Promise<DosedEpisode> {
  const standing = await episodeDosedHere(tx, episodeId, draft.day);
  if (standing) return standing;
  const { day, at, named } = draft;
  const told = draft.reported || TAKES_BACK.has(draft.kind);
  const then = told ? await dosedThen(tx, episodeId, draft.kind, { day, at, named }) : null;
  if (then) return then;
  const sent = await sentBefore(tx, siteId, clientEventId);
  const known = sent && (await dosedThen(tx, episodeId, 'voided', { day: sent.day, at, named: sent }));
  if (!known) throw problem(P.notTreatedHere);
  return known;
}

interface Then {
  readonly homeSiteId: number;
  readonly kind: TreatmentKind;
  readonly personId: string;
  readonly code: string;
  readonly openedOn: DateOnly;
  /** False of the rest of the day on which the person moved, or the booking was cancelled. */
  readonly placed: boolean;
}

/** The booking by which it was given: the host itself may read it no more. */
type ThenBooked = { readonly [Part in keyof Booking]: Booking[Part] | null };

async function dosedThen(
  tx: Tx,
  episodeId: string,
  kind: DoseEventKind,
  { day, at, named }: Pick<Draft, 'day' | 'at'> & { readonly named: KnownEvent | null },
): Promise<DosedEpisode | null> {
  const then = await tx.one<Then & ThenBooked>(
    `select home_site_id as "homeSiteId", kind, person_id as "personId", case_code as code, opened_on as "openedOn", placed,
       booking_id as id, unit, doses::float8[] as doses, strength::float8 as strength, order_id as "orderId"
     from app.dosed_then($1, $2, $3, $4, $5, $6)`,
    [episodeId, day, at, kind, named?.id ?? null, named?.day ?? null],
  );
  if (!then) return null;
  const { openedOn, id, unit, doses, strength, orderId, ...known } = then;
  const booking =
    id && unit && doses && orderId ? ({ id, unit, doses, strength, orderId } satisfies Booking) : null;
  return {
    ...{ ...known, episodeId, booking, former: true },
    openedOn: booking ? null : openedOn,
    // What was so at that time, this place sees no more: it is judged by nobody.
    ...{ phase: null, dosing: true, consented: true },
  };
}

/** The episode of a dose of today that was given here, where the person has moved since, or the booking was cancelled. */
export async function dosedBefore(
  tx: Tx,
  given: Pick<DoseEvent, 'id' | 'day' | 'episodeId' | 'kind'>,
  at: Date,
): Promise<DosedEpisode | null> {
  if (given.day !== legalDayOf(at)) return null;
  return dosedThen(tx, given.episodeId, 're-dosed', { day: given.day, at, named: given });
}

export interface OrderedDose {
  readonly dose: number;
  readonly unit: DoseUnitName;
  readonly strength: number | null;
  /** Null for a guest: his host sees none of it. */
  readonly order: ApprovedOrder | null;
  readonly orderId: string;
}

/** What was ordered for a slot of a day; null where nothing was. */
export async function orderedDose(
  tx: Tx,
  episode: DosedEpisode,
  day: DateOnly,
  slot: number,
): Promise<OrderedDose | null> {
  const { booking, episodeId } = episode;
  if (booking) {
    const { unit, strength, orderId } = booking;
    const dose = booking.doses[slot - 1];
    return dose === undefined ? null : { dose, unit, strength, order: null, orderId };
  }
  const orders = episode.former
    ? await ordersThen(tx, episodeId, day)
    : await ordersBetween(tx, episodeId, day, day);
  const found = slotsOfDay(orders, day).find((each) => each.slot === slot);
  const order = orders.find(({ id }) => id === found?.orderId);
  return found && order
    ? { dose: found.dose, unit: order.unit, strength: order.strength, order, orderId: order.id }
    : null;
}

/** Of a former place: its order of the day on which the person moved was ended with the day before. */
async function ordersThen(tx: Tx, episodeId: string, day: DateOnly): Promise<readonly ApprovedOrder[]> {
  return tx.query<ApprovedOrder>(
    `select id, from_on as "fromOn", until_on as "untilOn", null as "endedOn", doses::float8[] as doses, unit,
       strength::float8 as strength, approved_at as "approvedAt", approved_by = prescribed_by as "approvedByWriter"
     from dose_order
     where episode_id = $1 and approved_at is not null and $2::date between from_on and until_on
       and coalesce(ended_on, until_on) >= $2::date - 1
     order by coalesce(ended_on, until_on) desc, id limit 1`,
    [episodeId, day],
  );
}

/** A dose that somebody else has to have prepared. */
export interface DoseToPrepare extends Pick<
  DoseEvent,
  'episodeId' | 'day' | 'slot' | 'orderId' | 'dose' | 'at'
> {
  readonly userId: string;
}

/**
 * Whether another than who enters a dose has prepared it: that amount, by that order, after the last time that something of
 * the slot was given. What was prepared by an order since replaced, or for what was given before vomiting, is not it.
 */
export async function preparedByAnother(tx: Tx, dose: DoseToPrepare): Promise<boolean> {
  const row = await tx.one(
    `select 1 from dose_event d
     where d.episode_id = $1 and d.day = $2 and d.slot = $3 and d.kind = 'prepared' and d.user_id <> $4
       and d.order_id is not distinct from $5 and d.dose = $6
       and not exists (select 1 from dose_named n where n.named_id = d.id and n.kind = 'voided')
       and not exists (select 1 from dose_event g
         where g.episode_id = $1 and g.day = $2 and g.slot = $3 and g.kind = any ($8::text[]) and g.at <= $7
           and (g.at, g.id) > (d.at, d.id)
           and not exists (select 1 from dose_named n
             where n.named_id = g.id and n.kind in ('voided', 'take-home-returned'))) limit 1`,
    [
      ...[dose.episodeId, dose.day, dose.slot, dose.userId, dose.orderId, dose.dose, dose.at],
      [...GIVING_KINDS, 're-dosed'],
    ],
  );
  return row !== null;
}

/** Whether what was given of a slot was vomited, as far as that stands: less may be prepared then. */
export async function vomitingStands(
  tx: Tx,
  { episodeId, day, slot }: Pick<DoseEvent, 'episodeId' | 'day' | 'slot'>,
): Promise<boolean> {
  const row = await tx.one(
    `select 1 from dose_event d
     where d.episode_id = $1 and d.day = $2 and d.slot = $3 and d.kind = 'vomited'
       and not exists (select 1 from dose_named n where n.named_id = d.id and n.kind = 'voided') limit 1`,
    [episodeId, day, slot],
  );
  return row !== null;
}
