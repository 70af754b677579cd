import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { plansOf, scansOf, type Scan } from '../bench/plans.js';
import type { Claim } from '../setup/as-app.js';
import { MissedDoses } from '../../src/treatment/missed/missed-doses.js';
import { MISSED_DOSES } from '../../src/treatment/missed/missed-jobs.js';
import { LOSS_CHANGES } from '../../src/treatment/witness/loss-notice.queries.js';
import {
  aDose,
  aDosingSite,
  aFollowUp,
  anEpisode,
  anOrder,
  decideAgain,
  give,
  userOf,
  type DosingSite,
  type SeededEpisode,
} from '../setup/dosing-site.js';
import { requests } from '../setup/people-factory.js';
import { seedOrganisation, seedUser, signIn, VINH_PHONG } from '../setup/factories.js';
import { sentStatements } from '../setup/sent-statements.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { travelTo } from '../setup/time.js';

const TODAY = '2026-06-10';
const PATIENTS = 120;
const DAYS = 720;
/** So many of them are of the site, the others of a hundred more. */
const OWN_PATIENTS = 10;
/** What a site has in a month. */
const OF_A_MONTH = 31 * OWN_PATIENTS;
/** What others have of each thing that a list tells of; of its own a site has a few. */
const OF_OTHERS = 3000;
const OWN = 20;
/** Claims of doses and ids of devices grow with the ledger and are found by an index alone. */
const BESIDE = new Set(['dose_claim', 'dose_client_event', 'dose_stock_elsewhere']);
const LISTED = new Set([
  ...['dose_order', 'guest_booking', 'dose_hold', 'urine_test', 'dose_token', 'dosing_closure', 'stock_lot'],
  ...['stock_movement', 'stock_count', 'site_day', 'treatment_request', 'treatment_notice'],
  ...['treatment_protocol', 'treatment_request_taken', 'loss_notice'],
]);

interface Looked {
  readonly months: readonly string[];
  /** The most rows that one step read. */
  readonly most: number;
}

/** The window of a site with two years of doses behind it, as the application's role meets them under row-level security. */
describe('the ledger of doses is read a few months at a time', () => {
  let test: TestApp;
  let site: DosingSite;
  let police: { readonly id: number; readonly token: string };
  let episodeId: string;
  const sent = sentStatements();
  beforeAll(async () => {
    test = await createTestApp({ APP_ROLE: 'api' });
    const { owner } = test.database;
    const organisationId = await seedOrganisation(owner, { kind: 'system-operator' });
    const administrator = await seedUser(owner, { organisationId, roles: ['administrator'] });
    await travelTo(test, await signIn(test, administrator), `${TODAY}T08:00:00+07:00`);
    site = await aDosingSite(test);
    ({ episodeId } = await anEpisode(test, site));
    await anOrder(test, site, episodeId, { doses: [6000] });
    const id = await seedOrganisation(owner, { kind: 'commune-police', unitId: VINH_PHONG });
    const officer = await seedUser(owner, { organisationId: id, roles: ['commune-police-officer'] });
    police = { id, token: await signIn(test, officer) };
    await fill(owner, site, episodeId);
    await fillLists(owner, site, episodeId, police.id);
    await owner.query('analyze');
  });
  afterAll(() => test.close());

  const claimOf = (token: string): Claim => ({
    ...{ userId: userOf(token), organisationId: site.siteId, today: TODAY },
  });

  /** Months of the ledger that the statements looked into, each by an index, as what grows beside it. */
  async function looked(by: string | Claim, of = LEDGER): Promise<Looked> {
    const claim = typeof by === 'string' ? claimOf(by) : by;
    const scans = await scanned(claim, of, (table) => MONTH.test(table) || BESIDE.has(table));
    expect(scans.filter(({ how }) => how.includes('Seq Scan'))).toEqual([]);
    const ofLedger = scans.filter(({ table }) => MONTH.test(table));
    return {
      months: [...new Set(ofLedger.map(({ table }) => table))].toSorted(),
      most: Math.max(0, ...scans.map(({ rows }) => rows)),
    };
  }

  async function scanned(
    claim: Claim,
    of: RegExp,
    counts: (table: string) => boolean,
  ): Promise<readonly Scan[]> {
    const found: Scan[] = [];
    const asked = sent.all.filter(({ sql }) => of.test(sql));
    expect(asked).not.toEqual([]);
    for (const { sql, parameters } of asked)
      found.push(
        ...(await plansOf(test.database, claim, sql, parameters)).flatMap((plan) => scansOf(plan, counts)),
      );
    return found;
  }

  const entered = async (body: object): Promise<string> =>
    ((await give(test, site.dispenser, body).expect(201)).body as { id: string }).id;

  const readTooMuch = async (claim: Claim): Promise<readonly Scan[]> => {
    const scans = await scanned(claim, /^\s*(?:with|select)/, (table) => LISTED.has(table));
    expect(scans).not.toEqual([]);
    return scans.filter(({ how, rows }) => how.includes('Seq Scan') || rows > OF_OTHERS / 5);
  };

  it('of a patient, by the months that were asked for', async () => {
    const asked = `/v1/dosing-episodes/${episodeId}/doses?from=2026-03-15&to=2026-04-20`;
    const { body } = await requests(test).get(site.clinician, asked).expect(200);
    expect(body.items).toHaveLength(37);
    const { months, most } = await looked(site.clinician);
    expect(months).toEqual(['dose_event_2026_03', 'dose_event_2026_04']);
    expect(most).toBeLessThanOrEqual(31);
  });

  it('of a day, by its own month and by the last four for the last dose', async () => {
    const { body } = await requests(test).get(site.dispenser, '/v1/dosing-day').expect(200);
    expect(body.items).toContainEqual(expect.objectContaining({ episodeId, lastDoseOn: '2026-06-09' }));
    const { months, most } = await looked(site.dispenser);
    expect(months.filter((month) => month < 'dose_event_2026_02')).toEqual([]);
    expect(months).toContain('dose_event_2026_06');
    expect(most).toBeLessThanOrEqual(OF_A_MONTH);
  });

  it('of a day, by the orders that hold, and of years of former ones by none', async () => {
    const { episodeId: steady } = await anEpisode(test, site);
    await anOrder(test, site, steady);
    await test.database.owner.query(
      `insert into dose_order (id, episode_id, site_id, unit, doses, from_on, until_on, reason, checks, prescribed_by, prescribed_at,
         approved_by, approved_at)
       select uuidv7(), episode_id, site_id, unit, doses, from_on - 30 * n, from_on - 30 * n + 29, reason, checks, prescribed_by,
         prescribed_at, approved_by, approved_at
       from dose_order cross join generate_series(1, 60) n where episode_id = $1`,
      [steady],
    );
    await test.database.owner.query('vacuum analyze dose_order');
    sent.forget();
    const { body } = await requests(test).get(site.dispenser, '/v1/dosing-day').expect(200);
    const listed = body.items as readonly { readonly episodeId: string }[];
    expect(listed).toContainEqual(expect.objectContaining({ episodeId: steady }));
    const scans = await scanned(claimOf(site.dispenser), /with due/, (table) => table === 'dose_order');
    expect(scans.length).toBeGreaterThan(1);
    expect(scans.filter(({ rows }) => rows > 3 * listed.length)).toEqual([]);
  });

  it('of one at the window, and of doses that are kept for tokens, by the last four as well', async () => {
    await requests(test).get(site.dispenser, `/v1/dosing-episodes/${episodeId}/window`).expect(200);
    const { episodeId: other } = await anEpisode(test, site);
    await anOrder(test, site, other);
    const asked = { day: TODAY, episodes: [{ episodeId: other }] };
    await requests(test).post(site.dispenser, '/v1/dosing-day/tokens', asked).expect(201);
    const { months, most } = await looked(site.dispenser);
    expect(months.filter((month) => month < 'dose_event_2026_02')).toEqual([]);
    expect(most).toBeLessThanOrEqual(OF_A_MONTH);
  });

  it('of a day that has ended, by its month, and of the months before it for those alone who stayed away', async () => {
    const program = { system: MISSED_DOSES.name, today: TODAY };
    const derive = async (siteId: number): Promise<void> => {
      const begins = `update dosing_site set from_on = '2026-06-08' where site_id = $1`;
      await test.database.owner.query(begins, [siteId]);
      sent.forget();
      await test.app.get(MissedDoses).run({}, MISSED_DOSES);
    };
    const there = await aDosingSite(test);
    const away = await anEpisode(test, there);
    await anOrder(test, there, away.episodeId, { doses: [6000] });
    await derive(there.siteId);
    expect((await looked(program, /\bdose_event\b/)).months).toEqual(['dose_event_2026_06']);
    const back = await looked(program, /treatment_days/);
    expect(back.months.filter((month) => month < 'dose_event_2026_02')).toEqual([]);
    expect(back.months).toContain('dose_event_2026_06');
    expect(back.most).toBeLessThanOrEqual(31);
  });

  describe('of a dose', () => {
    let patient: SeededEpisode;
    beforeEach(async () => {
      patient = await anEpisode(test, site);
      await anOrder(test, site, patient.episodeId, { doses: [6000] });
      sent.forget();
    });
    it('that is given, vomited, given again and taken back, by the month of its day', async () => {
      const given = await entered(aDose(site, patient.episodeId));
      const vomited = await entered(aFollowUp('vomited', patient.episodeId, given));
      await decideAgain(test, site.clinician, vomited, 3000).expect(201);
      const anew = { lotId: site.lotId, dose: 3000, reason: 'Bác sĩ cho uống lại' };
      const again = await entered(aFollowUp('re-dosed', patient.episodeId, vomited, anew));
      await entered(aFollowUp('voided', patient.episodeId, again, { reason: 'Ghi nhầm' }));
      const { months, most } = await looked(site.dispenser);
      expect(months).toEqual(['dose_event_2026_06']);
      expect(most).toBeLessThanOrEqual(31);
    });

    it('of a day long ago that is taken back, by the month of that day', async () => {
      const { rows } = await test.database.owner.query<{ id: string }>(
        `select id from dose_event where episode_id = $1 and day = '2025-01-15' and kind = 'dispensed'`,
        [episodeId],
      );
      await entered(aFollowUp('voided', episodeId, rows[0]?.id ?? '', { reason: 'Ghi nhầm' }));
      const { months, most } = await looked(site.dispenser);
      expect(months).toEqual(['dose_event_2025_01']);
      expect(most).toBeLessThanOrEqual(31);
    });

    it('that is the first, without consent, by the month of its day', async () => {
      const { episodeId: first } = await anEpisode(test, site, { consentedOn: null });
      await anOrder(test, site, first, { doses: [6000] });
      sent.forget();
      expect((await give(test, site.dispenser, aDose(site, first)).expect(409)).body.code).toBe(
        'treatment.noConsent',
      );
      const { months } = await looked(site.dispenser);
      expect(months.filter((month) => month !== 'dose_event_2026_06')).toEqual([]);
    });

    it('that is the last before an order that is written, by no month', async () => {
      const terms = { fromOn: '2026-06-11', untilOn: '2026-06-30' };
      for (const id of [episodeId, patient.episodeId])
        await requests(test)
          .post(site.clinician, `/v1/dosing-episodes/${id}/orders`, {
            ...{ slots: [{ dose: 6500 }], strength: 10_000, reason: 'Tăng liều', ...terms },
          })
          .expect(201);
      const { months, most } = await looked(site.clinician);
      expect(months).toEqual([]);
      expect(most).toBeLessThanOrEqual(31);
    });
  });

  it.each([
    ['stock-day?day=2026-06-10', ['06']],
    ['stock-quarter?year=2026&quarter=2', ['04', '05', '06']],
    ['treatment-reports/quarter?year=2026&quarter=2', ['04', '05', '06']],
  ])('of %s, by the months since the last closed day before it', async (path, months) => {
    // What was given of it since it was closed counts, and the others' days do not.
    const { body } = await requests(test).get(site.clinician, `/v1/${path}`).expect(200);
    expect(JSON.stringify(body)).not.toContain('"lots":[]');
    expect(await looked(site.clinician)).toEqual({
      months: months.map((month) => `dose_event_2026_${month}`),
      most: expect.any(Number) as number,
    });
  });

  describe('what a list tells of is found by an index', () => {
    const LISTS: readonly string[] = [
      ...['orders', 'guest-bookings', 'holds', 'urine-tests'].map((list) => `dosing-episodes/E/${list}`),
      ...['dosing-day', `dosing-day/tokens?day=${TODAY}`, 'dosing-closures', 'stock-lots'],
      ...['stock-day?day=2026-06-10', 'treatment-requests', 'treatment-protocols', 'loss-notices'],
    ];

    it.each(LISTS)('of %s', async (path) => {
      const { body } = await requests(test)
        .get(site.clinician, `/v1/${path.replace('/E/', `/${episodeId}/`)}`)
        .expect(200);
      expect(body.items ?? body.lots).not.toEqual([]);
      expect(await readTooMuch(claimOf(site.clinician))).toEqual([]);
    });

    it('of what has changed of losses', async () => {
      const values = ['3', '00000000-0000-0000-0000-000000000000', '9223372036854775807', OWN];
      const plans = await plansOf(test.database, claimOf(site.clinician), LOSS_CHANGES.changed, values);
      const scans = plans.flatMap((plan) => scansOf(plan, (table) => table === 'loss_notice'));
      expect(scans).toMatchObject([{ table: 'loss_notice', rows: OWN }]);
      expect(scans.filter(({ how }) => how.includes('Seq Scan'))).toEqual([]);
    });

    it('of the notices of a commune', async () => {
      await requests(test).get(police.token, '/v1/treatment-notices').expect(200);
      const claim = { userId: userOf(police.token), organisationId: police.id, today: TODAY };
      expect(await readTooMuch(claim)).toEqual([]);
    });
  });
});

const MONTH = /^dose_event_\d{4}_\d{2}$/;
/** Statements that may look into the ledger, by themselves or within a function. */
const LEDGER = /\bdose_event\b|\bapp\.(?:\w*dose|dosed|treatment_|is_dosed)/;

/** A dose a day of each of so many patients, the one told among them, for two years up to the day before. */
async function fill(owner: pg.Client, { siteId, lotId }: DosingSite, episodeId: string): Promise<void> {
  await owner.query(
    `select app.make_month('dose_event', 'day', month::date)
     from generate_series(date_trunc('month', $1::date - $2::integer), $1::date, interval '1 month') month`,
    [TODAY, DAYS],
  );
  await owner.query(
    `with given as (
       insert into dose_event (id, day, slot, episode_id, person_id, site_id, home_site_id, kind, at, reported, dose,
         measured, lot_id, stock_day, client_event_id, user_id, recorded_legal_at)
       select gen_random_uuid(), day, 1, p.episode, p.person, p.site, p.site, 'dispensed', day + time '01:00', false, 6000, 6000,
         $7, day, p.n || '.' || ago, $6, day + time '01:00'
       from generate_series(1, $2::integer) ago
       cross join lateral (select $1::date - ago as day) d
       cross join (
         select n, case when n <= ${OWN_PATIENTS} then $3::integer else $3 + 1000 + n % 100 end as site, case n when 1 then $4::uuid else gen_random_uuid() end as episode,
           case n when 1 then (select person_id from case_file where id = $4) else gen_random_uuid() end as person
         from generate_series(1, $5::integer) n) p
       returning id, day, site_id, client_event_id)
     insert into dose_client_event (site_id, client_event_id, event_id, event_day, digest)
     select site_id, client_event_id, id, day, '\\x00' from given`,
    [TODAY, DAYS, siteId, episodeId, PATIENTS, uuidv7(), lotId],
  );
  await owner.query('set session_replication_role = replica');
  await owner.query(
    `insert into dose_claim (event_id, cluster_id, person_id, kind, day, slot, episode_id, site_id, home_site_id)
     select id, person_id, person_id, 'methadone-treatment', day, slot, episode_id, site_id, home_site_id from dose_event`,
  );
  await owner.query(
    `insert into dose_stock_elsewhere (event_id, site_id, stock_day, lot_id, kind, measured)
     select gen_random_uuid(), $2 + 1000 + n % 100, $1::date - n / 100, gen_random_uuid(), 'take-home-given', 6000
     from generate_series(1, $3::integer) n`,
    [TODAY, siteId, OF_OTHERS],
  );
  await owner.query('reset session_replication_role');
  // The days up to here were closed.
  await owner.query(
    `insert into site_day (site_id, day, lines, closed_by, closed_at)
     select $1, day::date, '[]', $2, day from unnest(array['2026-03-31', '2026-06-08']::date[]) day`,
    [siteId, uuidv7()],
  );
}

/** What lists tell of: a little of the site and its patient, and much of others. */
async function fillLists(
  owner: pg.Client,
  { siteId, lotId }: DosingSite,
  episodeId: string,
  policeId: number,
): Promise<void> {
  await owner.query('set session_replication_role = replica');
  await owner.query(
    `create temp table made as
     select n <= ${OWN} as own, n, case when n <= ${OWN} then $1::integer else $1 + 1000 + n % 100 end as site,
       case when n <= ${OWN} then $4::integer else $4 + 2000 + n % 100 end as body,
       case when n <= ${OWN} then $2::uuid else gen_random_uuid() end as episode, $3::uuid as person,
       case when n <= ${OWN} then $6::uuid else gen_random_uuid() end as lot, gen_random_uuid() as id,
       $5::date - n % 30 as day
     from generate_series(1, ${OF_OTHERS}) n, (select 1) one`,
    [siteId, episodeId, await personOf(owner, episodeId), policeId, TODAY, lotId],
  );
  for (const sql of LISTED_ROWS) await owner.query(sql);
  await owner.query('reset session_replication_role');
  await owner.query('drop table made');
}

async function personOf(owner: pg.Client, episodeId: string): Promise<string> {
  const { rows } = await owner.query<{ id: string }>('select person_id as id from case_file where id = $1', [
    episodeId,
  ]);
  return rows[0]?.id ?? '';
}

const LISTED_ROWS: readonly string[] = [
  `insert into dose_order (id, episode_id, site_id, unit, doses, from_on, until_on, reason, checks, prescribed_by, prescribed_at)
   select id, episode, site, 'microlitre', '{6000}', day, day + 10, 'Duy trì', '[]', id, now() from made`,
  `insert into guest_booking (id, episode_id, kind, case_code, person_id, home_site_id, guest_site_id, order_id, unit, doses,
     from_on, until_on, reads_until, reason, booked_by, booked_at, cancelled_at, cancelled_by, cancel_reason)
   select id, episode, 'methadone-treatment', 'HS', person, site, site + 1, id, 'microlitre', '{6000}', day, day, day + 3, 'Đi công tác',
     id, now(), now(), id, 'Không đi' from made`,
  `insert into dose_hold (id, episode_id, site_id, source, reason, from_on, placed_by, placed_at, ended_at, ended_by, end_reason)
   select id, episode, site, 'clinician', 'Theo dõi', day, id, now(), now(), id, 'Hết' from made`,
  `insert into urine_test (id, episode_id, site_id, taken_on, opioids, other_drugs, recorded_by)
   select id, episode, site, day, 'negative', 'not-tested', id from made`,
  `insert into dose_token (id, site_id, episode_id, person_id, kind, day, slot, order_id, unit, dose, issued_by, issued_at,
     released_at, released_because)
   select id, site, episode, person, 'methadone-treatment', '${TODAY}', 1, id, 'microlitre', 6000, id, now(), now(), 'day-over'
   from made`,
  `insert into dosing_closure (id, site_id, day, reason, recorded_by)
   select id, site, date '2030-01-01' + n, 'Nghỉ', id from made`,
  `insert into stock_lot (id, site_id, medicine, lot_number, unit, strength, expires_on, recorded_by)
   select id, site, 'methadone-treatment', 'L-' || n, 'microlitre', 10000, '2028-12-31', id from made`,
  `insert into stock_movement (id, site_id, lot_id, kind, stock_day, at, measured, client_event_id, recorded_by)
   select id, site, lot, 'received', '${TODAY}', now(), 1000, 'n.' || n, id from made`,
  `insert into stock_count (id, site_id, lot_id, day, usable, returned, counted_by, counted_at)
   select id, site, lot, '${TODAY}', 1000, 0, id, now() from made`,
  `insert into site_day (site_id, day, lines, closed_by, closed_at)
   select site, date '2024-01-01' + n, '[]', id, now() from made where not own`,
  `insert into treatment_request (id, case_id, person_id, kind, from_organisation_id, to_organisation_id, asked_at, requested_by,
     open_until, reads_until)
   select id, id, person, 'cedemex-treatment', (select min(o.id) from organisation o), site, now(), id, date '${TODAY}' + 30, date '${TODAY}' + 33 from made`,
  `insert into treatment_request_taken (request_id, to_organisation_id, episode_id) select id, site, episode from made`,
  `insert into treatment_notice (id, case_id, kind, from_organisation_id, to_organisation_id, person_id, effective_on, full_name,
     birth_year, explanation, sent_at, sent_by)
   select id, episode, 'start', (select min(o.id) from organisation o), body, person, day, 'Danh Sà Rây', 1990,
     '{"rule": "r", "version": "2026-01-01", "citations": [], "mark": "secondary", "inputs": {}, "steps": [], "result": {}}', now(), id
   from made`,
  `insert into loss_notice (id, site_id, source, lot_id, lot_number, measured, unit, day, reason, entered_by, entered_at)
   select id, site, 'stock-movement', lot, 'L-' || n, 10, 'microlitre', day, 'Vỡ', id, now() from made`,
  `insert into treatment_protocol (id, organisation_id, kind, number, basis, protocol_values, in_force_from, entered_by)
   select id, site, 'cedemex-treatment', n, 'Phác đồ thử nghiệm', '{"testEveryDays": 30}', '2026-01-01', id from made`,
];
