import { Logger } from '@nestjs/common';
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
  give,
  moveEpisode,
  type DosingSite,
  type SeededEpisode,
} from '../setup/dosing-site.js';
import { aDosingApp, type DosingApp } from '../setup/dosing-app.js';
import { seedSuccession } from '../setup/factories.js';
import type { Requests } from '../setup/people-factory.js';
import { derivedUntilOf, makeDue, noticesOf, pendingOf } from '../setup/missed-days.js';
import type { TestApp } from '../setup/test-app.js';

describe('what was missed at a site', () => {
  let test: TestApp;
  let http: Requests;
  let at: DosingApp['at'];
  let derive: DosingApp['derive'];
  let site: DosingSite;
  let other: DosingSite;
  beforeAll(async () => {
    ({ test, http, at, derive } = await aDosingApp());
  }, 60_000);
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
      `select days::text[] as days, explanation::text like '%có 30 ngày không đến%' as said
       from treatment_proposal where case_id = $1`,
      [episodeId],
    );
    expect(rows).toEqual([{ days: ['2026-06-01', '2026-06-30'], said: true }]);
    // Away for longer than is looked back: told of long ago, and not once more each day.
    await at('2026-12-01T12:00');
    await derive();
    expect(await ordersAndGrounds(episodeId)).toEqual([1, 1]);
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
    await test.database.owner.query(
      `insert into case_event (id, case_id, type, effective_at, precision, recorded_legal_at, system, status_after, facts)
       select gen_random_uuid(), e.id, t.type, t.at, 'instant', t.at, 'test', t.status, '{}' from unnest($1::uuid[]) e (id),
         (values ('applied', '2026-06-09T01:00:00Z'::timestamptz, 'applied'), ('admitted', '2026-06-09T02:00:00Z', 'admitted'),
           ('begun', '2026-06-09T03:00:00Z', 'in-treatment')) t (type, at, status)`,
      [[kept.episodeId, moved.episodeId]],
    );
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

  it('warns of nothing and holds nothing where no protocol is in force', async () => {
    await at('2026-06-01T08:00');
    await opens(site, '2026-06-01');
    const { episodeId } = await anEpisode(test, site);
    await anOrder(test, site, episodeId);
    await at('2026-06-10T12:00');
    await derive();
    expect(await missed(episodeId)).toHaveLength(10);
    for (const kind of ['treatment.missed-doses', 'treatment.dose-held'])
      expect(await notices(kind, episodeId)).toBe(0);
  });
});
