import pg from 'pg';
import type request from 'supertest';
import type { DoseHistoryDto } from '../../src/treatment/interlock/dose-history.dto.js';
import type { IssuedTokensDto } from '../../src/treatment/window/token.dto.js';
import type { WindowDto } from '../../src/treatment/window/window.dto.js';
import {
  aDose,
  aDosingSite,
  aFollowUp,
  anEpisode,
  anOrder,
  aProtocol,
  decideAgain,
  give,
  userOf,
  type DosingSite,
  type SeededEpisode,
} from '../setup/dosing-site.js';
import { aDosingApp, type DosingApp } from '../setup/dosing-app.js';
import { tokenOf } from '../setup/factories.js';
import { eventually } from '../setup/time.js';
import type { Requests } from '../setup/people-factory.js';
import type { TestApp } from '../setup/test-app.js';

const outcome = ({ status, body }: request.Response): unknown => [status, body.code];

const BY_NONE = {
  unchecked: true,
  uncheckedBecause: {
    vi: expect.stringContaining('Cơ sở chưa có phác đồ') as string,
    en: expect.any(String) as string,
  },
};
/** Of a guest: the site has a protocol, and his home has none. */
const NOT_AT_HOME = {
  unchecked: true,
  uncheckedBecause: { vi: expect.stringContaining('Cơ sở điều trị của người này chưa có') as string },
};
const CHECKED = { unchecked: false, uncheckedBecause: null };

describe('the window of a site', () => {
  let test: TestApp;
  let http: Requests;
  let at: DosingApp['at'];
  let site: DosingSite;
  let other: DosingSite;
  beforeAll(async () => {
    ({ test, http, at } = await aDosingApp());
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    await at('2026-06-10T08:00');
    site = await aDosingSite(test);
    other = await aDosingSite(test);
  });

  const history = async (episodeId: string, from: string, to: string): Promise<readonly DoseHistoryDto[]> =>
    (
      await http
        .get(site.clinician, `/v1/dosing-episodes/${episodeId}/doses?from=${from}&to=${to}`)
        .expect(200)
    ).body.items as readonly DoseHistoryDto[];
  const dayList = async (where = site): Promise<readonly WindowDto[]> =>
    (await http.get(where.dispenser, '/v1/dosing-day').expect(200)).body.items as readonly WindowDto[];
  const due = async (): Promise<unknown> => (await dayList())[0]?.testDueOn;

  it('shows who is expected, and nothing of the file', async () => {
    const { episodeId, personId } = await anEpisode(test, site);
    await anOrder(test, site, episodeId, { doses: [1500, 500] });
    const { episodeId: unordered } = await anEpisode(test, site);
    await anEpisode(test, site, { status: 'on-hold' });
    await give(test, site.dispenser, aDose(site, episodeId)).expect(201);
    const listed = await dayList();
    const one = listed.find((each) => each.episodeId === episodeId);
    // In treatment, with nothing ordered.
    expect(listed.filter((each) => each !== one)).toMatchObject([{ episodeId: unordered, slots: [] }]);
    expect(one).toEqual({
      ...{ episodeId, personId, fullName: 'Nguyễn Văn Bình', birthYear: 1991, kind: 'methadone-treatment' },
      ...{ guest: false, unit: 'microlitre', lastDoseOn: '2026-06-10', consented: true, dosing: true },
      slots: [
        { slot: 1, dose: 1500, state: 'given', vomited: false, againMost: null },
        { slot: 2, dose: 500, state: 'due', vomited: false, againMost: null },
      ],
      ...{
        held: false,
        holds: [],
        unfit: [],
        bookedElsewhere: false,
        hostClosed: false,
        missedInARow: 0,
        orderUntilOn: '2026-06-30',
        doubleDose: false,
        testDueOn: null,
        testOverdue: false,
        flags: [],
        ...BY_NONE,
      },
    });
    expect(await dayList(other)).toEqual([]);
    await http.get(other.dispenser, `/v1/dosing-episodes/${episodeId}/window`).expect(404);
    await http.get(site.dispenser, `/v1/cases/${episodeId}`).expect(403);
    await http.get(site.dispenser, `/v1/dosing-episodes/${episodeId}/urine-tests`).expect(403);
    const police = await tokenOf(test, { kind: 'commune-police', role: 'head-of-commune-police' });
    for (const path of ['/v1/dosing-day', `/v1/dosing-episodes/${episodeId}/doses`])
      await http.get(police, path).expect(403);
  });

  it('finds a person by the card that was issued last', async () => {
    const { episodeId } = await anEpisode(test, site);
    const { episodeId: another } = await anEpisode(test, site);
    const issue = (to: string, code: string) =>
      http.post(site.dispenser, `/v1/dosing-episodes/${to}/card`, { code });
    const find = (code: string, where = site) =>
      http.post(where.dispenser, '/v1/dosing-window/card', { code });
    await issue(episodeId, 'the-000001').expect(201);
    expect((await find('THE-000001').expect(201)).body).toMatchObject({ episodeId, slots: [] });
    expect((await issue(another, 'THE-000001').expect(409)).body.code).toBe('treatment.cardTaken');
    await find('THE-000001', other).expect(404);
    await issue(episodeId, 'THE-000002').expect(201);
    expect((await find('THE-000001').expect(404)).body.code).toBe('treatment.noSuchCard');
    await find('THE-000002').expect(201);
  });

  it('holds the dose until a clinician lets it go on', async () => {
    const { episodeId } = await anEpisode(test, site);
    await anOrder(test, site, episodeId);
    const path = `/v1/dosing-episodes/${episodeId}/holds`;
    const { body: hold } = await http.post(site.clinician, path, { reason: 'Chờ khám' }).expect(201);
    await http.post(site.dispenser, path, { reason: 'Chờ khám' }).expect(403);
    const [holding] = await dayList();
    expect(holding).toMatchObject({ held: true, holds: [{ source: 'clinician', reason: 'Chờ khám' }] });
    expect(holding?.holds).toMatchObject([{ fromOn: '2026-06-10', placedBy: userOf(site.clinician) }]);
    const byRule = await anEpisode(test, site);
    await test.database.owner.query(
      `insert into dose_hold (id, episode_id, site_id, source, reason, from_on, placed_at)
       values (gen_random_uuid(), $1, $2, 'missed-doses', 'Không đến uống thuốc 5 ngày', '2026-06-09', '2026-06-09T05:00Z')`,
      [byRule.episodeId, site.siteId],
    );
    const { body: ruled } = await http
      .get(site.dispenser, `/v1/dosing-episodes/${byRule.episodeId}/window`)
      .expect(200);
    expect(ruled.holds).toEqual([
      { source: 'missed-doses', reason: 'Không đến uống thuốc 5 ngày', fromOn: '2026-06-09', placedBy: null },
    ]);
    const { body: labels } = await http.get(site.dispenser, '/v1/code-lists/hold-source').expect(200);
    expect(JSON.stringify(labels)).not.toContain('Bỏ liều');
    expect((await give(test, site.dispenser, aDose(site, episodeId)).expect(409)).body.code).toBe(
      'treatment.held',
    );
    const end = () =>
      http
        .post(site.clinician, `/v1/dose-holds/${hold.id}/end`, { reason: 'Đã khám' })
        .set('If-Match', `"${hold.version}"`);
    await end().expect(201);
    await end().expect(412);
    await give(test, site.dispenser, aDose(site, episodeId)).expect(201);
  });

  /** Two requests of which the first is under way, and has not ended, when the second comes. */
  const meanwhile = async (first: request.Test, second: () => request.Test) => {
    const gate = new pg.Client({ connectionString: test.database.config.database.ownerUrl ?? '' });
    await gate.connect();
    const waiting = async (): Promise<number> =>
      (
        await gate.query<{ count: number }>(
          `select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        )
      ).rows[0]?.count ?? 0;
    try {
      // Each entry of the audit waits: a transaction has done all else by then.
      await gate.query('begin');
      await gate.query('lock table audit_event in exclusive mode');
      const one = first.then((answer) => answer);
      await eventually(waiting, (count) => count >= 1);
      const next = second().then((answer) => answer);
      await eventually(waiting, (count) => count >= 2);
      await gate.query('commit');
      return [await one, await next] as const;
    } finally {
      await gate.end();
    }
  };

  it('sees a hold, an order and a dose of another slot that are being entered at that moment', async () => {
    const [held, ordered, twice] = [
      await anEpisode(test, site),
      await anEpisode(test, site),
      await anEpisode(test, site),
    ];
    for (const { episodeId } of [held, ordered]) await anOrder(test, site, episodeId);
    await anOrder(test, site, twice.episodeId, { doses: [1500, 500] });
    const dose = (of: SeededEpisode, more: Parameters<typeof aDose>[2] = {}): request.Test =>
      give(test, site.dispenser, aDose(site, of.episodeId, more));
    const hold = http.post(site.clinician, `/v1/dosing-episodes/${held.episodeId}/holds`, {
      reason: 'Chờ khám',
    });
    const [put, refused] = await meanwhile(hold, () => dose(held));
    expect([put.status, outcome(refused)]).toEqual([201, [409, 'treatment.held']]);

    const { body: next } = await http
      .post(site.clinician, `/v1/dosing-episodes/${ordered.episodeId}/orders`, {
        ...{ slots: [{ dose: 2500 }], strength: 10_000, reason: 'Tăng liều' },
        ...{ fromOn: '2026-06-10', untilOn: '2026-06-20' },
      })
      .expect(201);
    const approval = (): request.Test =>
      http.post(site.colleague, `/v1/dose-orders/${next.id}/approval`, {}).set('If-Match', '"1"');
    const [given, approved] = await meanwhile(dose(ordered), approval);
    expect([given.status, outcome(approved)]).toEqual([201, [409, 'treatment.dosedOtherwise']]);

    await aProtocol(test, site.siteId, { doseMax: 25_000, strengthMicrogramsPerMl: 10_000 });
    const told = { slot: 1, dose: 2200, reported: true, at: '2026-06-10T07:30:00+07:00' };
    const [first, second] = await meanwhile(dose(twice, told), () => dose(twice, { slot: 2 }));
    expect([first.status, outcome(second)]).toEqual([201, [409, 'treatment.orderUnfit']]);
    expect(second.body.checks).toMatchObject([{ check: 'maxDailyDose', limit: 2500, found: 2700 }]);
  });

  it('warns of an order that does not fit any more, of a guest’s too, and keeps no dose by it', async () => {
    const [home, guest] = [await anEpisode(test, site), await anEpisode(test, site)];
    for (const { episodeId } of [home, guest])
      await anOrder(test, site, episodeId, { fromOn: '2026-06-10', untilOn: '2026-07-20' });
    const stay = { guestSiteId: other.siteId, fromOn: '2026-06-10', untilOn: '2026-06-11', reason: 'Đi xa' };
    await http
      .post(site.clinician, `/v1/dosing-episodes/${guest.episodeId}/guest-bookings`, stay)
      .expect(201);
    expect((await dayList(other))[0]).toMatchObject({ guest: true, unfit: [], ...BY_NONE });
    // The host's own protocol is not the one that he is treated by.
    await aProtocol(test, other.siteId, { doseMax: 1000, strengthMicrogramsPerMl: 10_000 });
    const windowOf = `/v1/dosing-episodes/${guest.episodeId}/window`;
    const { body: window } = await http.get(other.dispenser, windowOf).expect(200);
    for (const each of [(await dayList(other))[0], window])
      expect(each).toMatchObject({ unfit: [], ...NOT_AT_HOME });
    const tokensOf = async (): Promise<unknown> =>
      (await http.post(other.dispenser, '/v1/dosing-day/tokens', {}).expect(201)).body.tokens;
    const [token] = (await tokensOf()) as { id: string }[];
    expect(token).toMatchObject({ episodeId: guest.episodeId, ...NOT_AT_HOME });
    await http.post(other.dispenser, `/v1/dose-tokens/${token?.id ?? ''}/release`, {}).expect(201);
    await test.database.owner.query(`update treatment_episode set phase = 'maintenance' where site_id = $1`, [
      site.siteId,
    ]);
    expect((await dayList()).map(({ unfit }) => unfit)).toMatchObject([
      [{ check: 'maintenanceDays', limit: 30, found: 41 }],
      [{ check: 'maintenanceDays' }],
    ]);
    // The other site learns that it does not fit, and no number of the home.
    const [shown] = await dayList(other);
    expect(shown).toMatchObject({
      holds: [],
      unfit: [{ check: 'maintenanceDays', limit: null, found: null }],
    });
    const dose = aDose(other, guest.episodeId, { kind: 'guest-dose' });
    const refused = await give(test, other.dispenser, dose);
    expect([refused.status, refused.body.code]).toEqual([409, 'treatment.orderUnfit']);
    expect(refused.body.checks).toMatchObject([{ check: 'maintenanceDays', limit: null }]);
    const fact = { ...dose, clientEventId: 'khach-1', reported: true, at: '2026-06-10T07:30:00+07:00' };
    const { body: given } = await give(test, other.dispenser, fact).expect(201);
    const [ofHost, ofHome] = [{ unchecked: true }, NOT_AT_HOME.uncheckedBecause];
    expect(given).toMatchObject({ flags: ['order-unfit'], protocol: { ...ofHost, why: ofHome } });
    expect(given.protocol.notChecked).toContainEqual({
      ...{ value: 'doseMax', why: expect.objectContaining(ofHome) as object },
    });
    const [entry] = await history(guest.episodeId, '2026-06-10', '2026-06-10');
    expect(entry).toMatchObject({ kind: 'guest-dose', ...NOT_AT_HOME });
    const { body: kept } = await http.post(other.dispenser, '/v1/dosing-day/tokens', {}).expect(201);
    expect(kept).toMatchObject({ tokens: [], refused: [{ episodeId: guest.episodeId, why: 'order-unfit' }] });
    await aProtocol(test, site.siteId, { doseMax: 19_000 });
    expect((await dayList(other))[0]?.unfit.map(({ check }) => check)).toEqual([
      'maxDailyDose',
      'maintenanceDays',
    ]);
    expect((await dayList(other))[0]).toMatchObject(CHECKED);
    const [now] = await history(guest.episodeId, '2026-06-10', '2026-06-10');
    expect(now).toMatchObject(CHECKED);
  });

  it('says in each answer that nothing is checked, as long as no protocol is in force', async () => {
    const { episodeId } = await anEpisode(test, site);
    await anOrder(test, site, episodeId);
    const path = `/v1/dosing-episodes/${episodeId}`;
    const stay = { guestSiteId: other.siteId, fromOn: '2026-06-12', untilOn: '2026-06-12', reason: 'Đi xa' };
    const urine = { takenOn: '2026-06-09', opioids: 'negative', otherDrugs: 'not-tested' };
    const booking = await http.post(site.clinician, `${path}/guest-bookings`, stay).expect(201);
    const tested = await http.post(site.clinician, `${path}/urine-tests`, urine).expect(201);
    const tokens = await http.post(site.dispenser, '/v1/dosing-day/tokens', {}).expect(201);
    const tokenId = tokens.body.tokens[0].id as string;
    const dose = await give(test, site.dispenser, aDose(site, episodeId, { tokenId })).expect(201);
    const vomited = await give(test, site.dispenser, aFollowUp('vomited', episodeId, dose.body.id)).expect(
      201,
    );
    const decided = await decideAgain(test, site.clinician, vomited.body.id, 1000).expect(201);
    const hold = await http.post(site.clinician, `${path}/holds`, { reason: 'Chờ khám' }).expect(201);
    const listed = async (): Promise<readonly unknown[]> => [
      ...(await Promise.all(
        ['guest-bookings', 'urine-tests', 'holds'].map(
          async (list) =>
            (await http.get(site.clinician, `${path}/${list}`).expect(200)).body.items[0] as unknown,
        ),
      )),
      (await history(episodeId, '2026-06-10', '2026-06-10')).find(({ kind }) => kind === 'dispensed'),
      (await dayList())[0],
    ];
    for (const said of [
      ...[booking.body, tested.body, tokens.body.tokens[0], decided.body, hold.body],
      ...(await listed()),
    ])
      expect(said).toMatchObject(BY_NONE);
    await aProtocol(test, site.siteId, { testEveryDays: 30, redoseWithinMinutes: 60 });
    const [, , , kept] = await listed();
    // What was given then was given without one.
    expect(kept).toMatchObject(BY_NONE);
    for (const said of (await listed()).filter(
      (each) => each !== kept && (each as DoseHistoryDto).id !== dose.body.id,
    ))
      expect(said).toMatchObject(CHECKED);
    const again = await decideAgain(test, site.clinician, vomited.body.id, 900).expect(201);
    expect(again.body).toMatchObject(CHECKED);
    const ended = await http
      .post(site.clinician, `/v1/dose-holds/${hold.body.id}/end`, { reason: 'Đã khám' })
      .set('If-Match', '"1"')
      .expect(201);
    expect(ended.body).toMatchObject(CHECKED);
  });

  it('sends nobody to a site that is closed on all the days, and names those on which it is', async () => {
    const close = (where: DosingSite, day: string) =>
      http.post(where.clinician, '/v1/dosing-closures', { day, reason: 'Nghỉ' }).expect(201);
    for (const day of ['2026-06-11', '2026-06-12']) await close(other, day);
    // What the own site says is another matter.
    await close(site, '2026-06-13');
    const { episodeId } = await anEpisode(test, site);
    await anOrder(test, site, episodeId);
    const path = `/v1/dosing-episodes/${episodeId}/guest-bookings`;
    const book = (fromOn: string, untilOn: string) =>
      http.post(site.clinician, path, { guestSiteId: other.siteId, fromOn, untilOn, reason: 'Đi xa' });
    const refused = await book('2026-06-11', '2026-06-12').expect(409);
    expect([refused.body.code, refused.body.days]).toEqual([
      'treatment.hostClosed',
      ['2026-06-11', '2026-06-12'],
    ]);
    const { body } = await book('2026-06-11', '2026-06-13').expect(201);
    expect(body.closedDays).toEqual([{ day: '2026-06-11' }, { day: '2026-06-12' }]);
    const { body: listed } = await http.get(site.dispenser, path).expect(200);
    expect(listed.items).toMatchObject([{ closedDays: [{ day: '2026-06-11' }, { day: '2026-06-12' }] }]);
    // Said afterwards, the home hears of it; where nothing is given there, the home gives.
    await at('2026-06-11T08:00');
    const atHome = await give(test, site.dispenser, aDose(site, episodeId)).expect(201);
    expect(atHome.body.flags).toEqual([]);
    await at('2026-06-13T08:00');
    const there = await give(test, site.dispenser, aDose(site, episodeId)).expect(409);
    expect(there.body).toMatchObject({
      ...{ code: 'treatment.bookedElsewhere', hostClosedDays: ['2026-06-11', '2026-06-12'] },
    });
    const tokens = async (): Promise<IssuedTokensDto> =>
      (await http.post(site.dispenser, '/v1/dosing-day/tokens', { episodes: [{ episodeId }] }).expect(201))
        .body;
    expect(await tokens()).toMatchObject({ tokens: [], refused: [{ why: 'booked-elsewhere' }] });
    await close(other, '2026-06-13');
    // Nor is it kept from a home that fears to have no connection.
    const kept = await tokens();
    expect(kept).toMatchObject({ tokens: [{ episodeId }], refused: [] });
    const byToken = { tokenId: kept.tokens[0]?.id };
    const closedToo = await give(test, site.dispenser, aDose(site, episodeId, byToken)).expect(201);
    expect(closedToo.body.flags).toEqual(['site-closed']);
    const { rows: told } = await test.database.owner.query(
      `select facts ->> 'day' as day from notification where kind = 'treatment.host-closed' and subject_id = $1 and organisation_id = $2`,
      [episodeId, site.siteId],
    );
    expect(told).toEqual([{ day: '2026-06-13' }]);
    const { body: window } = await http
      .get(site.dispenser, `/v1/dosing-episodes/${episodeId}/window?day=2026-06-12`)
      .expect(200);
    expect(window).toMatchObject({ bookedElsewhere: false, hostClosed: true });
    await http.get(other.dispenser, '/v1/dosing-closures').expect(200);
    const read = `select 1 from audit_event where action = 'treatment.closures.read' and organisation_id = $1`;
    expect((await test.database.owner.query(read, [other.siteId])).rowCount).toBe(1);
  });

  it('leaves booked days to the other site, which learns the dose and no more', async () => {
    const { episodeId, personId } = await anEpisode(test, site);
    await anOrder(test, site, episodeId);
    const book = (body: object) =>
      http.post(site.clinician, `/v1/dosing-episodes/${episodeId}/guest-bookings`, {
        ...{ guestSiteId: other.siteId, fromOn: '2026-06-10', untilOn: '2026-06-11', reason: 'Đi xa' },
        ...body,
      });
    const beyond = await book({ untilOn: '2026-07-01' }).expect(409);
    expect(beyond.body.errors).toMatchObject([{ pointer: '/untilOn', code: 'treatment.noOrder' }]);
    expect(beyond.body.errors[0].detail).toContain('đến hết ngày cuối');
    const without = await book({ fromOn: '2026-07-01', untilOn: '2026-07-01' }).expect(409);
    expect(without.body.errors).toMatchObject([{ pointer: '/fromOn', code: 'treatment.noOrder' }]);
    // What somebody at the window does, a booking does not say.
    expect(JSON.stringify([beyond.body, without.body])).not.toContain('withheld');
    await book({ guestSiteId: site.siteId }).expect(422);
    const { body: booking } = await book({}).expect(201);
    expect((await book({ fromOn: '2026-06-11' }).expect(409)).body.code).toBe('treatment.bookingOverlaps');
    const home = await give(test, site.dispenser, aDose(site, episodeId));
    expect([home.status, home.body.code]).toEqual([409, 'treatment.bookedElsewhere']);
    const [guest] = await dayList(other);
    expect(guest).toMatchObject({
      episodeId,
      personId,
      guest: true,
      consented: null,
      slots: [{ dose: 2000 }],
    });
    await http.get(other.clinician, `/v1/dosing-episodes/${episodeId}/orders`).expect(404);
    await give(test, other.dispenser, aDose(other, episodeId)).expect(409);
    await give(test, other.dispenser, aDose(other, episodeId, { kind: 'guest-dose' })).expect(201);
    const seen = await history(episodeId, '2026-06-10', '2026-06-10');
    expect(seen).toMatchObject([{ kind: 'guest-dose', siteId: other.siteId }]);
    expect((await dayList())[0]).toMatchObject({ bookedElsewhere: true, slots: [{ state: 'given' }] });
    await http
      .post(site.clinician, `/v1/guest-bookings/${booking.id}/cancellation`, { reason: 'Về sớm' })
      .set('If-Match', '"1"')
      .expect(201);
    expect(await dayList(other)).toEqual([]);
    // Had already, wherever.
    expect((await give(test, site.dispenser, aDose(site, episodeId)).expect(409)).body.code).toBe(
      'treatment.alreadyDosed',
    );
  });

  it('says by when a test is due where the protocol has a schedule, and nothing where it has none', async () => {
    const { episodeId } = await anEpisode(test, site);
    await anOrder(test, site, episodeId);
    const enter = async (takenOn: string, more: object = {}): Promise<{ readonly id: string }> =>
      (
        await http
          .post(site.clinician, `/v1/dosing-episodes/${episodeId}/urine-tests`, {
            ...{ takenOn, opioids: 'negative', otherDrugs: 'not-tested', ...more },
          })
          .expect(201)
      ).body as { readonly id: string };
    expect(await due()).toBeNull();
    await aProtocol(test, site.siteId, { testEveryDays: 30 });
    // Who was never tested is due from the beginning on.
    expect((await dayList())[0]).toMatchObject({ testDueOn: '2026-02-04', testOverdue: true });
    await enter('2026-05-20');
    expect((await dayList())[0]).toMatchObject({ testDueOn: '2026-06-19', testOverdue: false });
    expect(await due()).toBe('2026-06-19');
    const { id } = await enter('2026-06-09');
    expect(await due()).toBe('2026-07-09');
    const { body } = await http
      .get(site.dispenser, `/v1/dosing-episodes/${episodeId}/window?day=2026-06-01`)
      .expect(200);
    expect(body.testDueOn).toBe('2026-06-19');
    await http
      .post(site.clinician, `/v1/urine-tests/${id}/void`, { reason: 'Nhầm mẫu' })
      .set('If-Match', '"1"')
      .expect(201);
    await enter('2026-06-10', { opioids: 'invalid' });
    expect(await due()).toBe('2026-06-19');
  });

  it('takes a dose back: free again, the stock as it was, and late where the site says from when', async () => {
    const { episodeId } = await anEpisode(test, site);
    await anOrder(test, site, episodeId);
    const voided = async (id: string): Promise<unknown> => {
      const follow = aFollowUp('voided', episodeId, id, { reason: 'Ghi nhầm người' });
      const { body } = await give(test, site.dispenser, follow).expect(201);
      const { rows } = await test.database.owner.query<{ detail: object }>(
        'select detail from audit_event where subject_id = $1',
        [body.id],
      );
      return rows.map(({ detail }) => detail);
    };
    const given = async (): Promise<string> =>
      (await give(test, site.dispenser, aDose(site, episodeId)).expect(201)).body.id as string;
    const first = await given();
    await at('2026-06-10T11:30');
    // Of no minutes said, none is late.
    expect(await voided(first)).toEqual([{}]);
    const { body } = await http
      .post(site.clinician, '/v1/dosing-site', {
        ...{ fromOn: '2026-06-10', closesAt: '11:00', lateVoidMinutes: 15 },
      })
      .expect(201);
    expect(body).toMatchObject({ lateVoidMinutes: 15 });
    // One's own alone: of the other site nobody has said anything, and nobody is treated there.
    const hoursOf = async (token: string): Promise<unknown> =>
      (await http.get(token, '/v1/dosing-site').expect(200)).body;
    expect(await hoursOf(site.dispenser)).toEqual({
      ...{ siteId: site.siteId, fromOn: '2026-06-10', closesAt: '11:00', lateVoidMinutes: 15 },
      ...{ closedOnHolidays: false, derivedUntil: null },
    });
    const unsaid = { closesAt: null, lateVoidMinutes: null, closedOnHolidays: false, derivedUntil: null };
    expect(await hoursOf(other.clinician)).toEqual({ siteId: other.siteId, fromOn: null, ...unsaid });
    const { episodeId: there } = await anEpisode(test, other);
    await anOrder(test, other, there);
    expect(await hoursOf(other.clinician)).toEqual({ siteId: other.siteId, fromOn: '2026-06-10', ...unsaid });
    const read = await test.database.owner.query(
      `select 1 from audit_event where action = 'treatment.site.read' and organisation_id = $1`,
      [other.siteId],
    );
    expect(read.rows).toHaveLength(2);
    const second = await given();
    await at('2026-06-10T11:45');
    expect(await voided(second)).toEqual([{}]);
    const third = await given();
    await at('2026-06-10T12:01');
    expect(await voided(third)).toEqual([{ late: true }]);
    const day = await http.get(site.dispenser, '/v1/stock-day?day=2026-06-10').expect(200);
    expect(day.body.lots).toMatchObject([{ opening: { usable: 0 }, expected: { usable: 0 } }]);
    await given();
  });

  it('keeps urine tests with their counter-tests, for clinicians', async () => {
    const { episodeId } = await anEpisode(test, site);
    const path = `/v1/dosing-episodes/${episodeId}/urine-tests`;
    const enter = (body: object) =>
      http.post(site.clinician, path, {
        takenOn: '2026-06-09',
        opioids: 'positive',
        otherDrugs: 'not-tested',
        ...body,
      });
    const { body: first } = await enter({}).expect(201);
    const { body: counter } = await enter({ opioids: 'negative', counterOf: first.id }).expect(201);
    const twice = await enter({ counterOf: first.id }).expect(409);
    expect(twice.body).toMatchObject({
      ...{ code: 'treatment.testNotCounted', errors: [{ pointer: '/counterOf' }] },
    });
    const early = await enter({ counterOf: first.id, takenOn: '2026-06-08' }).expect(409);
    expect(early.body).toMatchObject({
      ...{ code: 'treatment.testNotCounted', errors: [{ pointer: '/takenOn' }] },
    });
    await enter({ takenOn: '2026-06-11' }).expect(422);
    await enter({ hiv: 'negative' }).expect(422);
    await http
      .post(site.clinician, `/v1/urine-tests/${counter.id}/void`, { reason: 'Nhầm mẫu' })
      .set('If-Match', '"1"')
      .expect(201);
    await enter({ opioids: 'negative', counterOf: first.id }).expect(201);
    const { body } = await http.get(site.clinician, path).expect(200);
    expect(
      (body.items as { voidReason: string | null }[]).map(({ voidReason }) => voidReason).toSorted(),
    ).toEqual(['Nhầm mẫu', null, null].toSorted());
    await http
      .post(other.clinician, path, { takenOn: '2026-06-09', opioids: 'negative', otherDrugs: 'negative' })
      .expect(404);
  });
});
