import { setTimeout as pause } from 'node:timers/promises';
import type request from 'supertest';
import pg from 'pg';
import type { IssuedTokensDto } from '../../src/treatment/window/token.dto.js';
import type { WindowDto } from '../../src/treatment/window/window.dto.js';
import { attackerOn, claimSql, doseSql, namedSql } from '../setup/dose-attacks.js';
import { aDosingApp, type DosingApp } from '../setup/dosing-app.js';
import {
  aDose,
  aDosingSite,
  aFollowUp,
  aLot,
  anEpisode,
  anOrder,
  aProtocol,
  moveEpisode,
  type DosingSite,
  type SeededEpisode,
} from '../setup/dosing-site.js';

const DAY = '2026-06-10';
const on = (time: string, day = DAY): string => `${day}T${time}:00+07:00`;
const told = (time: string, more: object = {}): object => ({ reported: true, at: on(time), ...more });

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
    expect(await site.refused(here, aDose(here, episodeId, told('09:00')))).toEqual(NOT_HERE);
    expect(await site.refused(here, aDose(here, episodeId, told('09:30')))).toEqual(NOT_HERE);
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
    expect(await site.refused(there, guest(told('09:30')))).toEqual(NOT_HERE);
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
    expect(await answer(here, claimSql(moved, DAY, on('09:30')))).toBe('42501');
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
});
