import type request from 'supertest';
import { MissedDoses } from '../../src/treatment/missed/missed-doses.js';
import { MISSED_DOSES } from '../../src/treatment/missed/missed-jobs.js';
import { OTHER_UNIT, SILENT } from '../../src/treatment/protocol/protocol-values.js';
import type { DoseOrderDto } from '../../src/treatment/orders/dose-order.dto.js';
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
  type DosingSite,
} from '../setup/dosing-site.js';
import { seedOrganisation, seedUser, signIn } from '../setup/factories.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { travelTo } from '../setup/time.js';

const NOON = '2026-06-10T12:00:00+07:00';

const refusedFor = ({ status, body }: request.Response): unknown => [
  status,
  body.code,
  ...((body.checks ?? []) as { check: string }[]).map(({ check }) => check),
];
const anew = (lotId: string, more: object) => ({ lotId, dose: 2000, reason: 'Nôn toàn bộ', ...more });

const inPiecesOf = (...doses: readonly number[]): object => ({
  ...{ slots: doses.map((dose) => ({ dose })), unit: 'piece', strength: undefined },
});

describe('orders', () => {
  let test: TestApp;
  let site: DosingSite;
  let http: Requests;
  let administrator: string;
  beforeAll(async () => {
    test = await createTestApp({ APP_ROLE: 'api' });
    const { owner } = test.database;
    const operator = await seedOrganisation(owner, { kind: 'system-operator' });
    const user = await seedUser(owner, { organisationId: operator, roles: ['administrator'] });
    administrator = await signIn(test, user);
    http = requests(test);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    await travelTo(test, administrator, NOON);
    site = await aDosingSite(test);
  });

  const at = (time: string): Promise<void> => travelTo(test, administrator, `${time}:00+07:00`);
  const write = (episodeId: string, body: object, token = site.clinician): request.Test =>
    http.post(token, `/v1/dosing-episodes/${episodeId}/orders`, {
      ...{ slots: [{ dose: 2000 }], fromOn: '2026-06-10', untilOn: '2026-06-20', reason: 'Khởi liều' },
      ...{ strength: 10_000, ...body },
    });

  it('replace one another on their days, and end early', async () => {
    const { episodeId } = await anEpisode(test, site);
    const first = await anOrder(test, site, episodeId, { fromOn: '2026-06-01', untilOn: '2026-06-30' });
    const next = await anOrder(test, site, episodeId, {
      fromOn: '2026-06-15',
      untilOn: '2026-06-25',
      doses: [2500],
    });
    const { body } = await http.get(site.dispenser, `/v1/dosing-episodes/${episodeId}/orders`).expect(200);
    expect(body.items).toMatchObject([
      { id: next.id, endedOn: null, slots: [{ dose: 2500 }] },
      { id: first.id, endedOn: '2026-06-14', endedReason: 'Được thay bằng y lệnh mới' },
    ]);
    // One that begins before another that holds already is not squeezed in.
    const { body: third } = await write(episodeId, { fromOn: '2026-06-12', untilOn: '2026-06-16' }).expect(
      201,
    );
    const overlapping = await http
      .post(site.colleague, `/v1/dose-orders/${third.id}/approval`, {})
      .set('If-Match', '"1"');
    expect([overlapping.status, overlapping.body.code]).toEqual([409, 'treatment.orderOverlaps']);
    const end = (endedOn: string): request.Test =>
      http
        .post(site.clinician, `/v1/dose-orders/${next.id}/end`, { endedOn, reason: 'Đổi phác đồ' })
        .set('If-Match', `"${next.version}"`);
    await end('2026-06-08').expect(422);
    await end('2026-06-26').expect(422);
    expect((await end('2026-06-14').expect(201)).body).toMatchObject({ endedOn: '2026-06-14' });
    await end('2026-06-14').expect(412);
  });

  it('of Methadone in maintenance are of at most 30 days by TT 26/2023, and of no other phase', async () => {
    const { episodeId } = await anEpisode(test, site, { phase: 'maintenance' });
    await write(episodeId, { fromOn: '2026-07-01', untilOn: '2026-07-30' }).expect(201);
    const { status, body } = await write(episodeId, { fromOn: '2026-07-01', untilOn: '2026-07-31' });
    expect([status, body.code, body.mostDays]).toEqual([409, 'treatment.prescriptionTooLong', 30]);
    expect(body.article).toContain('26/2023');
    expect(body.errors).toMatchObject([{ pointer: '/untilOn', code: 'treatment.prescriptionTooLong' }]);
    const { episodeId: other } = await anEpisode(test, site, { phase: 'tapering' });
    await write(other, { fromOn: '2026-07-01', untilOn: '2026-08-31' }).expect(201);
  });

  it('are a clinician’s, of a patient of his own site', async () => {
    const { episodeId } = await anEpisode(test, site);
    const forbidden = await write(episodeId, {}, site.dispenser);
    expect([forbidden.status, forbidden.body.code]).toEqual([403, 'http.forbidden']);
    const stranger = await aDosingSite(test);
    expect((await write(episodeId, {}, stranger.clinician)).body.code).toBe('treatment.notTreatedHere');
    await http.get(stranger.clinician, `/v1/dosing-episodes/${episodeId}/orders`).expect(404);
    await http.get(site.stockKeeper, `/v1/dosing-episodes/${episodeId}/orders`).expect(403);
    await write(episodeId, { untilOn: '2026-06-09' }).expect(422);
    await write(episodeId, { unit: 'piece' }).expect(422);
  });

  it('name the strength of what a volume is measured in, and of nothing else', async () => {
    const { episodeId } = await anEpisode(test, site);
    const silent = await write(episodeId, { strength: undefined });
    expect([silent.status, silent.body.errors?.[0].pointer]).toEqual([422, '/strength']);
    expect((await write(episodeId, { strength: 5000 }).expect(201)).body).toMatchObject({ strength: 5000 });
    // Of a medicine whose unit nobody names, it is asked for once a lot of it has one.
    const treated = { kind: 'cedemex-treatment', phase: 'detoxification' };
    const { episodeId: other } = await anEpisode(test, site, treated);
    const pieces = await write(other, { unit: 'piece' });
    expect([pieces.status, pieces.body.errors?.[0].pointer]).toEqual([422, '/strength']);
    const volume = { unit: 'microlitre', strength: undefined };
    expect((await write(other, volume).expect(201)).body).toMatchObject({ strength: null });
    const { body: unnamed } = await write(other, { ...volume, fromOn: '2026-06-10' }).expect(201);
    await approve(unnamed as DoseOrderDto).expect(201);
    const lotId = await aLot(test, site.siteId, { medicine: 'cedemex-treatment', strength: 40_000 });
    await write(other, volume).expect(422);
    // Nobody knows for which strength it was written: nothing is given by it of a lot that has one.
    const refused = await give(test, site.dispenser, aDose(site, other, { lotId }));
    expect([...(refusedFor(refused) as unknown[]), refused.body.lotStrength]).toEqual([
      ...[409, 'treatment.lotStrengthDiffers', 40_000],
    ]);
    expect(refused.body.errors).toMatchObject([
      { pointer: '/lotId', detail: expect.stringContaining('viết y lệnh mới') },
    ]);
    const told = { lotId, reported: true, at: '2026-06-10T08:00:00+07:00' };
    const { body: fact } = await give(test, site.dispenser, aDose(site, other, told)).expect(201);
    expect(fact.flags).toEqual(['strength-differs']);
    const alarms = 'select 1 from dose_alarm where cause_id = $1 and kind = $2';
    expect((await test.database.owner.query(alarms, [fact.id, 'flagged-dose'])).rowCount).toBe(1);
    const plain = await aLot(test, site.siteId, { medicine: 'cedemex-treatment', strength: null });
    const fits = await give(test, site.dispenser, aDose(site, other, { lotId: plain }));
    expect(refusedFor(fits)).toEqual([409, 'treatment.alreadyDosed']);
  });

  const written = async (episodeId: string, body: object = {}): Promise<DoseOrderDto> =>
    (await write(episodeId, body).expect(201)).body as DoseOrderDto;
  const approve = ({ id, version }: DoseOrderDto, token = site.colleague): request.Test =>
    http.post(token, `/v1/dose-orders/${id}/approval`, {}).set('If-Match', `"${version}"`);
  const phase = (episodeId: string, name: string): Promise<unknown> =>
    test.database.owner.query('update treatment_episode set phase = $2 where case_id = $1', [
      episodeId,
      name,
    ]);
  const unfit = async (episodeId: string): Promise<readonly (readonly string[])[]> => {
    const { body } = await http.get(site.dispenser, `/v1/dosing-episodes/${episodeId}/orders`).expect(200);
    return (body.items as DoseOrderDto[]).map((order) => order.unfit.map(({ check }) => check));
  };
  const missedDays = async (episodeId: string): Promise<readonly string[]> => {
    const path = `/v1/dosing-episodes/${episodeId}/doses?from=2026-06-01&to=2026-06-30`;
    const { body } = await http.get(site.clinician, path).expect(200);
    return (body.items as { kind: string; day: string }[]).flatMap(({ kind, day }) =>
      kind === 'missed' ? [day] : [],
    );
  };

  it('are judged anew when approved, by another than the writer where the protocol asks: phase and protocol may be others by then', async () => {
    const { episodeId } = await anEpisode(test, site);
    // A site with one doctor, and no protocol that asks for a second.
    const { episodeId: another } = await anEpisode(test, site);
    const alone = await approve(await written(another), site.clinician).expect(201);
    expect(alone.body.approvedBy).toBe(alone.body.prescribedBy);
    // Nobody else looked at it: each answer says so.
    expect(alone.body).toMatchObject({ approvedByWriter: true, tokensOut: [] });
    const { body: by } = await give(test, site.dispenser, aDose(site, another)).expect(201);
    expect(by).toMatchObject({ orderApprovedByWriter: true });
    const seen = await anEpisode(test, site);
    const { body: checked } = await approve(await written(seen.episodeId)).expect(201);
    expect(checked).toMatchObject({ approvedByWriter: false, protocolSignedByAuthor: false });
    const { body: other } = await give(test, site.dispenser, aDose(site, seen.episodeId)).expect(201);
    expect(other).toMatchObject({ orderApprovedByWriter: false });
    const own = await written(episodeId);
    const year = await written(episodeId, { untilOn: '2027-06-09' });
    await phase(episodeId, 'maintenance');
    const tooLong = await approve(year);
    expect(refusedFor(tooLong)).toEqual([409, 'treatment.prescriptionTooLong']);
    expect(tooLong.body.errors).toBeUndefined();
    const much = await written(episodeId, { slots: [{ dose: 6000 }] });
    const protocolId = await aProtocol(test, site.siteId, {
      doseMax: 50_000,
      twoPersonCheck: true,
    });
    expect(refusedFor(await approve(own, site.clinician))).toEqual([409, 'treatment.ownOrder']);
    expect(refusedFor(await approve(much))).toEqual([409, 'treatment.outsideProtocol', 'maxDailyDose']);
    // What it was held against is what was in force when it was approved.
    expect(own).toMatchObject({ protocolId: null, unchecked: true, approvedAt: null });
    const { body } = await approve(own).expect(201);
    expect(body).toMatchObject({ protocolId, unfit: [] });
    expect(body.checks).toContainEqual({
      ...{ check: 'maxDailyDose', result: 'passed', limit: 5000, found: 2000, why: null },
    });
    expect((body.notChecked as { value: string }[]).map(({ value }) => value)).toContain('slotsADay');
  });

  it('of a former phase or protocol stay as they are, and nothing is given by them', async () => {
    const { episodeId } = await anEpisode(test, site);
    const { body: order } = await approve(await written(episodeId, { untilOn: '2026-07-31' })).expect(201);
    expect(await unfit(episodeId)).toEqual([[]]);
    await phase(episodeId, 'maintenance');
    const refused = await give(test, site.dispenser, aDose(site, episodeId));
    expect(refusedFor(refused)).toEqual([409, 'treatment.orderUnfit', 'maintenanceDays']);
    expect(refused.body.checks).toMatchObject([{ limit: 30, found: 52 }]);
    expect(await unfit(episodeId)).toEqual([['maintenanceDays']]);
    const host = await aDosingSite(test);
    const booked = await http.post(site.clinician, `/v1/dosing-episodes/${episodeId}/guest-bookings`, {
      ...{ guestSiteId: host.siteId, fromOn: '2026-06-11', untilOn: '2026-06-11', reason: 'Đi xa' },
    });
    expect(refusedFor(booked)).toEqual([409, 'treatment.orderUnfit', 'maintenanceDays']);
    // A clinician shortens it, or writes another; the program changes nothing.
    await http
      .post(site.clinician, `/v1/dose-orders/${order.id}/end`, { endedOn: '2026-07-09', reason: 'Duy trì' })
      .set('If-Match', `"${order.version}"`)
      .expect(201);
    await give(test, site.dispenser, aDose(site, episodeId)).expect(201);

    const { episodeId: other } = await anEpisode(test, site);
    await anOrder(test, site, other, { fromOn: '2026-06-10' });
    await aProtocol(test, site.siteId, { doseMax: 19_999, strengthMicrogramsPerMl: 10_000 });
    expect(refusedFor(await give(test, site.dispenser, aDose(site, other)))).toEqual([
      ...[409, 'treatment.orderUnfit', 'maxDailyDose'],
    ]);
    const told = { reported: true, at: '2026-06-10T08:00:00+07:00' };
    const { body: fact } = await give(test, site.dispenser, aDose(site, other, told)).expect(201);
    expect(fact).toMatchObject({ dose: 2000, flags: ['order-unfit'] });
  });

  it('begin today at the earliest; what held already is recorded late, with a reason, and nothing was due by it', async () => {
    const { episodeId } = await anEpisode(test, site);
    const late = { fromOn: '2026-06-08', lateReason: 'Mất điện ba ngày' };
    const pointer = async (body: object): Promise<unknown> =>
      (await write(episodeId, body).expect(422)).body.errors[0].pointer;
    expect(await pointer({ ...late, lateReason: undefined })).toBe('/fromOn');
    expect(await pointer({ ...late, fromOn: '2026-06-10' })).toBe('/lateReason');
    expect(await pointer({ ...late, fromOn: '2026-01-04' })).toBe('/fromOn');
    await http
      .post(site.clinician, '/v1/dosing-site', { fromOn: '2026-06-01', closesAt: '11:00' })
      .expect(201);
    const { body } = await approve(await written(episodeId, late)).expect(201);
    expect(body).toMatchObject({ fromOn: '2026-06-08', lateReason: 'Mất điện ba ngày' });
    const derive = (): Promise<void> => test.app.get(MissedDoses).run({}, MISSED_DOSES);
    await derive();
    // Approved at noon, an hour after closing.
    expect(await missedDays(episodeId)).toEqual([]);
    await at('2026-06-11T12:00');
    await derive();
    expect(await missedDays(episodeId)).toEqual(['2026-06-11']);
    // What was given by it then is told with it.
    const told = { reported: true, at: '2026-06-08T08:00:00+07:00' };
    const { body: fact } = await give(test, site.dispenser, aDose(site, episodeId, told)).expect(201);
    expect(fact).toMatchObject({ day: '2026-06-08', dose: 2000, flags: [] });
  });

  it('are not approved once their first day has passed, nor late over doses that stand by another', async () => {
    const { episodeId } = await anEpisode(test, site);
    const waiting = await written(episodeId);
    await approve(await written(episodeId)).expect(201);
    await give(test, site.dispenser, aDose(site, episodeId)).expect(201);
    await at('2026-06-11T12:00');
    expect(refusedFor(await approve(waiting))).toEqual([409, 'treatment.orderBegan']);
    const late = { fromOn: '2026-06-09', lateReason: 'Mất điện', slots: [{ dose: 2500 }] };
    const over = await written(episodeId, late);
    expect(refusedFor(await approve(over))).toEqual([409, 'treatment.dosedOtherwise']);
  });

  it('in pieces are held against a protocol that counts pieces; what it counts otherwise is said to be no answer', async () => {
    const kind = 'cedemex-treatment';
    const { episodeId } = await anEpisode(test, site, { kind, phase: 'detoxification' });
    const inMicrograms = { startDoseMax: 30_000, doseMax: 60_000, doseStepMax: 5000 };
    await aProtocol(test, site.siteId, inMicrograms, kind);
    const { body: unlike } = await write(episodeId, inPiecesOf(400)).expect(201);
    expect(unlike).toMatchObject({ unchecked: true });
    const why = new Map(
      (unlike.checks as DoseOrderDto['checks']).map(({ check, why: text }) => [check, text?.vi]),
    );
    expect([why.get('maxDailyDose'), why.get('maxStartDose')]).toEqual([OTHER_UNIT.vi, OTHER_UNIT.vi]);
    expect([why.get('minStartDose'), why.get('maxSlots')]).toEqual([SILENT.vi, SILENT.vi]);
    expect(unlike.notChecked).toContainEqual({ value: 'doseMax', why: OTHER_UNIT });

    const inPieces = { doseUnit: 'piece', startDoseMax: 10, doseMax: 12, doseStepMax: 2, slotsADay: 3 };
    await aProtocol(test, site.siteId, inPieces, kind, 2);
    expect(refusedFor(await approve(unlike as DoseOrderDto))).toEqual([
      ...[409, 'treatment.outsideProtocol', 'maxStartDose', 'maxDailyDose'],
    ]);
    expect(refusedFor(await write(episodeId, inPiecesOf(4, 3, 4)))).toEqual([
      ...[409, 'treatment.outsideProtocol', 'maxStartDose'],
    ]);
    await approve(await written(episodeId, inPiecesOf(4, 3, 3))).expect(201);
    const lotId = await aLot(test, site.siteId, { medicine: kind, unit: 'piece' });
    await give(test, site.dispenser, aDose(site, episodeId, { lotId })).expect(201);
    const next = { fromOn: '2026-06-11' };
    const step = await write(episodeId, { ...inPiecesOf(4, 4, 5), ...next });
    expect(refusedFor(step)).toEqual([409, 'treatment.outsideProtocol', 'maxIncrease', 'maxDailyDose']);
    expect(step.body.checks).toMatchObject([
      { limit: 2, found: 3 },
      { limit: 12, found: 13 },
    ]);
    // The same person’s day, by what was given of it in fact.
    const told = { reported: true, at: '2026-06-10T09:00:00+07:00', lotId };
    const { body: more } = await give(
      test,
      site.dispenser,
      aDose(site, episodeId, { ...told, slot: 2, dose: 7 }),
    );
    expect(more.flags).toEqual(['dose-differs']);
    const most = await give(test, site.dispenser, aDose(site, episodeId, { slot: 3, lotId }));
    expect(refusedFor(most)).toEqual([409, 'treatment.orderUnfit', 'maxDailyDose']);
    expect(most.body.checks).toMatchObject([{ limit: 12, found: 14 }]);
    // And by a protocol of another unit it is said of the dose as well, while it goes on.
    await aProtocol(test, site.siteId, inMicrograms, kind, 3);
    const { body: given } = await give(test, site.dispenser, aDose(site, episodeId, { slot: 3, lotId }));
    expect(given).toMatchObject({ flags: [] });
    expect(given.protocol.notChecked).toContainEqual({ value: 'doseMax', why: OTHER_UNIT });
  });

  it('are given within the most of the protocol a day together, and none begins on a day whose dose stands', async () => {
    await aProtocol(test, site.siteId, { doseMax: 20_000, strengthMicrogramsPerMl: 10_000 });
    const { episodeId } = await anEpisode(test, site);
    await approve(await written(episodeId)).expect(201);
    const { body: first } = await give(test, site.dispenser, aDose(site, episodeId)).expect(201);
    const halves = { slots: [{ dose: 1000 }, { dose: 1000 }] };
    const today = await written(episodeId, halves);
    expect(refusedFor(await approve(today))).toEqual([409, 'treatment.dosedOtherwise']);
    const tomorrow = await written(episodeId, { ...halves, fromOn: '2026-06-11' });
    await approve(tomorrow).expect(201);
    // A dose that was taken back holds up nothing; told again of that morning, it stands beside the new order.
    const mistaken = aFollowUp('voided', episodeId, first.id, { reason: 'Ghi nhầm người' });
    await give(test, site.dispenser, mistaken).expect(201);
    await http
      .post(site.clinician, `/v1/dose-orders/${tomorrow.id}/end`, { endedOn: '2026-06-10', reason: 'Đổi' })
      .set('If-Match', '"2"')
      .expect(201);
    await approve(today).expect(201);
    const told = { reported: true, at: '2026-06-10T09:00:00+07:00' };
    const morning = aDose(site, episodeId, { ...told, dose: 2000 });
    expect((await give(test, site.dispenser, morning).expect(201)).body.flags).toEqual([
      ...['after-void', 'dose-differs'],
    ]);
    const second = await give(test, site.dispenser, aDose(site, episodeId, { slot: 2 }));
    expect(refusedFor(second)).toEqual([409, 'treatment.orderUnfit', 'maxDailyDose']);
    expect(second.body.checks).toMatchObject([{ limit: 2000, found: 3000 }]);
    const { body: fact } = await give(test, site.dispenser, aDose(site, episodeId, { ...told, slot: 2 }));
    expect(fact.flags).toEqual(['after-void', 'order-unfit']);
  });

  it('approved ahead are judged anew with the first dose by them, by what was ordered and given in fact', async () => {
    await aProtocol(test, site.siteId, {
      ...{ strengthMicrogramsPerMl: 10_000, doseStepMax: 5000 },
      missedLadder: [{ fromDays: 3, action: 'reduced-dose', percent: 50 }],
    });
    const ahead = { fromOn: '2026-06-14', untilOn: '2026-06-20', slots: [{ dose: 2500 }] };
    const [came, away] = [await anEpisode(test, site), await anEpisode(test, site)];
    for (const { episodeId } of [came, away]) {
      await approve(await written(episodeId)).expect(201);
      await give(test, site.dispenser, aDose(site, episodeId)).expect(201);
      expect((await approve(await written(episodeId, ahead)).expect(201)).body).toMatchObject({ unfit: [] });
    }
    for (const day of ['2026-06-11', '2026-06-12', '2026-06-13']) {
      await at(`${day}T12:00`);
      await give(test, site.dispenser, aDose(site, came.episodeId)).expect(201);
    }
    await at('2026-06-14T12:00');
    const first = await give(test, site.dispenser, aDose(site, came.episodeId)).expect(201);
    expect(first.body).toMatchObject({ dose: 2500, flags: [] });
    // Three days without a dose lie between.
    const refused = await give(test, site.dispenser, aDose(site, away.episodeId));
    expect(refusedFor(refused)).toEqual([409, 'treatment.orderUnfit', 'doseAfterMissed']);
    expect(refused.body.checks).toMatchObject([{ limit: 1000, found: 2500 }]);
    const told = { reported: true, at: '2026-06-14T11:00:00+07:00' };
    const { body: fact } = await give(test, site.dispenser, aDose(site, away.episodeId, told)).expect(201);
    expect(fact.flags).toEqual(['order-unfit']);
    // With a dose by it, it has begun.
    await at('2026-06-15T12:00');
    await give(test, site.dispenser, aDose(site, away.episodeId)).expect(201);
  });

  it('raise a dose no sooner than the protocol has it, and begin anew after long absence', async () => {
    await aProtocol(test, site.siteId, {
      ...{ strengthMicrogramsPerMl: 10_000, doseStepMax: 5000, doseStepEveryDays: 3 },
      ...{ startDoseMax: 20_000, missedLadder: [{ fromDays: 5, action: 'restart' }] },
    });
    const { episodeId } = await anEpisode(test, site);
    await approve(await written(episodeId)).expect(201);
    const raised = { slots: [{ dose: 2500 }], untilOn: '2026-06-14' };
    const soon = await write(episodeId, { ...raised, fromOn: '2026-06-12' });
    expect(refusedFor(soon)).toEqual([409, 'treatment.outsideProtocol', 'minDaysBetweenIncreases']);
    expect(soon.body.checks).toMatchObject([{ limit: 3, found: 2 }]);
    // Of another strength the same volume is another dose.
    const strong = { fromOn: '2026-06-13', strength: 20_000 };
    expect(refusedFor(await write(episodeId, strong))).toEqual([
      ...[409, 'treatment.outsideProtocol', 'maxIncrease', 'strength'],
    ]);
    await approve(await written(episodeId, { ...raised, fromOn: '2026-06-13' })).expect(201);
    await at('2026-06-20T12:00');
    const again = { fromOn: '2026-06-20', untilOn: '2026-06-30' };
    expect(refusedFor(await write(episodeId, { ...again, slots: [{ dose: 2500 }] }))).toEqual([
      ...[409, 'treatment.outsideProtocol', 'maxStartDose'],
    ]);
    await write(episodeId, again).expect(201);
  });

  it('are given by again after vomiting only within the time of the protocol', async () => {
    await aProtocol(test, site.siteId, { redoseWithinMinutes: 30 });
    const vomiting = async (time: string): Promise<readonly [string, string]> => {
      const { episodeId } = await anEpisode(test, site);
      await anOrder(test, site, episodeId, { fromOn: '2026-06-10' });
      const { body: dose } = await give(test, site.dispenser, aDose(site, episodeId)).expect(201);
      const told = { reported: true, at: `2026-06-10T${time}:00+07:00` };
      await at('2026-06-10T13:00');
      const vomited = await give(test, site.dispenser, aFollowUp('vomited', episodeId, dose.id, told));
      expect(vomited.status).toBe(201);
      await at(`2026-06-10T${time}`);
      await decideAgain(test, site.clinician, vomited.body.id, 2000).expect(201);
      await at('2026-06-10T13:00');
      return [episodeId, vomited.body.id];
    };
    const [one, early] = await vomiting('12:10');
    const lotId = site.lotId;
    const now = await give(test, site.dispenser, aFollowUp('re-dosed', one, early, anew(lotId, {})));
    expect(refusedFor(now)).toEqual([409, 'treatment.givenAgainTooLate']);
    const toldAt = (time: string) => anew(lotId, { reported: true, at: `2026-06-10T${time}:00+07:00` });
    const later = await give(test, site.dispenser, aFollowUp('re-dosed', one, early, toldAt('12:41')));
    expect(later.body).toMatchObject({ flags: ['again-too-late'] });
    await at('2026-06-10T12:00');
    const [two, within] = await vomiting('12:30');
    const fits = await give(test, site.dispenser, aFollowUp('re-dosed', two, within, toldAt('13:00')));
    expect(fits.body).toMatchObject({ flags: [] });
    expect((fits.body.protocol.notChecked as { value: string }[]).map(({ value }) => value)).not.toContain(
      'redoseWithinMinutes',
    );
    await at('2026-06-10T12:00');
    const [three, long] = await vomiting('12:31');
    const after = await give(test, site.dispenser, aFollowUp('re-dosed', three, long, toldAt('12:40')));
    expect(after.body).toMatchObject({ flags: ['again-too-late'] });
  });
});
