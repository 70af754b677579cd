import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { COMPETENCE_TURNOVER } from '../../src/cases/turnover.jobs.js';
import { Turnover } from '../../src/cases/turnover.js';
import { METRICS } from '../../src/platform/observability/metrics.js';
import { MissedDay } from '../../src/treatment/missed/missed-day.js';
import type { DoseEventDto } from '../../src/treatment/interlock/dose.dto.js';
import {
  aDose,
  aDosingSite,
  aFollowUp,
  anEpisode,
  anOrder,
  aProtocol,
  decideAgain,
  give,
  moveEpisode,
  userOf,
  type DosingSite,
  type SeededEpisode,
} from '../setup/dosing-site.js';
import { asApp } from '../setup/as-app.js';
import { aDosingApp, type DosingApp } from '../setup/dosing-app.js';
import { seedSuccession } from '../setup/factories.js';
import type { Requests } from '../setup/people-factory.js';
import { derivedUntilOf, makeDue, noticesOf, pendingOf } from '../setup/missed-days.js';
import type { TestApp } from '../setup/test-app.js';
import { eventually } from '../setup/time.js';

describe('what was missed at a site', () => {
  let test: TestApp;
  let http: Requests;
  let at: DosingApp['at'];
  let derive: DosingApp['derive'];
  let site: DosingSite;
  let other: DosingSite;
  beforeAll(async () => {
    ({ test, http, at, derive } = await aDosingApp());
  });
  afterAll(() => test.close());
  afterEach(() => jest.restoreAllMocks());
  beforeEach(async () => {
    await at('2026-06-10T08:00');
    site = await aDosingSite(test);
    other = await aDosingSite(test);
  });

  const opens = (where: DosingSite, fromOn: string, closesAt = '11:00') =>
    http.post(where.clinician, '/v1/dosing-site', { fromOn, closesAt }).expect(201);
  const history = async (episodeId: string, from: string, to: string): Promise<readonly DoseEventDto[]> =>
    (
      await http
        .get(site.clinician, `/v1/dosing-episodes/${episodeId}/doses?from=${from}&to=${to}`)
        .expect(200)
    ).body.items as readonly DoseEventDto[];
  const missed = async (
    episodeId: string,
    from = '2026-06-01',
    to = '2026-06-30',
  ): Promise<readonly string[]> =>
    (await history(episodeId, from, to))
      .filter(({ kind }) => kind === 'missed')
      .map(({ day }) => day)
      .toReversed();
  const notices = (kind: string, episodeId: string): Promise<number> =>
    noticesOf(test.database.owner, kind, episodeId);
  const derivedUntil = () => derivedUntilOf(test.database.owner, site.siteId);
  const pending = () => pendingOf(test.database.owner, site.siteId);
  const nowDue = () => makeDue(test.database.owner, site.siteId);
  /** By their history, which a place that takes over needs. */
  const inTreatmentSince = (...episodes: readonly SeededEpisode[]) =>
    test.database.owner.query(
      `insert into case_event (id, case_id, type, effective_at, precision, recorded_legal_at, system, status_after, facts)
       select gen_random_uuid(), e.id, t.type, t.at, 'instant', t.at, 'test', t.status, '{}' from unnest($1::uuid[]) e (id),
         (values ('applied', '2026-06-09T01:00:00Z'::timestamptz, 'applied'), ('admitted', '2026-06-09T02:00:00Z', 'admitted'),
           ('begun', '2026-06-09T03:00:00Z', 'in-treatment')) t (type, at, status)`,
      [episodes.map(({ episodeId }) => episodeId)],
    );
  /** How many transactions are held up by another. */
  const waiting = async (): Promise<number> =>
    (
      await test.database.owner.query(
        `select 1 from pg_locks l join pg_stat_activity a on a.pid = l.pid
         where not l.granted and a.datname = current_database()`,
      )
    ).rows.length;
  /** Another connection that has begun. */
  const anotherSession = async (): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: test.database.config.database.ownerUrl ?? '' });
    await client.connect();
    await client.query('begin');
    return client;
  };
  const closes = (where: DosingSite, body: object) =>
    http.post(where.clinician, '/v1/dosing-closures', { reason: 'Nghỉ', ...body });
  const lifts = (where: DosingSite, id: unknown) =>
    http.post(where.clinician, `/v1/dosing-closures/${String(id)}/lifting`, {}).expect(201);
  const books = (of: SeededEpisode, fromOn: string, untilOn = fromOn) =>
    http
      .post(site.clinician, `/v1/dosing-episodes/${of.episodeId}/guest-bookings`, {
        ...{ guestSiteId: other.siteId, fromOn, untilOn, reason: 'Đi xa' },
      })
      .expect(201);
  const daysMissedOf = async ({ episodeId }: SeededEpisode): Promise<readonly string[]> =>
    (
      await test.database.owner.query<{ day: string }>(
        `select extract(day from day)::text as day from missed_day where episode_id = $1 order by 1`,
        [episodeId],
      )
    ).rows.map(({ day }) => day);
  /** How often the site was told that he has no order, and of a ground. */
  const ordersAndGrounds = async (of: string): Promise<readonly number[]> => [
    await notices('treatment.no-order', of),
    await notices('treatment.termination-ground', of),
  ];

  it('misses what was due once it has closed, each once, whoever derives it and how often', async () => {
    await opens(site, '2026-06-10');
    const [one, two] = [await anEpisode(test, site), await anEpisode(test, site)];
    for (const { episodeId } of [one, two]) await anOrder(test, site, episodeId);
    await http
      .post(site.clinician, '/v1/dosing-closures', { day: '2026-06-12', reason: 'Nghỉ lễ' })
      .expect(201);
    await give(test, site.dispenser, aDose(site, one.episodeId)).expect(201);
    await at('2026-06-10T10:59');
    await derive();
    expect(await missed(two.episodeId)).toEqual([]);
    await at('2026-06-13T11:00');
    await Promise.all([derive(), derive(), derive()]);
    await derive();
    expect(await missed(one.episodeId)).toEqual(['2026-06-11', '2026-06-13']);
    expect(await missed(two.episodeId)).toEqual(['2026-06-10', '2026-06-11', '2026-06-13']);
    expect(await derivedUntil()).toBe('2026-06-13');
    // Reported afterwards, it was not missed.
    const late = { reported: true, at: '2026-06-13T10:30:00+07:00' };
    await give(test, site.dispenser, aDose(site, two.episodeId, late)).expect(201);
    const { body } = await http
      .get(site.dispenser, `/v1/dosing-episodes/${two.episodeId}/window`)
      .expect(200);
    expect(body.slots).toMatchObject([{ state: 'given' }]);
  });

  it('takes no first day that leaves anybody out, and goes through a long past part by part', async () => {
    const says = (fromOn: string) =>
      http.post(site.clinician, '/v1/dosing-site', { fromOn, closesAt: '11:00' });
    const firstDay = async (): Promise<string | undefined> =>
      (
        await test.database.owner.query<{ day: string }>(
          'select from_on::text as day from dosing_site where site_id = $1',
          [site.siteId],
        )
      ).rows[0]?.day;
    expect((await says('1999-12-31').expect(422)).body.errors).toMatchObject([{ pointer: '/fromOn' }]);
    // Of a place that opens later nobody is treated yet; who begins there all the same is looked for.
    await says('2062-06-10').expect(201);
    await anEpisode(test, site);
    expect(await firstDay()).not.toBe('2062-06-10');
    await says('2026-06-10').expect(201);
    for (const late of ['2026-06-11', '2062-06-10']) {
      const { body } = await says(late).expect(422);
      expect(body.errors).toMatchObject([{ pointer: '/fromOn', code: 'treatment.day' }]);
      expect(JSON.stringify(body.errors)).toContain('10/06/2026');
    }
    await says('2025-10-01').expect(201);
    await at('2026-06-11T08:00');
    await derive();
    expect(await derivedUntil()).toBe('2026-04-18');
    await derive();
    expect(await derivedUntil()).toBe('2026-06-10');
  });

  it('goes on after a failure in between with nothing lost and nothing twice', async () => {
    await opens(site, '2026-06-10');
    const episodes = [await anEpisode(test, site), await anEpisode(test, site), await anEpisode(test, site)];
    for (const { episodeId } of episodes) await anOrder(test, site, episodeId);
    const failing = episodes[1]?.episodeId ?? '';
    const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation();
    await test.database.owner.query(
      `create function fail_here() returns trigger language plpgsql as $$ begin
         if new.episode_id = '${failing}' then raise exception 'killed'; end if; return new; end $$;
       create trigger fail_here before insert on dose_event for each row execute function fail_here()`,
    );
    await at('2026-06-11T12:00');
    await derive();
    const both = ['2026-06-10', '2026-06-11'];
    // The others are done, and their site's days with them.
    for (const { episodeId } of episodes)
      expect(await missed(episodeId)).toEqual(episodeId === failing ? [] : both);
    expect(await derivedUntil()).toBe('2026-06-11');
    expect(await pending()).toMatchObject(both.map((day) => ({ day, because: 'failed', attempts: 1 })));
    // It is not tried at once again, then again later.
    await derive();
    expect(await pending()).toMatchObject([{ attempts: 1 }, { attempts: 1 }]);
    await nowDue();
    await derive();
    expect(await pending()).toMatchObject([{ attempts: 2 }, { attempts: 2 }]);
    expect(await METRICS.getSingleMetricAsString('missed_days_failing')).toContain('missed_days_failing 2');
    expect(logged.mock.calls.length).toBeGreaterThan(1);
    expect(JSON.stringify(logged.mock.calls)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
    await test.database.owner.query('drop trigger fail_here on dose_event; drop function fail_here()');
    await nowDue();
    await derive();
    for (const { episodeId } of episodes) expect(await missed(episodeId)).toEqual(both);
    expect(await pending()).toEqual([]);
    expect(await METRICS.getSingleMetricAsString('missed_days_failing')).toContain('missed_days_failing 0');
  });

  it('warns, holds and proposes where protocol and law say so, once', async () => {
    await at('2026-06-01T08:00');
    await aProtocol(test, site.siteId, { warnAfterMissedDays: 2, holdAfterMissedDays: 3 });
    await opens(site, '2026-06-01');
    const { episodeId } = await anEpisode(test, site);
    await anOrder(test, site, episodeId, { fromOn: '2026-06-01', untilOn: '2026-07-30' });
    const told = async (): Promise<readonly number[]> => [
      await notices('treatment.missed-doses', episodeId),
      await notices('treatment.dose-held', episodeId),
      await notices('treatment.termination-ground', episodeId),
    ];
    await at('2026-06-02T12:00');
    await derive();
    expect(await told()).toEqual([1, 0, 0]);
    await at('2026-06-29T12:00');
    await derive();
    expect(await told()).toEqual([1, 1, 0]);
    await at('2026-06-30T08:00');
    const refused = await give(test, site.dispenser, aDose(site, episodeId));
    expect([refused.status, refused.body.code]).toEqual([409, 'treatment.held']);
    await at('2026-07-02T12:00');
    await derive();
    expect(await told()).toEqual([1, 1, 1]);
    const { rows } = await test.database.owner.query(
      `select ground, days::text[] as days, amounts, system, state from treatment_proposal where case_id = $1`,
      [episodeId],
    );
    expect(rows).toEqual([
      {
        ...{ ground: 'missed-days', days: ['2026-06-01', '2026-06-30'], amounts: true },
        ...{ system: 'missed-doses', state: 'open' },
      },
    ]);
  });

  it('waits for who takes a step of a file before it holds any dose: neither waits for the other twice', async () => {
    await at('2026-06-01T08:00');
    await aProtocol(test, site.siteId, { holdAfterMissedDays: 30 });
    await opens(site, '2026-06-01');
    const { episodeId } = await anEpisode(test, site);
    await anOrder(test, site, episodeId, { fromOn: '2026-06-01', untilOn: '2026-07-30' });
    await at('2026-06-29T12:00');
    await derive();
    await at('2026-06-30T12:00');
    const step = await anotherSession();
    await step.query('select 1 from case_file where id = $1 for update', [episodeId]);
    const job = derive();
    await eventually(waiting, (count) => count >= 1);
    await step.query(`set local lock_timeout = '500ms'`);
    const doses = await step
      .query(`select pg_advisory_xact_lock(hashtextextended('dosing ' || $1, 0))`, [episodeId])
      .then(({ rowCount }) => rowCount, String);
    await step.query('rollback');
    await step.end();
    await job;
    expect(doses).toBe(1);
    expect([
      await notices('treatment.dose-held', episodeId),
      await notices('treatment.termination-ground', episodeId),
    ]).toEqual([1, 1]);
  });

  it('waits for who says just then that the site is closed: whoever comes second sees the other, a batch or one by one', async () => {
    await opens(site, '2026-06-10');
    const episodes = [await anEpisode(test, site), await anEpisode(test, site)];
    for (const { episodeId } of episodes) await anOrder(test, site, episodeId);
    const saysClosed = (client: pg.Client, day: string): Promise<unknown> =>
      client.query(
        `insert into dosing_closure (id, site_id, day, reason, recorded_by)
         values (gen_random_uuid(), $1, $2, 'Mất điện', gen_random_uuid())`,
        [site.siteId, day],
      );
    /** The job waits; where it did not, it is done by now. */
    const itWaits = async (): Promise<void> => {
      for (let turn = 0; turn < 25 && (await waiting()) < 1; turn += 1) await pause(20);
    };
    const nothingMissed = async (): Promise<void> => {
      for (const { episodeId } of episodes) expect(await missed(episodeId)).toEqual([]);
      const { siteId } = site;
      const { rows } = await test.database.owner.query('select 1 from missed_day where site_id = $1', [
        siteId,
      ]);
      expect([rows, await pending()]).toEqual([[], []]);
    };
    await at('2026-06-10T12:00');
    const closing = await anotherSession();
    await saysClosed(closing, '2026-06-10');
    const batch = derive();
    await itWaits();
    await closing.query('commit');
    await batch;
    await nothingMissed();
    // The batch of the next day fails, and the site closes before its persons are looked at one by one.
    await test.database.owner.query(
      `create function fail_here() returns trigger language plpgsql as $$ begin
         if new.site_id = ${site.siteId} then perform pg_advisory_xact_lock(4711); raise exception 'killed'; end if;
         return new; end $$;
       create trigger fail_here before insert on dose_event for each row execute function fail_here()`,
    );
    const failing = await anotherSession();
    await failing.query('select pg_advisory_xact_lock(4711)');
    await at('2026-06-11T12:00');
    const oneByOne = derive();
    await eventually(waiting, (count) => count >= 1);
    await closing.query('begin');
    const said = saysClosed(closing, '2026-06-11');
    await eventually(waiting, (count) => count >= 2);
    await failing.query('rollback');
    await said;
    await itWaits();
    await closing.query('commit');
    await oneByOne;
    await test.database.owner.query('drop trigger fail_here on dose_event; drop function fail_here()');
    await Promise.all([closing.end(), failing.end()]);
    await nothingMissed();
    expect(await derivedUntil()).toBe('2026-06-11');
  });

  it('goes on counting the days of who does not come when his order has ended, and says that he has none', async () => {
    await at('2026-06-01T08:00');
    await opens(site, '2026-06-01');
    const { episodeId } = await anEpisode(test, site);
    await anOrder(test, site, episodeId, { untilOn: '2026-06-20' });
    // Who came without an order was seen.
    const { episodeId: seen } = await anEpisode(test, site);
    // Nobody expects him: the treatment is on hold.
    const { episodeId: rests } = await anEpisode(test, site, { status: 'on-hold' });
    await at('2026-06-21T08:00');
    const came = { kind: 'withheld' as const, lotId: undefined };
    await give(test, site.dispenser, aDose(site, seen, came)).expect(201);
    await at('2026-06-29T12:00');
    await derive();
    expect(await missed(episodeId)).toHaveLength(20);
    expect([await ordersAndGrounds(episodeId), await ordersAndGrounds(rests)]).toEqual([
      [1, 0],
      [0, 0],
    ]);
    await at('2026-07-01T12:00');
    await derive();
    expect(await ordersAndGrounds(episodeId)).toEqual([1, 1]);
    // Twice: before he came and after it.
    expect(await ordersAndGrounds(seen)).toEqual([2, 0]);
    const { rows } = await test.database.owner.query(
      `select days::text[] as days, explanation::text like '%có 30 ngày không đến%'
         and explanation::text like '%20 ngày có y lệnh, 10 ngày không có y lệnh%' as said
       from treatment_proposal where case_id = $1`,
      [episodeId],
    );
    expect(rows).toEqual([{ days: ['2026-06-01', '2026-06-30'], said: true }]);
    expect(await notices('treatment.not-seen', episodeId)).toBe(4);
    // Rejected or not: whoever stays away is told of each week, also beyond what is looked back.
    await test.database.owner.query(`update treatment_proposal set state = 'lapsed' where case_id = $1`, [
      episodeId,
    ]);
    // Told of long ago, and not once more each day.
    await at('2026-12-01T12:00');
    await derive();
    expect(await ordersAndGrounds(episodeId)).toEqual([1, 1]);
    expect(await notices('treatment.not-seen', episodeId)).toBe(26);
    expect(await notices('treatment.not-seen', rests)).toBe(0);
  });

  it('expects nobody on holidays where the site says that it closes then, and everybody where it does not', async () => {
    await at('2026-04-26T08:00');
    const hours = { fromOn: '2026-04-26', closesAt: '11:00' };
    const { body } = await http
      .post(site.clinician, '/v1/dosing-site', { ...hours, closedOnHolidays: true })
      .expect(201);
    expect(body).toMatchObject({ closedOnHolidays: true });
    expect((await opens(other, '2026-04-26')).body).toMatchObject({ closedOnHolidays: false });
    const days = { fromOn: '2026-04-26', untilOn: '2026-05-20' };
    const { episodeId } = await anEpisode(test, site);
    const { episodeId: elsewhere } = await anEpisode(test, other);
    await anOrder(test, site, episodeId, days);
    await anOrder(test, other, elsewhere, days);
    await at('2026-05-02T12:00');
    await derive();
    // Hùng Kings’ Day on a Sunday and the Monday in its place, 30/4 and 1/5.
    expect(await missed(episodeId, '2026-04-01', '2026-05-30')).toEqual([
      '2026-04-28',
      '2026-04-29',
      '2026-05-02',
    ]);
    const { rows } = await test.database.owner.query('select day from missed_day where episode_id = $1', [
      elsewhere,
    ]);
    expect(rows).toHaveLength(7);
  });

  it('goes on with what was ordered, and with tokens, where a body has taken over the place of treatment', async () => {
    await opens(site, '2026-06-10');
    const [kept, moved] = [await anEpisode(test, site), await anEpisode(test, site)];
    for (const { episodeId } of [kept, moved]) await anOrder(test, site, episodeId);
    const guests = `/v1/dosing-episodes/${moved.episodeId}/guest-bookings`;
    const stay = { guestSiteId: other.siteId, fromOn: '2026-06-12', untilOn: '2026-06-12', reason: 'Đi xa' };
    await http.post(site.clinician, guests, stay).expect(201);
    const ask = { day: '2026-06-11', episodes: [{ episodeId: kept.episodeId }] };
    const { body: issued } = await http.post(site.dispenser, '/v1/dosing-day/tokens', ask).expect(201);
    const tested = { takenOn: '2026-06-10', opioids: 'negative', otherDrugs: 'not-tested' };
    await http.post(site.clinician, `/v1/dosing-episodes/${kept.episodeId}/urine-tests`, tested).expect(201);
    await aProtocol(test, other.siteId, { testEveryDays: 2 });
    await inTreatmentSince(kept, moved);
    const succession = { predecessorId: site.siteId, successorId: other.siteId, effectiveOn: '2026-06-11' };
    await seedSuccession(test.database.owner, succession);
    await at('2026-06-11T06:00');
    await test.app.get(Turnover).run({}, COMPETENCE_TURNOVER);
    const tokenId = issued.tokens[0].id as string;
    await at('2026-06-11T09:00');
    const by = { reported: true, at: '2026-06-11T08:00:00+07:00', tokenId };
    const { body: given } = await give(test, other.dispenser, aDose(other, kept.episodeId, by)).expect(201);
    expect(given).toMatchObject({ flags: [] });
    for (const day of ['2026-06-11', '2026-06-12']) {
      await at(`${day}T09:30`);
      const { body } = await give(test, other.dispenser, aDose(other, moved.episodeId));
      expect(body).toMatchObject({ flags: [] });
    }
    const { rows } = await test.database.owner.query(
      'select ended_on from dose_order where episode_id = any ($1::uuid[])',
      [[kept.episodeId, moved.episodeId]],
    );
    expect(rows).toEqual([{ ended_on: null }, { ended_on: null }]);
    // That what was ordered before ends soon is said to who has taken over, once.
    await opens(other, '2026-06-11');
    await test.database.owner.query(`update dose_order set until_on = '2026-06-14' where episode_id = $1`, [
      kept.episodeId,
    ]);
    await at('2026-06-12T12:00');
    await derive();
    await derive();
    const { rows: ending } = await test.database.owner.query(
      `select organisation_id as "toldTo", facts ->> 'day' as day from notification
       where kind = 'treatment.order-ending' and subject_id = any ($1::uuid[])`,
      [[kept.episodeId, moved.episodeId]],
    );
    expect(ending).toEqual([{ toldTo: other.siteId, day: '2026-06-14' }]);
    // The next test is counted from the last one of the place that was taken over.
    await at('2026-06-14T08:00');
    await derive();
    const { rows: due } = await test.database.owner.query(
      `select facts ->> 'day' as day from notification where kind = 'treatment.test-overdue' and subject_id = $1`,
      [kept.episodeId],
    );
    expect(due).toEqual([{ day: '2026-06-12' }]);
  });

  it('goes on at a third place that has a guest of the site which was taken over, with his tokens and its own facts', async () => {
    const host = await aDosingSite(test);
    const [plain, kept] = [await anEpisode(test, site), await anEpisode(test, site)];
    const days = { fromOn: '2026-06-10', untilOn: '2026-06-12' };
    const bookings: { id: string }[] = [];
    for (const { episodeId } of [plain, kept]) {
      await anOrder(test, site, episodeId, { doses: [1500, 500] });
      const stay = { guestSiteId: host.siteId, reason: 'Đi xa', ...days };
      const path = `/v1/dosing-episodes/${episodeId}/guest-bookings`;
      bookings.push((await http.post(site.clinician, path, stay).expect(201)).body as { id: string });
    }
    const ask = { day: '2026-06-11', episodes: [{ episodeId: kept.episodeId }] };
    const { body: issued } = await http.post(host.dispenser, '/v1/dosing-day/tokens', ask).expect(201);
    const guest = (of: SeededEpisode, more: object = {}) =>
      give(test, host.dispenser, aDose(host, of.episodeId, { kind: 'guest-dose', ...more }));
    await guest(plain).expect(201);
    await inTreatmentSince(plain, kept);
    await seedSuccession(test.database.owner, {
      ...{ predecessorId: site.siteId, successorId: other.siteId, effectiveOn: '2026-06-11' },
    });
    await at('2026-06-11T06:00');
    await test.app.get(Turnover).run({}, COMPETENCE_TURNOVER);
    await at('2026-06-11T09:00');
    // Told of the day before, in front of it, of today, and by token: of the guest of now.
    const told: readonly (readonly [SeededEpisode, object])[] = [
      [plain, { slot: 2, reported: true, at: '2026-06-10T16:00:00+07:00' }],
      [plain, {}],
      [plain, { slot: 2, reported: true, at: '2026-06-11T08:30:00+07:00' }],
      [kept, { tokenId: issued.tokens[0].id as string }],
      [
        kept,
        { slot: 2, tokenId: issued.tokens[1].id as string, reported: true, at: '2026-06-11T08:00:00+07:00' },
      ],
    ];
    for (const [of, more] of told) {
      const { status, body } = await guest(of, more);
      expect([status, body.flags]).toEqual([201, []]);
    }
    // It is the heir’s to cancel; the host then sees the person no more.
    const visible = async () =>
      (
        await test.database.owner.query<{ until: string }>(
          'select until_on::text as until from person_access where person_id = $1 and organisation_id = $2',
          [plain.personId, host.siteId],
        )
      ).rows;
    expect(await visible()).toEqual([{ until: '2026-06-12' }]);
    const path = `/v1/guest-bookings/${bookings[0]?.id}/cancellation`;
    await http.post(other.clinician, path, { reason: 'Về sớm' }).set('If-Match', '"1"').expect(201);
    expect(await visible()).toEqual([{ until: '2026-06-10' }]);
  });

  it('looks at the days before a move as the former place’s, and at the day of the move though the new one has done it', async () => {
    await opens(site, '2026-06-10', '17:00');
    await opens(other, '2026-06-10');
    const closed = { day: '2026-06-12', reason: 'Nghỉ lễ' };
    await http.post(other.clinician, '/v1/dosing-closures', closed).expect(201);
    const [early, late] = [await anEpisode(test, site), await anEpisode(test, site)];
    for (const { episodeId } of [early, late]) await anOrder(test, site, episodeId);
    // Nothing was derived since.
    await at('2026-06-15T08:00');
    await moveEpisode(test, early, site, other, '2026-06-15T08:00:00+07:00');
    await at('2026-06-15T12:00');
    await derive();
    await at('2026-06-15T14:00');
    await moveEpisode(test, late, site, other, '2026-06-15T14:00:00+07:00');
    await at('2026-06-15T18:00');
    await derive();
    const daysOf = async ({ episodeId }: SeededEpisode) =>
      (
        await test.database.owner.query<{ day: string; siteId: number; doses: number }>(
          `select m.day::text as day, m.site_id as "siteId", (select count(*)::int from dose_event d
             where d.episode_id = m.episode_id and d.day = m.day and d.kind = 'missed') as doses
           from missed_day m where m.episode_id = $1 order by m.day`,
          [episodeId],
        )
      ).rows;
    const { siteId } = site;
    const before = ['10', '11', '12', '13', '14'].map((day) => ({ day: `2026-06-${day}`, siteId, doses: 1 }));
    const moved = { day: '2026-06-15', doses: 0 };
    expect(await daysOf(early)).toEqual([...before, { ...moved, siteId: other.siteId }]);
    expect(await daysOf(late)).toEqual([...before, { ...moved, siteId }]);
    expect(await pending()).toEqual([]);
  });

  it('looks through a day once, in one transaction for all, and waits for a guest’s host apart from it', async () => {
    const away = await anEpisode(test, site);
    const episodes = [away, await anEpisode(test, site), await anEpisode(test, site)];
    for (const { episodeId } of episodes) await anOrder(test, site, episodeId);
    const guests = `/v1/dosing-episodes/${away.episodeId}/guest-bookings`;
    const stay = { guestSiteId: other.siteId, fromOn: '2026-06-10', untilOn: '2026-06-10', reason: 'Đi xa' };
    await http.post(site.clinician, guests, stay).expect(201);
    await opens(site, '2026-06-10');
    await opens(other, '2026-06-10', '17:00');
    const [, absent, came] = episodes;
    await give(test, site.dispenser, aDose(site, came?.episodeId ?? '')).expect(201);
    await at('2026-06-10T12:00');
    const looks = jest.spyOn(MissedDay.prototype, 'derive');
    const looksHere = () => looks.mock.calls.filter(([, day]) => day.site.siteId === site.siteId).length;
    await derive();
    expect(looksHere()).toBe(1);
    expect(await missed(absent?.episodeId ?? '')).toEqual(['2026-06-10']);
    expect([await derivedUntil(), await pending()]).toMatchObject([
      '2026-06-10',
      [{ day: '2026-06-10', because: 'waits' }],
    ]);
    // While nothing has come about there is nothing to do.
    await derive();
    expect(looksHere()).toBe(1);
    await at('2026-06-10T17:00');
    await derive();
    expect(await missed(away.episodeId)).toEqual(['2026-06-10']);
    expect(await pending()).toEqual([]);
  });

  it('misses a dose that was taken back after its day had been done, and what follows from it', async () => {
    await aProtocol(test, site.siteId, { warnAfterMissedDays: 3 });
    await opens(site, '2026-06-10');
    const { episodeId } = await anEpisode(test, site);
    await anOrder(test, site, episodeId);
    await at('2026-06-11T08:00');
    const { body: given } = await give(test, site.dispenser, aDose(site, episodeId)).expect(201);
    const home = { kind: 'take-home-given' as const, day: '2026-06-13' };
    const { body: taken } = await give(test, site.dispenser, aDose(site, episodeId, home)).expect(201);
    await at('2026-06-12T12:00');
    await derive();
    expect(await missed(episodeId)).toEqual(['2026-06-10', '2026-06-12']);
    expect(await notices('treatment.missed-doses', episodeId)).toBe(0);
    const wrong = aFollowUp('voided', episodeId, given.id as string, { reason: 'Ghi nhầm người' });
    await give(test, site.dispenser, wrong).expect(201);
    await give(test, site.dispenser, aFollowUp('take-home-returned', episodeId, taken.id as string)).expect(
      201,
    );
    await Promise.all([derive(), derive()]);
    expect(await missed(episodeId)).toEqual(['2026-06-10', '2026-06-11', '2026-06-12']);
    expect(await notices('treatment.missed-doses', episodeId)).toBe(1);
    // Of a day to come it is looked at when that is over.
    expect(await pending()).toMatchObject([{ day: '2026-06-13', because: 'changed' }]);
    await at('2026-06-13T12:00');
    await derive();
    expect(await missed(episodeId, '2026-06-13', '2026-06-13')).toEqual(['2026-06-13']);
    expect(await pending()).toEqual([]);
  });

  it('enters what was missed before a file has ended, of a day that had to wait, and follows nothing from it', async () => {
    await aProtocol(test, site.siteId, { warnAfterMissedDays: 1, holdAfterMissedDays: 1 });
    await opens(site, '2026-06-10');
    const [ended, voided] = [await anEpisode(test, site), await anEpisode(test, site)];
    const step = (episodeId: string, type: string, time: string, status: string): Promise<unknown> =>
      test.database.owner.query(
        `insert into case_event (id, case_id, type, effective_at, precision, recorded_legal_at, system, status_after, facts)
         values (gen_random_uuid(), $1, $2, $3, 'instant', $3, 'test', $4, '{}')`,
        [episodeId, type, time, status],
      );
    for (const { episodeId } of [ended, voided]) {
      await step(episodeId, 'begun', '2026-06-01T01:00:00Z', 'in-treatment');
      await anOrder(test, site, episodeId);
    }
    // As if the evening had failed for both, and again until the file had ended.
    await test.database.owner.query(
      `insert into missed_day_pending (episode_id, day, site_id, because, attempts, not_before)
       select e, d::date, $2, 'failed', 1, now() from unnest($1::uuid[]) e, unnest(array['2026-06-10', '2026-06-11']) d`,
      [[ended.episodeId, voided.episodeId], site.siteId],
    );
    await at('2026-06-11T09:00');
    await step(ended.episodeId, 'terminated', '2026-06-11T02:00:00Z', 'terminated');
    for (const [{ episodeId }, status] of [
      [ended, 'terminated'],
      [voided, 'voided'],
    ] as const)
      await test.database.owner.query(
        `update case_file set status = $2, closed_on = '2026-06-11', closed_reason = 'Thử nghiệm' where id = $1`,
        [episodeId, status],
      );
    await at('2026-06-11T12:00');
    await derive();
    const entered = async ({ episodeId }: SeededEpisode): Promise<readonly unknown[]> =>
      (
        await test.database.owner.query<{ day: string }>(
          `select day::text as day from dose_event where episode_id = $1 and kind = 'missed' order by 1`,
          [episodeId],
        )
      ).rows.map(({ day }) => day);
    // On the day itself the treatment had ended before the site closed.
    expect([await entered(ended), await entered(voided)]).toEqual([['2026-06-10'], []]);
    expect(await pending()).toEqual([]);
    for (const { episodeId } of [ended, voided])
      for (const kind of ['treatment.missed-doses', 'treatment.dose-held'])
        expect(await notices(kind, episodeId)).toBe(0);
  });

  it('goes by the ladder of the protocol: warns at each step, and holds where the dose is a decision', async () => {
    const missedLadder = [
      { fromDays: 1, action: 'same-dose' },
      { fromDays: 3, action: 'reduced-dose', percent: 50 },
    ];
    await aProtocol(test, site.siteId, { missedLadder, reassessAfterMissedDays: 4 });
    await opens(site, '2026-06-10');
    const { episodeId } = await anEpisode(test, site);
    await anOrder(test, site, episodeId);
    const told = async (): Promise<readonly number[]> => [
      await notices('treatment.missed-doses', episodeId),
      await notices('treatment.dose-held', episodeId),
    ];
    for (const [day, wanted] of [
      ['2026-06-11', [1, 0]],
      ['2026-06-12', [2, 1]],
      ['2026-06-13', [3, 1]],
    ] as const) {
      await at(`${day}T12:00`);
      await derive();
      expect(await told()).toEqual(wanted);
    }
    const { body } = await http.get(site.clinician, `/v1/dosing-episodes/${episodeId}/holds`).expect(200);
    expect(body.items).toMatchObject([{ reason: 'Không đến uống thuốc 3 ngày; phác đồ: Giảm liều còn 50%' }]);
  });

  it('takes nothing for missed of who came while his dose was held, nor while a clinician holds it', async () => {
    await at('2026-06-01T08:00');
    const { episodeId } = await anEpisode(test, site);
    await anOrder(test, site, episodeId);
    await opens(site, '2026-06-01');
    await at('2026-06-02T08:00');
    const came = aDose(site, episodeId, { kind: 'withheld', lotId: undefined });
    await give(test, site.dispenser, came).expect(201);
    await at('2026-06-03T08:00');
    await http
      .post(site.clinician, `/v1/dosing-episodes/${episodeId}/holds`, { reason: 'Nằm viện' })
      .expect(201);
    await at('2026-06-05T12:00');
    await derive();
    expect(await missed(episodeId, '2026-06-01', '2026-06-05')).toEqual(['2026-06-01']);
    // That it was missed nobody takes back: a dose that is told late outweighs it.
    const [first] = (await history(episodeId, '2026-06-01', '2026-06-01')) as readonly { id: string }[];
    const body = aFollowUp('voided', episodeId, first?.id ?? '', { reason: 'Ghi nhầm' });
    const { status, body: answer } = await give(test, site.dispenser, body);
    expect([status, answer.code]).toEqual([409, 'treatment.notNameable']);
  });

  it('says each week of a hold in which nobody saw him, of his doses or of the treatment', async () => {
    await opens(site, '2026-06-10');
    const [doses, treatment, seen] = [
      await anEpisode(test, site),
      await anEpisode(test, site, { status: 'on-hold' }),
      await anEpisode(test, site),
    ];
    await anOrder(test, site, doses.episodeId, { untilOn: '2026-06-12' });
    for (const { episodeId } of [doses, seen])
      await http
        .post(site.clinician, `/v1/dosing-episodes/${episodeId}/holds`, { reason: 'Nằm viện' })
        .expect(201);
    await test.database.owner.query(
      `insert into case_event (id, case_id, type, effective_at, precision, recorded_legal_at, system, status_after, facts)
       values (gen_random_uuid(), $1, 'held', '2026-06-12T03:00Z', 'instant', '2026-06-12T03:00Z', 'test', 'on-hold', '{}')`,
      [treatment.episodeId],
    );
    await at('2026-06-14T08:00');
    await give(
      test,
      site.dispenser,
      aDose(site, seen.episodeId, { kind: 'withheld', lotId: undefined }),
    ).expect(201);
    const told = async (): Promise<readonly number[]> => {
      const counts: number[] = [];
      for (const { episodeId } of [doses, treatment, seen])
        counts.push(await notices('treatment.held-unseen', episodeId));
      return counts;
    };
    await at('2026-06-15T12:00');
    await derive();
    expect(await told()).toEqual([0, 0, 0]);
    await at('2026-06-17T12:00');
    await derive();
    expect(await told()).toEqual([1, 0, 0]);
    await at('2026-07-25T12:00');
    await derive();
    expect(await told()).toEqual([6, 6, 5]);
    expect(await missed(doses.episodeId)).toEqual([]);
  });

  it('tells of a urine test that is overdue, once for each day on which one was due', async () => {
    await opens(site, '2026-06-08');
    const { episodeId } = await anEpisode(test, site);
    await derive();
    await aProtocol(test, site.siteId, { testEveryDays: 30 });
    // A day of before that is looked at again tells of no test.
    await test.database.owner.query(
      `insert into missed_day_pending (episode_id, day, site_id, because, attempts, not_before)
       values ($1, '2026-06-08', $2, 'failed', 1, now())`,
      [episodeId, site.siteId],
    );
    await derive();
    expect([await pending(), await notices('treatment.test-overdue', episodeId)]).toEqual([[], 0]);
    const told = async (day: string): Promise<number> => {
      await at(`${day}T11:00`);
      await derive();
      return notices('treatment.test-overdue', episodeId);
    };
    const tested = (takenOn: string) =>
      http
        .post(site.clinician, `/v1/dosing-episodes/${episodeId}/urine-tests`, {
          ...{ takenOn, opioids: 'negative', otherDrugs: 'not-tested' },
        })
        .expect(201);
    // Never tested: due since thirty days after the beginning.
    expect([await told('2026-06-10'), await told('2026-06-11')]).toEqual([1, 1]);
    await tested('2026-05-11');
    expect(await told('2026-06-12')).toBe(2);
    await tested('2026-06-12');
    expect(await told('2026-06-13')).toBe(2);
  });

  it('takes back days of a site whose place was taken, as its heir says, and of no other site', async () => {
    await opens(site, '2026-06-09');
    const { episodeId } = await anEpisode(test, site);
    await anOrder(test, site, episodeId);
    await at('2026-06-10T12:00');
    await derive();
    const daysMissed = async (): Promise<readonly string[]> =>
      (
        await test.database.owner.query<{ day: string }>(
          'select day::text as day from missed_day where episode_id = $1 order by day',
          [episodeId],
        )
      ).rows.map(({ day }) => day);
    expect(await daysMissed()).toEqual(['2026-06-09', '2026-06-10']);
    const close = (body: object) =>
      http.post(other.clinician, '/v1/dosing-closures', {
        ...{ day: '2026-06-10', reason: 'Mất điện', lateReason: 'Chưa kịp báo', siteId: site.siteId },
        ...body,
      });
    expect((await close({}).expect(422)).body.errors).toMatchObject([
      { pointer: '/siteId', detail: 'Cơ sở của bạn không kế thừa cơ sở này' },
    ]);
    await seedSuccession(test.database.owner, {
      ...{ predecessorId: site.siteId, successorId: other.siteId, effectiveOn: '2026-06-11' },
    });
    await at('2026-06-11T06:00');
    await test.app.get(Turnover).run({}, COMPETENCE_TURNOVER);
    expect((await close({ day: '2026-06-12' }).expect(422)).body.errors).toMatchObject([{ pointer: '/day' }]);
    const { body: closure } = await close({}).expect(201);
    expect(closure).toMatchObject({ siteId: site.siteId, day: '2026-06-10' });
    await derive();
    expect(await daysMissed()).toEqual(['2026-06-09']);
    const { body: list } = await http.get(other.clinician, '/v1/dosing-closures').expect(200);
    expect(list.items).toEqual([closure]);
    // Of the heir’s own day nothing was said.
    await http.post(other.clinician, `/v1/dosing-closures/${closure.id as string}/lifting`, {}).expect(201);
    await derive();
    expect(await daysMissed()).toEqual(['2026-06-09', '2026-06-10']);
  });

  it('takes back what was derived of a day on which the site could not open, and derives it anew where it did', async () => {
    await opens(site, '2026-06-08');
    const [away, came, guest] = [
      await anEpisode(test, site),
      await anEpisode(test, site),
      await anEpisode(test, site),
    ];
    for (const { episodeId } of [away, came, guest]) await anOrder(test, site, episodeId);
    const stay = { guestSiteId: other.siteId, fromOn: '2026-06-10', untilOn: '2026-06-10', reason: 'Đi xa' };
    await http
      .post(site.clinician, `/v1/dosing-episodes/${guest.episodeId}/guest-bookings`, stay)
      .expect(201);
    await give(test, site.dispenser, aDose(site, came.episodeId)).expect(201);
    await at('2026-06-11T12:00');
    await derive();
    const both = ['2026-06-10', '2026-06-11'];
    expect([await missed(away.episodeId), await missed(guest.episodeId)]).toEqual([both, both]);
    const close = (where: DosingSite, body: object) =>
      http.post(where.clinician, '/v1/dosing-closures', { reason: 'Mất điện', ...body });
    // Already derived: without a reason why it is said now it is not taken.
    for (const day of ['2026-06-11', '2026-06-09'])
      expect((await close(site, { day }).expect(422)).body.errors).toMatchObject([
        { pointer: '/lateReason' },
      ]);
    const late = { lateReason: 'Chưa kịp báo' };
    expect((await close(site, { ...late, day: '2026-05-01' }).expect(422)).body.errors).toMatchObject([
      { pointer: '/day' },
    ]);
    const refused = await close(site, { ...late, day: '2026-06-10' }).expect(409);
    expect(refused.body).toMatchObject({ code: 'treatment.dosedThatDay', doses: 1 });
    // The bottle of a day was given on another, which was none of a closed site.
    const bottle = { kind: 'take-home-given' as const, day: '2026-06-11', reported: true };
    const ofEvening = { ...bottle, at: '2026-06-09T10:00:00+07:00' };
    await give(test, site.dispenser, aDose(site, came.episodeId, ofEvening)).expect(201);
    expect((await close(site, { ...late, day: '2026-06-09' }).expect(409)).body).toMatchObject({ doses: 1 });
    const { body: closure } = await close(site, { ...late, day: '2026-06-11' }).expect(201);
    expect(closure).toMatchObject(late);
    const inARow = async (episodeId: string): Promise<unknown> =>
      (await http.get(site.dispenser, `/v1/dosing-episodes/${episodeId}/window`).expect(200)).body
        .missedInARow;
    // At once, though the job has not run: at the window, and where a proposal is made of it.
    expect(await inARow(away.episodeId)).toBe(3);
    const clinician = { userId: userOf(site.clinician), organisationId: site.siteId, today: '2026-06-11' };
    const counted = await asApp(test.database, clinician, (ask) =>
      ask<{ day: string }>(
        `select day::text as day from app.treatment_days(array[$1::uuid], '2026-06-01', '2026-06-11', '{dispensed}') order by 1`,
        [away.episodeId],
      ),
    );
    expect(counted.map(({ day }) => day)).toEqual(['2026-06-08', '2026-06-09', '2026-06-10']);
    const daysMissed = async (episodeId: string): Promise<number> =>
      (await test.database.owner.query('select 1 from missed_day where episode_id = $1', [episodeId]))
        .rowCount ?? 0;
    await derive();
    expect([await daysMissed(away.episodeId), await pending()]).toEqual([3, []]);
    await Promise.all([derive(), derive()]);
    const ofDay = await history(away.episodeId, '2026-06-11', '2026-06-11');
    const [void_, entry] = ofDay.toSorted((a, b) => b.kind.localeCompare(a.kind));
    expect([void_, entry]).toMatchObject([
      { kind: 'voided', namesId: entry?.id, recordedBy: null },
      { kind: 'missed' },
    ]);
    // A host that could not open: nobody expected the guest.
    await close(other, { ...late, day: '2026-06-10' }).expect(201);
    await derive();
    expect(await daysMissed(guest.episodeId)).toBe(2);
    // Of a day that has passed his home plans nothing any more.
    expect(await notices('treatment.host-closed', guest.episodeId)).toBe(0);
    // What was closed afterwards is opened as long afterwards.
    await at('2026-06-12T08:00');
    await http.post(site.clinician, `/v1/dosing-closures/${closure.id as string}/lifting`, {}).expect(201);
    await derive();
    expect([await daysMissed(away.episodeId), await inARow(away.episodeId)]).toEqual([4, 4]);
    expect(
      (await history(away.episodeId, '2026-06-11', '2026-06-11')).map(({ kind }) => kind).toSorted(),
    ).toEqual([...['missed', 'missed', 'voided']]);
    // Closed beforehand, looked through, and opened after all: what was missed is missed.
    await at('2026-06-13T08:00');
    const { body: early } = await close(site, { day: '2026-06-13' }).expect(201);
    await at('2026-06-13T12:00');
    await derive();
    expect(await daysMissed(away.episodeId)).toBe(5);
    await http.post(site.clinician, `/v1/dosing-closures/${early.id as string}/lifting`, {}).expect(201);
    await derive();
    expect(await daysMissed(away.episodeId)).toBe(6);
    // Given on a closed day it is a fact, with a flag.
    await at('2026-06-14T08:00');
    await close(site, { day: '2026-06-14' }).expect(201);
    const { body: dose } = await give(test, site.dispenser, aDose(site, came.episodeId)).expect(201);
    expect(dose.flags).toEqual(['site-closed']);
    const vomited = aFollowUp('vomited', came.episodeId, dose.id as string);
    const { body: thrown } = await give(test, site.dispenser, vomited).expect(201);
    await decideAgain(test, site.clinician, thrown.id as string, 500).expect(201);
    const half = { lotId: site.lotId, dose: 500, reason: 'Bác sĩ cho uống lại' };
    const again = aFollowUp('re-dosed', came.episodeId, thrown.id as string, half);
    expect((await give(test, site.dispenser, again).expect(201)).body.flags).toEqual(['site-closed']);
    const { body: list } = await http.get(site.dispenser, '/v1/dosing-day').expect(200);
    expect(list.items).toContainEqual(
      expect.objectContaining({ episodeId: came.episodeId, flags: ['site-closed'], missedInARow: 0 }),
    );
  });

  it('expects the guest of a site that is open while his own is closed, and nobody else', async () => {
    await aProtocol(test, site.siteId, { warnAfterMissedDays: 1, holdAfterMissedDays: 2 });
    await opens(site, '2026-06-10');
    await opens(other, '2026-06-10', '17:00');
    const [guest, second, stays] = [
      await anEpisode(test, site),
      await anEpisode(test, site),
      await anEpisode(test, site),
    ];
    for (const { episodeId } of [guest, second, stays]) {
      await anOrder(test, site, episodeId);
      await give(test, site.dispenser, aDose(site, episodeId)).expect(201);
    }
    for (const day of ['2026-06-11', '2026-06-12']) await closes(site, { day }).expect(201);
    const { body: booking } = await books(guest, '2026-06-11', '2026-06-14');
    await books(second, '2026-06-12', '2026-06-12');
    await at('2026-06-11T12:00');
    await derive();
    expect([await daysMissedOf(guest), await pending()]).toMatchObject([[], [{ because: 'waits' }]]);
    await at('2026-06-11T17:00');
    await derive();
    expect([await daysMissedOf(guest), await pending()]).toEqual([['11'], []]);
    expect(await notices('treatment.missed-doses', guest.episodeId)).toBe(1);
    // The batch fails, and each is looked at for himself.
    const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation();
    await test.database.owner.query(
      `create function fail_here() returns trigger language plpgsql as $$ begin
         if new.episode_id = '${second.episodeId}' then raise exception 'killed'; end if; return new; end $$;
       create trigger fail_here before insert on dose_event for each row execute function fail_here()`,
    );
    await at('2026-06-12T18:00');
    await derive();
    await test.database.owner.query('drop trigger fail_here on dose_event; drop function fail_here()');
    expect(logged).toHaveBeenCalled();
    expect([await daysMissedOf(guest), await pending()]).toMatchObject([
      ['11', '12'],
      [{ because: 'failed' }],
    ]);
    await nowDue();
    await derive();
    expect([await daysMissedOf(second), await daysMissedOf(stays), await pending()]).toEqual([
      ['12'],
      [],
      [],
    ]);
    expect(await missed(guest.episodeId)).toEqual(['2026-06-11', '2026-06-12']);
    expect(await notices('treatment.dose-held', guest.episodeId)).toBe(1);
    // His own said afterwards that it was closed: he was expected elsewhere, the other by nobody.
    await at('2026-06-13T18:00');
    await derive();
    expect([await daysMissedOf(guest), await daysMissedOf(stays)]).toEqual([['11', '12', '13'], ['13']]);
    await at('2026-06-14T08:00');
    const late = { day: '2026-06-13', lateReason: 'Mất điện' };
    await closes(site, late).expect(201);
    const inARow = async ({ episodeId }: SeededEpisode): Promise<unknown> =>
      (await http.get(site.dispenser, `/v1/dosing-episodes/${episodeId}/window`).expect(200)).body
        .missedInARow;
    const clinician = { userId: userOf(site.clinician), organisationId: site.siteId, today: '2026-06-14' };
    const counted = async (): Promise<readonly number[]> => {
      const rows = await asApp(test.database, clinician, (ask) =>
        ask<{ id: string }>(
          `select episode_id as id from app.treatment_days($1, '2026-06-11', '2026-06-13', '{dispensed}')`,
          [[guest.episodeId, stays.episodeId]],
        ),
      );
      return [guest, stays].map(({ episodeId }) => rows.filter(({ id }) => id === episodeId).length);
    };
    const ofBoth = async () => [await inARow(guest), await inARow(stays), await counted()];
    expect(await ofBoth()).toEqual([3, 0, [3, 0]]);
    // That his booking is cancelled afterwards changes nothing of it.
    const path = `/v1/guest-bookings/${booking.id as string}/cancellation`;
    await http.post(site.clinician, path, { reason: 'Về sớm' }).set('If-Match', '"1"').expect(201);
    expect(await ofBoth()).toEqual([3, 0, [3, 0]]);
    await derive();
    expect([await daysMissedOf(guest), await daysMissedOf(stays)]).toEqual([['11', '12', '13'], []]);
    expect(await missed(guest.episodeId)).toHaveLength(3);
    // Neither was open.
    const { body: closure } = await closes(other, late).expect(201);
    expect(await ofBoth()).toEqual([2, 0, [2, 0]]);
    await derive();
    expect(await daysMissedOf(guest)).toEqual(['11', '12']);
    await http.post(other.clinician, `/v1/dosing-closures/${closure.id as string}/lifting`, {}).expect(201);
    await derive();
    expect([await daysMissedOf(guest), await daysMissedOf(stays)]).toEqual([['11', '12', '13'], []]);
  });

  describe('a guest', () => {
    let guest: SeededEpisode;
    let second: SeededEpisode;
    beforeEach(async () => {
      await opens(site, '2026-06-10');
      await opens(other, '2026-06-10', '17:00');
      [guest, second] = [await anEpisode(test, site), await anEpisode(test, site)];
      for (const { episodeId } of [guest, second]) {
        await anOrder(test, site, episodeId);
        await give(test, site.dispenser, aDose(site, episodeId)).expect(201);
      }
    });

    it('is expected at his home where his host says in time that it gives nothing, and nowhere where it says so later', async () => {
      await books(guest, '2026-06-11', '2026-06-14');
      await books(second, '2026-06-11', '2026-06-14');
      await closes(other, { day: '2026-06-11' }).expect(201);
      await at('2026-06-11T08:00');
      // The home may give, and one of them comes.
      await give(test, site.dispenser, aDose(site, second.episodeId)).expect(201);
      await at('2026-06-11T12:00');
      await derive();
      expect([await daysMissedOf(guest), await daysMissedOf(second), await pending()]).toEqual([
        ['11'],
        [],
        [],
      ]);
      expect(await missed(guest.episodeId)).toEqual(['2026-06-11']);
      // In the morning of the day, while the home is open: in time. Once that has closed: too late for anybody.
      await at('2026-06-12T10:59');
      await closes(other, { day: '2026-06-12' }).expect(201);
      await at('2026-06-12T12:00');
      await derive();
      expect([await daysMissedOf(guest), await pending()]).toEqual([['11', '12'], []]);
      await at('2026-06-13T11:01');
      await closes(other, { day: '2026-06-13' }).expect(201);
      await at('2026-06-13T18:00');
      await derive();
      expect([await daysMissedOf(guest), await pending()]).toEqual([['11', '12'], []]);
      // When it was said the database says: nobody says it of before.
      await expect(
        asApp(
          test.database,
          { userId: userOf(other.clinician), organisationId: other.siteId, today: '2026-06-13' },
          (ask) =>
            ask(
              `insert into dosing_closure (id, site_id, day, reason, recorded_by, recorded_legal_at)
               values (gen_random_uuid(), $1, '2026-06-14', 'Nghỉ', $2, '2026-06-01T00:00:00Z')`,
              [other.siteId, userOf(other.clinician)],
            ),
        ),
      ).rejects.toThrow('permission denied');
      // Neither is open.
      await closes(site, { day: '2026-06-14' }).expect(201);
      await closes(other, { day: '2026-06-14' }).expect(201);
      await at('2026-06-14T18:00');
      await derive();
      expect([await daysMissedOf(guest), await pending()]).toEqual([['11', '12'], []]);
    });

    it('is looked for of a day that his home has done: sent elsewhere afterwards, or to a host that gives after all', async () => {
      await closes(site, { day: '2026-06-11' }).expect(201);
      await at('2026-06-11T12:00');
      await derive();
      expect([await daysMissedOf(guest), await derivedUntil()]).toEqual([[], '2026-06-11']);
      await books(guest, '2026-06-11');
      await derive();
      // The host has time until it closes.
      expect([await daysMissedOf(guest), await pending()]).toMatchObject([[], [{ because: 'changed' }]]);
      await at('2026-06-11T17:00');
      await derive();
      expect([await daysMissedOf(guest), await daysMissedOf(second), await pending()]).toEqual([
        ['11'],
        [],
        [],
      ]);
      // Both closed; the home has done its day, and then the other opens after all.
      await books(guest, '2026-06-12', '2026-06-13');
      await books(second, '2026-06-12', '2026-06-13');
      await closes(site, { day: '2026-06-12' }).expect(201);
      const { body: early } = await closes(other, { day: '2026-06-12' }).expect(201);
      await at('2026-06-12T12:00');
      await derive();
      expect([await daysMissedOf(guest), await pending()]).toEqual([['11'], []]);
      await lifts(other, early.id);
      await give(test, other.dispenser, { ...aDose(other, second.episodeId), kind: 'guest-dose' }).expect(
        201,
      );
      await at('2026-06-12T17:00');
      await derive();
      expect([await daysMissedOf(guest), await daysMissedOf(second), await pending()]).toEqual([
        ['11', '12'],
        [],
        [],
      ]);
    });

    it('is waited for by who says just then that his host is closed, and who gives a dose by who says so of its own site', async () => {
      await books(guest, '2026-06-11');
      await at('2026-06-11T18:00');
      const closing = await anotherSession();
      await closing.query(
        `insert into dosing_closure (id, site_id, day, reason, recorded_by)
         values (gen_random_uuid(), $1, '2026-06-11', 'Mất điện', gen_random_uuid())`,
        [other.siteId],
      );
      const job = derive();
      await eventually(waiting, (count) => count >= 1);
      await closing.query('commit');
      await job;
      // Said after his home had closed: nobody expected him.
      expect([await daysMissedOf(guest), await daysMissedOf(second), await pending()]).toEqual([
        [],
        ['11'],
        [],
      ]);
      // Who tells of a dose of that day holds its site open.
      await closing.query('begin');
      await closing.query(`select pg_advisory_xact_lock(hashtextextended('dosing ' || $1, 0))`, [
        second.episodeId,
      ]);
      const told = { at: '2026-06-11T09:00:00+07:00', reported: true };
      const dose = give(test, site.dispenser, aDose(site, second.episodeId, told)).then(
        ({ status }) => status,
      );
      await eventually(waiting, (count) => count >= 1);
      const closed = closes(site, { day: '2026-06-11', lateReason: 'Mất điện' }).then(({ status, body }) => [
        status,
        body.code,
      ]);
      await eventually(waiting, (count) => count >= 2);
      await closing.query('rollback');
      await closing.end();
      expect([await dose, await closed]).toEqual([201, [409, 'treatment.dosedThatDay']]);
    });
  });

  it('lists who is in treatment without an order, and says before when one ends', async () => {
    await opens(site, '2026-06-10');
    const [ends, followed, none] = [
      await anEpisode(test, site),
      await anEpisode(test, site),
      await anEpisode(test, site),
    ];
    // Whose treatment is on hold does not come for a dose; of what has ended long ago nobody is told when its day is made up for.
    const rests = await anEpisode(test, site, { status: 'on-hold' });
    await anOrder(test, site, rests.episodeId, { untilOn: '2026-06-13' });
    await opens(other, '2026-05-20');
    const past = await anEpisode(test, other);
    await anOrder(test, other, past.episodeId, { fromOn: '2026-05-20', untilOn: '2026-05-25' });
    await anOrder(test, site, ends.episodeId, { untilOn: '2026-06-13' });
    await anOrder(test, site, followed.episodeId, { untilOn: '2026-06-13' });
    await anOrder(test, site, followed.episodeId, { fromOn: '2026-06-14', untilOn: '2026-06-20' });
    await at('2026-06-11T12:00');
    await derive();
    await derive();
    const told: number[] = [];
    for (const { episodeId } of [ends, followed, none, rests, past])
      told.push(await notices('treatment.order-ending', episodeId));
    expect(told).toEqual([1, 0, 0, 0, 0]);
    await at('2026-06-14T08:00');
    const { body: list } = await http.get(site.dispenser, '/v1/dosing-day').expect(200);
    const shown = (list.items as { episodeId: string; slots: unknown[]; orderUntilOn: string | null }[]).map(
      ({ episodeId, slots, orderUntilOn }) => [episodeId, slots.length, orderUntilOn],
    );
    expect(shown.toSorted()).toEqual(
      [
        [ends.episodeId, 0, '2026-06-13'],
        [followed.episodeId, 1, '2026-06-20'],
        [none.episodeId, 0, null],
      ].toSorted(),
    );
    const refused = await give(test, site.dispenser, aDose(site, ends.episodeId)).expect(409);
    expect([refused.body.code, JSON.stringify(refused.body)]).toEqual([
      'treatment.noOrder',
      expect.stringContaining('withheld'),
    ]);
    await give(
      test,
      site.dispenser,
      aDose(site, ends.episodeId, { kind: 'withheld', lotId: undefined }),
    ).expect(201);
    const { body: window } = await http
      .get(site.dispenser, `/v1/dosing-episodes/${ends.episodeId}/window`)
      .expect(200);
    expect(window).toMatchObject({ missedInARow: 0 });
  });

  it('warns of nothing and holds nothing where no protocol is in force, and says each week that nobody saw him', async () => {
    await at('2026-06-01T08:00');
    await opens(site, '2026-06-01');
    const { episodeId } = await anEpisode(test, site);
    await anOrder(test, site, episodeId);
    await at('2026-06-10T12:00');
    await derive();
    expect(await missed(episodeId)).toHaveLength(10);
    for (const kind of ['treatment.missed-doses', 'treatment.dose-held'])
      expect(await notices(kind, episodeId)).toBe(0);
    expect(await notices('treatment.not-seen', episodeId)).toBe(1);
    const { body: list } = await http.get(site.dispenser, '/v1/dosing-day').expect(200);
    expect(list.items).toMatchObject([{ episodeId, missedInARow: 10 }]);
    await give(
      test,
      site.dispenser,
      aDose(site, episodeId, { reported: true, at: '2026-06-10T10:00:00+07:00' }),
    ).expect(201);
    const path = `/v1/dosing-episodes/${episodeId}/window`;
    expect((await http.get(site.dispenser, path).expect(200)).body).toMatchObject({ missedInARow: 0 });
  });
});
