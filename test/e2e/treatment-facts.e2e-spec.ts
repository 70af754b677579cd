import { setTimeout as pause } from 'node:timers/promises';
import type request from 'supertest';
import pg from 'pg';
import type { IssuedTokensDto } from '../../src/treatment/window/token.dto.js';
import type { WindowDto } from '../../src/treatment/window/window.dto.js';
import { DOSE_ALARMS, DoseAlarms } from '../../src/treatment/interlock/dose-alarms.js';
import { attackerOn, claimSql, doseSql, namedSql, toTheEnd } from '../setup/dose-attacks.js';
import { asApp } from '../setup/as-app.js';
import { aDosingApp, type DosingApp } from '../setup/dosing-app.js';
import {
  aDose,
  aDosingSite,
  aFollowUp,
  aLot,
  anEpisode,
  anOrder,
  aProtocol,
  give,
  moveEpisode,
  userOf,
  type DosingSite,
  type SeededEpisode,
} from '../setup/dosing-site.js';
import { registerPerson } from '../setup/people-factory.js';

const DAY = '2026-06-10';
const UNKNOWN = '01890a5d-ac96-774b-bcce-b302099a8057';
const on = (time: string, day = DAY): string => `${day}T${time}:00+07:00`;
const told = (time: string, more: object = {}): object => ({ reported: true, at: on(time), ...more });

/** As the step that ends it does. */
const close = async ({ episodeId }: SeededEpisode, client: pg.Client): Promise<void> => {
  await client.query(`select set_config('app.today', $1, true)`, [DAY]);
  await client.query(
    `update case_file set status = 'terminated', closed_reason = 'terminated', closed_on = $2 where id = $1`,
    [episodeId, DAY],
  );
};

/** What was given is a fact: it is told hours later, and is never refused for what has changed since. */
describe('a dose that was given already', () => {
  let site: DosingApp;
  let here: DosingSite;
  let there: DosingSite;
  beforeAll(async () => {
    site = await aDosingApp();
  }, 60_000);
  afterAll(() => site.test.close());
  beforeEach(async () => {
    await site.at(`${DAY}T08:00`);
    here = await aDosingSite(site.test);
    there = await aDosingSite(site.test);
  });

  const treatedHere = async (doses = [2000]): Promise<SeededEpisode> => {
    const episode = await anEpisode(site.test, here);
    await anOrder(site.test, here, episode.episodeId, { doses });
    return episode;
  };
  const booked = async (
    { episodeId }: SeededEpisode,
    untilOn = DAY,
  ): Promise<{ readonly cancel: () => request.Test }> => {
    const path = `/v1/dosing-episodes/${episodeId}/guest-bookings`;
    const { body } = await site.http
      .post(here.clinician, path, {
        ...{ guestSiteId: there.siteId, fromOn: DAY, untilOn, reason: 'Đi xa' },
      })
      .expect(201);
    return {
      cancel: () =>
        site.http
          .post(here.clinician, `/v1/guest-bookings/${body.id}/cancellation`, { reason: 'Về sớm' })
          .set('If-Match', '"1"'),
    };
  };
  const alarmed = (kind: string, { episodeId }: SeededEpisode, { siteId }: DosingSite): Promise<number> =>
    site.count(
      'dose_alarm where kind = $1 and episode_id = $2 and site_id = $3',
      ...[kind, episodeId, siteId],
    );
  const window = async (where: DosingSite, { episodeId }: SeededEpisode): Promise<WindowDto> =>
    (await site.http.get(where.dispenser, `/v1/dosing-episodes/${episodeId}/window`).expect(200))
      .body as WindowDto;
  /** The home decides on the treatment itself, from a moment on. */
  const decided = async (
    type: string,
    status: string,
    { episodeId }: SeededEpisode,
    time: string,
  ): Promise<void> => {
    const { owner } = site.test.database;
    await owner.query(
      `insert into case_event (id, case_id, type, effective_at, precision, recorded_legal_at, system, status_after)
       values (gen_random_uuid(), $1, $2, $3, 'instant', $3, 'test', $4)`,
      [episodeId, type, on(time), status],
    );
    await owner.query('update case_file set status = $2 where id = $1', [episodeId, status]);
  };
  const standing = (episodeId: string): Promise<number> =>
    site.count('dose_claim where episode_id = $1 and released_at is null', episodeId);
  const NOT_HERE = [404, 'treatment.notTreatedHere'];

  it('by the place from which the person has moved since is told and taken back there, and nothing of after', async () => {
    const [episode, other] = [await treatedHere(), await treatedHere()];
    const { episodeId } = episode;
    const entered = aDose(here, other.episodeId);
    const { id } = await site.given(here, entered);
    await moveEpisode(site.test, other, here, there, on('09:00'));
    await moveEpisode(site.test, episode, here, there, on('09:00'));
    await site.at(`${DAY}T10:00`);
    // Its answer was lost, and it is sent again: it is here already.
    expect(await site.given(here, entered)).toMatchObject({ id, resent: true });
    expect(await site.refused(here, aDose(here, other.episodeId))).toEqual(NOT_HERE);
    expect(await site.refused(here, aDose(here, episodeId))).toEqual(NOT_HERE);
    const fact = await site.given(here, aDose(here, episodeId, told('08:30')));
    expect(fact).toMatchObject({ flags: [], dose: 2000, measured: 2000, day: DAY });
    await anOrder(site.test, there, episodeId, { fromOn: DAY });
    expect(await site.refused(there, aDose(there, episodeId))).toEqual([409, 'treatment.alreadyDosed']);
    await site.http.get(here.clinician, `/v1/dosing-episodes/${episodeId}/doses`).expect(404);
    await site.at('2026-06-11T10:00');
    const wrong = { reason: 'Ghi nhầm người' };
    const others = aFollowUp('voided', episodeId, fact.id, wrong);
    expect(await site.refused(there, others)).toEqual([404, 'treatment.noSuchDoseEvent']);
    await site.given(here, aFollowUp('voided', episodeId, fact.id, wrong));
    await site.given(there, aDose(there, episodeId, told('09:30')));
    // Before the episode was opened nobody treated in it.
    const before = aDose(here, episodeId, { reported: true, at: on('08:00', '2026-01-04') });
    expect(await site.refused(here, before)).toEqual(NOT_HERE);
  });

  it('later on the day of the move, or of the cancelling, is told with a flag; both places hear of it, and give no second', async () => {
    const [moved, guest] = [await treatedHere(), await treatedHere()];
    const booking = await booked(guest, '2026-06-12');
    await site.at(`${DAY}T09:00`);
    await booking.cancel().expect(201);
    await moveEpisode(site.test, moved, here, there, on('09:00'));
    await site.at(`${DAY}T10:00`);
    await anOrder(site.test, there, moved.episodeId, { fromOn: DAY, doses: [1000, 1000] });
    const asGuest = (more: object): object => aDose(there, guest.episodeId, { kind: 'guest-dose', ...more });
    // Before giving it is as if there had never been anybody.
    expect(await site.refused(here, aDose(here, moved.episodeId))).toEqual(NOT_HERE);
    expect(await site.refused(there, asGuest({}))).toEqual(NOT_HERE);
    const flagged = { flags: ['not-placed-here'], dose: 2000 };
    expect(await site.given(here, aDose(here, moved.episodeId, told('09:30')))).toMatchObject(flagged);
    expect(await site.given(there, asGuest(told('09:30')))).toMatchObject(flagged);
    const alone = aDose(here, moved.episodeId, { kind: 'refused', lotId: undefined, ...told('09:40') });
    expect(await site.given(here, alone)).toMatchObject({ flags: ['not-placed-here'] });
    await site.test.app.get(DoseAlarms).run({}, DOSE_ALARMS);
    for (const where of [here, there]) {
      expect([
        await alarmed('not-placed-here', moved, where),
        await alarmed('not-placed-here', guest, where),
      ]).toEqual([...[2, 1]]);
      expect(await alarmed('double-dose', moved, where)).toBe(0);
      const { body } = await site.http.get(where.clinician, '/v1/notifications').expect(200);
      const kinds = (body.items as { kind: string }[]).filter(
        ({ kind }) => kind === 'treatment.not-placed-here',
      );
      expect(kinds).toHaveLength(3);
    }
    for (const slot of [1, 2]) {
      expect(await site.refused(there, aDose(there, moved.episodeId, { slot }))).toEqual([
        ...[409, 'treatment.alreadyDosed'],
      ]);
    }
    expect(await site.refused(here, aDose(here, guest.episodeId))).toEqual([409, 'treatment.alreadyDosed']);
    await site.test.database.owner.query(
      `insert into person_access (person_id, organisation_id, reason, acts, from_on) values ($1, $2, 'keeper', true, $3)`,
      [moved.personId, there.siteId, DAY],
    );
    expect(await window(there, moved)).toMatchObject({ flags: ['not-placed-here'] });
    expect(await window(here, guest)).toMatchObject({
      flags: ['not-placed-here'],
      slots: [{ state: 'given' }],
    });
    // Told days later it is the same; of the next day it is nobody's here.
    await site.at('2026-06-11T10:00');
    const more = { kind: 'spilled' as const, measured: 10, reason: 'Đổ', ...told('23:50') };
    expect(await site.given(here, aDose(here, moved.episodeId, more))).toMatchObject({
      flags: ['not-placed-here', 'one-person'],
    });
    const next = { reported: true, at: on('00:10', '2026-06-11') };
    expect(await site.refused(here, aDose(here, moved.episodeId, next))).toEqual(NOT_HERE);
    expect(await site.refused(there, asGuest(next))).toEqual(NOT_HERE);
  });

  it('by two places on the day of a move is a double dose, and both hear of it', async () => {
    const episode = await treatedHere();
    await moveEpisode(site.test, episode, here, there, on('09:00'));
    await site.at(`${DAY}T10:00`);
    // Another order numbers its slots in another way.
    await anOrder(site.test, there, episode.episodeId, { fromOn: DAY, doses: [1000, 1000] });
    await site.given(there, aDose(there, episode.episodeId, { slot: 2 }));
    const fact = await site.given(here, aDose(here, episode.episodeId, told('08:30')));
    expect(fact.flags).toEqual(['double-dose']);
    for (const where of [here, there]) expect(await alarmed('double-dose', episode, where)).toBe(1);
    const more = aDose(there, episode.episodeId, { slot: 1 });
    expect(await site.refused(there, more)).toEqual([409, 'treatment.alreadyDosed']);
  });

  it('by a token of the place from which the person has moved meanwhile is its fact', async () => {
    const episode = await treatedHere();
    const { body } = await site.http.post(here.dispenser, '/v1/dosing-day/tokens', {}).expect(201);
    const tokenId = (body as IssuedTokensDto).tokens[0]?.id ?? '';
    await moveEpisode(site.test, episode, here, there, on('09:00'));
    await site.at(`${DAY}T10:00`);
    expect(await site.refused(here, aDose(here, episode.episodeId, { tokenId }))).toEqual(NOT_HERE);
    const fact = await site.given(here, aDose(here, episode.episodeId, told('09:30', { tokenId })));
    expect(fact.flags).toEqual([]);
  });

  it('to a guest whose booking was cancelled since is told and taken back by the host, and counts nowhere then', async () => {
    const episode = await treatedHere();
    const { episodeId } = episode;
    const booking = await booked(episode, '2026-06-12');
    await site.at(`${DAY}T09:00`);
    await booking.cancel().expect(201);
    await site.at(`${DAY}T10:00`);
    const guest = (more: object): object => aDose(there, episodeId, { kind: 'guest-dose', ...more });
    expect(await site.refused(there, guest({}))).toEqual(NOT_HERE);
    expect(await site.refused(there, guest(told('07:30')))).toEqual(NOT_HERE);
    const fact = await site.given(there, guest(told('08:30')));
    expect(fact).toMatchObject({ kind: 'guest-dose', flags: [], measured: 2000 });
    expect(await site.refused(here, aDose(here, episodeId))).toEqual([409, 'treatment.alreadyDosed']);
    expect(await window(here, episode)).toMatchObject({ lastDoseOn: DAY, slots: [{ state: 'given' }] });
    await site.at('2026-06-11T10:00');
    const outside = guest({ reported: true, at: on('08:30', '2026-06-11') });
    expect(await site.refused(there, outside)).toEqual(NOT_HERE);
    await site.given(there, aFollowUp('voided', episodeId, fact.id, { reason: 'Ghi nhầm người' }));
    expect(await window(here, episode)).toMatchObject({ lastDoseOn: null, slots: [{ state: 'due' }] });
    // No dose was had: the first one needs the consent.
    await site.test.database.owner.query(
      'update treatment_episode set consented_on = null where case_id = $1',
      [episodeId],
    );
    expect(await site.refused(here, aDose(here, episodeId))).toEqual([409, 'treatment.noConsent']);
  });

  it('is kept by the kind that its place gives, whatever the device called it', async () => {
    const [home, away] = [await treatedHere(), await treatedHere([1000])];
    await booked(away);
    await site.at(`${DAY}T10:00`);
    const asHome = aDose(there, away.episodeId, told('09:00'));
    expect(await site.given(there, asHome)).toMatchObject({ kind: 'guest-dose', flags: [], dose: 1000 });
    expect(await site.given(there, asHome)).toMatchObject({ kind: 'guest-dose', resent: true });
    const asGuest = { kind: 'guest-dose' as const, ...told('09:00') };
    expect(await site.given(here, aDose(here, home.episodeId, asGuest))).toMatchObject({
      ...{ kind: 'dispensed', flags: [] },
    });
    const other = await treatedHere();
    await booked(other);
    const takenHome = { kind: 'take-home-given' as const, day: DAY, ...told('09:00') };
    const { flags } = await site.given(there, aDose(there, other.episodeId, takenHome));
    expect(flags).toEqual(['kind-not-fitting']);
    for (const where of [here, there]) expect(await alarmed('flagged-dose', other, where)).toBe(1);
    // Before giving it stays refused.
    const last = await treatedHere();
    expect(await site.refused(here, aDose(here, last.episodeId, { kind: 'guest-dose' }))).toEqual([
      ...[409, 'treatment.kindNotFitting'],
    ]);
  });

  it('by a clock that is some minutes ahead is of today, with a flag; further ahead the clock is set first', async () => {
    const episode = await treatedHere();
    await site.at(`${DAY}T23:55`);
    const ahead = aDose(here, episode.episodeId, { reported: true, at: on('00:04', '2026-06-11') });
    expect(await site.given(here, ahead)).toMatchObject({ flags: ['clock-ahead'], day: DAY });
    expect(await alarmed('flagged-dose', episode, here)).toBe(1);
    const tooFar = aDose(here, episode.episodeId, { reported: true, at: on('00:06', '2026-06-11') });
    expect((await site.refused(here, tooFar))[0]).toBe(422);
  });

  it('of another medicine or strength is kept with a flag, and its site hears of it; before giving it is refused', async () => {
    const [one, other] = [await treatedHere(), await treatedHere()];
    const wrong = await aLot(site.test, here.siteId, { medicine: 'cedemex-treatment' });
    const strong = await aLot(site.test, here.siteId, { strength: 20_000 });
    await site.at(`${DAY}T10:00`);
    expect(await site.refused(here, aDose(here, one.episodeId, { lotId: wrong }))).toEqual([
      ...[409, 'treatment.lotNotFitting'],
    ]);
    const refused = await site.http.post(
      here.dispenser,
      '/v1/dose-events',
      aDose(here, other.episodeId, { lotId: strong }),
    );
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      ...{ code: 'treatment.lotStrengthDiffers', flags: ['strength-differs'], lotStrength: 20_000 },
      errors: [{ pointer: '/lotId' }],
    });
    const first = await site.given(here, aDose(here, one.episodeId, told('09:00', { lotId: wrong })));
    expect(first).toMatchObject({ flags: ['wrong-lot'], measured: 2000 });
    const second = await site.given(here, aDose(here, other.episodeId, told('09:00', { lotId: strong })));
    expect(second).toMatchObject({ flags: ['strength-differs'], measured: 2000 });
    for (const episode of [one, other]) expect(await alarmed('flagged-dose', episode, here)).toBe(1);
    expect(await window(here, one)).toMatchObject({ flags: ['wrong-lot'], unchecked: true });
    await aProtocol(site.test, here.siteId, {});
    expect(await window(here, other)).toMatchObject({ flags: ['strength-differs'], unchecked: false });
    await site.at('2026-06-17T08:00');
    expect(await window(here, other)).toMatchObject({ flags: [] });
    await site.at(`${DAY}T10:00`);
    const spoilt = await treatedHere();
    const voided = await site.given(here, aDose(here, spoilt.episodeId, told('09:00', { lotId: wrong })));
    await site.given(here, aFollowUp('voided', spoilt.episodeId, voided.id, { reason: 'Nhầm' }));
    expect(await window(here, spoilt)).toMatchObject({ flags: [] });
    const day = await site.http.get(here.dispenser, `/v1/stock-day?day=${DAY}`).expect(200);
    const used = (day.body.lots as { lot: { id: string }; expected: { usable: number } }[]).map(
      ({ lot, expected }) => [lot.id, expected.usable],
    );
    expect(used.toSorted()).toEqual(
      [
        [wrong, -2000],
        [strong, -2000],
      ].toSorted(),
    );
  });

  it('is judged by what stood when it was given, not by what stands when it is told', async () => {
    const [early, held] = [await treatedHere(), await treatedHere()];
    const [booked1, booked2] = [await treatedHere(), await treatedHere()];
    const hold = async ({ episodeId }: SeededEpisode): Promise<() => request.Test> => {
      const path = `/v1/dosing-episodes/${episodeId}/holds`;
      const { body } = await site.http.post(here.clinician, path, { reason: 'Chờ khám' }).expect(201);
      return () =>
        site.http
          .post(here.clinician, `/v1/dose-holds/${body.id}/end`, { reason: 'Đã khám' })
          .set('If-Match', '"1"');
    };
    await site.at(`${DAY}T09:00`);
    await hold(early);
    const ends = await hold(held);
    const booking = await booked(booked1);
    await booked(booked2);
    await site.at(`${DAY}T10:00`);
    await ends().expect(201);
    await booking.cancel().expect(201);
    const flagsOf = async ({ episodeId }: SeededEpisode, time: string): Promise<unknown> =>
      (await site.given(here, aDose(here, episodeId, told(time)))).flags;
    expect([
      ...[await flagsOf(early, '08:30'), await flagsOf(held, '09:30')],
      ...[await flagsOf(booked1, '09:30'), await flagsOf(booked2, '08:30')],
    ]).toEqual([[], ['held'], ['booked-elsewhere'], []]);
  });

  it.each([
    ['held', 'on-hold'],
    ['terminated', 'terminated'],
    ['died', 'died'],
  ])(
    'to a guest whose home has said %s is a fact with a flag; none is given or kept ahead any more',
    async (type, status) => {
      const [guest, atHome] = [await treatedHere(), await treatedHere()];
      await booked(guest, '2026-06-11');
      for (const episode of [guest, atHome]) {
        await decided('begun', 'in-treatment', episode, '07:00');
        await decided(type, status, episode, '09:00');
      }
      await site.at(`${DAY}T10:00`);
      const dose = (more: object): object => aDose(there, guest.episodeId, { kind: 'guest-dose', ...more });
      expect(await site.refused(there, dose({}))).toEqual([409, 'treatment.notDosing']);
      expect(await window(there, guest)).toMatchObject({ guest: true, dosing: false });
      const { body } = await site.http.post(there.dispenser, '/v1/dosing-day/tokens', {}).expect(201);
      expect(body).toMatchObject({
        tokens: [],
        refused: [{ episodeId: guest.episodeId, slot: null, why: 'not-dosing' }],
      });
      // Nobody asks any more whether it may be given: by what stood then it was wrong, or was not.
      expect((await site.given(there, dose(told('08:30')))).flags).toEqual([]);
      expect((await site.given(there, dose(told('09:30')))).flags).toEqual(['double-dose', 'not-dosing']);
      const ofHome = (time: string): object => aDose(here, atHome.episodeId, told(time));
      expect((await site.given(here, ofHome('08:30'))).flags).toEqual([]);
      expect((await site.given(here, ofHome('09:30'))).flags).toEqual(['double-dose', 'not-dosing']);
    },
  );

  it('days ago is kept with a flag', async () => {
    const [late, soon] = [await treatedHere(), await treatedHere()];
    await site.at('2026-06-14T08:00');
    const at = { reported: true, at: on('08:00') };
    expect((await site.given(here, aDose(here, late.episodeId, at))).flags).toEqual(['late-report']);
    await site.at('2026-06-13T08:00');
    expect((await site.given(here, aDose(here, soon.episodeId, at))).flags).toEqual([]);
  });

  it('is kept ahead for a guest or his booking is cancelled, never both, however close they come', async () => {
    for (const first of ['cancel', 'issue'] as const) {
      const booking = await booked(await treatedHere());
      const { owner } = site.test.database;
      const blocker = new pg.Client({ connectionString: site.test.database.config.database.ownerUrl ?? '' });
      await blocker.connect();
      await blocker.query('begin');
      await blocker.query('select 1 from guest_booking where guest_site_id = $1 for update', [there.siteId]);
      const waiting = async (): Promise<number> => {
        const { rows } = await owner.query<{ count: number }>(
          `select count(distinct l.pid)::int as count from pg_locks l join pg_stat_activity a on a.pid = l.pid
           where not l.granted and a.datname = current_database()`,
        );
        return rows[0]?.count ?? 0;
      };
      const cancel = (): Promise<request.Response> => booking.cancel().then((answer) => answer);
      const issue = (): Promise<request.Response> =>
        site.http.post(there.dispenser, '/v1/dosing-day/tokens', {}).then((answer) => answer);
      const begun = first === 'cancel' ? cancel() : issue();
      while ((await waiting()) < 1) await pause(20);
      const next = first === 'cancel' ? issue() : cancel();
      // Both wait; where one did not, it is done by now.
      for (let turn = 0; turn < 25 && (await waiting()) < 2; turn += 1) await pause(20);
      await blocker.query('commit');
      await blocker.end();
      const [one, two] = await Promise.all([begun, next]);
      const [cancelled, issued] = first === 'cancel' ? [one, two] : [two, one];
      expect(issued.status).toBe(201);
      const tokens = (issued.body as IssuedTokensDto).tokens.length;
      expect([cancelled.status, tokens]).toEqual(cancelled.status === 201 ? [201, 0] : [409, 1]);
      there = await aDosingSite(site.test);
    }
  });

  it('is held by the database itself to what lay in the time of its place', async () => {
    const { test } = site;
    const [moved, guest] = [await treatedHere(), await treatedHere()];
    const booking = await booked(guest, '2026-06-12');
    const fact = await site.given(here, aDose(here, moved.episodeId));
    await site.at(`${DAY}T09:00`);
    await booking.cancel().expect(201);
    await moveEpisode(test, moved, here, there, on('09:00'));
    await site.at('2026-06-11T10:00');
    await anOrder(test, there, moved.episodeId, { fromOn: '2026-06-11' });
    const later = await site.given(there, aDose(there, moved.episodeId));
    const answer = attackerOn(test, '2026-06-11');
    // Who had the person before: what lay in its time, as its own.
    expect(await answer(here, doseSql(moved, here, DAY, on('08:30')))).toBe(0);
    expect(await answer(here, doseSql(moved, there, DAY, on('08:30')))).toBe('42501');
    expect(await answer(here, doseSql(moved, here, DAY, on('09:30')))).toBe('42501');
    expect(await answer(here, doseSql(moved, here, '2026-06-11', on('08:30')))).toBe('42501');
    expect(await answer(here, claimSql(moved, DAY, on('08:30')))).toBe(1);
    // Of the rest of the day, with the flag that alarms: the claim raises it by itself.
    const flags = '{not-placed-here}';
    expect(await answer(here, doseSql(moved, here, DAY, on('09:30'), { flags }))).toBe(0);
    expect(await answer(here, claimSql(moved, DAY, on('09:30')))).toBe(1);
    expect(await answer(there, doseSql(guest, here, DAY, on('09:30'), { flags }))).toBe(0);
    const nextDay = on('00:10', '2026-06-11');
    expect(await answer(here, claimSql(moved, '2026-06-11', nextDay))).toBe('42501');
    expect(await answer(here, doseSql(moved, here, '2026-06-11', nextDay, { flags }))).toBe('42501');
    // Of days to come is only what was taken home, and that not for ever; nobody takes a dose with nothing to show for it.
    for (const kind of ['dispensed', 'guest-dose', 'refused', 'withheld', 'vomited']) {
      for (const [where, home] of [
        [here, here],
        [there, there],
      ] as const)
        expect([
          kind,
          await answer(where, doseSql(moved, home, '2026-06-12', on('08:30'), { kind })),
        ]).toEqual([...[kind, '42501']]);
      expect([kind, await answer(here, claimSql(moved, '2026-06-12', on('08:30'), kind))]).toEqual([
        kind,
        '42501',
      ]);
    }
    const prepared = doseSql(moved, here, '2026-06-12', on('08:30'), { kind: 'prepared' });
    expect(await answer(here, prepared)).toBe('42501');
    const home = { kind: 'take-home-given' };
    expect(await answer(here, doseSql(moved, here, '2026-06-12', on('08:30'), home))).toBe(0);
    for (const [where, day] of [
      [here, '2099-01-01'],
      [there, '2099-01-01'],
    ] as const) {
      expect(await answer(where, doseSql(moved, where, day, on('08:30'), home))).toBe('42501');
      expect(await answer(where, doseSql(moved, where, day, on('08:30', day), home))).toBe('42501');
      expect(await answer(where, claimSql(moved, day, on('08:30'), 'take-home-given'))).toBe('42501');
      expect(await answer(where, claimSql(moved, '2026-06-12', on('08:30'), 'token'))).toBe('42501');
    }
    expect(await answer(here, claimSql(moved, '2026-06-12', on('08:30'), 'take-home-given'))).toBe(1);
    const claims = [
      claimSql(moved, DAY, on('08:30')),
      claimSql(moved, '2026-06-12', on('08:30'), 'take-home-given'),
      doseSql(moved, here, DAY, on('08:30')),
    ];
    for (const sql of claims) expect(await answer(here, toTheEnd(sql))).toBe('42501');
    expect(await answer(here, toTheEnd(doseSql(moved, here, DAY, on('08:30'), { kind: 'refused' })))).toBe(0);
    const far = aDose(there, moved.episodeId, { kind: 'take-home-given', day: '2099-01-01' });
    expect(await site.refused(there, far)).toEqual([422, 'request.invalidBody']);
    expect(await answer(here, 'select 1 from dose_event where id = $1', fact.id)).toBe(1);
    expect(await answer(here, 'select 1 from dose_event where id = $1', later.id)).toBe(0);
    expect(await answer(there, 'select 1 from dose_event where id = $1', fact.id)).toBe(0);
    // Who was to have him as a guest: the days that were booked, as long as they were.
    expect(await answer(there, doseSql(guest, here, DAY, on('08:30')))).toBe(0);
    expect(await answer(there, doseSql(guest, here, DAY, on('09:30')))).toBe('42501');
    expect(await answer(there, doseSql(guest, here, '2026-06-11', on('08:30')))).toBe('42501');
    expect(await answer(there, claimSql(guest, '2026-06-11', on('08:30')))).toBe('42501');
    // What is another's nobody takes back, nor keeps from being taken back.
    expect(await answer(here, namedSql(fact.id, here, DAY))).toBe(0);
    expect(await answer(here, namedSql(later.id, there, '2026-06-11'))).toBe('42501');
    expect(await answer(here, namedSql(fact.id, there, DAY))).toBe('42501');
    expect(await answer(there, namedSql(fact.id, here, DAY))).toBe('42501');
  });

  describe('of an episode that ends', () => {
    const TOMORROW = '2026-06-11';
    it('ends with it what was ordered, booked and kept ahead; the host hears of it, and sees the person no more', async () => {
      const [episode, other] = [await treatedHere(), await treatedHere()];
      const { episodeId, personId } = episode;
      const { owner } = site.test.database;
      await booked(episode, TOMORROW);
      const path = `/v1/dosing-episodes/${episodeId}/guest-bookings`;
      const later = {
        guestSiteId: there.siteId,
        fromOn: '2026-06-20',
        untilOn: '2026-06-21',
        reason: 'Đi xa',
      };
      await site.http.post(here.clinician, path, later).expect(201);
      await site.http.post(there.dispenser, '/v1/dosing-day/tokens', {}).expect(201);
      await site.http.post(there.dispenser, '/v1/dosing-day/tokens', { day: TOMORROW }).expect(201);
      await site.http.post(here.dispenser, '/v1/dosing-day/tokens', {}).expect(201);
      expect(await standing(episodeId)).toBe(2);
      await owner.query('begin');
      await close(episode, owner);
      await owner.query('commit');
      expect(await standing(episodeId)).toBe(0);
      const { rows: tokens } = await owner.query(
        'select distinct released_because as because from dose_token where episode_id = $1',
        [episodeId],
      );
      expect(tokens).toEqual([{ because: 'ended' }]);
      const open = 'episode_id = $1 and';
      expect(await site.count(`guest_booking where ${open} cancelled_at is null`, episodeId)).toBe(0);
      expect(
        await site.count(`dose_order where ${open} (ended_on is null or ended_on >= $2)`, episodeId, DAY),
      ).toBe(0);
      expect((await site.http.get(there.dispenser, `/v1/persons/${personId}`)).status).not.toBe(200);
      const { body } = await site.http.get(there.clinician, '/v1/notifications').expect(200);
      const heard = (body.items as { kind: string; facts: { day: string } }[])
        .filter(({ kind }) => kind === 'treatment.booking-ended')
        .map(({ facts }) => facts.day);
      expect(heard.toSorted()).toEqual([DAY, '2026-06-20']);
      // What is given all the same is a fact; of others nothing has changed.
      const guest = aDose(there, episodeId, { kind: 'guest-dose', ...told('09:30') });
      await site.at(`${DAY}T10:00`);
      expect(await site.given(there, guest)).toMatchObject({ flags: ['not-placed-here'] });
      expect(await standing(other.episodeId)).toBe(1);
    });

    it('waits for whoever keeps a dose of it ahead just then, or is waited for; no claim outlives it', async () => {
      const episode = await treatedHere();
      const blocker = new pg.Client({ connectionString: site.test.database.config.database.ownerUrl ?? '' });
      await blocker.connect();
      await blocker.query('begin');
      await close(episode, blocker);
      const issued = site.http.post(here.dispenser, '/v1/dosing-day/tokens', {}).then((answer) => answer);
      const given = give(site.test, here.dispenser, aDose(here, episode.episodeId)).then((answer) => answer);
      await pause(500);
      await blocker.query('commit');
      await blocker.end();
      expect(((await issued).body as IssuedTokensDto).tokens).toEqual([]);
      expect((await given).body).toMatchObject({ code: 'treatment.notDosing' });
      expect(await standing(episode.episodeId)).toBe(0);
    });

    it('and no booking stands by an order that ended meanwhile', async () => {
      const { episodeId } = await treatedHere();
      const { owner } = site.test.database;
      const blocker = new pg.Client({ connectionString: site.test.database.config.database.ownerUrl ?? '' });
      await blocker.connect();
      await blocker.query('begin');
      // Whoever books has read the order, and is held up before he writes.
      await blocker.query('lock table guest_booking in share mode');
      const days = { guestSiteId: there.siteId, fromOn: DAY, untilOn: TOMORROW, reason: 'Đi xa' };
      const path = `/v1/dosing-episodes/${episodeId}/guest-bookings`;
      const book = site.http.post(here.clinician, path, days).then((answer) => answer);
      await pause(500);
      const { rows } = await owner.query<{ id: string; version: number }>(
        'select id, version from dose_order where episode_id = $1',
        [episodeId],
      );
      const end = site.http
        .post(here.clinician, `/v1/dose-orders/${rows[0]?.id}/end`, {
          endedOn: '2026-06-09',
          reason: 'Giảm liều',
        })
        .set('If-Match', `"${rows[0]?.version}"`)
        .then((answer) => answer);
      await pause(500);
      await blocker.query('commit');
      await blocker.end();
      expect([(await book).status, (await end).body.code]).toEqual([201, 'treatment.bookingStands']);
    });
  });

  it('tells who holds the application’s role at another place nothing, takes nothing from him, and differs by nothing', async () => {
    const { owner } = site.test.database;
    const episode = await treatedHere();
    const { episodeId, personId } = episode;
    const tokens = await site.http.post(here.dispenser, '/v1/dosing-day/tokens', {}).expect(201);
    const { id: tokenId } = (tokens.body as IssuedTokensDto).tokens[0] ?? { id: '' };
    const second = await treatedHere();
    const fact = await site.given(here, aDose(here, second.episodeId));
    const answer = attackerOn(site.test, DAY);
    const said = (sql: string): Promise<unknown> => answer(there, sql, ...[]);
    // (a) Reads.
    for (const table of [
      ...['dose_event', 'dose_event_default', 'dose_token', 'dose_named', 'dose_client_event', 'dose_order'],
      ...[
        'dose_hold',
        'urine_test',
        'guest_booking',
        'dose_alarm',
        'treatment_episode',
        'missed_day',
        'site_day',
      ],
    ])
      expect([table, [0, '42501'].includes((await said(`select 1 from ${table}`)) as never)]).toEqual([
        table,
        true,
      ]);
    expect(await said('select 1 from dose_claim')).toBe('42501');
    const { rows: months } = await owner.query<{ name: string }>(
      `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'dose_event'::regclass`,
    );
    for (const { name } of months)
      expect([name, await said(`select 1 from ${name}`)]).toEqual([name, expect.anything()]);
    for (const { name } of months)
      expect([0, '42501'].includes((await said(`select 1 from ${name}`)) as never)).toBe(true);
    // (b) Writes of who is not there, in whosever name.
    for (const home of [here, there]) {
      expect(await said(doseSql(episode, home, DAY, on('07:50')))).toBe('42501');
      expect(await said(doseSql(episode, home, DAY, on('07:50'), { flags: '{not-placed-here}' }))).toBe(
        '42501',
      );
    }
    const month = months.find(({ name }) => name.includes('2026'))?.name;
    const past = doseSql(episode, there, DAY, on('07:50')).replace(
      'dose_event',
      month ?? 'dose_event_default',
    );
    expect(await said(past)).toBe('42501');
    // (c) The ledger is only ever added to, by whomever.
    for (const where of [here, there]) {
      for (const table of ['dose_event', 'dose_claim', 'dose_named', 'dose_client_event', 'missed_day'])
        for (const sql of [`delete from ${table}`, `truncate ${table}`])
          expect([sql, await answer(where, sql)]).toEqual([sql, '42501']);
      for (const sql of [
        `update dose_event set kind = 'voided' where id = '${fact.id}'`,
        `update dose_event set flags = '{}'`,
        `update dose_claim set released_at = now()`,
        `update dose_named set released_at = now()`,
        `update dose_client_event set digest = sha256('x')`,
        `update dose_alarm set told_at = now(), kind = 'token-lost'`,
        `update dose_token set used_at = now()`,
        `delete from dose_token`,
      ])
        expect([sql, await answer(where, sql)]).toEqual([sql, '42501']);
    }
    // (d) Whoever is there or not, in treatment or not: the same answer, word by word.
    const nobody = await registerPerson(site.test, there.clinician);
    const outcomeOf = async (
      sql: string,
      episodeOf: string,
      personOf: string,
      tokenOf: string,
    ): Promise<unknown> =>
      asApp(
        site.test.database,
        { userId: userOf(there.dispenser), organisationId: there.siteId, today: DAY },
        (ask) =>
          ask(
            sql
              .replaceAll('{episode}', `'${episodeOf}'`)
              .replaceAll('{person}', `'${personOf}'`)
              .replaceAll('{token}', `'${tokenOf}'`)
              .replaceAll('{site}', String(there.siteId))
              .replaceAll('{me}', `'${userOf(there.dispenser)}'`),
          ).then(
            (rows) => rows,
            ({ code, message }: { code: string; message: string }) => [code, message],
          ),
      );
    const now = `'${on('07:50')}'`;
    const questions = [
      `select app.claim_dose('${UNKNOWN}', {episode}, {site}, '${DAY}', 1::smallint, false, null, 'dispensed')`,
      `select app.claim_dose('${UNKNOWN}', {episode}, {site}, '${DAY}', 1::smallint, true, ${now}, 'dispensed')`,
      `select app.claim_dose_tokens({site}, '${DAY}', '{${UNKNOWN}}', array[{episode}]::uuid[], '{1}')`,
      `select app.use_dose_token({token}, '${UNKNOWN}', {episode}, {site}, '${DAY}', 1::smallint, true, ${now}, 'dispensed')`,
      `select app.use_dose_token({token}, '${UNKNOWN}', {episode}, ${here.siteId}, '${DAY}', 1::smallint, true, ${now}, 'dispensed')`,
      'select app.release_dose({token})',
      `select app.end_dose_token({token}, '2026-06-12')`,
      `select app.hold_guest_bookings('${DAY}', {episode})`,
      'select app.booking_has_tokens({episode})',
      'select app.is_dosed({episode}, null)',
      `select app.is_dosed({episode}, ${now})`,
      'select app.treats({episode})',
      `select app.hosts({episode}, '${DAY}')`,
      'select app.treated_once({episode})',
      `select * from app.dosed_then({episode}, '${DAY}', ${now}, 'dispensed', null, null)`,
      `select app.may_record_dose({episode}, {person}, {site}, {site}, '${DAY}', ${now}, 'dispensed', null, null, '{}')`,
      `select * from app.treatment_days(array[{episode}]::uuid[], '2026-06-01', '${DAY}', '{dispensed}')`,
      `select app.may_treat_person({person}, 'methadone-treatment')`,
      'select app.keeps_treatment_of({person})',
      `select app.stage_around({episode}, 'detoxification', ${now})`,
      `select app.ask_treatment_contact({episode}, ${now})`,
      'select * from app.file_around_episode({episode})',
      `insert into dose_token (id, site_id, episode_id, person_id, kind, day, slot, order_id, unit, dose, issued_by, issued_at)
       values ('${UNKNOWN}', {site}, {episode}, {person}, 'methadone-treatment', '${DAY}', 1, '${UNKNOWN}', 'microlitre', 1, {me}, now())`,
      `insert into dose_hold (id, episode_id, site_id, source, reason, from_on, placed_by, placed_at)
       values ('${UNKNOWN}', {episode}, {site}, 'clinician', 'x', '${DAY}', {me}, now())`,
      `insert into urine_test (id, episode_id, site_id, taken_on, opioids, other_drugs, recorded_by)
       values ('${UNKNOWN}', {episode}, {site}, '${DAY}', 'negative', 'negative', {me})`,
      `insert into dose_order (id, episode_id, site_id, unit, doses, from_on, until_on, reason, checks, prescribed_by, prescribed_at)
       values ('${UNKNOWN}', {episode}, {site}, 'microlitre', '{1}', '${DAY}', '${DAY}', 'x', '[]', {me}, now())`,
      `insert into guest_booking (id, episode_id, kind, case_code, person_id, home_site_id, guest_site_id, order_id, unit, doses,
         from_on, until_on, reads_until, reason, booked_by, booked_at)
       values ('${UNKNOWN}', {episode}, 'methadone-treatment', 'x', {person}, {site}, ${here.siteId}, '${UNKNOWN}', 'microlitre',
         '{1}', '${DAY}', '${DAY}', '${DAY}', 'x', {me}, now())`,
      `insert into treatment_proposal (id, case_id, ground, days, evidence, explanation, proposed_at, proposed_by)
       values ('${UNKNOWN}', {episode}, 'own-wish', '{}', 'papers', '{}', now(), {me})`,
      `insert into dose_named (named_id, kind, event_id, site_id, named_day, home_site_id)
       values ({token}, 'voided', '${UNKNOWN}', {site}, '${DAY}', {site})`,
    ];
    for (const held of [false, true]) {
      if (held)
        await site.http
          .post(here.clinician, `/v1/dosing-episodes/${episodeId}/holds`, { reason: 'Chờ' })
          .expect(201);
      for (const sql of questions) {
        const real = await outcomeOf(sql, episodeId, personId, tokenId);
        expect([sql, real]).toEqual([sql, await outcomeOf(sql, UNKNOWN, nobody.id, UNKNOWN)]);
      }
    }
  });
});
