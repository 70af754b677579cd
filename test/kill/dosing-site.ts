import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { addDays, type DateOnly } from '../../src/law/date.js';
import { HOLD_FROM, WARN_AT, type Plan } from './dosing-plan.js';
import { until } from './programs.js';

/** Until when the site gives doses on a day. */
const CLOSES_AT = '11:00';

/** An episode of the site, as its owner put it there. */
export interface SeededPatient {
  readonly episodeId: string;
  readonly personId: string;
}

/** A place of treatment in the database of the installation, past every wall: what it holds, and what became of it. */
export class DosingSite {
  lotId = uuidv7();

  constructor(
    private readonly url: string,
    private readonly siteId: number,
  ) {}

  /** In treatment with Methadone, with consent, and with one order for all days of the plan, and for long after them. */
  async treats(
    personId: string,
    doses: readonly number[],
    { from, until: last }: Plan,
  ): Promise<SeededPatient> {
    const episodeId = uuidv7();
    await this.rows(
      `with file as (
         insert into case_file (id, kind, code, person_id, keeper_organisation_id, unit_id, status, opened_on)
         select $1::uuid, 'methadone-treatment', 'HS-DT-' || right($1::text, 12), $2::uuid, o.id, o.unit_id, 'in-treatment',
           $4::date
         from organisation o where o.id = $3::integer returning id),
       access as (
         insert into case_access (case_id, organisation_id, reason, acts, from_on)
         select id, $3::integer, 'keeper', true, $4::date from file),
       episode as (
         insert into treatment_episode (case_id, kind, site_id, phase, consented_on)
         select id, 'methadone-treatment', $3::integer, 'adjustment', $4::date from file returning case_id)
       insert into dose_order (id, episode_id, site_id, unit, doses, from_on, until_on, reason, checks, prescribed_by,
         prescribed_at, approved_by, approved_at)
       select $6::uuid, case_id, $3::integer, 'microlitre', $7::bigint[], $4::date, $5::date, 'Duy trì', '[]', u.id, $4::date, u.id, $4::date
       from episode, (select id from user_account limit 1) u`,
      [episodeId, personId, this.siteId, from, addDays(last, 30), uuidv7(), doses],
    );
    return { episodeId, personId };
  }

  /** What was given on days that are still to come as well: the program finds it there when it comes to them. */
  async has({ episodeId, personId }: SeededPatient, given: ReadonlySet<string>): Promise<void> {
    const doses = [...given].map((key) => key.split(' '));
    await this.rows(
      `insert into dose_event (id, day, slot, episode_id, person_id, site_id, home_site_id, kind, at, reported, stock_day,
         client_event_id, user_id, recorded_legal_at)
       select gen_random_uuid(), day, slot, $1::uuid, $2::uuid, $3::integer, $3::integer, 'dispensed', day + time '08:00',
         false, day, 'g:' || $1::text || day || slot, u.id, now()
       from unnest($4::date[], $5::smallint[]) as given (day, slot), (select id from user_account limit 1) u`,
      [episodeId, personId, this.siteId, doses.map(([day]) => day), doses.map(([, slot]) => slot)],
    );
  }

  /** A lot, a signed protocol, closing days; then its hours, with which missed doses begin to be derived. */
  async opens({ from, closed }: Plan): Promise<void> {
    const user = '(select id from user_account order by id limit 1)';
    await this.rows(
      `insert into stock_lot (id, site_id, medicine, lot_number, unit, strength, expires_on, recorded_by)
       values ($1, $2, 'methadone-treatment', 'L-1', 'microlitre', 10000, '2099-12-31', ${user})`,
      [this.lotId, this.siteId],
    );
    await this.rows(
      `insert into treatment_protocol (id, organisation_id, kind, number, basis, protocol_values, in_force_from, entered_by,
         signed_by, signed_at)
       values ($1, $2, 'methadone-treatment', 1, 'Phác đồ thử nghiệm', $3, '2020-01-01', ${user},
         (select id from user_account order by id offset 1 limit 1), '2026-01-01')`,
      [uuidv7(), this.siteId, { warnAfterMissedDays: WARN_AT, holdAfterMissedDays: HOLD_FROM }],
    );
    await this.rows(
      `insert into dosing_closure (id, site_id, day, reason, recorded_by)
       select gen_random_uuid(), $1::integer, day, 'Nghỉ', ${user} from unnest($2::date[]) as day`,
      [this.siteId, [...closed]],
    );
    await this.rows(
      `insert into dosing_site (site_id, from_on, closes_at, recorded_by) values ($1, $2, $3, ${user})`,
      [this.siteId, from, CLOSES_AT],
    );
  }

  /** Waits until the missed doses of a day were derived. */
  async derived(day: DateOnly): Promise<void> {
    await until(`the missed doses of ${day} are derived`, async () => {
      const [row] = await this.rows<{ done: boolean }>(
        `select coalesce(derived_until >= $2::date, false) and not exists (
           select 1 from missed_day_pending p where p.site_id = $1 and p.day <= $2::date) as done
         from dosing_site where site_id = $1`,
        [this.siteId, day],
      );
      return row?.done === true;
    });
  }

  /** Keys of the missed doses, as often as they stand there. */
  async missed(episodeId: string): Promise<readonly string[]> {
    const rows = await this.rows<{ key: string }>(
      `select day || ' ' || slot as key from dose_event where episode_id = $1 and kind = 'missed' order by day, slot`,
      [episodeId],
    );
    return rows.map(({ key }) => key);
  }

  async missedDays(episodeId: string): Promise<readonly string[]> {
    const rows = await this.rows<{ day: string }>(
      'select day::text as day from missed_day where episode_id = $1 order by day',
      [episodeId],
    );
    return rows.map(({ day }) => day);
  }

  /** 'treatment.dose-held 2026-05-03', as often as it was told. */
  async notices(episodeId: string): Promise<readonly string[]> {
    const rows = await this.rows<{ told: string }>(
      `select kind || ' ' || (facts->>'day') as told from notification
       where subject_id = $1 and organisation_id = $2 and kind like 'treatment.%' order by facts->>'day', kind`,
      [episodeId, this.siteId],
    );
    return rows.map(({ told }) => told);
  }

  async holds(episodeId: string): Promise<readonly string[]> {
    const rows = await this.rows<{ day: string }>(
      'select from_on::text as day from dose_hold where episode_id = $1',
      [episodeId],
    );
    return rows.map(({ day }) => day);
  }

  async proposals(episodeId: string): Promise<readonly { readonly days: readonly string[] }[]> {
    return this.rows(
      `select days::text[] as days from treatment_proposal where case_id = $1 and ground = 'missed-days'`,
      [episodeId],
    );
  }

  /** Of which entry the ledger has how many, by the device's id. */
  async timesOf(clientEventIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.rows<{ id: string; times: number }>(
      `select client_event_id as id, count(*)::int as times from dose_event
       where client_event_id = any ($1) and site_id = $2 group by 1`,
      [clientEventIds, this.siteId],
    );
    return new Map(rows.map(({ id, times }) => [id, times]));
  }

  /** Missed doses of the site and ids that were taken for them: as many of the one as of the other. */
  async counts(): Promise<{ readonly missed: number; readonly taken: number; readonly doubled: number }> {
    const [row] = await this.rows<{ missed: number; taken: number; doubled: number }>(
      `select (select count(*) from dose_event where site_id = $1 and kind = 'missed')::int as missed,
         (select count(*) from dose_client_event where site_id = $1 and client_event_id like 'missed:%')::int as taken,
         (select count(*) from (select 1 from dose_event where site_id = $1 and kind = 'missed'
           group by episode_id, day, slot having count(*) > 1) d)::int as doubled`,
      [this.siteId],
    );
    return row ?? { missed: -1, taken: -1, doubled: -1 };
  }

  private async rows<T extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<T[]> {
    const client = new pg.Client({ connectionString: this.url });
    // Killed between two questions, it tells nobody: the next question fails, and says so.
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<T>(sql, values)).rows;
    } finally {
      await client.end();
    }
  }
}
