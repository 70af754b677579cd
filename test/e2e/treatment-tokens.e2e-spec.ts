import type request from 'supertest';
import { v7 as uuidv7 } from 'uuid';
import { MissedDoses } from '../../src/treatment/missed/missed-doses.js';
import { MISSED_DOSES } from '../../src/treatment/missed/missed-jobs.js';
import { DOSE_ALARMS, DoseAlarms } from '../../src/treatment/interlock/dose-alarms.js';
import type { RecordedDoseDto } from '../../src/treatment/interlock/dose.dto.js';
import type { ChangedOrderDto } from '../../src/treatment/orders/dose-order.dto.js';
import type { DoseTokenDto, IssuedTokensDto } from '../../src/treatment/window/token.dto.js';
import { asApp } from '../setup/as-app.js';
import {
  aDose,
  aDosingSite,
  aFollowUp,
  anEpisode,
  anOrder,
  give,
  linkEntries,
  moveEpisode,
  userOf,
  type DosingSite,
  type SeededEpisode,
} from '../setup/dosing-site.js';
import { aDosingApp } from '../setup/dosing-app.js';
import type { Requests } from '../setup/people-factory.js';
import type { TestApp } from '../setup/test-app.js';
import { travelTo } from '../setup/time.js';

const MORNING = '2026-06-10T08:00:00+07:00';
const AT = '2026-06-10T09:15:00+07:00';
const NEXT_DAY = '2026-06-11T09:00:00+07:00';

const tokenDose = (where: DosingSite, { episodeId, id }: DoseTokenDto, more: object = {}): object =>
  aDose(where, episodeId, { reported: true, at: AT, tokenId: id, ...more });

const takenHome = (where: DosingSite, { episodeId }: SeededEpisode): object =>
  aDose(where, episodeId, { kind: 'take-home-given', day: '2026-06-11' });

describe('a dose that a site keeps ahead', () => {
  let test: TestApp;
  let http: Requests;
  let administrator: string;
  let here: DosingSite;
  let there: DosingSite;
  beforeAll(async () => {
    ({ test, http, administrator } = await aDosingApp());
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    await travelTo(test, administrator, MORNING);
    here = await aDosingSite(test);
    there = await aDosingSite(test);
  });

  const derive = (): Promise<void> => test.app.get(MissedDoses).run({}, MISSED_DOSES);
  const ask = (where: DosingSite, body: object = {}): request.Test =>
    http.post(where.dispenser, '/v1/dosing-day/tokens', body);
  const issued = async (where: DosingSite, body: object = {}): Promise<IssuedTokensDto> =>
    (await ask(where, body).expect(201)).body as IssuedTokensDto;
  const theOne = async (where: DosingSite): Promise<DoseTokenDto> => {
    const [token, ...others] = (await issued(where)).tokens;
    if (!token || others.length > 0) throw new Error('not one token');
    return token;
  };
  const listed = async (where: DosingSite, day = '2026-06-10'): Promise<readonly DoseTokenDto[]> =>
    (await http.get(where.dispenser, `/v1/dosing-day/tokens?day=${day}`).expect(200)).body
      .items as readonly DoseTokenDto[];
  const release = (where: DosingSite, { id }: DoseTokenDto, token = where.dispenser): request.Test =>
    http.post(token, `/v1/dose-tokens/${id}/release`, {});
  const treatedHere = async (doses = [2000]): Promise<SeededEpisode> => {
    const episode = await anEpisode(test, here);
    await anOrder(test, here, episode.episodeId, { doses });
    return episode;
  };
  /** One person under an entry at each site. */
  const oneAtBoth = async (linked = true): Promise<readonly [SeededEpisode, SeededEpisode]> => {
    const [mine, other] = [await treatedHere(), await anEpisode(test, there)];
    await anOrder(test, there, other.episodeId);
    if (linked) await linkEntries(test, mine.personId, other.personId, here.siteId);
    return [mine, other];
  };
  const given = async (where: DosingSite, body: object): Promise<RecordedDoseDto> =>
    (await give(test, where.dispenser, body).expect(201)).body as RecordedDoseDto;
  const refused = async (where: DosingSite, body: object): Promise<readonly unknown[]> => {
    const { status, body: answer } = await give(test, where.dispenser, body);
    return [status, answer.code];
  };
  const alarms = async (kind: string, { episodeId }: Pick<SeededEpisode, 'episodeId'>): Promise<number> =>
    (
      await test.database.owner.query('select 1 from dose_alarm where kind = $1 and episode_id = $2', [
        kind,
        episodeId,
      ])
    ).rows.length;
  const reportedThere = (episodeId: string): object => aDose(there, episodeId, { reported: true, at: AT });

  it('is given without asking and told of on the next day; meanwhile nobody else gives it', async () => {
    const [mine, other] = await oneAtBoth();
    const token = await theOne(here);
    expect(token).toEqual({
      ...{ id: expect.any(String), episodeId: mine.episodeId, personId: mine.personId, guest: false },
      ...{ fullName: 'Nguyễn Văn Bình', birthYear: 1991, kind: 'methadone-treatment', day: '2026-06-10' },
      ...{ slot: 1, dose: 2000, unit: 'microlitre', issuedAt: expect.any(String), state: 'standing' },
      validUntil: '2026-06-10T17:00:00.000Z',
      ...{ unchecked: true, uncheckedBecause: { vi: expect.any(String), en: expect.any(String) } },
    });
    expect(await refused(there, aDose(there, other.episodeId))).toEqual([409, 'treatment.alreadyDosed']);
    // The own site is told which way to go.
    expect(await refused(here, aDose(here, mine.episodeId))).toEqual([409, 'treatment.tokenStands']);
    expect(await theOne(here)).toEqual(token);
    expect(await listed(there)).toEqual([]);
    await travelTo(test, administrator, NEXT_DAY);
    const body = tokenDose(here, token);
    expect(await given(here, body)).toMatchObject({ flags: [], reported: true, day: '2026-06-10' });
    expect(await given(here, body)).toMatchObject({ flags: [], resent: true });
    expect(await listed(here)).toMatchObject([{ id: token.id, state: 'used' }]);
    expect(await alarms('double-dose', mine)).toBe(0);
    // Used twice, it is a second dose all the same, and a fact.
    expect((await given(here, tokenDose(here, token))).flags).toEqual(['double-dose', 'token-not-good']);
  });

  it('belongs to one of two sites that ask at the same second', async () => {
    const pairs = [await oneAtBoth(), await oneAtBoth(), await oneAtBoth(), await oneAtBoth()];
    const [mine, others] = await Promise.all([issued(here), issued(there)]);
    for (const [one, other] of pairs) {
      const held = [
        ...mine.tokens.filter(({ episodeId }) => episodeId === one.episodeId),
        ...others.tokens.filter(({ episodeId }) => episodeId === other.episodeId),
      ];
      expect(held).toHaveLength(1);
      const without = [...mine.refused, ...others.refused].filter(({ episodeId }) =>
        [one.episodeId, other.episodeId].includes(episodeId),
      );
      expect(without).toMatchObject([{ slot: 1, why: 'already-dosed' }]);
    }
  });

  it('is kept for nobody who may not have it, nor for a day too far', async () => {
    const held = await treatedHere();
    await http
      .post(here.clinician, `/v1/dosing-episodes/${held.episodeId}/holds`, { reason: 'Chờ khám' })
      .expect(201);
    const paused = await anEpisode(test, here, { status: 'on-hold' });
    const silent = await anEpisode(test, here, { consentedOn: null });
    for (const { episodeId } of [paused, silent]) await anOrder(test, here, episodeId);
    const away = await treatedHere();
    await http
      .post(here.clinician, `/v1/dosing-episodes/${away.episodeId}/guest-bookings`, {
        ...{ guestSiteId: there.siteId, fromOn: '2026-06-10', untilOn: '2026-06-10', reason: 'Đi xa' },
      })
      .expect(201);
    const split = await treatedHere([1500, 500]);
    await given(here, aDose(here, split.episodeId));
    const strangers = await anEpisode(test, there);
    await anOrder(test, there, strangers.episodeId);
    // In treatment and on the list of the day, and nothing is ordered for him.
    const unordered = await anEpisode(test, here);
    const all = [held, paused, silent, away, split, strangers, unordered];
    const { tokens, refused: without } = await issued(here, {
      episodes: all.map(({ episodeId }) => ({ episodeId })),
    });
    expect(tokens).toMatchObject([{ episodeId: split.episodeId, slot: 2, dose: 500 }]);
    const why = (of: SeededEpisode): unknown =>
      without
        .filter(({ episodeId }) => episodeId === of.episodeId)
        .map(({ slot, why: each }) => [slot, each]);
    expect(all.map(why)).toEqual([
      ...[[[null, 'held']], [[null, 'not-dosing']], [[null, 'no-consent']], [[null, 'booked-elsewhere']]],
      ...[[[1, 'already-dosed']], [[null, 'not-expected']], [[null, 'not-expected']]],
    ]);
    for (const day of ['2026-06-09', '2026-06-18']) await ask(here, { day }).expect(422);
    expect((await issued(here, { day: '2026-06-11' })).day).toBe('2026-06-11');
    await http.post(here.clinician, '/v1/dosing-day/tokens', {}).expect(403);
    await http.get(here.stockKeeper, '/v1/dosing-day/tokens').expect(403);
  });

  it('of a guest is the host’s to give; the booking is not cancelled before it is released', async () => {
    const { episodeId } = await treatedHere();
    const { body: booking } = await http
      .post(here.clinician, `/v1/dosing-episodes/${episodeId}/guest-bookings`, {
        ...{ guestSiteId: there.siteId, fromOn: '2026-06-10', untilOn: '2026-06-11', reason: 'Đi xa' },
      })
      .expect(201);
    const token = await theOne(there);
    expect(token).toMatchObject({ episodeId, guest: true, dose: 2000 });
    const cancel = (): request.Test =>
      http
        .post(here.clinician, `/v1/guest-bookings/${booking.id}/cancellation`, { reason: 'Về sớm' })
        .set('If-Match', '"1"');
    expect((await cancel().expect(409)).body.code).toBe('treatment.bookingHasTokens');
    const [tomorrow] = (await issued(there, { day: '2026-06-11' })).tokens;
    await travelTo(test, administrator, '2026-06-10T10:00:00+07:00');
    expect((await given(there, tokenDose(there, token, { kind: 'guest-dose' }))).flags).toEqual([]);
    await cancel().expect(409);
    await release(there, tomorrow ?? token).expect(201);
    await cancel().expect(201);
  });

  it('is kept for no guest of a site that gives nothing on the day: his home gives it', async () => {
    const { episodeId } = await treatedHere();
    const stay = { guestSiteId: there.siteId, fromOn: '2026-06-10', untilOn: '2026-06-10', reason: 'Đi xa' };
    await http.post(here.clinician, `/v1/dosing-episodes/${episodeId}/guest-bookings`, stay).expect(201);
    const closing = { day: '2026-06-10', reason: 'Mất điện' };
    await http.post(there.clinician, '/v1/dosing-closures', closing).expect(201);
    const { tokens, refused: none } = await issued(there);
    expect([tokens, none]).toEqual([[], [{ episodeId, slot: null, why: 'site-closed' }]]);
    await give(test, here.dispenser, aDose(here, episodeId)).expect(201);
  });

  it('is named to the clinician whose hold or order leaves it with the dose of before, and its site hears of it', async () => {
    const { episodeId } = await treatedHere();
    const today = await theOne(here);
    const [tomorrow] = (await issued(here, { day: '2026-06-11' })).tokens;
    const out = (token: DoseTokenDto | undefined): object => ({
      ...{ id: token?.id, siteId: here.siteId, guest: false, day: token?.day, slot: 1 },
      ...{ dose: 2000, unit: 'microlitre' },
    });
    const write = async (body: object): Promise<{ id: string; version: number }> =>
      (
        await http
          .post(here.clinician, `/v1/dosing-episodes/${episodeId}/orders`, {
            ...{ slots: [{ dose: 2500 }], strength: 10_000, reason: 'Tăng liều' },
            ...{ fromOn: '2026-06-11', untilOn: '2026-06-30', ...body },
          })
          .expect(201)
      ).body as { id: string; version: number };
    const approve = async (body: object): Promise<{ id: string; version: number; tokensOut: unknown }> => {
      const { id, version } = await write(body);
      const path = `/v1/dose-orders/${id}/approval`;
      return (await http.post(here.colleague, path, {}).set('If-Match', `"${version}"`).expect(201)).body as {
        id: string;
        version: number;
        tokensOut: unknown;
      };
    };
    // The same dose in another order leaves nothing behind.
    expect((await approve({ slots: [{ dose: 2000 }] })).tokensOut).toEqual([]);
    const raised = await approve({});
    expect(raised.tokensOut).toEqual([out(tomorrow)]);
    const { body: hold } = await http
      .post(here.clinician, `/v1/dosing-episodes/${episodeId}/holds`, { reason: 'Chờ khám' })
      .expect(201);
    expect(hold.tokensOut).toEqual([out(today), out(tomorrow)]);
    await test.app.get(DoseAlarms).run({}, DOSE_ALARMS);
    const { body: inbox } = await http.get(here.clinician, '/v1/notifications').expect(200);
    const told = (inbox.items as { kind: string; subjectId: string; facts: { day: string } }[]).filter(
      ({ kind }) => kind === 'treatment.token-outdated',
    );
    expect(told.map(({ subjectId, facts }) => [subjectId, facts.day]).toSorted()).toEqual([
      [episodeId, '2026-06-10'],
      [episodeId, '2026-06-11'],
    ]);
    // At the window it is not given by; what was, is a fact with what stood against it.
    expect(await refused(here, aDose(here, episodeId, { tokenId: today.id }))).toEqual([
      409,
      'treatment.held',
    ]);
    await http
      .post(here.clinician, `/v1/dose-holds/${hold.id}/end`, { reason: 'Đã khám' })
      .set('If-Match', '"1"')
      .expect(201);
    await travelTo(test, administrator, '2026-06-11T08:30:00+07:00');
    const byToken = aDose(here, episodeId, { tokenId: tomorrow?.id ?? '' });
    // It is the token that does not fit: no dose was entered.
    expect((await give(test, here.dispenser, byToken).expect(409)).body).toMatchObject({
      code: 'treatment.doseDiffers',
      errors: [{ pointer: '/tokenId', code: 'treatment.doseDiffers' }],
    });
    const fact = { ...byToken, clientEventId: 'ma-cu', reported: true, at: '2026-06-11T08:10:00+07:00' };
    expect(await given(here, fact)).toMatchObject({ dose: 2000, measured: 2000, flags: ['dose-differs'] });
    // The end of that order is another act than its approval, and is told of as well.
    const [kept] = (await issued(here, { day: '2026-06-12' })).tokens;
    const { body: ended } = await http
      .post(here.clinician, `/v1/dose-orders/${raised.id}/end`, { endedOn: '2026-06-11', reason: 'Đổi' })
      .set('If-Match', `"${raised.version}"`)
      .expect(201);
    expect(ended.tokensOut).toEqual([{ ...out(kept), dose: 2500 }]);
    expect(await alarms('token-outdated', { episodeId })).toBe(3);
  });

  it('and what was taken home, or given by no order, is in the way of every slot of another order; the clinician is told', async () => {
    const approved = async ({ episodeId }: SeededEpisode, doses: readonly number[]): Promise<unknown> => {
      const { tokensOut, takeHomesOut } = (await anOrder(test, here, episodeId, {
        doses: [...doses],
        fromOn: '2026-06-11',
      })) as ChangedOrderDto;
      return { tokensOut, takeHomesOut };
    };
    // One dose a day becomes two, while the bottle of before is at home.
    const bottle = await treatedHere();
    const given1 = await given(here, takenHome(here, bottle));
    const out = {
      id: given1.id,
      siteId: here.siteId,
      day: '2026-06-11',
      slot: 1,
      dose: 2000,
      unit: 'microlitre',
    };
    expect(await approved(bottle, [1000, 1000])).toEqual({ tokensOut: [], takeHomesOut: [out] });
    const { body: hold } = await http
      .post(here.clinician, `/v1/dosing-episodes/${bottle.episodeId}/holds`, { reason: 'Chờ khám' })
      .expect(201);
    expect(hold.takeHomesOut).toEqual([out]);
    await http
      .post(here.clinician, `/v1/dose-holds/${hold.id}/end`, { reason: 'Đã khám' })
      .set('If-Match', '"1"')
      .expect(201);
    // The same while a token stands.
    const ahead = await treatedHere();
    const [token] = (await issued(here, { day: '2026-06-11', episodes: [{ episodeId: ahead.episodeId }] }))
      .tokens;
    expect(await approved(ahead, [1000, 1000])).toMatchObject({
      tokensOut: [{ id: token?.id }],
      takeHomesOut: [],
    });
    // The very same doses in another order: each slot is what it was.
    const renewed = await treatedHere([1500, 500]);
    await given(here, takenHome(here, renewed));
    const [second] = (await issued(here, { day: '2026-06-11', episodes: [{ episodeId: renewed.episodeId }] }))
      .tokens;
    expect(await approved(renewed, [1500, 500])).toEqual({ tokensOut: [], takeHomesOut: [] });
    // Told without an order, then ordered.
    const unordered = await anEpisode(test, here);
    const fact = aDose(here, unordered.episodeId, {
      dose: 2000,
      reported: true,
      at: '2026-06-10T07:50:00+07:00',
    });
    expect((await given(here, fact)).flags).toEqual(['no-order']);
    await anOrder(test, here, unordered.episodeId, { doses: [1000, 1000], fromOn: '2026-06-10' });
    const taken = [409, 'treatment.alreadyDosed'];
    expect(await refused(here, aDose(here, unordered.episodeId, { slot: 2 }))).toEqual(taken);
    await travelTo(test, administrator, NEXT_DAY);
    for (const { episodeId } of [bottle, ahead])
      expect(await refused(here, aDose(here, episodeId, { slot: 2 }))).toEqual(taken);
    const told = { slot: 2, reported: true, at: '2026-06-11T08:30:00+07:00' };
    expect((await given(here, aDose(here, bottle.episodeId, told))).flags).toEqual(['double-dose']);
    expect(await alarms('double-dose', bottle)).toBe(1);
    // Given by the token it is the dose of before, and the day has no other.
    const byToken = aDose(here, ahead.episodeId, { ...told, slot: 1, tokenId: token?.id ?? '' });
    expect((await given(here, byToken)).flags).toEqual(['dose-differs']);
    expect(await refused(here, aDose(here, ahead.episodeId, { slot: 2 }))).toEqual(taken);
    const bySecond = aDose(here, renewed.episodeId, { slot: 2, tokenId: second?.id ?? '' });
    expect((await given(here, bySecond)).flags).toEqual([]);
    // What was brought back is in nobody's way.
    await given(here, aFollowUp('take-home-returned', bottle.episodeId, given1.id));
    expect((await given(here, aDose(here, bottle.episodeId, {}))).flags).toEqual([]);
  });

  it('of a guest who has moved is listed and released by the host that sees him no more, and he is not without a dose', async () => {
    const third = await aDosingSite(test);
    const [moved, stays] = [await treatedHere(), await treatedHere()];
    for (const { episodeId } of [moved, stays])
      await http
        .post(here.clinician, `/v1/dosing-episodes/${episodeId}/guest-bookings`, {
          ...{ guestSiteId: there.siteId, fromOn: '2026-06-10', untilOn: '2026-06-10', reason: 'Đi xa' },
        })
        .expect(201);
    const { tokens } = await issued(there);
    const [token, used] = [moved, stays].map(({ episodeId }) =>
      tokens.find((each) => each.episodeId === episodeId),
    );
    if (!token || !used) throw new Error('not both');
    await given(there, aDose(there, stays.episodeId, { kind: 'guest-dose', tokenId: used.id }));
    await travelTo(test, administrator, '2026-06-10T09:00:00+07:00');
    await moveEpisode(test, moved, here, third, '2026-06-10T09:00:00+07:00');
    await travelTo(test, administrator, '2026-06-10T10:00:00+07:00');
    const shown = (await listed(there)).find(({ id }) => id === token.id);
    const { unchecked: _, uncheckedBecause: __, ...known } = token;
    expect(shown).toEqual({ ...known, fullName: null, birthYear: null });
    await anOrder(test, third, moved.episodeId, { fromOn: '2026-06-10' });
    expect(await refused(third, aDose(third, moved.episodeId))).toEqual([409, 'treatment.alreadyDosed']);
    expect((await release(there, token).expect(201)).body).toMatchObject({
      state: 'released',
      fullName: null,
    });
    expect((await given(third, aDose(third, moved.episodeId))).flags).toEqual([]);
    // After the last of his days it still finds what it has used.
    await travelTo(test, administrator, NEXT_DAY);
    const states = (await listed(there)).map(({ id, state, fullName }) => [id, state, fullName]);
    expect(states).toContainEqual([used.id, 'used', null]);
  });

  it('of a guest is named to his home as well, and the other site hears of it', async () => {
    const { episodeId } = await treatedHere();
    await http
      .post(here.clinician, `/v1/dosing-episodes/${episodeId}/guest-bookings`, {
        ...{ guestSiteId: there.siteId, fromOn: '2026-06-10', untilOn: '2026-06-10', reason: 'Đi xa' },
      })
      .expect(201);
    const token = await theOne(there);
    const { body } = await http
      .post(here.clinician, `/v1/dosing-episodes/${episodeId}/holds`, { reason: 'Chờ khám' })
      .expect(201);
    expect(body.tokensOut).toMatchObject([{ id: token.id, siteId: there.siteId, guest: true }]);
    const heard = `dose_alarm where kind = 'token-outdated' and episode_id = $1 and site_id = $2`;
    const sites = [];
    for (const { siteId } of [here, there])
      sites.push(
        (await test.database.owner.query(`select 1 from ${heard}`, [episodeId, siteId])).rowCount ?? 0,
      );
    expect(sites).toEqual([0, 1]);
    // Of why it is held he learns nothing.
    const { body: window } = await http
      .get(there.dispenser, `/v1/dosing-episodes/${episodeId}/window`)
      .expect(200);
    expect(window).toMatchObject({
      held: true,
      holds: [{ source: 'clinician', reason: null, placedBy: null }],
    });
  });

  it('is free again once its site releases it', async () => {
    const [mine, other] = await oneAtBoth();
    const token = await theOne(here);
    expect((await release(there, token).expect(404)).body.code).toBe('treatment.noSuchToken');
    await release(here, token, here.clinician).expect(403);
    expect((await release(here, token).expect(201)).body).toMatchObject({ id: token.id, state: 'released' });
    expect((await release(here, token).expect(409)).body.code).toBe('treatment.tokenOver');
    await given(there, aDose(there, other.episodeId));
    await travelTo(test, administrator, NEXT_DAY);
    // The device had given by it: a fact, told to both.
    expect((await given(here, tokenDose(here, token))).flags).toEqual(['double-dose', 'token-not-good']);
    expect([await alarms('double-dose', mine), await alarms('double-dose', other)]).toEqual([1, 1]);
  });

  it('keeps its dose ahead whoever takes it, so that its release frees it', async () => {
    const { episodeId, personId } = await treatedHere();
    const { rows } = await test.database.owner.query<{ id: string }>(
      'select id from dose_order where episode_id = $1',
      [episodeId],
    );
    const [userId, orderId, id] = [userOf(here.dispenser), rows[0]?.id, uuidv7()];
    const me = { userId, organisationId: here.siteId, today: '2026-06-10' };
    const answers = await asApp(test.database, me, async (sql) => {
      const take = (entry: string, event: string): Promise<unknown> =>
        sql(`select app.claim_dose($1, $2, $3, '2026-06-10', 1::smallint, false, null, $4, $5) as answer`, [
          ...[event, episodeId, here.siteId, entry, orderId],
        ]);
      const taken = await take('token', id);
      await sql(
        `insert into dose_token (id, site_id, episode_id, person_id, kind, day, slot, order_id, unit, dose, issued_by, issued_at)
         values ($1, $2, $3, $4, 'methadone-treatment', '2026-06-10', 1, $5, 'microlitre', 2000, $6, now())`,
        [id, here.siteId, episodeId, personId, orderId, userId],
      );
      const released = await sql('select app.release_dose($1) as answer', [id]);
      return [taken, released, await take('dispensed', uuidv7())];
    });
    expect(answers).toEqual([[{ answer: 'free' }], [{ answer: true }], [{ answer: 'free' }]]);
  });

  it('is lost to a dose that was given elsewhere, and its site hears of it', async () => {
    const [mine, other] = await oneAtBoth();
    const token = await theOne(here);
    await travelTo(test, administrator, '2026-06-10T10:00:00+07:00');
    // What was given goes before what is only kept.
    expect((await given(there, reportedThere(other.episodeId))).flags).toEqual([]);
    expect([await alarms('token-lost', mine), await alarms('double-dose', mine)]).toEqual([1, 0]);
    expect(await listed(here)).toMatchObject([{ id: token.id, state: 'lost' }]);
    expect((await given(here, tokenDose(here, token))).flags).toEqual(['double-dose', 'token-not-good']);
    expect(await alarms('double-dose', other)).toBe(1);
  });

  it('is good for one dose alone: otherwise refused before giving, and flagged afterwards', async () => {
    const [mine, other] = await oneAtBoth();
    const next = await treatedHere([1500, 500]);
    const tokens = (await issued(here)).tokens;
    const token = tokens.find(({ episodeId }) => episodeId === mine.episodeId);
    const second = tokens.find(({ episodeId, slot }) => episodeId === next.episodeId && slot === 2);
    if (!token || !second) throw new Error('no tokens');
    // Of another person, of another site, of another slot, of none.
    const unknown = '01890a5d-ac96-774b-bcce-b302099a8057';
    const notGood: readonly (readonly [DosingSite, string, string])[] = [
      [here, next.episodeId, token.id],
      [there, other.episodeId, token.id],
      [here, next.episodeId, second.id],
      [here, next.episodeId, unknown],
    ];
    const named = await give(test, here.dispenser, aDose(here, next.episodeId, { tokenId: unknown }));
    expect(named.body.errors).toMatchObject([{ pointer: '/tokenId', code: 'treatment.tokenNotGood' }]);
    for (const [where, episodeId, tokenId] of notGood)
      expect(await refused(where, aDose(where, episodeId, { tokenId }))).toEqual([
        ...[409, 'treatment.tokenNotGood'],
      ]);
    await travelTo(test, administrator, '2026-06-10T10:00:00+07:00');
    const late = { reported: true, at: AT, tokenId: second.id };
    // The slot was kept for a token of its own: the dose goes before it, and nothing was doubled.
    expect((await given(here, aDose(here, next.episodeId, late))).flags).toEqual(['token-not-good']);
    const { status, body } = await give(
      test,
      here.dispenser,
      aDose(here, mine.episodeId, { kind: 'refused', lotId: undefined, tokenId: token.id }),
    );
    expect([status, body.errors?.[0].pointer]).toEqual([422, '/tokenId']);
    // With the connection back it is used at the window.
    expect((await given(here, aDose(here, mine.episodeId, { tokenId: token.id }))).flags).toEqual([]);
    await given(here, aDose(here, next.episodeId, { slot: 2, tokenId: second.id }));
  });

  it('is over with its day, before which nothing was missed; told of later it was good on its day', async () => {
    const { episodeId } = await treatedHere();
    const { episodeId: unused } = await treatedHere();
    await http
      .post(here.clinician, '/v1/dosing-site', { fromOn: '2026-06-10', closesAt: '11:00' })
      .expect(201);
    const { tokens } = await issued(here);
    const missed = async (of: string): Promise<readonly string[]> =>
      (
        (await http.get(here.clinician, `/v1/dosing-episodes/${of}/doses?from=2026-06-01&to=2026-06-30`)).body
          .items as { kind: string; day: string }[]
      )
        .filter(({ kind }) => kind === 'missed')
        .map(({ day }) => day);
    // Whom nobody waits for misses it when the site closes: the day is done for him.
    const other = await treatedHere();
    await travelTo(test, administrator, '2026-06-10T12:00:00+07:00');
    await derive();
    await derive();
    expect([await missed(episodeId), await missed(unused)]).toEqual([[], []]);
    expect(await missed(other.episodeId)).toEqual(['2026-06-10']);
    const { rows } = await test.database.owner.query<{ day: string; waits: number }>(
      `select derived_until::text as day, (select count(*)::int from missed_day_pending p where p.site_id = s.site_id) as waits
       from dosing_site s where site_id = $1`,
      [here.siteId],
    );
    expect(rows).toEqual([{ day: '2026-06-10', waits: 2 }]);
    await travelTo(test, administrator, '2026-06-11T00:30:00+07:00');
    await derive();
    expect((await listed(here)).map(({ state }) => state)).toEqual(['over', 'over']);
    expect([await missed(episodeId), await missed(unused)]).toEqual([['2026-06-10'], ['2026-06-10']]);
    const token = tokens.find((each) => each.episodeId === episodeId);
    if (!token) throw new Error('no token');
    expect((await given(here, tokenDose(here, token))).flags).toEqual([]);
    const { body } = await http
      .get(here.dispenser, `/v1/dosing-episodes/${episodeId}/window?day=2026-06-10`)
      .expect(200);
    expect(body.slots).toMatchObject([{ state: 'given' }]);
  });

  it('of two entries that turn out to be one person was given by nobody yet: the first that is used holds', async () => {
    const [mine, other] = await oneAtBoth(false);
    const [first, second] = [await theOne(here), await theOne(there)];
    await linkEntries(test, mine.personId, other.personId, here.siteId);
    for (const episode of [mine, other])
      expect([await alarms('linked-persons', episode), await alarms('double-dose', episode)]).toEqual([1, 0]);
    await travelTo(test, administrator, '2026-06-10T10:00:00+07:00');
    expect((await given(there, tokenDose(there, second))).flags).toEqual([]);
    expect(await alarms('token-lost', mine)).toBe(1);
    expect((await given(here, tokenDose(here, first))).flags).toEqual(['double-dose', 'token-not-good']);
    const { rows } = await test.database.owner.query<{ doubled: boolean }>(
      `select doubled from dose_claim where person_id = any ($1) and released_at is null order by doubled`,
      [[mine.personId, other.personId]],
    );
    expect(rows).toEqual([{ doubled: false }, { doubled: true }]);
  });

  it('once it is used is voided like any dose', async () => {
    const { episodeId } = await treatedHere();
    const token = await theOne(here);
    const dose = await given(here, aDose(here, episodeId, { tokenId: token.id }));
    await given(here, aFollowUp('voided', episodeId, dose.id, { reason: 'Ghi nhầm người' }));
    await given(here, aDose(here, episodeId));
  });
});

describe('the first dose', () => {
  let test: TestApp;
  let http: Requests;
  let administrator: string;
  let site: DosingSite;
  beforeAll(async () => {
    ({ test, http, administrator } = await aDosingApp());
    await travelTo(test, administrator, MORNING);
    site = await aDosingSite(test);
  });
  afterAll(() => test.close());

  it('is not given without consent on record; what was given is flagged, and later ones go on', async () => {
    const { episodeId } = await anEpisode(test, site, { consentedOn: null });
    await anOrder(test, site, episodeId);
    const { status, body } = await give(test, site.dispenser, aDose(site, episodeId));
    expect([status, body.code, body.flags]).toEqual([409, 'treatment.noConsent', ['no-consent']]);
    // Another site cannot know: nobody is sent there without.
    const other = await aDosingSite(test);
    const booking = await http.post(site.clinician, `/v1/dosing-episodes/${episodeId}/guest-bookings`, {
      ...{ guestSiteId: other.siteId, fromOn: '2026-06-10', untilOn: '2026-06-11', reason: 'Đi xa' },
    });
    expect([booking.status, booking.body.code]).toEqual([409, 'treatment.noConsent']);
    const at = '2026-06-10T07:30:00+07:00';
    const fact = await give(test, site.dispenser, aDose(site, episodeId, { reported: true, at })).expect(201);
    expect((fact.body as RecordedDoseDto).flags).toEqual(['no-consent']);
    await travelTo(test, administrator, '2026-06-11T08:00:00+07:00');
    const next = await give(test, site.dispenser, aDose(site, episodeId)).expect(201);
    expect((next.body as RecordedDoseDto).flags).toEqual([]);
    const window = await http.get(site.dispenser, `/v1/dosing-episodes/${episodeId}/window`).expect(200);
    expect(window.body.consented).toBe(false);
  });
});
