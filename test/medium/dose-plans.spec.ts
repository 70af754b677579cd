import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { plansOf } from '../bench/plans.js';
import { Tx } from '../../src/platform/database/tx.js';
import type { Claim } from '../setup/as-app.js';
import { MissedDoses } from '../../src/treatment/missed/missed-doses.js';
import { MISSED_DOSES } from '../../src/treatment/missed/missed-jobs.js';
import { aDose, aDosingSite, anEpisode, anOrder, give, type DosingSite } from '../setup/dosing-site.js';
import { requests } from '../setup/people-factory.js';
import { seedOrganisation, seedUser, signIn } from '../setup/factories.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { travelTo } from '../setup/time.js';

const TODAY = '2026-06-10';
const PATIENTS = 120;
const DAYS = 720;
/** What a site has in a month, and what the patients of other sites have besides. */
const OF_A_MONTH = 31 * PATIENTS;

interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** The window of a site with two years of doses behind it, as the application's role meets them under row-level security. */
describe('the ledger of doses is read a few months at a time', () => {
  let test: TestApp;
  let site: DosingSite;
  let episodeId: string;
  let sent: Statement[];
  beforeAll(async () => {
    test = await createTestApp({ APP_ROLE: 'api' });
    const { owner } = test.database;
    const organisationId = await seedOrganisation(owner, { kind: 'system-operator' });
    const administrator = await seedUser(owner, { organisationId, roles: ['administrator'] });
    await travelTo(test, await signIn(test, administrator), `${TODAY}T08:00:00+07:00`);
    site = await aDosingSite(test);
    ({ episodeId } = await anEpisode(test, site));
    await anOrder(test, site, episodeId, { doses: [6000] });
    await fill(owner, site, episodeId);
    await owner.query('analyze');
  }, 120_000);
  afterAll(() => test.close());
  beforeEach(() => {
    sent = [];
    const query = Tx.prototype.query;
    jest.spyOn(Tx.prototype, 'query').mockImplementation(function (this: Tx, sql, parameters = []) {
      sent.push({ sql, parameters });
      return query.call(this, sql, parameters);
    });
  });
  afterEach(() => jest.restoreAllMocks());

  /** Months of the ledger that the statements looked into, and the most rows that one step of them read. */
  async function looked(
    token: string,
  ): Promise<{ readonly months: readonly string[]; readonly most: number }> {
    return lookedBy(
      { userId: subjectOf(token), organisationId: site.siteId, today: TODAY },
      /\bdose_event\b/,
    );
  }

  async function lookedBy(
    claim: Claim,
    of: RegExp,
  ): Promise<{ readonly months: readonly string[]; readonly most: number }> {
    const scans: { readonly month: string; readonly rows: number }[] = [];
    for (const { sql, parameters } of sent.filter((each) => of.test(each.sql))) {
      const plans = await plansOf(test.database, claim, sql, parameters);
      scans.push(...plans.flatMap(scansOf));
    }
    return {
      months: [...new Set(scans.map(({ month }) => month))].toSorted(),
      most: Math.max(0, ...scans.map(({ rows }) => rows)),
    };
  }

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
    expect(body.items).toMatchObject([
      // The other test gives the dose of the day, before or after.
      { episodeId, lastDoseOn: expect.stringMatching(/^2026-06-(?:09|10)$/) },
    ]);
    const { months, most } = await looked(site.dispenser);
    expect(months.filter((month) => month < 'dose_event_2026_02')).toEqual([]);
    expect(months).toContain('dose_event_2026_06');
    expect(most).toBeLessThanOrEqual(OF_A_MONTH);
  });

  it('of a day that has ended, by its month, and of the months before it for those alone who stayed away', async () => {
    const program = { system: MISSED_DOSES.name, today: TODAY };
    const derive = async (siteId: number): Promise<void> => {
      const begins = `update dosing_site set from_on = '2026-06-08' where site_id = $1`;
      await test.database.owner.query(begins, [siteId]);
      sent = [];
      await test.app.get(MissedDoses).run({}, MISSED_DOSES);
    };
    await derive(site.siteId);
    expect((await lookedBy(program, /\bdose_event\b/)).months).toEqual(['dose_event_2026_06']);
    expect(await lookedBy(program, /treatment_days/)).toEqual({ months: [], most: 0 });
    const there = await aDosingSite(test);
    const away = await anEpisode(test, there);
    await anOrder(test, there, away.episodeId, { doses: [6000] });
    await derive(there.siteId);
    expect((await lookedBy(program, /\bdose_event\b/)).months).toEqual(['dose_event_2026_06']);
    const back = await lookedBy(program, /treatment_days/);
    expect(back.months.filter((month) => month < 'dose_event_2026_02')).toEqual([]);
    expect(back.months).toContain('dose_event_2026_06');
    expect(back.most).toBeLessThanOrEqual(31);
  });

  it('of a dose that is given, by the month of its day', async () => {
    await give(test, site.dispenser, aDose(site, episodeId)).expect(201);
    const { months, most } = await looked(site.dispenser);
    expect(months).toEqual(['dose_event_2026_06']);
    expect(most).toBeLessThanOrEqual(31);
  });
});

const subjectOf = (token: string): string =>
  (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sub: string }).sub;

const SCAN =
  /(?:Index|Index Only|Seq|Bitmap Heap) Scan[^\n]* on (dose_event_\d{4}_\d{2})\b[^\n]*\(actual rows=([\d.]+) loops=(\d+)\)/g;

/** Those that ran: a partition that was pruned as the plan began is not among them, nor one that was never executed. */
function scansOf(plan: string): readonly { readonly month: string; readonly rows: number }[] {
  return [...plan.matchAll(SCAN)].map(([, month = '', rows, loops]) => ({
    month,
    rows: Math.ceil(Number(rows) * Number(loops)),
  }));
}

/** A dose a day of each of so many patients, the one told among them, for two years up to the day before. */
async function fill(owner: pg.Client, { siteId }: DosingSite, episodeId: string): Promise<void> {
  await owner.query(
    `select app.make_month('dose_event', 'day', month::date)
     from generate_series(date_trunc('month', $1::date - $2::integer), $1::date, interval '1 month') month`,
    [TODAY, DAYS],
  );
  await owner.query(
    `insert into dose_event (id, day, slot, episode_id, person_id, site_id, home_site_id, kind, at, reported, dose,
       measured, stock_day, client_event_id, user_id, recorded_legal_at)
     select gen_random_uuid(), day, 1, p.episode, p.episode, $3, $3, 'dispensed', day + time '01:00', false, 6000, 6000,
       day, p.n || '.' || ago, $6, day + time '01:00'
     from generate_series(1, $2::integer) ago
     cross join lateral (select $1::date - ago as day) d
     cross join (
       select n, case n when 1 then $4::uuid else gen_random_uuid() end as episode
       from generate_series(1, $5::integer) n) p`,
    [TODAY, DAYS, siteId, episodeId, PATIENTS, uuidv7()],
  );
}
