import { addDays, legalDayOf, type DateOnly } from '../../law/date.js';
import type { TreatmentKind } from '../../law/treatment.js';
import type { Tx } from '../../platform/database/tx.js';
import { byEpisode } from '../ledger/by-episode.js';
import { LOOK_BACK } from '../ledger/ledger-days.js';
import type { LedgerEntry } from '../ledger/ledger.rules.js';
import type { OrderInForce, Slot } from '../ledger/slots.rules.js';
import { v7 as uuidv7 } from 'uuid';
import { DERIVED_EVENT } from '../interlock/client-events.js';
import { MISSED_DOSES } from './missed-jobs.js';
import { COMING_KINDS, type TreatmentDay } from './missed.rules.js';

/** Persons of one transaction. */
export const BATCH = 200;

/** An open episode, and whether somebody expected the person on the day that was asked. */
export interface Episode {
  readonly episodeId: string;
  readonly personId: string;
  readonly code: string;
  readonly kind: TreatmentKind;
  /** Where the person is treated now. */
  readonly homeSiteId: number;
  readonly expected: boolean;
  /** First day of the hold, of his doses or of the treatment, that stood on the day; null where none did. */
  readonly heldSince: DateOnly | null;
  /** The file has ended since: what was missed before is entered, and leads to nothing any more. */
  readonly ended: boolean;
}

/** The episodes that a look takes: the next ones of the site, or those that are named. */
export type Whom = { readonly after: string | null } | { readonly named: readonly string[] };

export async function episodesExpected(
  tx: Tx,
  siteId: number,
  day: DateOnly,
  closedAt: Date,
  whom: Whom,
): Promise<readonly Episode[]> {
  const [after, named] = 'named' in whom ? [null, whom.named] : [whom.after, null];
  return tx.query<Episode>(
    `select episode_id as "episodeId", person_id as "personId", case_code as code, kind, home_site_id as "homeSiteId", expected,
       held_since as "heldSince", ended
     from app.episodes_expected($1, $2, $3, $4, $5, $6)`,
    [siteId, day, closedAt, after, BATCH, named],
  );
}

export interface EpisodeOrder extends OrderInForce {
  readonly episodeId: string;
  readonly siteId: number;
}

/** Orders that hold on a day. Nothing was due by one that was approved after the site had closed. */
export async function ordersOn(
  tx: Tx,
  episodeIds: readonly string[],
  day: DateOnly,
  closedAt: Date,
): Promise<readonly EpisodeOrder[]> {
  return tx.query<EpisodeOrder>(
    `select id, episode_id as "episodeId", site_id as "siteId", from_on as "fromOn", until_on as "untilOn",
       ended_on as "endedOn", doses::float8[] as doses
     from dose_order
     where episode_id = any ($1::uuid[]) and approved_at < $3 and $2::date between from_on and coalesce(ended_on, until_on)`,
    [episodeIds, day, closedAt],
  );
}

export interface EpisodeEntry extends LedgerEntry {
  readonly episodeId: string;
}

/** What was entered of a day, but for what the person turned out not to have at home. */
export async function entriesOn(
  tx: Tx,
  episodeIds: readonly string[],
  day: DateOnly,
): Promise<readonly EpisodeEntry[]> {
  return tx.query<EpisodeEntry>(
    `select d.id, d.episode_id as "episodeId", d.kind, d.day, d.slot, d.measured::float8 as measured, d.names_id as "namesId"
     from dose_event d where d.episode_id = any ($1::uuid[]) and d.day = $2
       and not exists (select 1 from missing_take_home t where t.event_id = d.id and t.withdrawn_at is null)`,
    [episodeIds, day],
  );
}

/** Of whom a site may still give a dose of the day by a token. */
export async function keptAhead(
  tx: Tx,
  episodeIds: readonly string[],
  day: DateOnly,
): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ id: string }>(
    `select distinct t.episode_id as id from dose_token t
     where t.episode_id = any ($1::uuid[]) and t.day = $2 and t.used_at is null and t.released_at is null`,
    [episodeIds, day],
  );
  return new Set(rows.map(({ id }) => id));
}

/** The site that has somebody as a guest on a day. */
export interface Host {
  readonly episodeId: string;
  readonly siteId: number;
  /** Null where the site has not said until when it gives doses. */
  readonly closesAt: string | null;
  readonly closedOnHolidays: boolean;
}

/** By a booking that stood to the end of the day: that it was cancelled on a later one changes nothing of who expected him. */
export async function hostsOn(
  tx: Tx,
  episodeIds: readonly string[],
  day: DateOnly,
): Promise<readonly Host[]> {
  return tx.query<Host>(
    `select b.episode_id as "episodeId", b.guest_site_id as "siteId", s.closes_at::text as "closesAt",
       coalesce(s.closed_on_holidays, false) as "closedOnHolidays"
     from guest_booking b left join dosing_site s on s.site_id = b.guest_site_id
     where b.episode_id = any ($1::uuid[]) and $2::date between b.from_on and b.until_on
       and (b.cancelled_at is null or (b.cancelled_at at time zone 'Asia/Ho_Chi_Minh')::date > $2::date)`,
    [episodeIds, day],
  );
}

/**
 * Who says that a site is closed on a day waits for whoever derives one of the site or of its guests, gives a dose there or
 * keeps one ahead, and the other way round. Before any lock of an episode.
 */
export const holdClosures = async (tx: Tx, ...siteIds: readonly number[]): Promise<void> => {
  await tx.query(
    `select pg_advisory_xact_lock_shared(hashtextextended('closures of ' || id, 0))
     from (select distinct id from unnest($1::integer[]) as s (id) order by id) ordered`,
    [siteIds],
  );
};

/** For who changes what holds of a site's day: until the end of the transaction nobody derives one. */
export const lockClosures = async (tx: Tx, siteId: number): Promise<void> => {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`closures of ${siteId}`]);
};

/** An order whose last day is near, with none to follow it. */
export interface EndingOrder {
  readonly orderId: string;
  readonly episodeId: string;
  readonly code: string;
  readonly lastOn: DateOnly;
}

export const ordersEnding = (
  tx: Tx,
  siteId: number,
  from: DateOnly,
  until: DateOnly,
): Promise<readonly EndingOrder[]> =>
  tx.query<EndingOrder>(
    `select order_id as "orderId", episode_id as "episodeId", case_code as code, last_on as "lastOn"
     from app.orders_ending($1, $2, $3)`,
    [siteId, from, until],
  );

/** Sites that have said that they give nothing on a day, and when they said so. */
export async function closuresOn(
  tx: Tx,
  siteIds: readonly number[],
  day: DateOnly,
): Promise<ReadonlyMap<number, Date>> {
  const rows = await tx.query<{ siteId: number; saidAt: Date }>(
    `select site_id as "siteId", recorded_legal_at as "saidAt" from dosing_closure
     where site_id = any ($1::integer[]) and day = $2 and lifted_at is null`,
    [siteIds, day],
  );
  return new Map(rows.map(({ siteId, saidAt }) => [siteId, saidAt]));
}

/** What a place has said of some days, as another place is answered: at least one row. */
export async function closingsOf(
  tx: Tx,
  siteId: number,
  from: DateOnly,
  until: DateOnly,
): Promise<readonly { readonly closedOnHolidays: boolean; readonly closedOn: DateOnly | null }[]> {
  return tx.query(
    `select closed_on_holidays as "closedOnHolidays", closed_on as "closedOn" from app.site_closings($1, $2, $3)`,
    [siteId, from, until],
  );
}

/** A slot that was missed. */
export interface MissedSlot {
  readonly episode: Episode;
  readonly slot: Slot;
  /** Whose order it was. */
  readonly siteId: number;
  /** How often it was missed and taken back before. */
  readonly takenBack: number;
}

/**
 * Enters missed slots of a day, each exactly once: by the id that the day and the slot give it. One statement, so that an id
 * is never taken without its entry.
 */
export async function enterMissed(
  tx: Tx,
  day: DateOnly,
  at: Date,
  missed: readonly MissedSlot[],
): Promise<void> {
  if (missed.length === 0) return;
  const idOf = ({ episode, slot, takenBack }: MissedSlot): string =>
    `${DERIVED_EVENT}${episode.episodeId}:${day}:${slot.slot}${takenBack === 0 ? '' : `:${takenBack}`}`;
  await tx.execute(
    `with due as (
       select * from unnest($1::text[], $2::uuid[], $3::uuid[], $4::uuid[], $5::integer[], $6::integer[], $7::smallint[],
           $8::uuid[])
         as d (client_event_id, event_id, episode_id, person_id, site_id, home_site_id, slot, order_id)),
     taken as (
       insert into dose_client_event (site_id, client_event_id, event_id, event_day, digest)
       select site_id, client_event_id, event_id, $9, '\\x00' from due order by 1, 2
       on conflict do nothing returning event_id)
     insert into dose_event (id, kind, day, slot, episode_id, person_id, site_id, home_site_id, at, reported, order_id,
       stock_day, client_event_id, system, recorded_legal_at)
     select event_id, 'missed', $9, slot, episode_id, person_id, site_id, home_site_id, $10, false, order_id, $11,
       client_event_id, $12, $13
     from due join taken using (event_id)`,
    [
      missed.map(idOf),
      missed.map(() => uuidv7()),
      missed.map(({ episode }) => episode.episodeId),
      missed.map(({ episode }) => episode.personId),
      missed.map(({ siteId }) => siteId),
      missed.map(({ episode }) => episode.homeSiteId),
      missed.map(({ slot }) => slot.slot),
      missed.map(({ slot }) => slot.orderId),
      ...[day, at, legalDayOf(tx.now), MISSED_DOSES.name, tx.now],
    ],
  );
}

/** That persons were expected on a day and did not come. */
export async function enterAbsent(
  tx: Tx,
  day: DateOnly,
  siteId: number,
  absent: readonly { readonly episodeId: string; readonly ordered: boolean }[],
): Promise<void> {
  if (absent.length === 0) return;
  await tx.execute(
    `insert into missed_day (episode_id, day, site_id, ordered)
     select episode_id, $2, $3, ordered from unnest($1::uuid[], $4::boolean[]) as a (episode_id, ordered)
     on conflict do nothing`,
    [absent.map(({ episodeId }) => episodeId), day, siteId, absent.map(({ ordered }) => ordered)],
  );
}

/**
 * Takes back what was derived of a day: each missed dose by an entry that names it, and the missed days.
 *
 * @param missedIds entries of missed doses that stand
 */
export async function takeBack(
  tx: Tx,
  day: DateOnly,
  episodeIds: readonly string[],
  missedIds: readonly string[],
): Promise<void> {
  if (missedIds.length > 0)
    await tx.execute(
      `with due as (
         select d.*, v.event_id from unnest($1::uuid[], $2::uuid[]) as v (named_id, event_id)
         join dose_event d on d.id = v.named_id and d.day = $3 and d.kind = 'missed'),
       told as (
         insert into dose_client_event (site_id, client_event_id, event_id, event_day, digest)
         select site_id, $4 || id, event_id, day, '\\x00' from due),
       named as (
         insert into dose_named (named_id, kind, event_id, site_id, named_day, home_site_id)
         select id, 'voided', event_id, site_id, day, home_site_id from due)
       insert into dose_event (id, kind, day, slot, episode_id, person_id, site_id, home_site_id, at, reported, order_id,
         stock_day, names_id, names_day, names_kind, reason, client_event_id, system, recorded_legal_at)
       select event_id, 'voided', day, slot, episode_id, person_id, site_id, home_site_id, $5, false, order_id, $6, id, day,
         'missed', $7, $4 || id, $8, $5
       from due`,
      [
        ...[missedIds, missedIds.map(() => uuidv7()), day, `${DERIVED_EVENT}back:`, tx.now],
        ...[legalDayOf(tx.now), 'Cơ sở báo nghỉ ngày này', MISSED_DOSES.name],
      ],
    );
  await tx.query('select app.take_back_missed_days($1, $2)', [episodeIds, day]);
}

/** On which days persons came, or were expected and did not, by episode. */
export async function treatmentDays(
  tx: Tx,
  episodeIds: readonly string[],
  from: DateOnly,
  until: DateOnly,
): Promise<ReadonlyMap<string, readonly TreatmentDay[]>> {
  const rows = await tx.query<TreatmentDay & { readonly episodeId: string }>(
    'select episode_id as "episodeId", day, came, ordered from app.treatment_days($1, $2, $3, $4)',
    [episodeIds, from, until, COMING_KINDS],
  );
  return byEpisode(rows);
}

/** The days that a run may be made of. */
export const lookedBack = (
  tx: Tx,
  episodeIds: readonly string[],
  until: DateOnly,
): Promise<ReadonlyMap<string, readonly TreatmentDay[]>> =>
  treatmentDays(tx, episodeIds, addDays(until, -LOOK_BACK), until);
