import { setTimeout as pause } from 'node:timers/promises';
import type request from 'supertest';
import pg from 'pg';
import type { IssuedTokensDto } from '../../src/treatment/window/token.dto.js';
import type { WindowDto } from '../../src/treatment/window/window.dto.js';
import { DOSE_ALARMS, DoseAlarms } from '../../src/treatment/interlock/dose-alarms.js';
import { DOSE_EVENT_KIND_NAMES, namedBy } from '../../src/treatment/ledger/dose-event.kinds.js';
import { MOST_DAYS_AHEAD } from '../../src/treatment/ledger/ledger-days.js';
import { isWitnessed, STOCK_MOVEMENT_KINDS } from '../../src/treatment/stock/reconciliation.rules.js';
import {
  attackerOn,
  claimSql,
  doseSql,
  followerSql,
  movementSql,
  namedSql,
  toTheEnd,
} from '../setup/dose-attacks.js';
import { asApp } from '../setup/as-app.js';
import { seedOrganisation, VINH_PHONG } from '../setup/factories.js';
import { sessionOf } from '../setup/matrix/scene.js';
import { aDosingApp, type DosingApp } from '../setup/dosing-app.js';
import {
  aDose,
  aDosingSite,
  aFollowUp,
  aLot,
  anEpisode,
  anOrder,
  aProtocol,
  decideAgain,
  give,
  linkEntries,
  moveEpisode,
  userOf,
  type DosingSite,
  type SeededEpisode,
} from '../setup/dosing-site.js';
import { registerPerson } from '../setup/people-factory.js';
import { eventually } from '../setup/time.js';

const AN_GIANG = 2_100_091;
const DAY = '2026-06-10';
const TOMORROW = '2026-06-11';
const UNKNOWN = '01890a5d-ac96-774b-bcce-b302099a8057';
const on = (time: string, day = DAY): string => `${day}T${time}:00+07:00`;
const codeOf = ({ status, body }: request.Response): unknown => [status, body.code];
const missingOf = ({ episodeId }: Pick<SeededEpisode, 'episodeId'>): string =>
  `/v1/dosing-episodes/${episodeId}/missing-take-homes`;
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
  });
  afterAll(() => site.test.close());
  beforeEach(async () => {
    await site.at(`${DAY}T08:00`);
    here = await aDosingSite(site.test);
    there = await aDosingSite(site.test);
  });

  const staff = async (
    kind: 'commune-police' | 'provincial-department',
    unitId: number,
    role: 'head-of-commune-police' | 'provincial-officer',
  ): Promise<{ readonly id: number; readonly token: string }> => {
    const id = await seedOrganisation(site.test.database.owner, { kind, unitId });
    return { id, token: (await sessionOf(site.test, id, role)).token };
  };
  let supervising: ReturnType<typeof staff> | undefined;
  /** A province has one. */
  const healthDepartment = (): ReturnType<typeof staff> =>
    (supervising ??= staff('provincial-department', AN_GIANG, 'provincial-officer'));
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
  /** As who takes a file over does. */
  const seesPerson = async (
    { personId }: SeededEpisode,
    { siteId }: Pick<DosingSite, 'siteId'>,
  ): Promise<void> => {
    await site.test.database.owner.query(
      `insert into person_access (person_id, organisation_id, reason, acts, from_on, until_on, granted_by_organisation_id)
       values ($1, $2, 'keeper', true, '2026-03-01', 'infinity', $2)`,
      [personId, siteId],
    );
  };
  const alarmed = (kind: string, { episodeId }: SeededEpisode, { siteId }: DosingSite): Promise<number> =>
    site.count(
      'dose_alarm where kind = $1 and episode_id = $2 and site_id = $3',
      ...[kind, episodeId, siteId],
    );
  const window = async (where: DosingSite, { episodeId }: SeededEpisode): Promise<WindowDto> =>
    (await site.http.get(where.dispenser, `/v1/dosing-episodes/${episodeId}/window`).expect(200))
      .body as WindowDto;
  const statesOf = async (where: DosingSite, of: SeededEpisode): Promise<readonly string[]> =>
    (await window(where, of)).slots.map(({ state }) => state);
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
  /** How many transactions are held up by another. */
  const waiting = async (): Promise<number> => {
    const { rows } = await site.test.database.owner.query<{ count: number }>(
      `select count(distinct l.pid)::int as count from pg_locks l join pg_stat_activity a on a.pid = l.pid
       where not l.granted and a.datname = current_database()`,
    );
    return rows[0]?.count ?? 0;
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

  it('and vomited before a move is given again as a clinician of the place that gave it decides', async () => {
    const { test } = site;
    const [episode, other] = [await treatedHere(), await treatedHere()];
    const vomitedOf = async ({ episodeId }: SeededEpisode): Promise<string> => {
      const { id } = await site.given(here, aDose(here, episodeId));
      return (await site.given(here, aFollowUp('vomited', episodeId, id))).id;
    };
    const [vomited, left] = [await vomitedOf(episode), await vomitedOf(other)];
    for (const each of [episode, other]) await moveEpisode(test, each, here, there, on('09:00'));
    await site.at(`${DAY}T09:30`);
    expect(codeOf(await decideAgain(test, there.clinician, vomited, 1500))).toEqual([
      ...[404, 'treatment.noSuchDoseEvent'],
    ]);
    expect((await decideAgain(test, here.clinician, vomited, 2001)).status).toBe(422);
    const { body } = await decideAgain(test, here.clinician, vomited, 1500).expect(201);
    expect(body).toMatchObject({ doseEventId: vomited, episodeId: episode.episodeId, dose: 1500 });
    await site.at(`${DAY}T09:45`);
    const again = { reported: true, at: on('09:40'), lotId: here.lotId, dose: 1500, reason: 'Nôn toàn bộ' };
    const { flags } = await site.given(here, aFollowUp('re-dosed', episode.episodeId, vomited, again));
    expect(flags).toEqual(['not-placed-here']);
    // On the next day it is nobody's dose any more.
    await site.at('2026-06-11T08:00');
    expect(codeOf(await decideAgain(test, here.clinician, left, 1500))).toEqual(NOT_HERE);
  });

  it('in part before a move leaves the order of that day in force: another begins on the next', async () => {
    const { http, test } = site;
    const episode = await treatedHere([1000, 1000]);
    const { episodeId } = episode;
    await site.given(here, aDose(here, episodeId));
    await moveEpisode(test, episode, here, there, on('09:00'));
    await site.at(`${DAY}T10:00`);
    const approved = async (fromOn: string): Promise<unknown> => {
      const path = `/v1/dosing-episodes/${episodeId}/orders`;
      const { body } = await http
        .post(there.clinician, path, {
          ...{
            slots: [{ dose: 2000 }],
            strength: 10_000,
            fromOn,
            untilOn: '2026-06-20',
            reason: 'Chuyển đến',
          },
        })
        .expect(201);
      return codeOf(
        await http.post(there.colleague, `/v1/dose-orders/${body.id}/approval`, {}).set('If-Match', '"1"'),
      );
    };
    expect(await approved(DAY)).toEqual([409, 'treatment.formerOrderHolds']);
    expect(await approved('2026-06-11')).toEqual([201, undefined]);
    // Of orders that are seen here it says so.
    expect(await approved('2026-06-11')).toEqual([201, undefined]);
    await approved('2026-06-15');
    expect(await approved('2026-06-12')).toEqual([409, 'treatment.orderOverlaps']);
  });

  it.each(['2026-06-30', DAY])(
    'and taken back after a move holds up the new place no more (order until %s)',
    async (untilOn) => {
      const { http, test } = site;
      const episode = await anEpisode(test, here);
      const { episodeId } = episode;
      await anOrder(test, here, episodeId, { doses: [1000, 1000], untilOn });
      const drunk = [];
      for (const slot of [1, 2]) drunk.push(await site.given(here, aDose(here, episodeId, { slot })));
      await seesPerson(episode, there);
      await moveEpisode(test, episode, here, there, on('08:30'));
      await site.at(`${DAY}T09:00`);
      const path = `/v1/dosing-episodes/${episodeId}/orders`;
      const order = { slots: [{ dose: 2000 }], strength: 10_000, fromOn: DAY, untilOn: '2026-06-20' };
      const { body } = await http.post(there.clinician, path, { ...order, reason: 'Chuyển đến' }).expect(201);
      const approve = (): request.Test =>
        http.post(there.colleague, `/v1/dose-orders/${body.id}/approval`, {}).set('If-Match', '"1"');
      const takeBack = async (id = ''): Promise<void> => {
        await site.given(here, aFollowUp('voided', episodeId, id, { reason: 'Nhầm người' }));
      };
      const [one, other] = drunk;
      await takeBack(one?.id);
      // One dose of the day is left, and its order with it.
      expect(codeOf(await approve())).toEqual([409, 'treatment.formerOrderHolds']);
      await takeBack(other?.id);
      await approve().expect(201);
      expect((await site.given(there, aDose(there, episodeId))).flags).toEqual(['after-void']);
      // Told again after all, it is a second dose that both hear of.
      const { flags } = await site.given(here, aDose(here, episodeId, { ...told('08:00'), dose: 1000 }));
      expect(flags).toEqual(['double-dose', 'after-void']);
      expect([
        await alarmed('double-dose', episode, here),
        await alarmed('double-dose', episode, there),
      ]).toEqual([1, 1]);
    },
  );

  it('of today and taken back while the person is back leaves his order as it was', async () => {
    const { test } = site;
    const episode = await treatedHere();
    const { episodeId } = episode;
    const { id } = await site.given(here, aDose(here, episodeId));
    await seesPerson(episode, there);
    await moveEpisode(test, episode, here, there, on('08:30'));
    await moveEpisode(test, episode, there, here, on('08:40'));
    await site.at(`${DAY}T09:00`);
    await site.given(here, aFollowUp('voided', episodeId, id, { reason: 'Ghi nhầm' }));
    expect((await site.given(here, aDose(here, episodeId))).flags).toEqual(['after-void']);
  });

  it('to take home for days after a move is told to the place that treats then, whenever it was entered', async () => {
    const episode = await treatedHere();
    const { episodeId } = episode;
    const home = (day: string, more: object = {}): object =>
      aDose(here, episodeId, { kind: 'take-home-given', day, ...more });
    const tomorrow = await site.given(here, home('2026-06-11'));
    const gone = await site.given(here, home('2026-06-12'));
    await site.given(here, aFollowUp('take-home-returned', episodeId, gone.id));
    await moveEpisode(site.test, episode, here, there, on('09:00'));
    const days = async ({ siteId }: DosingSite): Promise<readonly string[]> =>
      (
        await site.test.database.owner.query<{ day: string }>(
          `select day::text from dose_alarm where kind = 'taken-along' and episode_id = $1 and site_id = $2 order by day`,
          [episodeId, siteId],
        )
      ).rows.map(({ day }) => day);
    expect(await days(there)).toEqual(['2026-06-11']);
    await site.at('2026-06-11T10:00');
    await site.given(here, home('2026-06-13', { reported: true, at: on('08:30') }));
    // Of the day itself, and of what the new place tells, nobody is told.
    await site.given(here, aDose(here, episodeId, { reported: true, at: on('08:30') }));
    await anOrder(site.test, there, episodeId, { fromOn: '2026-06-11' });
    await site.given(there, aDose(there, episodeId, { kind: 'take-home-given', day: '2026-06-12' }));
    expect([await days(there), await days(here)]).toEqual([['2026-06-11', '2026-06-13'], []]);
    await site.test.app.get(DoseAlarms).run({}, DOSE_ALARMS);
    const { body } = await site.http.get(there.clinician, '/v1/notifications').expect(200);
    const heard = (body.items as { kind: string; facts: { day: string } }[]).filter(
      ({ kind }) => kind === 'treatment.taken-along',
    );
    expect(heard.map(({ facts }) => facts.day).toSorted()).toEqual(['2026-06-11', '2026-06-13']);
    expect(await site.refused(there, aDose(there, episodeId))).toEqual([409, 'treatment.alreadyDosed']);
    // They are not there: the place that gave them says so, and the day is free.
    await site.given(here, aFollowUp('take-home-returned', episodeId, tomorrow.id));
    expect((await site.given(there, aDose(there, episodeId))).flags).toEqual([]);
    // Or a clinician of the place that treats now, of what another gave to take home, today or to come.
    const missing = (token: string, day: string): request.Test =>
      site.http.post(token, `/v1/dosing-episodes/${episodeId}/missing-take-homes`, {
        day,
        reason: 'Vỡ chai',
      });
    for (const [token, day, status, code] of [
      [there.dispenser, '2026-06-13', 403, 'http.forbidden'],
      [here.clinician, '2026-06-13', 404, 'treatment.notTreatedHere'],
      [there.clinician, '2026-06-10', 422, 'request.invalidBody'],
      [there.clinician, '2026-06-11', 409, 'treatment.noTakeHome'],
    ] as const) {
      const answer = await missing(token, day);
      expect([day, answer.status, answer.body.code]).toEqual([day, status, code]);
    }
    const answer = await missing(there.clinician, '2026-06-13').expect(201);
    expect(answer.body).toEqual({ episodeId, day: '2026-06-13', doses: 1 });
    expect(await alarmed('take-home-missing', episode, here)).toBe(1);
    await missing(there.clinician, '2026-06-13').expect(409);
    await site.at('2026-06-13T08:00');
    expect((await site.given(there, aDose(there, episodeId))).flags).toEqual(['after-void']);
  });

  it.each([true, false])(
    'to take home and not there any more is no dose of its day, wherever it was given (here: %s)',
    async (isOwn) => {
      const { http, test } = site;
      const episode = await treatedHere();
      const { episodeId } = episode;
      const where = isOwn ? here : there;
      const day = '2026-06-11';
      const { lotId } = here;
      for (const more of [{}, { kind: 'take-home-given' as const, day }])
        await site.given(here, aDose(here, episodeId, more));
      await http.post(where.clinician, '/v1/dosing-site', { fromOn: DAY, closesAt: '11:00' }).expect(201);
      if (!isOwn) {
        await seesPerson(episode, there);
        await moveEpisode(test, episode, here, there, on('09:00'));
        await site.at(`${DAY}T10:00`);
        await anOrder(test, there, episodeId, { fromOn: day });
      }
      const stock = async (): Promise<unknown> =>
        (await http.get(here.stockKeeper, `/v1/stock-day?day=${DAY}`).expect(200)).body.lots.find(
          ({ lot }: { lot: { id: string } }) => lot.id === lotId,
        );
      const before = await stock();
      const slots = async (): Promise<unknown> => {
        const { slots: all, missedInARow, lastDoseOn } = await window(where, episode);
        return { states: all.map(({ state }) => state), missedInARow, lastDoseOn };
      };
      await site.at(`${day}T08:00`);
      expect(await site.refused(where, aDose(where, episodeId))).toEqual([409, 'treatment.alreadyDosed']);
      const path = `/v1/dosing-episodes/${episodeId}/missing-take-homes`;
      const { body } = await http.post(where.clinician, path, { day, reason: 'Mất cặp' }).expect(201);
      expect(body).toEqual({ episodeId, day, doses: 1 });
      expect([await alarmed('take-home-missing', episode, here), await stock()]).toEqual([1, before]);
      expect(await slots()).toMatchObject({
        states: ['due'],
        missedInARow: 0,
        lastDoseOn: isOwn ? DAY : null,
      });
      // Nobody came that day by it.
      await site.at(`${day}T12:00`);
      await site.derive();
      expect(await slots()).toMatchObject({ states: ['missed'], missedInARow: 1 });
    },
  );

  it('to take home and not there any more is in the way of no dose, no order and no check, and is nobody’s for several days', async () => {
    const { http, test } = site;
    const day = '2026-06-11';
    await aProtocol(test, here.siteId, {
      ...{ strengthMicrogramsPerMl: 10_000, doseMax: 25_000 },
      missedLadder: [{ fromDays: 3, action: 'reduced-dose', percent: 50 }],
    });
    const bottle = (episodeId: string, of: string): object =>
      aDose(here, episodeId, { kind: 'take-home-given', day: of });
    const gone = (episodeId: string, of: string): request.Test =>
      http.post(here.clinician, `/v1/dosing-episodes/${episodeId}/missing-take-homes`, {
        ...{ day: of, reason: 'Vỡ chai' },
      });
    const [drunk, reordered, ahead] = [await treatedHere(), await treatedHere(), await treatedHere()];
    await decided('begun', 'in-treatment', drunk, '07:00');
    for (const { episodeId } of [drunk, reordered]) {
      await site.given(here, aDose(here, episodeId));
      await site.given(here, bottle(episodeId, day));
    }
    const takenHome = async (): Promise<unknown> =>
      asApp(test.database, { organisationId: here.siteId, today: DAY }, (ask) =>
        ask(
          `select persons from app.treatment_counts('${DAY}', '${DAY}')
           where measure = 'multi-day' and kind = 'methadone-treatment'`,
        ),
      );
    expect(await takenHome()).toEqual([{ persons: 1 }]);
    // By the order of the day after the next, with a dose of each day until then.
    const { episodeId: of } = ahead;
    await site.given(here, aDose(here, of));
    await anOrder(test, here, of, { fromOn: '2026-06-14' });
    const bottles = [];
    for (const each of ['2026-06-11', '2026-06-12', '2026-06-13', '2026-06-14'])
      bottles.push(await site.given(here, bottle(of, each)));
    await site.at(`${day}T08:00`);
    for (const { episodeId } of [drunk, reordered]) await gone(episodeId, day).expect(201);
    expect(await takenHome()).toEqual([]);
    const { slots, unfit } = await window(here, drunk);
    expect([slots.map(({ state }) => state), unfit]).toEqual([['due'], []]);
    expect(await site.given(here, aDose(here, drunk.episodeId))).toMatchObject({ dose: 2000 });
    await anOrder(test, here, reordered.episodeId, { doses: [1000], fromOn: day });
    expect(await site.given(here, aDose(here, reordered.episodeId))).toMatchObject({ dose: 1000 });
    // Nothing was given by that order: what is given first is judged as such, three days after the last dose.
    await site.at('2026-06-14T08:00');
    for (const { id } of bottles.slice(0, 3)) await site.given(here, aFollowUp('take-home-returned', of, id));
    await gone(of, '2026-06-14').expect(201);
    expect(await site.refused(here, aDose(here, of))).toEqual([409, 'treatment.orderUnfit']);
  });

  it('to take home and said to be gone elsewhere counts for nobody who gave it, when the person comes back', async () => {
    const { http, test } = site;
    const episode = await treatedHere();
    const { episodeId } = episode;
    const day = '2026-06-12';
    await site.given(here, aDose(here, episodeId, { kind: 'take-home-given', day }));
    await seesPerson(episode, there);
    await moveEpisode(test, episode, here, there, on('08:30'));
    await site.at(`${DAY}T09:00`);
    const path = `/v1/dosing-episodes/${episodeId}/missing-take-homes`;
    await http.post(there.clinician, path, { day, reason: 'Vỡ chai' }).expect(201);
    await site.at('2026-06-11T08:00');
    await moveEpisode(test, episode, there, here, on('08:00', '2026-06-11'));
    await anOrder(test, here, episodeId, { fromOn: '2026-06-11' });
    await site.at(`${day}T08:00`);
    const { slots, lastDoseOn } = await window(here, episode);
    expect([slots.map(({ state }) => state), lastDoseOn]).toEqual([['due'], null]);
    const { body } = await http.post(here.dispenser, '/v1/dosing-day/tokens', {}).expect(201);
    expect(body).toMatchObject({ tokens: [{ episodeId }], refused: [] });
  });

  it('to take home of a treatment that ended is said to be gone by who admits him anew', async () => {
    const { test } = site;
    const before = await treatedHere();
    const day = '2026-06-11';
    await site.given(here, aDose(here, before.episodeId, { kind: 'take-home-given', day }));
    await test.database.owner.query('begin');
    await close(before, test.database.owner);
    await test.database.owner.query('commit');
    const anew = await anEpisode(test, there, { personId: before.personId });
    await anOrder(test, there, anew.episodeId, { fromOn: day });
    await site.at(`${day}T08:00`);
    expect(await site.refused(there, aDose(there, anew.episodeId))).toEqual([409, 'treatment.alreadyDosed']);
    const path = `/v1/dosing-episodes/${anew.episodeId}/missing-take-homes`;
    await site.http
      .post(there.clinician, path, { day, reason: 'Đã trả khi ra khỏi chương trình' })
      .expect(201);
    expect((await site.given(there, aDose(there, anew.episodeId))).flags).toEqual(['after-void']);
    // Who gave it hears of it as of the treatment that it knows.
    expect([
      await alarmed('take-home-missing', before, here),
      await alarmed('take-home-missing', anew, here),
    ]).toEqual([1, 0]);
  });

  describe('to take home and said to be gone by mistake', () => {
    const day = '2026-06-11';
    const gone = (where: DosingSite, of: SeededEpisode, more: object = {}): request.Test =>
      site.http.post(where.clinician, missingOf(of), { day, reason: 'Vỡ chai', ...more });
    const found = (where: DosingSite, of: SeededEpisode, more: object = {}): request.Test =>
      site.http.post(where.clinician, `${missingOf(of)}/withdrawal`, {
        day,
        reason: 'Ghi nhầm ngày',
        ...more,
      });
    const bottle = (of: SeededEpisode, slot = 1): object =>
      aDose(here, of.episodeId, { kind: 'take-home-given', day, slot });

    it('is the dose of its day again, and whoever gave it hears of both', async () => {
      const episode = await treatedHere();
      await site.given(here, bottle(episode));
      await seesPerson(episode, there);
      await moveEpisode(site.test, episode, here, there, on('09:00'));
      await site.at(`${DAY}T10:00`);
      await anOrder(site.test, there, episode.episodeId, { fromOn: day });
      expect((await found(there, episode).expect(409)).body.code).toBe('treatment.notMissing');
      await gone(there, episode).expect(201);
      await site.http
        .post(there.dispenser, `${missingOf(episode)}/withdrawal`, { day, reason: 'Ghi nhầm' })
        .expect(403);
      await found(here, episode).expect(404);
      expect(
        (await found(there, episode, { day: '11/06/2026', slot: 0 }).expect(422)).body.errors,
      ).toMatchObject([{ pointer: '/day' }, { pointer: '/slot' }]);
      const { body } = await found(there, episode).expect(201);
      expect(body).toEqual({ episodeId: episode.episodeId, day, doses: 1, givenAgain: 0 });
      expect([
        await alarmed('take-home-missing', episode, here),
        await alarmed('take-home-found', episode, here),
      ]).toEqual([1, 1]);
      await found(there, episode).expect(409);
      await site.at(`${day}T08:00`);
      expect(await site.refused(there, aDose(there, episode.episodeId))).toEqual([
        409,
        'treatment.alreadyDosed',
      ]);
      // Broken on the way after all: said again, and told again.
      await gone(there, episode).expect(201);
      expect(await alarmed('take-home-missing', episode, here)).toBe(2);
      expect((await site.given(there, aDose(there, episode.episodeId))).flags).toEqual(['after-void']);
    });

    it('is one of two where another was given meanwhile, and nothing is kept for a token', async () => {
      const [given, kept] = [await treatedHere(), await treatedHere()];
      for (const each of [given, kept]) {
        await site.given(here, bottle(each));
        await gone(here, each).expect(201);
      }
      await site.at(`${day}T08:00`);
      await site.given(here, aDose(here, given.episodeId));
      const { body: asked } = await site.http
        .post(here.dispenser, '/v1/dosing-day/tokens', { episodes: [{ episodeId: kept.episodeId }] })
        .expect(201);
      expect((asked as IssuedTokensDto).tokens).toHaveLength(1);
      expect((await found(here, given).expect(201)).body).toMatchObject({ doses: 1, givenAgain: 1 });
      expect(await alarmed('double-dose', given, here)).toBe(1);
      expect((await window(here, given)).doubleDose).toBe(true);
      expect((await found(here, kept).expect(201)).body).toMatchObject({ doses: 1, givenAgain: 0 });
      expect([await alarmed('double-dose', kept, here), await alarmed('token-lost', kept, here)]).toEqual([
        0, 1,
      ]);
      expect(await site.refused(here, aDose(here, kept.episodeId))).toEqual([409, 'treatment.alreadyDosed']);
    });

    it('is one of several of a day, and what has come back since stays so', async () => {
      const { episodeId } = await anEpisode(site.test, here);
      const episode = { episodeId, personId: '' };
      await anOrder(site.test, here, episodeId, { doses: [1000, 2000] });
      const [first] = [await site.given(here, bottle(episode)), await site.given(here, bottle(episode, 2))];
      expect((await gone(here, episode, { slot: 3 }).expect(409)).body.code).toBe('treatment.noTakeHome');
      expect((await gone(here, episode, { slot: 2 }).expect(201)).body.doses).toBe(1);
      await site.at(`${day}T08:00`);
      expect(await statesOf(here, episode)).toEqual(['given', 'due']);
      expect((await found(here, episode, { slot: 1 }).expect(409)).body.code).toBe('treatment.notMissing');
      await found(here, episode, { slot: 2 }).expect(201);
      expect(await statesOf(here, episode)).toEqual(['given', 'given']);
      expect((await gone(here, episode).expect(201)).body.doses).toBe(2);
      await site.given(here, aFollowUp('take-home-returned', episodeId, first.id));
      expect((await found(here, episode).expect(201)).body).toMatchObject({ doses: 2, givenAgain: 0 });
      expect(await statesOf(here, episode)).toEqual(['due', 'given']);
    });

    it('is a dose of whom it was given to, where what was found to be one person is two', async () => {
      const before = await treatedHere();
      await site.given(here, bottle(before));
      const { owner } = site.test.database;
      await owner.query('begin');
      await close(before, owner);
      await owner.query('commit');
      const anew = await anEpisode(site.test, there);
      await anOrder(site.test, there, anew.episodeId, { fromOn: day });
      const link = await linkEntries(site.test, before.personId, anew.personId, here.siteId);
      expect((await gone(there, anew).expect(201)).body.doses).toBe(1);
      await owner.query(
        `update person_link set unlinked_at = now(), unlinked_by = linked_by,
           unlinked_by_organisation_id = linked_by_organisation_id, unlink_reason = 'Nhầm' where id = $1`,
        [link],
      );
      expect((await found(there, anew).expect(201)).body).toMatchObject({ doses: 1, givenAgain: 0 });
      const ofWhom = 'dose_claim where cluster_id = $1 and day = $2 and released_at is null';
      expect([
        await site.count(ofWhom, before.personId, day),
        await site.count(ofWhom, anew.personId, day),
      ]).toEqual([1, 0]);
      await site.at(`${day}T08:00`);
      expect((await site.given(there, aDose(there, anew.episodeId))).flags).toEqual([]);
    });

    it('counts for the day on which it was drunk, also once that was judged', async () => {
      const episode = await treatedHere();
      await site.http.post(here.clinician, '/v1/dosing-site', { fromOn: DAY, closesAt: '11:00' }).expect(201);
      await site.given(here, aDose(here, episode.episodeId));
      await site.given(here, bottle(episode));
      await gone(here, episode).expect(201);
      await site.at(`${day}T12:00`);
      await site.derive();
      expect(await window(here, episode)).toMatchObject({ missedInARow: 1, slots: [{ state: 'missed' }] });
      await site.at('2026-06-12T08:00');
      await found(here, episode).expect(201);
      await site.derive();
      expect(await window(here, episode)).toMatchObject({ missedInARow: 0, lastDoseOn: day });
      expect(await site.count('missed_day_pending where episode_id = $1', episode.episodeId)).toBe(0);
    });
  });

  it('is expected back by who treats now, where what was given for a day after the move comes back', async () => {
    const { http, test } = site;
    const episode = await treatedHere();
    const { episodeId } = episode;
    const day = '2026-06-11';
    for (const [where, closesAt] of [
      [here, '09:00'],
      [there, '17:00'],
    ] as const)
      await http.post(where.clinician, '/v1/dosing-site', { fromOn: DAY, closesAt }).expect(201);
    await site.given(here, aDose(here, episodeId));
    const bottle = await site.given(here, aDose(here, episodeId, { kind: 'take-home-given', day }));
    await moveEpisode(test, episode, here, there, on('08:30'));
    await site.at(`${DAY}T10:00`);
    await anOrder(test, there, episodeId, { fromOn: day });
    await site.at(`${day}T08:00`);
    await site.given(here, aFollowUp('take-home-returned', episodeId, bottle.id));
    const missedDays = (): Promise<number> => site.count('missed_day where episode_id = $1', episodeId);
    await site.at(`${day}T09:30`);
    await site.derive();
    expect(await missedDays()).toBe(0);
    await site.at(`${day}T17:30`);
    await site.derive();
    expect([
      await missedDays(),
      await site.count('missed_day where episode_id = $1 and site_id = $2', ...[episodeId, there.siteId]),
    ]).toEqual([1, 1]);
  });

  it('to a guest by a token is let go where his host closes that day: his home gives', async () => {
    const guest = await treatedHere();
    await booked(guest);
    const { body } = await site.http.post(there.dispenser, '/v1/dosing-day/tokens', {}).expect(201);
    const [token] = (body as IssuedTokensDto).tokens;
    expect(await site.refused(here, aDose(here, guest.episodeId))).toEqual([
      409,
      'treatment.bookedElsewhere',
    ]);
    await site.http
      .post(there.clinician, '/v1/dosing-closures', { day: DAY, reason: 'Mất điện' })
      .expect(201);
    expect((await site.given(here, aDose(here, guest.episodeId))).flags).toEqual([]);
    // What the host gave by it all the same is a fact, and a second one.
    const { flags } = await site.given(
      there,
      aDose(there, guest.episodeId, told('07:50', { tokenId: token?.id })),
    );
    expect(flags).toEqual(expect.arrayContaining(['double-dose', 'token-not-good', 'site-closed']));
  });

  it('leaves nothing in the record of the person for others, not even a moment', async () => {
    const { http } = site;
    const episode = await treatedHere();
    const { personId, episodeId } = episode;
    const police = await staff('commune-police', VINH_PHONG, 'head-of-commune-police');
    const department = await healthDepartment();
    await seesPerson(episode, { siteId: police.id });
    await http.get(here.dispenser, '/v1/dosing-day').expect(200);
    await site.given(here, aDose(here, episodeId));
    await http.get(here.dispenser, `/v1/persons/${personId}`);
    const recordOf = async ({ token }: { readonly token: string }): Promise<readonly string[]> =>
      (
        (await http.get(token, `/v1/persons/${personId}/audit-events?limit=200`).expect(200)).body.items as {
          action: string;
        }[]
      ).map(({ action }) => action);
    expect(await recordOf(police)).toEqual([]);
    // Who supervises the place reads what it did with the person, and nothing of the treatment.
    const supervised = await recordOf(department);
    expect(supervised).toContain('people.person.registered');
    expect(supervised.filter((action) => action.startsWith('treatment'))).toEqual([]);
    // There is something of it to tell.
    expect(
      await site.count(
        `audit_event where persons @> array[$1::uuid] and action like 'treatment.%'`,
        personId,
      ),
    ).toBeGreaterThan(0);
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

  it('shows in the record of acts to the place that gave it alone, and to none that supervises it', async () => {
    const { id: department, token } = await healthDepartment();
    const { episodeId } = await treatedHere();
    await site.given(here, aDose(here, episodeId));
    await site.http.get(here.dispenser, `/v1/dosing-episodes/${episodeId}/window`).expect(200);
    const actionsOf = async (query: string): Promise<readonly string[]> => {
      const { body } = await site.http.get(token, `/v1/audit-events?limit=100${query}`).expect(200);
      return (body.items as readonly { readonly action: string }[]).map(({ action }) => action);
    };
    expect(await actionsOf('')).toContain('people.person.registered');
    for (const query of ['', `&subject=${episodeId}`])
      expect((await actionsOf(query)).filter((action) => action.startsWith('treatment.'))).toEqual([]);
    const seenBy = (organisationId: number, userId: string) =>
      asApp(site.test.database, { userId, organisationId, today: DAY }, (ask) =>
        ask<{ action: string }>(
          `select distinct action from audit_event where organisation_id = $1 and action like 'treatment.%' order by 1`,
          [here.siteId],
        ),
      );
    expect(await seenBy(department, userOf(token))).toEqual([]);
    expect((await seenBy(here.siteId, userOf(here.clinician))).map(({ action }) => action)).toEqual(
      expect.arrayContaining(['treatment.dose.dispensed', 'treatment.window.read']),
    );
  });

  it('to a guest whose booking was cancelled since is held against nothing, and the answers say so', async () => {
    const episode = await treatedHere();
    const { episodeId } = episode;
    const { cancel } = await booked(episode);
    await aProtocol(site.test, there.siteId, { doseMax: 1_000_000 });
    const { id } = await site.given(there, aDose(there, episodeId, { kind: 'guest-dose' }));
    const vomited = await site.given(there, aFollowUp('vomited', episodeId, id));
    await cancel().expect(201);
    const { body } = await decideAgain(site.test, there.clinician, vomited.id, 1000).expect(201);
    expect(body).toMatchObject({
      unchecked: true,
      uncheckedBecause: { vi: expect.stringContaining('không còn thấy y lệnh') },
    });
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
    await aProtocol(site.test, here.siteId, { warnAfterMissedDays: 9 });
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
    const [early, held, moved] = [await treatedHere(), await treatedHere(), await treatedHere()];
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
    // What the place to which he has moved says of its own doses is nothing of the former one’s.
    await moveEpisode(site.test, moved, here, there, on('09:00'));
    const itsOwn = `/v1/dosing-episodes/${moved.episodeId}/holds`;
    await site.http.post(there.clinician, itsOwn, { reason: 'Chờ khám' }).expect(201);
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
    expect(await flagsOf(moved, '09:30')).toEqual(['not-placed-here']);
  });

  it('to a guest while his dose was held says so, also when the host reads neither booking nor hold any more', async () => {
    const [before, cancelled, later] = [await treatedHere(), await treatedHere(), await treatedHere()];
    const bookings = [];
    for (const each of [before, cancelled, later]) bookings.push(await booked(each));
    await site.at(`${DAY}T09:00`);
    for (const { episodeId } of [before, cancelled, later])
      await site.http
        .post(here.clinician, `/v1/dosing-episodes/${episodeId}/holds`, { reason: 'Chờ khám' })
        .expect(201);
    await site.at(`${DAY}T10:00`);
    for (const booking of bookings.slice(0, 2)) await booking.cancel().expect(201);
    await site.at(`${DAY}T11:00`);
    const flagsOf = async ({ episodeId }: SeededEpisode, time: string): Promise<unknown> =>
      (await site.given(there, aDose(there, episodeId, { kind: 'guest-dose', ...told(time) }))).flags;
    expect(await flagsOf(before, '08:30')).toEqual([]);
    expect(await flagsOf(cancelled, '09:30')).toEqual(['held']);
    await site.at('2026-06-11T08:00');
    expect(await flagsOf(later, '09:30')).toEqual(['held']);
    for (const episode of [cancelled, later])
      expect([
        await alarmed('flagged-dose', episode, here),
        await alarmed('flagged-dose', episode, there),
      ]).toEqual([1, 1]);
    // Of any other time or day it learns nothing.
    const asks = attackerOn(site.test, '2026-06-11');
    const held = (day: string, at: string): Promise<number | string> =>
      asks(
        there,
        `select 1 where app.held_at('${later.episodeId}', '${day}', ${at}, 'guest-dose', null, null)`,
      );
    expect([
      await held(DAY, `'${on('09:30')}'`),
      await held('2026-06-11', 'null'),
      await held('2026-06-11', `'2026-06-11T08:00:00+07:00'`),
    ]).toEqual([1, 0, 0]);
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
      const blocker = new pg.Client({ connectionString: site.test.database.config.database.ownerUrl ?? '' });
      await blocker.connect();
      await blocker.query('begin');
      await blocker.query('select 1 from guest_booking where guest_site_id = $1 for update', [there.siteId]);
      const cancel = (): Promise<request.Response> => booking.cancel().then((answer) => answer);
      const issue = (): Promise<request.Response> =>
        site.http.post(there.dispenser, '/v1/dosing-day/tokens', {}).then((answer) => answer);
      const begun = first === 'cancel' ? cancel() : issue();
      await eventually(waiting, (count) => count >= 1);
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

  it('is kept ahead for a guest in the order in which his episode is moved or ended: neither waits for the other twice', async () => {
    const { episodeId } = await treatedHere();
    await booked({ episodeId, personId: '' });
    const mover = new pg.Client({ connectionString: site.test.database.config.database.ownerUrl ?? '' });
    await mover.connect();
    await mover.query('begin');
    await mover.query(`select pg_advisory_xact_lock(hashtextextended('dosing ' || $1, 0))`, [episodeId]);
    const issue = site.http.post(there.dispenser, '/v1/dosing-day/tokens', {}).then(({ status }) => status);
    await eventually(waiting, (count) => count >= 1);
    await mover.query(`set local lock_timeout = '500ms'`);
    const booking = await mover
      .query('update guest_booking set version = version where episode_id = $1', [episodeId])
      .then(({ rowCount }) => rowCount, String);
    await mover.query('rollback');
    await mover.end();
    expect([booking, await issue]).toEqual([1, 201]);
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

  it('is looked at where one in its way was freed by a word, however that was said', async () => {
    const flags: Record<string, readonly string[]> = {};
    const note = async (what: string, body: object): Promise<string> => {
      const { id, flags: found } = await site.given(here, body);
      flags[what] = found;
      return id;
    };
    // Vomited, given again, and both taken back: the next vomiting is another entry, and the dose again the same.
    const { episodeId: again } = await treatedHere([1000, 1000]);
    const drunk = [];
    for (const slot of [1, 2]) drunk.push((await site.given(here, aDose(here, again, { slot }))).id);
    const redosed = async (what: string, dose: string | undefined): Promise<readonly string[]> => {
      const { id: vomited } = await site.given(here, aFollowUp('vomited', again, dose ?? ''));
      await decideAgain(site.test, here.clinician, vomited, 1000).expect(201);
      const more = { lotId: here.lotId, dose: 1000, reason: 'Nôn toàn bộ' };
      return [await note(what, aFollowUp('re-dosed', again, vomited, more)), vomited];
    };
    for (const id of await redosed('again', drunk[0]))
      await site.given(here, aFollowUp('voided', again, id, { reason: 'Ghi nhầm' }));
    await redosed('again, of the other slot', drunk[1]);
    await redosed('again after a void', drunk[0]);
    // Taken home for the day itself, and returned; and for the day after, which ends at no word alone.
    const { episodeId: home } = await treatedHere();
    for (const what of ['home', 'home after it came back']) {
      const id = await note(what, aDose(here, home, { kind: 'take-home-given', day: DAY }));
      await site.given(here, aFollowUp('take-home-returned', home, id));
    }
    await note('drunk after it came back', aDose(here, home));
    const tomorrow = await note(
      'home for tomorrow',
      aDose(here, home, { kind: 'take-home-given', day: TOMORROW }),
    );
    // Of a day for which all bottles are said to be gone, each is given again.
    const { episodeId: lost } = await treatedHere([1000, 1000]);
    for (const slot of [1, 2])
      await site.given(here, aDose(here, lost, { slot, kind: 'take-home-given', day: TOMORROW }));
    const path = `/v1/dosing-episodes/${lost}/missing-take-homes`;
    await site.http.post(here.clinician, path, { day: TOMORROW, reason: 'Vỡ một chai' }).expect(201);
    // Another order numbers its slots differently.
    const { episodeId: otherwise } = await treatedHere();
    const { id: mistaken } = await site.given(here, aDose(here, otherwise));
    await site.given(here, aFollowUp('voided', otherwise, mistaken, { reason: 'Ghi nhầm' }));
    await anOrder(site.test, here, otherwise, { doses: [100, 2000], fromOn: DAY });
    await note('by another order', aDose(here, otherwise, { slot: 2 }));
    await site.at(`${TOMORROW}T08:00`);
    await site.given(here, aFollowUp('take-home-returned', home, tomorrow));
    await note('drunk on the day after', aDose(here, home));
    for (const slot of [1, 2]) await note(`gone ${slot}`, aDose(here, lost, { slot }));
    const seen = ['after-void'];
    expect(flags).toEqual({
      ...{ again: [], 'again, of the other slot': [], 'again after a void': seen },
      ...{ home: [], 'home after it came back': seen, 'drunk after it came back': seen },
      ...{ 'home for tomorrow': [], 'drunk on the day after': [] },
      ...{ 'gone 1': seen, 'gone 2': seen, 'by another order': seen },
    });
    expect(
      await site.count(
        `dose_alarm where kind = 'flagged-dose' and episode_id = any ($1) and site_id = $2`,
        ...[[again, home, lost, otherwise], here.siteId],
      ),
    ).toBe(6);
  });

  it('is looked at where it follows a void, comes after closing time, or near a dose of another day', async () => {
    const flagsOf = async (where: DosingSite, body: object): Promise<readonly string[]> =>
      (await site.given(where, body)).flags;
    const alarms = (episode: SeededEpisode, where: DosingSite): Promise<number> =>
      site.count(
        `dose_alarm where episode_id = $1 and site_id = $2 and kind = 'flagged-dose'`,
        ...[episode.episodeId, where.siteId],
      );
    // A void, and the same dose again: at the same place, and at the host of a guest.
    const twice = await treatedHere([1000, 1000]);
    const first = await site.given(here, aDose(here, twice.episodeId));
    await site.given(here, aFollowUp('voided', twice.episodeId, first.id, { reason: 'Ghi nhầm' }));
    expect(await flagsOf(here, aDose(here, twice.episodeId, { slot: 2 }))).toEqual([]);
    expect([await alarms(twice, here), await flagsOf(here, aDose(here, twice.episodeId))]).toEqual([
      ...[0, ['after-void']],
    ]);
    expect(await alarms(twice, here)).toBe(1);
    const guest = await treatedHere();
    const drunk = await site.given(here, aDose(here, guest.episodeId));
    await site.given(here, aFollowUp('voided', guest.episodeId, drunk.id, { reason: 'Ghi nhầm' }));
    await booked(guest);
    const asGuest = aDose(there, guest.episodeId, { kind: 'guest-dose' });
    expect(await flagsOf(there, asGuest)).toEqual(['after-void']);
    expect([await alarms(guest, here), await alarms(guest, there)]).toEqual([1, 1]);
    // What was let go with a token was never given.
    const kept = await treatedHere();
    const { body } = await site.http.post(here.dispenser, '/v1/dosing-day/tokens', {
      episodes: [{ episodeId: kept.episodeId }],
    });
    const [token] = (body as IssuedTokensDto).tokens;
    await site.http.post(here.dispenser, `/v1/dose-tokens/${token?.id ?? ''}/release`, {}).expect(201);
    expect(await flagsOf(here, aDose(here, kept.episodeId))).toEqual([]);
    // Told of the evening before, after the dose of today; and today after the evening before.
    const [after, before, taken] = [await treatedHere(), await treatedHere(), await treatedHere()];
    await site.at('2026-06-11T08:00');
    const evening = { reported: true, at: on('23:50') };
    expect(await flagsOf(here, aDose(here, after.episodeId))).toEqual([]);
    expect(await flagsOf(here, aDose(here, after.episodeId, evening))).toEqual(['near-another']);
    expect(await flagsOf(here, aDose(here, before.episodeId, evening))).toEqual([]);
    expect(await flagsOf(here, aDose(here, before.episodeId))).toEqual(['near-another']);
    expect(await flagsOf(here, aDose(here, taken.episodeId))).toEqual([]);
    expect(await alarms(before, here)).toBe(1);
    const home = { kind: 'take-home-given', day: '2026-06-12' } as const;
    expect(await flagsOf(here, aDose(here, taken.episodeId, home))).toEqual([]);
    // By the hour at which the site closes.
    const hours = { fromOn: DAY, closesAt: '11:00' };
    await site.http.post(here.clinician, '/v1/dosing-site', hours).expect(201);
    const late = await treatedHere();
    await site.at('2026-06-11T12:00');
    expect(
      await flagsOf(here, aDose(here, late.episodeId, { reported: true, at: on('11:30', '2026-06-11') })),
    ).toEqual(['outside-hours']);
    const soon = await treatedHere();
    expect(
      await flagsOf(here, aDose(here, soon.episodeId, { reported: true, at: on('10:30', '2026-06-11') })),
    ).toEqual([]);
  });

  it('has its entry in the database itself: nothing is let go, brought back, given again or lost by a word alone', async () => {
    const episode = await treatedHere();
    const fact = await site.given(here, aDose(here, episode.episodeId));
    const missing = '01890a5d-ac96-774b-bcce-b30209900777';
    const otherLot = await aLot(site.test, here.siteId);
    const answer = attackerOn(site.test, DAY);
    const ends = (sql: string): Promise<number | string> => answer(here, toTheEnd(sql));
    // A claim is let go with the void that says why.
    expect(await ends(`${namedSql(fact.id, here, DAY)}; select app.release_dose('${fact.id}')`)).toBe(
      '42501',
    );
    const { lotId } = here;
    const of = { kind: 'voided', namesId: fact.id, namesKind: 'dispensed', lotId, measured: 2000 };
    const follows = (more: Partial<typeof of> & { readonly named?: boolean }): Promise<number | string> =>
      ends(followerSql(episode, here, DAY, { ...of, ...more }));
    expect(await follows({})).toBe(0);
    expect(await follows({ kind: 'vomited', measured: 0 })).toBe(0);
    for (const wrong of [
      ...[{ named: false }, { namesId: missing, named: false }, { namesKind: 'take-home-given' }],
      ...[{ measured: 5_000_000 }, { lotId: otherLot }, { kind: 're-dosed' }, { kind: 'take-home-returned' }],
      ...[{ kind: 're-dosed', namesId: missing, namesKind: 'vomited', named: false }, { kind: 'refused' }],
    ])
      expect([wrong, await follows(wrong)]).toEqual([wrong, '42501']);
    // Nothing is given again but by whoever decided on as much, or told of with nobody's name.
    const { id: vomitedId } = await site.given(here, aFollowUp('vomited', episode.episodeId, fact.id));
    const again = { kind: 're-dosed', namesId: vomitedId, namesKind: 'vomited', measured: 700, dose: 700 };
    const [decider, colleague] = [userOf(here.clinician), userOf(here.colleague)];
    const redosed = (more: object): Promise<number | string> =>
      ends(followerSql(episode, here, DAY, { ...of, ...again, ...more }));
    const redoses = [{}, { decidedBy: decider }, { reported: true, decidedBy: decider }, { reported: true }];
    const beforeDeciding: unknown[] = [];
    for (const more of redoses) beforeDeciding.push(await redosed(more));
    expect(beforeDeciding).toEqual(['42501', '42501', '42501', 0]);
    await decideAgain(site.test, here.clinician, vomitedId, 700).expect(201);
    const wrongly = [{ decidedBy: colleague }, { decidedBy: decider, dose: 701 }];
    const decidedOn: unknown[] = [];
    for (const more of [...redoses, ...wrongly]) decidedOn.push(await redosed(more));
    expect(decidedOn).toEqual(['42501', 0, 0, 0, '42501', '42501']);
    // What came back does not come back again.
    const taker = await treatedHere();
    const taken = await site.given(here, aDose(here, taker.episodeId, { kind: 'take-home-given', day: DAY }));
    const comesBack = (kind: string): string =>
      followerSql(taker, here, DAY, {
        ...{ kind, namesId: taken.id, namesKind: 'take-home-given', lotId, measured: 2000 },
      });
    expect([await ends(comesBack('voided')), await ends(comesBack('take-home-returned'))]).toEqual([0, 0]);
    expect(await ends(`${comesBack('voided')}; ${comesBack('take-home-returned')}`)).toBe('42501');
    // By an order is what has a slot of it; of anything else the dose of the day is in the way.
    const [split, whole] = [await treatedHere([1000, 1000]), await treatedHere()];
    const second = async ({ episodeId }: SeededEpisode): Promise<number | string> => {
      await site.given(here, aDose(here, episodeId));
      return answer(
        here,
        `select 1 where 'free' = app.claim_dose(gen_random_uuid(), $1::uuid, {site}, '${DAY}', 2::smallint, false, null,
           'dispensed', (select id from dose_order where episode_id = $1::uuid))`,
        episodeId,
      );
    };
    expect([await second(split), await second(whole)]).toEqual([1, 0]);
    // A token that was let go keeps nobody from the dose.
    const kept = await treatedHere();
    await site.http
      .post(here.dispenser, '/v1/dosing-day/tokens', { episodes: [{ episodeId: kept.episodeId }] })
      .expect(201);
    const letGo = `update dose_token set released_at = now(), released_by = {me}, released_because = 'site'
      where episode_id = '${kept.episodeId}'`;
    expect(await ends(letGo)).toBe('42501');
    // Nothing is of a kind that the program does not have.
    expect(await answer(here, doseSql(episode, here, DAY, on('08:30'), { kind: 'lost' }))).toBe('23514');
    expect(await answer(here, movementSql(here, DAY, { kind: `'lost'` }))).toBe('23514');
    // Of another person's dose, too.
    const other = await treatedHere();
    expect(await ends(followerSql(other, here, DAY, of))).toBe('42501');
    // What is lost has its notice, with who saw it; what takes a movement back is as much of the same.
    const lost = movementSql(here, DAY, { kind: `'destroyed'`, flags: `'{one-person}'` });
    const silent = movementSql(here, DAY, { kind: `'destroyed'` });
    const notice = (measured: number): string =>
      `insert into loss_notice (id, site_id, source, lot_id, lot_number, measured, unit, day, reason, entered_by, entered_at)
       values ('${missing}', {site}, 'stock-movement', '${lotId}', 'L', ${measured}, 'microlitre', '${DAY}', 'x', {me}, now());`;
    const withNotice = (sql: string, measured = 700): string =>
      notice(measured) + sql.replace('gen_random_uuid()', `'${missing}'`);
    expect([await ends(lost), await ends(silent), await ends(withNotice(silent))]).toEqual([
      ...['42501', '42501', '42501'],
    ]);
    expect([await ends(withNotice(lost)), await ends(withNotice(lost, 1))]).toEqual([0, '42501']);
    expect(await ends(doseSql(episode, here, DAY, on('08:30'), { kind: 'spilled' }))).toBe('42501');
    const back = (more: Readonly<Record<string, string>>): string =>
      `${withNotice(lost)}; ${movementSql(here, DAY, { kind: `'destroyed'`, voids_id: `'${missing}'`, ...more })}`;
    expect(await ends(back({}))).toBe(0);
    expect([
      await ends(back({ measured: '5000000' })),
      await ends(back({ kind: `'bottle-spilled'` })),
    ]).toEqual([...['42501', '42501']]);
  });

  it('is in the database of the kinds that the program has, each of which follows what the program says', async () => {
    const { owner } = site.test.database;
    const kindsOf = async (table: string): Promise<readonly string[]> => {
      const { rows } = await owner.query<{ kind: string }>(
        `select (regexp_matches(pg_get_constraintdef(oid), '''([^'']+)''::text', 'g'))[1] as kind from pg_constraint
         where conrelid = $1::regclass and conname = $1 || '_kind_check'`,
        [table],
      );
      return rows.map(({ kind }) => kind).toSorted();
    };
    expect(await kindsOf('dose_event')).toEqual(DOSE_EVENT_KIND_NAMES.toSorted());
    expect(await kindsOf('stock_movement')).toEqual(STOCK_MOVEMENT_KINDS.toSorted());
    const { rows: ahead } = await owner.query('select app.take_home_days_ahead() as days');
    expect(ahead).toEqual([{ days: MOST_DAYS_AHEAD }]);
    const { lotId, siteId } = here;
    const episode = await treatedHere();
    const by = userOf(here.dispenser);
    // An entry of each kind, and a movement, made past every wall.
    const { rows: entries } = await owner.query<{ id: string; kind: string }>(
      `insert into dose_event (id, day, slot, episode_id, person_id, site_id, home_site_id, kind, at, reported, stock_day,
         client_event_id, user_id, recorded_legal_at, lot_id, measured)
       select gen_random_uuid(), $2, 1, $3, $4, $5, $5, kind, now(), false, $2, kind, $6, now(), $7, 700
       from unnest($1::text[]) kind returning id, kind`,
      [DOSE_EVENT_KIND_NAMES, DAY, episode.episodeId, episode.personId, siteId, by, lotId],
    );
    const { rows: movements } = await owner.query<{ id: string; kind: string }>(
      `insert into stock_movement (id, site_id, lot_id, kind, stock_day, at, measured, document, client_event_id, recorded_by)
       select gen_random_uuid(), $2, $3, kind, $4, now(), 700, 'BB', kind, $5 from unnest($1::text[]) kind returning id, kind`,
      [STOCK_MOVEMENT_KINDS, siteId, lotId, DAY, by],
    );
    const tried: (readonly [what: string, sql: string, taken: boolean])[] = [];
    for (const kind of DOSE_EVENT_KIND_NAMES)
      for (const { id: namesId, kind: namesKind } of entries) {
        const sql = followerSql(episode, here, DAY, {
          ...{ kind, namesId, namesKind, lotId, measured: 700, reported: true },
        });
        const named = namedBy(kind).some((each) => each === namesKind);
        tried.push([`${kind} names ${namesKind}`, sql, named]);
      }
    // What leaves the store without being given, and a receipt that is taken back, has its notice.
    for (const { id, kind } of movements) {
      const columns = { kind: `'${kind}'`, document: `'BB'`, flags: `'{one-person}'` };
      const what = STOCK_MOVEMENT_KINDS.find((each) => each === kind) ?? 'received';
      const back = { ...columns, voids_id: `'${id}'` };
      tried.push([`${kind} without notice`, movementSql(here, DAY, columns), !isWitnessed(what, false)]);
      tried.push([`${kind} back without notice`, movementSql(here, DAY, back), !isWitnessed(what, true)]);
    }
    const found = await asApp(
      site.test.database,
      { userId: by, organisationId: siteId, today: DAY },
      async (ask) => {
        const answers: (readonly [string, unknown])[] = [];
        for (const [what, sql] of tried) {
          await ask('savepoint before');
          const filled = toTheEnd(sql).replaceAll('{me}', `'${by}'`).replaceAll('{site}', String(siteId));
          const answer = await ask(filled).then(
            () => 'taken',
            ({ code }: { code: string }) => code,
          );
          answers.push([what, answer]);
          await ask('rollback to savepoint before');
        }
        return answers;
      },
    );
    expect(found).toEqual(tried.map(([what, , taken]) => [what, taken ? 'taken' : '42501']));
  });

  describe('of an episode that ends', () => {
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
      await eventually(waiting, (count) => count >= 2);
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
      await eventually(waiting, (count) => count >= 1);
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
      await eventually(waiting, (count) => count >= 2);
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
    const said = (sql: string): Promise<unknown> => answer(there, sql);
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
    expect(months).not.toEqual([]);
    for (const { name } of months)
      expect([name, [0, '42501'].includes((await said(`select 1 from ${name}`)) as never)]).toEqual([
        name,
        true,
      ]);
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
      `select app.claim_dose('${UNKNOWN}', {episode}, {site}, '${DAY}', 1::smallint, false, null, 'dispensed', null)`,
      `select app.claim_dose('${UNKNOWN}', {episode}, {site}, '${DAY}', 1::smallint, true, ${now}, 'dispensed', null)`,
      `select app.claim_dose_tokens({site}, '${DAY}', '{${UNKNOWN}}', array[{episode}]::uuid[], '{1}', '{${UNKNOWN}}')`,
      `select app.use_dose_token({token}, '${UNKNOWN}', {episode}, {site}, '${DAY}', 1::smallint, true, ${now}, 'dispensed')`,
      `select app.use_dose_token({token}, '${UNKNOWN}', {episode}, ${here.siteId}, '${DAY}', 1::smallint, true, ${now}, 'dispensed')`,
      'select app.release_dose({token})',
      `select app.free_missing_take_homes({episode}, '${DAY}', null, 'x', ${now})`,
      `select app.keep_found_take_homes({episode}, '${DAY}', null, 'x', ${now})`,
      `select app.end_dose_token({token}, '2026-06-12')`,
      `select app.hold_guest_bookings('${DAY}', {episode})`,
      'select app.booking_has_tokens({episode})',
      'select app.is_dosed({episode}, null)',
      `select app.is_dosed({episode}, ${now})`,
      `select app.held_at({episode}, '${DAY}', null, 'dispensed', null, null)`,
      `select app.held_at({episode}, '${DAY}', ${now}, 'dispensed', null, null)`,
      'select app.treats({episode})',
      `select app.hosts({episode}, '${DAY}')`,
      'select app.treated_once({episode})',
      `select * from app.dosed_then({episode}, '${DAY}', ${now}, 'dispensed', null, null)`,
      `select app.may_record_dose({episode}, {person}, {site}, {site}, '${DAY}', ${now}, 'dispensed', null, null, '{}')`,
      `select * from app.treatment_days(array[{episode}]::uuid[], '2026-06-01', '${DAY}', '{dispensed}')`,
      `select * from app.missed_in_a_row(array[{episode}]::uuid[], '2026-06-01', '${DAY}', '{dispensed}')`,
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
