import type { DateOnly } from '../../law/date.js';
import type { TreatmentKind } from '../../law/treatment.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem } from '../../platform/errors/problem.js';
import { defineSubject } from '../../platform/database/subjects.js';
import { P } from '../doses.problems.js';
import type { DoseUnitName, StockUnit } from '../ledger/amounts.js';
import { DOSING_STATES } from '../kinds/kind.js';
import type { DoseEventKind } from '../ledger/dose-event.kinds.js';
import type { LedgerEntry } from '../ledger/ledger.rules.js';
import type { OrderInForce } from '../ledger/slots.rules.js';
import type { DoseFlag } from './dose.rules.js';

defineSubject('dose-event', 'dose_event');

/** An episode as a site that gives its doses knows it: the one that treats, or a guest's host. */
export interface DosedEpisode {
  readonly episodeId: string;
  readonly kind: TreatmentKind;
  readonly homeSiteId: number;
  readonly personId: string;
  readonly code: string;
  /** The day on which the episode began; null for a guest. */
  readonly openedOn: DateOnly | null;
  readonly phase: string | null;
  /** Whether doses are given in the state of the episode; true for a former place, which sees nothing of it any more. */
  readonly dosing: boolean;
  /** Consent to the treatment is on record; of a guest the home has seen to that before it booked. */
  readonly consented: boolean;
  readonly booking: Booking | null;
  /** Only what was given in its time is told of here: the person has moved, or the booking was cancelled. */
  readonly former: boolean;
  /** The moment lies in the time of this place; false of a former one alone, for the rest of its last day. */
  readonly placed: boolean;
}

export interface Booking {
  readonly id: string;
  readonly unit: DoseUnitName;
  readonly doses: readonly number[];
  /** Of a volume: micrograms in a millilitre, as the order of the home has it. */
  readonly strength: number | null;
  readonly orderId: string;
}

const HOME = `
  select e.case_id as "episodeId", e.kind, e.site_id as "homeSiteId", f.person_id as "personId", f.code, e.phase,
    f.status = any ($2::text[]) as dosing, f.opened_on as "openedOn", e.consented_on is not null as consented
  from treatment_episode e join case_file f on f.id = e.case_id
  where e.case_id = $1 and e.site_id = any ((select app.acting_bodies())::integer[])`;

type AtHome = Omit<DosedEpisode, 'booking' | 'former' | 'placed'>;

/** @throws Problem 404 for an episode that the acting body does not treat */
export async function episodeTreatedHere(tx: Tx, id: string): Promise<DosedEpisode> {
  const found = await tx.one<AtHome>(HOME, [id, DOSING_STATES]);
  if (!found) throw problem(P.notTreatedHere);
  return { ...found, booking: null, former: false, placed: true };
}

/** The same, or of a guest on a day, whose booking stands until the end of the transaction; null for neither. */
export async function episodeDosedHere(tx: Tx, id: string, day: DateOnly): Promise<DosedEpisode | null> {
  const home = await tx.one<AtHome>(HOME, [id, DOSING_STATES]);
  if (home) return { ...home, booking: null, former: false, placed: true };
  await holdGuestBookings(tx, day, id);
  const guest = await tx.one<Omit<AtHome, 'consented'> & Booking>(
    `select b.episode_id as "episodeId", b.kind, b.home_site_id as "homeSiteId", b.person_id as "personId",
       b.case_code as code, null as phase, null as "openedOn",
       app.is_dosed(b.episode_id, null) as dosing, b.id, b.unit, b.doses::float8[] as doses,
       b.strength::float8 as strength, b.order_id as "orderId"
     from guest_booking b
     where b.episode_id = $1 and b.guest_site_id = any ((select app.acting_bodies())::integer[])
       and b.cancelled_at is null and $2::date between b.from_on and b.until_on`,
    [id, day],
  );
  if (!guest) return null;
  const { id: bookingId, unit, doses, strength, orderId, ...episode } = guest;
  const booking = { id: bookingId, unit, doses, strength, orderId };
  return { ...episode, consented: true, booking, former: false, placed: true };
}

/** Whether doses were given in the state of the episode at a moment: what was given then is judged by that. */
export async function dosedAt(tx: Tx, episodeId: string, at: Date): Promise<boolean> {
  const row = await tx.one<{ dosing: boolean }>('select app.is_dosed($1, $2) as dosing', [episodeId, at]);
  return row?.dosing ?? false;
}

/** Waits for who is cancelling one of a day, and keeps others from it. @param episodeId null: of all guests of the day */
export async function holdGuestBookings(tx: Tx, day: DateOnly, episodeId: string | null): Promise<void> {
  await tx.query('select app.hold_guest_bookings($1, $2)', [day, episodeId]);
}

/** Whether the person has had a dose of this treatment, as far as the site sees. */
export async function hasHadDose(tx: Tx, episodeId: string): Promise<boolean> {
  return (await lastDoseDay(tx, episodeId, 'infinity')) !== null;
}

/** The day of the last dose that stands, before a day, as far as the site sees; null where there is none. */
export async function lastDoseDay(
  tx: Tx,
  episodeId: string,
  before: DateOnly | 'infinity',
): Promise<DateOnly | null> {
  const row = await tx.one<{ day: DateOnly | null }>('select app.last_dose_day($1, $2) as day', [
    ...[episodeId, before],
  ]);
  return row?.day ?? null;
}

/** Whether a void comes later after its entry than the site said; never where it said nothing. */
export async function voidsLate(
  tx: Tx,
  siteId: number,
  named: Pick<DoseEvent, 'id' | 'day'>,
): Promise<boolean> {
  const row = await tx.one(
    `select 1 from dosing_site s, dose_event d
     where s.site_id = $1 and d.id = $2 and d.day = $3
       and d.recorded_legal_at + make_interval(mins => s.late_void_minutes) < $4`,
    [siteId, named.id, named.day, tx.now],
  );
  return row !== null;
}

/** Asked before anything of a message is judged. @throws Problem 404 for who never treated nor hosted the person */
export async function requirePlace(tx: Tx, episodeId: string): Promise<void> {
  const found = await tx.one('select 1 where app.treats($1) or app.treated_once($1)', [episodeId]);
  if (!found) throw problem(P.notTreatedHere);
}

export interface ApprovedOrder extends OrderInForce {
  readonly unit: DoseUnitName;
  /** Of a volume: micrograms in a millilitre; null where the order names none. */
  readonly strength: number | null;
  readonly approvedAt: Date;
  /** Nobody else looked at it. */
  readonly approvedByWriter: boolean;
}

/** Approved orders that hold on at least one day of a stretch, the earliest first. */
export async function ordersBetween(
  tx: Tx,
  episodeId: string,
  from: DateOnly,
  to: DateOnly,
): Promise<readonly ApprovedOrder[]> {
  return tx.query<ApprovedOrder>(
    `select id, from_on as "fromOn", until_on as "untilOn", ended_on as "endedOn", doses::float8[] as doses, unit,
       strength::float8 as strength, approved_at as "approvedAt", approved_by = prescribed_by as "approvedByWriter"
     from dose_order
     where episode_id = $1 and approved_at is not null and from_on <= $3 and coalesce(ended_on, until_on) >= $2
     order by from_on, id`,
    [episodeId, from, to],
  );
}

/** Days on which another site gives instead. */
export interface BookedDays {
  readonly siteId: number;
  readonly fromOn: DateOnly;
  readonly untilOn: DateOnly;
}

/**
 * What of a moment at the window is not the order's: holds, bookings elsewhere, as they stood then.
 *
 * @param at null before giving: what stands now stands, though its transaction began after this one
 * @param entry which is made, by which it is asked: of what it names for one that names another
 */
export async function standingInTheWay(
  tx: Tx,
  episodeId: string,
  { day, at }: { readonly day: DateOnly; readonly at: Date | null },
  entry: { readonly kind: DoseEventKind; readonly named: Pick<DoseEvent, 'id' | 'day'> | null },
): Promise<{ readonly held: boolean; readonly elsewhere: BookedDays | null }> {
  const row = await tx.one<{ held: boolean; elsewhere: BookedDays | null }>(
    `select app.held_at($1, $2, $3, $4, $5, $6) as held,
       (select json_build_object('siteId', b.guest_site_id, 'fromOn', b.from_on, 'untilOn', b.until_on)
         from guest_booking b where b.episode_id = $1 and $2::date between b.from_on and b.until_on
         and ($3::timestamptz is null or b.booked_at <= $3) and (b.cancelled_at is null or b.cancelled_at > $3)
         and b.home_site_id = any ((select app.acting_bodies())::integer[]) limit 1) as elsewhere`,
    [episodeId, day, at, entry.kind, entry.named?.id ?? null, entry.named?.day ?? null],
  );
  return row ?? { held: false, elsewhere: null };
}

export interface Lot {
  readonly id: string;
  readonly medicine: TreatmentKind;
  readonly lotNumber: string;
  readonly unit: StockUnit;
  readonly strength: number | null;
  readonly expiresOn: DateOnly;
  /** Who received it: the acting body, or one that it took over. */
  readonly siteId: number;
}

/** @throws Problem 404 for a lot of another site */
export async function lotOf(tx: Tx, id: string): Promise<Lot> {
  const lot = await tx.one<Lot>(
    `select id, medicine, lot_number as "lotNumber", unit, strength::float8 as strength, expires_on as "expiresOn",
       site_id as "siteId"
     from stock_lot where id = $1`,
    [id],
  );
  if (!lot)
    throw problem(P.noSuchLot, {
      faults: [{ pointer: '/lotId', code: P.noSuchLot.code, detail: P.noSuchLot.title }],
    });
  return lot;
}

export interface DoseEvent extends LedgerEntry {
  readonly episodeId: string;
  readonly personId: string;
  readonly siteId: number;
  readonly homeSiteId: number;
  readonly at: Date;
  readonly reported: boolean;
  readonly orderId: string | null;
  readonly bookingId: string | null;
  readonly lotId: string | null;
  readonly dose: number;
  readonly stockDay: DateOnly;
  readonly namesDay: DateOnly | null;
  readonly namesKind: DoseEventKind | null;
  readonly flags: readonly DoseFlag[];
  readonly protocolId: string | null;
  readonly reason: string | null;
  readonly clientEventId: string;
  readonly userId: string | null;
  readonly system: string | null;
  /** Who saw a spill. */
  readonly witnessId?: string | null;
  /** The same, of somebody without an account. */
  readonly witnessName?: string | null;
  /** Who decided that a dose is given again after vomiting. */
  readonly decidedBy?: string | null;
}

/** As it stands in the ledger. */
export interface KeptDose extends DoseEvent {
  readonly recordedAt: Date;
}

const COLUMNS = `
  d.id, d.kind, d.day, d.slot, d.measured::float8 as measured, d.names_id as "namesId", d.episode_id as "episodeId",
  d.person_id as "personId", d.site_id as "siteId", d.home_site_id as "homeSiteId", d.at, d.reported,
  d.order_id as "orderId", d.booking_id as "bookingId", d.lot_id as "lotId", d.dose::float8 as dose,
  d.stock_day as "stockDay", d.names_day as "namesDay", d.names_kind as "namesKind", d.flags,
  d.protocol_id as "protocolId", d.reason, d.client_event_id as "clientEventId", d.user_id as "userId", d.system,
  d.recorded_legal_at as "recordedAt", d.witness_id as "witnessId", d.witness_name as "witnessName",
  d.decided_by as "decidedBy"`;

/**
 * Its day says in which month it stands.
 *
 * @param day of the entry, where it is known @throws Problem 404 for an entry of another site
 */
export async function eventById(tx: Tx, id: string, day: DateOnly | null = null): Promise<KeptDose> {
  const event = await tx.one<KeptDose>(
    `select ${COLUMNS} from dose_event d where d.id = $1 and d.day = coalesce($2::date, app.day_of_dose($1))`,
    [id, day],
  );
  if (!event) throw problem(P.noSuchDoseEvent);
  return event;
}

/** Entries of some days of an episode, the latest day first. */
export async function eventsBetween(
  tx: Tx,
  episodeId: string,
  from: DateOnly,
  to: DateOnly,
): Promise<readonly KeptDose[]> {
  return tx.query<KeptDose>(
    `select ${COLUMNS} from dose_event d
     where d.episode_id = $1 and d.day between $2 and $3 order by d.day desc, d.id desc`,
    [episodeId, from, to],
  );
}

/** Written behind what is under way: a refusal of it is the transaction's. */
export function insertEvent(tx: Tx, event: DoseEvent): void {
  tx.sendAhead(
    `insert into dose_event (id, kind, day, slot, measured, names_id, episode_id, person_id, site_id, home_site_id, at,
       reported, order_id, booking_id, lot_id, dose, stock_day, names_day, names_kind, flags, protocol_id, reason,
       client_event_id, user_id, system, recorded_legal_at, witness_id, witness_name,
       decided_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
       $24, $25, $26, $27, $28, $29)`,
    [
      ...[event.id, event.kind, event.day, event.slot, event.measured, event.namesId, event.episodeId],
      ...[event.personId, event.siteId, event.homeSiteId, event.at, event.reported, event.orderId],
      ...[event.bookingId, event.lotId, event.dose, event.stockDay, event.namesDay, event.namesKind],
      ...[
        event.flags,
        event.protocolId,
        event.reason,
        event.clientEventId,
        event.userId,
        event.system,
        tx.now,
        event.witnessId ?? null,
        event.witnessName ?? null,
        event.decidedBy ?? null,
      ],
    ],
  );
}

/**
 * The day on which something of a day counts in the stock of a site: that day, unless it or a later one was closed. Waits
 * for whoever is closing one.
 */
export async function stockDayOf(tx: Tx, siteId: number, day: DateOnly, today: DateOnly): Promise<DateOnly> {
  await tx.query('select pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [`site day ${siteId}`]);
  const row = await tx.one<{ day: DateOnly }>(
    `select least_open::date as day
     from (values (1, $2::date), (2, $3::date), (3, $3::date + 1)) as candidate (place, least_open)
     where not exists (select 1 from site_day s where s.site_id = $1 and s.day >= least_open)
     order by place limit 1`,
    [siteId, day, today],
  );
  return row?.day ?? today;
}

/** Whether the acting body is that one, or took it over. */
export async function actsFor(tx: Tx, siteId: number): Promise<boolean> {
  const row = await tx.one<{ acts: boolean }>('select app.acts_for($1) as acts', [siteId]);
  return row?.acts ?? false;
}

/** An event is named once by each kind, as long as what names it stands. @returns false where it was already */
export async function nameOnce(
  tx: Tx,
  event: Pick<DoseEvent, 'id' | 'kind'>,
  named: Pick<DoseEvent, 'id' | 'day' | 'siteId' | 'homeSiteId'>,
): Promise<boolean> {
  const rows = await tx.execute(
    `insert into dose_named (named_id, kind, event_id, site_id, named_day, home_site_id)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [named.id, event.kind, event.id, named.siteId, named.day, named.homeSiteId],
  );
  return rows === 1;
}
