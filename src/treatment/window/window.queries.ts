import { addDays, type DateOnly } from '../../law/date.js';
import type { TreatmentKind } from '../../law/treatment.js';
import type { BlindIndexValue } from '../../platform/crypto/blind-index.js';
import type { Tx } from '../../platform/database/tx.js';
import { DOSING_STATES } from '../kinds/kind.js';
import type { DoseFlag } from '../interlock/dose.rules.js';
import type { HoldSource } from './hold.js';
import type { DoseUnitName } from '../ledger/amounts.js';
import { GIVING_KINDS } from '../ledger/dose-event.kinds.js';
import { COMING_KINDS } from '../missed/missed.rules.js';
import { LOOK_BACK } from '../ledger/ledger-days.js';
import type { LedgerEntry } from '../ledger/ledger.rules.js';

const ALARM_DAYS = 7;

/** What holds a dose, as the site sees it: of a guest neither why nor by whom. */
export interface ExpectedHold {
  readonly source: HoldSource;
  readonly reason: string | null;
  readonly fromOn: DateOnly;
  readonly placedBy: string | null;
}

/** What of an order is held against the protocol on a day. */
export interface ExpectedOrder {
  readonly fromOn: DateOnly;
  readonly untilOn: DateOnly;
  readonly endedOn: DateOnly | null;
  readonly phase: string | null;
}

export interface Expected {
  readonly episodeId: string;
  readonly personId: string;
  readonly fullName: string;
  readonly birthYear: number;
  readonly kind: TreatmentKind;
  readonly guest: boolean;
  /** Of the order of the day; null for a guest, and where there is none. */
  readonly terms: ExpectedOrder | null;
  readonly unit: DoseUnitName | null;
  readonly doses: readonly number[] | null;
  readonly strength: number | null;
  readonly orderId: string | null;
  readonly bookingId: string | null;
  readonly lastDoseOn: DateOnly | null;
  readonly consented: boolean | null;
  /** Doses are given in the state of the episode; of a guest by what his home has decided. */
  readonly dosing: boolean;
  readonly holds: readonly ExpectedHold[];
  /** Last day of the last approved order; null where there is none, and for a guest. */
  readonly orderUntilOn: DateOnly | null;
  readonly missedInARow: number | null;
  /** The site that gives instead on the day. */
  readonly hostId: number | null;
  readonly doubleDose: boolean;
  readonly flags: readonly DoseFlag[];
}

// Of what the site treats, those in treatment and those with an order of the day; of guests, those that are booked for it.
const EXPECTED = `
  with due (episode_id, person_id, kind, guest, unit, doses, strength, order_id, booking_id, consented, dosing, terms) as (
    select e.case_id, f.person_id, e.kind, false, o.unit, o.doses, o.strength, o.id, null::uuid, e.consented_on is not null,
      f.status = any ($6::text[]),
      case when o.id is not null then json_build_object(
        'fromOn', o.from_on, 'untilOn', o.until_on, 'endedOn', o.ended_on, 'phase', e.phase) end
    from treatment_episode e join case_file f on f.id = e.case_id
    left join dose_order o on o.episode_id = e.case_id and o.approved_at is not null
      and o.from_on <= $1::date and least(o.ended_on, o.until_on) >= $1::date
    where e.site_id = any ((select app.acting_bodies())::integer[]) and f.closed_on is null
      and case when $2::uuid is null then o.id is not null or f.status = any ($6::text[]) else e.case_id = $2 end
    union all
    select b.episode_id, b.person_id, b.kind, true, b.unit, b.doses, b.strength, b.order_id, b.id, null,
      app.is_dosed(b.episode_id, null), null
    from guest_booking b
    where b.guest_site_id = any ((select app.acting_bodies())::integer[]) and b.cancelled_at is null
      and $1::date between b.from_on and b.until_on and ($2::uuid is null or b.episode_id = $2))
  select d.episode_id as "episodeId", d.person_id as "personId", p.full_name as "fullName", p.birth_year as "birthYear",
    d.kind, d.guest, d.unit, d.doses::float8[] as doses, d.strength::float8 as strength, d.terms, d.order_id as "orderId",
    d.booking_id as "bookingId", d.consented, d.dosing, last.day as "lastDoseOn",
    coalesce((select json_agg(json_build_object('source', h.source, 'fromOn', h.from_on,
        'reason', case when not d.guest then h.reason end, 'placedBy', case when not d.guest then h.placed_by end) order by h.id)
      from dose_hold h where h.episode_id = d.episode_id and h.ended_at is null and h.from_on <= $1), '[]') as holds,
    case when not d.guest then (select b.guest_site_id from guest_booking b where b.episode_id = d.episode_id and b.cancelled_at is null
      and $1::date between b.from_on and b.until_on limit 1) end as "hostId",
    case when not d.guest then (select max(least(o.ended_on, o.until_on)) from dose_order o
      where o.episode_id = d.episode_id and o.approved_at is not null and least(o.ended_on, o.until_on) >= o.from_on) end as "orderUntilOn",
    case when not d.guest then coalesce(away.days, 0) end as "missedInARow",
    exists (select 1 from dose_alarm a where a.episode_id = d.episode_id and a.kind = 'double-dose' and a.day > $3::date)
      as "doubleDose",
    array(select distinct flag from dose_event v cross join unnest(v.flags) flag
      where v.episode_id = d.episode_id and v.flags <> '{}' and v.day > $3::date and v.day <= $1::date
        and not exists (select 1 from dose_named n where n.named_id = v.id and n.kind = 'voided')
      -- Of what a former place gave on the day of the move the alarm alone is here.
      union select 'not-placed-here' from dose_alarm a
      where a.episode_id = d.episode_id and a.kind = 'not-placed-here' and a.day > $3::date order by flag) as flags
  from due d join person p on p.id = d.person_id
  left join lateral (
    select v.day from dose_event v
    where v.episode_id = d.episode_id and v.kind = any ($5::text[]) and v.day between $4::date and $1::date
      and not exists (select 1 from dose_named n where n.named_id = v.id and n.kind in ('voided', 'take-home-returned'))
      and not exists (select 1 from missing_take_home t where t.event_id = v.id and t.withdrawn_at is null)
    order by v.day desc, v.id desc limit 1) last on true
  left join app.missed_in_a_row(array(select w.episode_id from due w where not w.guest), $4::date, $1::date, $7::text[]) away
    on away.episode_id = d.episode_id
  order by p.full_name, d.episode_id`;

/** Who is in treatment at the site, or expected there, on a day; or one of them, whether or not something is ordered for him. */
export async function expectedOn(
  tx: Tx,
  day: DateOnly,
  episodeId: string | null,
): Promise<readonly Expected[]> {
  return tx.query<Expected>(EXPECTED, [
    ...[
      day,
      episodeId,
      addDays(day, -ALARM_DAYS),
      addDays(day, -LOOK_BACK),
      GIVING_KINDS,
      DOSING_STATES,
      COMING_KINDS,
    ],
  ]);
}

/** What was entered of a day of these episodes, but for what they turned out not to have at home. */
export async function entriesOfDay(
  tx: Tx,
  day: DateOnly,
  episodes: readonly string[],
): Promise<readonly (LedgerEntry & { readonly episodeId: string })[]> {
  return tx.query(
    `select id, kind, day, slot, measured::float8 as measured, names_id as "namesId", episode_id as "episodeId"
     from dose_event d where day = $1 and episode_id = any ($2::uuid[])
       and not exists (select 1 from missing_take_home t where t.event_id = d.id and t.withdrawn_at is null)`,
    [day, episodes],
  );
}

export interface FoundCard {
  readonly episodeId: string;
  readonly fingerprint: Buffer;
}

/** Whose card it is at the acting site. @param fingerprints of the code, one for each key */
export async function episodeOfCard(tx: Tx, fingerprints: readonly Buffer[]): Promise<FoundCard | null> {
  return tx.one<FoundCard>(
    `select case_id as "episodeId", card_code_hash as fingerprint from treatment_episode
     where site_id = any ((select app.acting_bodies())::integer[]) and card_code_hash = any ($1::bytea[]) limit 1`,
    [fingerprints],
  );
}

/** The card that finds the person from now on. */
export async function setCard(
  tx: Tx,
  episodeId: string,
  { value, keyVersion }: BlindIndexValue,
): Promise<void> {
  const sql = 'update treatment_episode set card_code_hash = $2, card_key_version = $3 where case_id = $1';
  await tx.execute(sql, [episodeId, value, keyVersion]);
}
