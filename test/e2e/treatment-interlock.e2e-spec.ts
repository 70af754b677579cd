import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import request from 'supertest';
import { AppModule } from '../../src/app.module.js';
import { createApp } from '../../src/platform/http/app-factory.js';
import type { RecordedDoseDto } from '../../src/treatment/interlock/dose.dto.js';
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
  userOf,
  type DosingSite,
  type SeededEpisode,
} from '../setup/dosing-site.js';
import { seedOrganisation, seedUser, signIn } from '../setup/factories.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { eventually, travelTo } from '../setup/time.js';

const FLAGGED = 'treatment.flagged-dose';
/** Nobody decided on so much. */
const undecided = (decidedDose: number | null): object => ({
  ...{ code: 'treatment.noRedoseDecision', flags: ['no-decision'], decidedDose },
  errors: [{ pointer: '/namesId', code: 'treatment.noRedoseDecision' }],
});
/** The dose that is right is named. */
const ORDERED = [
  {
    ...{ pointer: '/dose', code: 'treatment.doseDiffers' },
    detail: expect.stringContaining('Liều trong y lệnh là 2000 (microlit dung dịch)') as string,
  },
];
const NOON = '2026-06-10T12:00:00+07:00';

describe('doses at two sites', () => {
  let test: TestApp;
  let second: NestFastifyApplication;
  let http: Requests;
  let administrator: string;
  let here: DosingSite;
  let there: DosingSite;
  beforeAll(async () => {
    test = await createTestApp();
    const config = { ...test.database.config };
    second = await createApp(AppModule.register(config), config);
    await second.listen({ port: 0, host: '127.0.0.1' });
    http = requests(test);
    const { owner } = test.database;
    const operator = await seedOrganisation(owner, { kind: 'system-operator' });
    administrator = await signIn(
      test,
      await seedUser(owner, { organisationId: operator, roles: ['administrator'] }),
    );
    await travelTo(test, administrator, NOON);
    here = await aDosingSite(test);
    there = await aDosingSite(test);
  });
  afterAll(async () => {
    await second.close();
    await test.close();
  });

  /** One person under an entry at each site, in treatment at both. */
  const oneAtBoth = async (doses = [2000]): Promise<readonly [SeededEpisode, SeededEpisode]> => {
    const [one, other] = [await anEpisode(test, here), await anEpisode(test, there)];
    await linkEntries(test, one.personId, other.personId, here.siteId);
    await anOrder(test, here, one.episodeId);
    await anOrder(test, there, other.episodeId, { doses });
    return [one, other];
  };
  const count = async (sql: string, ...parameters: unknown[]): Promise<number> => {
    const { rows } = await test.database.owner.query<{ count: string }>(
      `select count(*) from ${sql}`,
      parameters,
    );
    return Number(rows[0]?.count);
  };
  const noticesOf = async (site: DosingSite, kind: string, episodeId: string): Promise<number> => {
    const { body } = await http.get(site.clinician, '/v1/notifications?limit=200').expect(200);
    const items = body.items as { kind: string; subjectId: string }[];
    return items.filter((each) => each.kind === kind && each.subjectId === episodeId).length;
  };
  const given = async (site: DosingSite, body: object): Promise<RecordedDoseDto> =>
    (await give(test, site.dispenser, body).expect(201)).body as RecordedDoseDto;

  it.each([1, 2, 3])(
    'are given once out of 200 attempts at once, through two applications (%i)',
    async () => {
      const [one, other] = await oneAtBoth();
      const urls = [await test.app.getUrl(), await second.getUrl()];
      const attempts = Array.from({ length: 200 }, (_, at) => {
        const [site, { episodeId }] = at % 4 < 2 ? [here, one] : [there, other];
        return request(urls[at % 2] ?? '')
          .post('/v1/dose-events')
          .auth(site.dispenser, { type: 'bearer' })
          .send(aDose(site, episodeId));
      });
      const answers = await Promise.all(attempts);
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
      const refused = answers.filter(({ status }) => status !== 201);
      expect(new Set(refused.map(({ body }) => body.code))).toEqual(new Set(['treatment.alreadyDosed']));
      const [{ id: first } = { id: '' }] = [
        answers.find(({ status }) => status === 201)?.body as { id: string },
      ];
      const episodes = [one.episodeId, other.episodeId];
      expect(await count('dose_event where episode_id = any ($1)', episodes)).toBe(1);
      expect(await count('dose_claim where event_id = $1 and not doubled', first)).toBe(1);
      expect(await count('dose_client_event where event_id = $1', first)).toBe(1);
    },
  );

  it('tell who comes second nothing but that somebody had it', async () => {
    const [one, other] = await oneAtBoth([2000, 1000]);
    await given(here, aDose(here, one.episodeId));
    // What another site gave that day stands in the way of a slot of another number too.
    for (const slot of [1, 2]) {
      const { status, text } = await give(test, there.dispenser, aDose(there, other.episodeId, { slot }));
      expect([status, JSON.parse(text).code]).toEqual([409, 'treatment.alreadyDosed']);
      for (const secret of [one.episodeId, one.personId, here.lotId, `:${here.siteId},`])
        expect(text).not.toContain(secret);
    }
    await http.get(there.clinician, `/v1/dosing-episodes/${one.episodeId}/doses`).expect(404);
    await http.post(here.dispenser, '/v1/dose-events', aDose(here, other.episodeId)).expect(404);
  });

  it('stand as facts where both were given, and both sites hear of it once', async () => {
    const [one, other] = await oneAtBoth();
    await given(here, aDose(here, one.episodeId));
    const told = aDose(there, other.episodeId, { reported: true, at: '2026-06-10T08:15:00+07:00' });
    const fact = await given(there, told);
    expect(fact).toMatchObject({ flags: ['double-dose'], reported: true, measured: 2000, resent: false });
    expect(await given(there, told)).toMatchObject({ id: fact.id, resent: true });
    for (const [site, episode] of [
      [here, one],
      [there, other],
    ] as const) {
      const notices = await eventually(
        () => noticesOf(site, 'treatment.double-dose', episode.episodeId),
        (found) => found > 0,
      );
      expect(notices).toBe(1);
    }
    const strangers = await noticesOf(here, 'treatment.double-dose', other.episodeId);
    expect(strangers).toBe(0);
    expect(await count('dose_alarm where cause_id = $1', fact.id)).toBe(2);
    // The first one is taken back: the second holds the dose, and nobody gives a third.
    const { body } = await http.get(here.clinician, `/v1/dosing-episodes/${one.episodeId}/doses`).expect(200);
    const [first] = body.items as { id: string }[];
    await given(here, aFollowUp('voided', one.episodeId, first?.id ?? '', { reason: 'Ghi nhầm người' }));
    const third = await give(test, here.dispenser, aDose(here, one.episodeId));
    expect([third.status, third.body.code, third.body.flags]).toEqual([
      ...[409, 'treatment.alreadyDosed', ['double-dose']],
    ]);
  });

  it('stand beside each other as long as another is in the way, whichever is taken back', async () => {
    const { episodeId } = await anEpisode(test, here);
    await anOrder(test, here, episodeId, { doses: [1000, 1000] });
    await given(here, aDose(here, episodeId));
    const other = await given(here, aDose(here, episodeId, { slot: 2 }));
    const third = { slot: 3, dose: 1000, reported: true, at: '2026-06-10T11:30:00+07:00' };
    expect((await given(here, aDose(here, episodeId, third))).flags).toContain('double-dose');
    const beside = (): Promise<number> =>
      count('dose_claim where episode_id = $1 and released_at is null and doubled', episodeId);
    await given(here, aFollowUp('voided', episodeId, other.id, { reason: 'Ghi nhầm' }));
    expect(await beside()).toBe(1);
  });

  it('are one event however often a device sends it, and at once', async () => {
    const { episodeId } = await anEpisode(test, here);
    await anOrder(test, here, episodeId);
    const body = aDose(here, episodeId, { reported: true, at: '2026-06-10T07:00:00+07:00' });
    const answers = await Promise.all(Array.from({ length: 20 }, () => give(test, here.dispenser, body)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body: event }) => (event as { id: string }).id)).size).toBe(1);
    expect(answers.filter(({ body: event }) => !(event as RecordedDoseDto).resent)).toHaveLength(1);
    expect(await count('dose_event where episode_id = $1', episodeId)).toBe(1);
    const other = await give(test, here.dispenser, { ...body, slot: 2 });
    expect([other.status, other.body.code]).toEqual([409, 'treatment.clientEventReused']);
  });

  it('tell spill, void and re-dose apart', async () => {
    const { episodeId } = await anEpisode(test, here);
    await anOrder(test, here, episodeId);
    const spill = { kind: 'spilled' as const, measured: 700, reason: 'Đổ cốc' };
    const alone = aDose(here, episodeId, spill);
    const himself = { ...alone, witnessId: userOf(here.dispenser) };
    expect((await give(test, here.dispenser, himself).expect(409)).body.code).toBe(
      'treatment.witnessNotHere',
    );
    await give(test, here.dispenser, { ...alone, reason: undefined }).expect(422);
    // What is spilled is spilled, whoever saw it.
    expect((await given(here, alone)).flags).toEqual(['one-person']);
    const unknown = { ...spill, witnessName: 'Trần Văn Tám' };
    expect(await given(here, aDose(here, episodeId, unknown))).toMatchObject({
      ...{ witnessName: 'Trần Văn Tám', witnessId: null, flags: ['witness-no-account'] },
    });
    const witnessId = userOf(here.otherDispenser);
    expect(await given(here, aDose(here, episodeId, { ...spill, witnessId }))).toMatchObject({
      ...{ witnessId, recordedBy: userOf(here.dispenser), flags: [] },
      recordedAt: expect.stringMatching(/^2026-06-10T05:/),
    });
    const later = { ...spill, reported: true, at: '2026-06-10T11:00:00+07:00' };
    expect((await given(here, aDose(here, episodeId, later))).flags).toEqual(['one-person']);
    const dose = await given(here, aDose(here, episodeId));
    expect(dose).toMatchObject({
      ...{ dose: 2000, measured: 2000, flags: [] },
      protocol: { protocolId: null, unchecked: true, why: { en: expect.stringContaining('not checked') } },
    });
    const vomited = await given(here, aFollowUp('vomited', episodeId, dose.id));
    const early = await give(
      test,
      here.dispenser,
      aFollowUp('voided', episodeId, dose.id, { reason: 'Nhầm' }),
    );
    expect([early.status, early.body.code]).toEqual([409, 'treatment.laterEntriesStand']);
    const anew = { lotId: here.lotId, dose: 1000, reason: 'Bác sĩ cho uống lại một nửa' };
    const anewly = (more: object): request.Test =>
      give(test, here.dispenser, aFollowUp('re-dosed', episodeId, vomited.id, { ...anew, ...more }));
    const slotOf = async (site: DosingSite): Promise<unknown> =>
      (await http.get(site.dispenser, `/v1/dosing-episodes/${episodeId}/window`).expect(200)).body.slots[0];
    expect(await slotOf(here)).toMatchObject({ state: 'given', vomited: true, againMost: null });
    // How much is given again, and whether, a clinician says.
    expect((await anewly({}).expect(409)).body).toMatchObject(undecided(null));
    await decideAgain(test, here.dispenser, vomited.id, 1000).expect(403);
    expect((await decideAgain(test, there.clinician, vomited.id, 1000).expect(404)).body.code).toBe(
      'treatment.noSuchDoseEvent',
    );
    expect((await decideAgain(test, here.clinician, vomited.id, 2001).expect(422)).body.errors).toMatchObject(
      [{ pointer: '/dose', code: 'treatment.beyondOrder' }],
    );
    expect((await decideAgain(test, here.clinician, dose.id, 1000).expect(409)).body.code).toBe(
      'treatment.notNameable',
    );
    await decideAgain(test, here.clinician, vomited.id, 999).expect(201);
    expect((await anewly({}).expect(409)).body).toMatchObject(undecided(999));
    const { body: decided } = await decideAgain(test, here.colleague, vomited.id, 1000).expect(201);
    expect(decided).toMatchObject({
      ...{ doseEventId: vomited.id, episodeId, dose: 1000, unit: 'microlitre' },
      decidedBy: userOf(here.colleague),
    });
    expect(await count('audit_event where subject_id = $1', decided.id)).toBe(1);
    // Whoever comes to the window sees it, and what was decided before.
    expect(await slotOf(here)).toMatchObject({ state: 'given', vomited: true, againMost: 1000 });
    const { body: list } = await http.get(here.dispenser, '/v1/dosing-day').expect(200);
    const ofDay = (list.items as { episodeId: string; slots: object[] }[]).find(
      (each) => each.episodeId === episodeId,
    );
    expect(ofDay?.slots).toMatchObject([{ vomited: true, againMost: 1000 }]);
    const { body: kept } = await http
      .get(here.dispenser, `/v1/dosing-episodes/${episodeId}/doses`)
      .expect(200);
    const entries = kept.items as { id: string; decisions: object[] }[];
    expect(entries.find(({ id }) => id === vomited.id)?.decisions).toEqual([
      {
        ...{ id: decided.id, dose: 1000, unit: 'microlitre', reason: expect.any(String) as string },
        ...{ decidedBy: userOf(here.colleague), decidedAt: decided.decidedAt, replacedAt: null },
      },
      expect.objectContaining({
        ...{ dose: 999, decidedBy: userOf(here.clinician), replacedAt: decided.decidedAt },
      }),
    ]);
    expect(entries.find(({ id }) => id === dose.id)?.decisions).toEqual([]);
    const { body: again } = await anewly({}).expect(201);
    expect(again).toMatchObject({ measured: 1000, slot: 1, decidedBy: userOf(here.colleague), flags: [] });
    expect((await decideAgain(test, here.clinician, vomited.id, 500).expect(409)).body.code).toBe(
      'treatment.notNameable',
    );
    // What followed was entered wrongly and taken back: it is told again, rightly, and once.
    const wrong = { reason: 'Ghi nhầm' };
    const half = { lotId: here.lotId, dose: 500, reason: 'Bác sĩ cho uống lại một phần tư' };
    const refusedAgain = async (kind: 'vomited' | 're-dosed', id: string): Promise<unknown> => {
      const more = kind === 're-dosed' ? half : {};
      return (await give(test, here.dispenser, aFollowUp(kind, episodeId, id, more)).expect(409)).body.code;
    };
    const usable = async (): Promise<number> => {
      const { body: day } = await http.get(here.dispenser, '/v1/stock-day?day=2026-06-10').expect(200);
      const lots = day.lots as { lot: { id: string }; expected: { usable: number } }[];
      return lots.find(({ lot }) => lot.id === here.lotId)?.expected.usable ?? Number.NaN;
    };
    const before = await usable();
    expect(await slotOf(here)).toMatchObject({ vomited: false, againMost: null });
    expect(await refusedAgain('re-dosed', vomited.id)).toBe('treatment.notNameable');
    await given(here, aFollowUp('voided', episodeId, again.id, wrong));
    expect((await usable()) - before).toBe(1000);
    expect(await slotOf(here)).toMatchObject({ vomited: true, againMost: 1000 });
    // Given before anybody had decided, it was given without a decision, whatever was decided since.
    const hasty = { ...half, reported: true, at: '2026-06-10T11:30:00+07:00' };
    const undecidedThen = await given(here, aFollowUp('re-dosed', episodeId, vomited.id, hasty));
    expect(undecidedThen).toMatchObject({ decidedBy: null, flags: ['after-void', 'no-decision'] });
    await given(here, aFollowUp('voided', episodeId, undecidedThen.id, wrong));
    // What was given by a decision was a slip: the decision is there still.
    const right = await given(here, aFollowUp('re-dosed', episodeId, vomited.id, half));
    expect(right.flags).toEqual(['after-void']);
    expect((await usable()) - before).toBe(500);
    expect(await refusedAgain('re-dosed', vomited.id)).toBe('treatment.notNameable');
    const named = await give(test, here.dispenser, aFollowUp('vomited', episodeId, dose.id)).expect(409);
    expect(named.body).toMatchObject({
      ...{ code: 'treatment.notNameable', errors: [{ pointer: '/namesId' }] },
    });
    await given(here, aFollowUp('voided', episodeId, right.id, wrong));
    await given(here, aFollowUp('voided', episodeId, vomited.id, wrong));
    expect((await decideAgain(test, here.clinician, vomited.id, 500).expect(409)).body.code).toBe(
      'treatment.notNameable',
    );
    expect(await refusedAgain('re-dosed', vomited.id)).toBe('treatment.notNameable');
    const real = await given(here, aFollowUp('vomited', episodeId, dose.id));
    expect(await refusedAgain('vomited', dose.id)).toBe('treatment.notNameable');
    for (const { id } of [real, dose])
      await given(here, aFollowUp('voided', episodeId, id, { reason: 'Ghi nhầm người' }));
    const twice = await give(
      test,
      here.dispenser,
      aFollowUp('voided', episodeId, dose.id, { reason: 'Nhầm' }),
    );
    expect(twice.status).toBe(409);
    // Free again, after all was taken back.
    await given(here, aDose(here, episodeId));
    const { body } = await http.get(here.clinician, `/v1/dosing-episodes/${episodeId}/doses`).expect(200);
    expect((body.items as { kind: string }[]).map(({ kind }) => kind).toSorted()).toEqual(
      [
        ...['dispensed', 'dispensed'],
        ...Array.from({ length: 3 }, () => 're-dosed'),
        ...Array.from({ length: 4 }, () => 'spilled'),
        ...Array.from({ length: 6 }, () => 'voided'),
        'vomited',
        'vomited',
      ].toSorted(),
    );
  });

  it('are given to a guest again as his host or his home decides; the home hears of it', async () => {
    const { episodeId } = await anEpisode(test, there);
    await anOrder(test, there, episodeId);
    const booked = {
      guestSiteId: here.siteId,
      fromOn: '2026-06-10',
      untilOn: '2026-06-10',
      reason: 'Đi làm xa',
    };
    await http.post(there.clinician, `/v1/dosing-episodes/${episodeId}/guest-bookings`, booked).expect(201);
    const dose = await given(here, aDose(here, episodeId, { kind: 'guest-dose' }));
    const vomited = await given(here, aFollowUp('vomited', episodeId, dose.id));
    const half = { lotId: here.lotId, dose: 1000, reason: 'Cho uống lại' };
    const again = aFollowUp('re-dosed', episodeId, vomited.id, half);
    expect((await give(test, here.dispenser, again)).body.code).toBe('treatment.noRedoseDecision');
    await decideAgain(test, here.clinician, vomited.id, 500).expect(201);
    // The home sees what its guest vomited; the last decision holds.
    await decideAgain(test, there.clinician, vomited.id, 1000).expect(201);
    for (const site of [here, there]) {
      const { body } = await http.get(site.dispenser, `/v1/dosing-episodes/${episodeId}/window`).expect(200);
      expect(body.slots).toMatchObject([{ vomited: true, againMost: 1000 }]);
    }
    const { body: seen } = await http
      .get(there.clinician, `/v1/dosing-episodes/${episodeId}/doses`)
      .expect(200);
    const ofGuest = seen.items as { id: string; decisions: object[] }[];
    expect(ofGuest.find(({ id }) => id === vomited.id)?.decisions).toMatchObject([
      { dose: 1000 },
      { dose: 500 },
    ]);
    const hers = await given(here, again);
    expect(hers).toMatchObject({ decidedBy: userOf(there.clinician), flags: [] });
    const heard = async (site: DosingSite, kind: string): Promise<number> =>
      eventually(
        () => noticesOf(site, kind, episodeId),
        (found) => found > 0,
      );
    expect(await heard(there, 'treatment.guest-given-again')).toBe(1);
    expect(await noticesOf(here, 'treatment.guest-given-again', episodeId)).toBe(0);
    // Given all the same it is a fact, and both hear of the flag.
    await given(here, aFollowUp('voided', episodeId, hers.id, { reason: 'Ghi nhầm' }));
    const fact = { ...half, dose: 1500, reported: true, at: '2026-06-10T12:00:00+07:00' };
    expect(await given(here, aFollowUp('re-dosed', episodeId, vomited.id, fact))).toMatchObject({
      ...{ decidedBy: null, flags: ['after-void', 'no-decision'] },
    });
    expect([await heard(here, FLAGGED), await heard(there, FLAGGED)]).toEqual([1, 1]);
  });

  it('are taken home by day, and brought back', async () => {
    const { episodeId } = await anEpisode(test, here);
    await anOrder(test, here, episodeId);
    const home = await given(here, aDose(here, episodeId, { kind: 'take-home-given', day: '2026-06-12' }));
    expect(home).toMatchObject({ day: '2026-06-12', measured: 2000 });
    await give(
      test,
      here.dispenser,
      aDose(here, episodeId, { kind: 'take-home-given', day: '2026-06-12' }),
    ).expect(409);
    await given(here, aFollowUp('take-home-returned', episodeId, home.id));
    // Its lot has to be good on the day on which it is drunk.
    const lotId = await aLot(test, here.siteId, { expiresOn: '2026-06-11' });
    const expired = aDose(here, episodeId, { kind: 'take-home-given', day: '2026-06-12', lotId });
    expect((await give(test, here.dispenser, expired).expect(409)).body.flags).toEqual(['lot-expired']);
    await given(here, { ...expired, day: '2026-06-11' });
    await given(here, aDose(here, episodeId, { kind: 'take-home-given', day: '2026-06-12' }));
  });

  it.each([
    ['no order holds', { slot: 2 }, 'treatment.noOrder', 'no-order', undefined],
    ['another dose than ordered is given', { dose: 3000 }, 'treatment.doseDiffers', 'dose-differs', ORDERED],
  ])(
    'are refused before giving where %s, and flagged afterwards',
    async (_what, body, code, flag, errors) => {
      const { episodeId } = await anEpisode(test, here);
      await anOrder(test, here, episodeId);
      const refused = await give(test, here.dispenser, aDose(here, episodeId, body));
      expect([refused.status, refused.body.code, refused.body.flags]).toEqual([409, code, [flag]]);
      expect(refused.body.errors).toEqual(errors);
      const at = '2026-06-10T07:30:00+07:00';
      const fact = await given(here, aDose(here, episodeId, { ...body, reported: true, at }));
      expect(fact.flags).toEqual([flag]);
      const notices = await eventually(
        () => noticesOf(here, 'treatment.flagged-dose', episodeId),
        (found) => found > 0,
      );
      expect(notices).toBe(1);
    },
  );

  it('are refused from an expired lot, of a held episode, and where the lot is of another medicine', async () => {
    const { episodeId } = await anEpisode(test, here, { status: 'on-hold' });
    await anOrder(test, here, episodeId);
    const lotId = await aLot(test, here.siteId, { expiresOn: '2026-06-09' });
    const { body } = await give(test, here.dispenser, aDose(here, episodeId, { lotId })).expect(409);
    expect([body.code, body.flags]).toEqual(['treatment.notDosing', ['not-dosing', 'lot-expired']]);
    const treated = await anEpisode(test, here);
    await anOrder(test, here, treated.episodeId);
    const expired = await give(test, here.dispenser, aDose(here, treated.episodeId, { lotId }));
    expect([expired.status, expired.body.code, expired.body.flags]).toEqual([
      ...[409, 'treatment.lotExpired', ['lot-expired']],
    ]);
    expect(expired.body.errors).toMatchObject([{ pointer: '/lotId', code: 'treatment.lotExpired' }]);
    const other = await aLot(test, here.siteId, { medicine: 'cedemex-treatment' });
    const refused = await give(test, here.dispenser, aDose(here, episodeId, { lotId: other }));
    expect([refused.status, refused.body.code, refused.body.flags[0]]).toEqual([
      ...[409, 'treatment.lotNotFitting', 'wrong-lot'],
    ]);
    expect(refused.body.errors).toMatchObject([{ pointer: '/lotId' }]);
  });

  it.each([
    ['a slot', { slot: undefined }, '/slot', 'cần thông tin này'],
    ['a lot', { lotId: undefined }, '/lotId', 'cần thông tin này'],
    [
      'a time that has not come',
      { reported: true, at: '2026-06-10T13:00:00+07:00' },
      '/at',
      'không ở tương lai',
    ],
    ['a time of what is not reported', { at: '2026-06-10T08:00:00+07:00' }, '/at', 'Chỉ khai thời điểm khi'],
    ['no time of what is reported', { reported: true }, '/at', 'thì khai thời điểm xảy ra'],
    ['a kind that is derived', { kind: 'missed' as const }, '/kind', 'tự xác định'],
    ['a field of another kind', { measured: 10 }, '/measured', 'không có thông tin này'],
  ])('are entered with %s as it has to be', async (_what, body, pointer, says) => {
    const { episodeId } = await anEpisode(test, here);
    const answer = await give(test, here.dispenser, aDose(here, episodeId, body));
    const [fault] = answer.body.errors as { readonly pointer: string; readonly detail: string }[];
    expect([answer.status, fault?.pointer]).toEqual([422, pointer]);
    expect(fault?.detail).toContain(says);
  });

  it('wait for a second person where the protocol of the site asks for one', async () => {
    const strict = await aDosingSite(test);
    const protocolId = await aProtocol(test, strict.siteId, {
      ...{ twoPersonCheck: true, doseMax: 20_000, strengthMicrogramsPerMl: 10_000 },
      takeHomeMostDays: 1,
    });
    const { episodeId } = await anEpisode(test, strict);
    const order = await anOrder(test, strict, episodeId);
    expect(order).toMatchObject({ protocolId, unchecked: true });
    expect(order.checks).toContainEqual({
      ...{ check: 'maxDailyDose', result: 'passed', limit: 2000, found: 2000, why: null },
    });
    const alone = await give(test, strict.dispenser, aDose(strict, episodeId));
    expect([alone.status, alone.body.code]).toEqual([409, 'treatment.secondPersonRequired']);
    const prepared = aDose(strict, episodeId, { kind: 'prepared', lotId: undefined });
    await give(test, strict.dispenser, prepared).expect(201);
    await give(test, strict.dispenser, aDose(strict, episodeId)).expect(409);
    // Two people would not make it fewer days.
    const farAhead = aDose(strict, episodeId, { kind: 'take-home-given', day: '2026-06-12' });
    const tooFar = await give(test, strict.dispenser, farAhead);
    expect([tooFar.status, tooFar.body.code, tooFar.body.title]).toEqual([
      ...[409, 'treatment.beyondTakeHome', expect.stringContaining('Số ngày mang về')],
    ]);
    // Prepared for an order that was replaced since: another amount, and another order of the same one.
    await anOrder(test, strict, episodeId, { doses: [1500], fromOn: '2026-06-10' });
    const replaced = await give(test, strict.otherDispenser, aDose(strict, episodeId));
    expect([replaced.status, replaced.body.code]).toEqual([409, 'treatment.secondPersonRequired']);
    await anOrder(test, strict, episodeId, { fromOn: '2026-06-10', untilOn: '2026-06-29' });
    const anew = await give(test, strict.otherDispenser, aDose(strict, episodeId));
    expect([anew.status, anew.body.code]).toEqual([409, 'treatment.secondPersonRequired']);
    const preparing = (more: object): object =>
      aDose(strict, episodeId, { kind: 'prepared', lotId: undefined, ...more });
    expect((await give(test, strict.dispenser, preparing({ dose: 1000 }))).body.flags).toEqual([
      'dose-differs',
    ]);
    await give(test, strict.dispenser, preparing({})).expect(201);
    const { body } = await give(test, strict.otherDispenser, aDose(strict, episodeId)).expect(201);
    // After vomiting a dose is prepared anew, and the amount is the one that is given.
    const { body: vomited } = await give(
      ...([test, strict.otherDispenser, aFollowUp('vomited', episodeId, body.id)] as const),
    ).expect(201);
    await decideAgain(test, strict.clinician, vomited.id, 1000).expect(201);
    const again = (): request.Test => {
      const half = { lotId: strict.lotId, dose: 1000, reason: 'Bác sĩ cho uống lại một nửa' };
      return give(test, strict.otherDispenser, aFollowUp('re-dosed', episodeId, vomited.id, half));
    };
    expect((await again()).body.flags).toEqual(['one-person']);
    await give(test, strict.dispenser, preparing({})).expect(201);
    expect((await again()).body.flags).toEqual(['one-person']);
    await give(test, strict.dispenser, preparing({ dose: 1000 })).expect(201);
    await again().expect(201);
    // What the protocol is silent on, and what nobody can check, is named.
    expect(body.protocol).toMatchObject({ protocolId, unchecked: true });
    const names = (body.protocol.notChecked as { value: string }[]).map(({ value }) => value);
    expect(names.toSorted()).toEqual([
      ...['doseObservationMinutes', 'firstDoseObservationMinutes', 'prescriptionDays', 'slotsADay'],
    ]);
    const tooMuch = await http.post(strict.clinician, `/v1/dosing-episodes/${episodeId}/orders`, {
      ...{ slots: [{ dose: 2001 }], fromOn: '2026-07-01', untilOn: '2026-07-02', reason: 'Tăng liều' },
      strength: 10_000,
    });
    expect([tooMuch.status, tooMuch.body.code]).toEqual([409, 'treatment.outsideProtocol']);
  });

  it('stop when entries of two patients turn out to be one person, and both sites hear of it', async () => {
    const [one, other] = [await anEpisode(test, here), await anEpisode(test, there)];
    await anOrder(test, here, one.episodeId);
    await anOrder(test, there, other.episodeId, { doses: [1000, 1000] });
    await given(here, aDose(here, one.episodeId));
    // Each place numbers its doses: of another slot it is a second dose all the same.
    await given(there, aDose(there, other.episodeId, { slot: 2 }));
    const link = await linkEntries(test, one.personId, other.personId, here.siteId);
    for (const [site, episode] of [
      [here, one],
      [there, other],
    ] as const)
      for (const kind of ['treatment.linked-persons', 'treatment.double-dose'])
        expect(
          await eventually(
            () => noticesOf(site, kind, episode.episodeId),
            (found) => found > 0,
          ),
        ).toBe(1);
    const claims = 'dose_claim where episode_id = any ($1)';
    const episodes = [one.episodeId, other.episodeId];
    expect(await count(`${claims} and doubled`, episodes)).toBe(1);
    await test.database.owner.query(
      `update person_link set unlinked_at = now(), unlinked_by = linked_by,
         unlinked_by_organisation_id = linked_by_organisation_id, unlink_reason = 'Nhầm' where id = $1`,
      [link],
    );
    expect(await count(`${claims} and doubled`, episodes)).toBe(0);
  });
});
