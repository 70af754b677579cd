import fc from 'fast-check';
import { DOSE_ALARMS, DoseAlarms } from '../../src/treatment/interlock/dose-alarms.js';
import type { RecordedDoseDto } from '../../src/treatment/interlock/dose.dto.js';
import type {
  LotReconciliationDto,
  RecordedMovementDto,
  StockDayDto,
} from '../../src/treatment/stock/stock.dto.js';
import type { ColleagueDto, LossNoticeDto } from '../../src/treatment/witness/loss-notice.dto.js';
import {
  aDose,
  aDosingSite,
  aFollowUp,
  anEpisode,
  anOrder,
  give,
  userOf,
  type DosingSite,
} from '../setup/dosing-site.js';
import { DOSE_EVENT_KIND_NAMES, DOSE_EVENT_KINDS } from '../../src/treatment/ledger/dose-event.kinds.js';
import { aDay, entriesOf, RECEIPT, type StockDay } from '../setup/stock-day.js';
import { attackerOn } from '../setup/dose-attacks.js';
import { aDosingApp, type DosingApp } from '../setup/dosing-app.js';
import { seedSuccession } from '../setup/factories.js';
import { Mirror } from '../setup/mirror.js';
import type { Requests } from '../setup/people-factory.js';
import type { TestApp } from '../setup/test-app.js';

const DAY = '2026-06-10';
/** Each kind of entry that somebody makes, and the void of each that may be voided. */
const ENTERED = DOSE_EVENT_KIND_NAMES.filter((kind) => kind !== 'missed').flatMap((kind) => [
  ...[kind, ...(DOSE_EVENT_KINDS[kind].voidable ? [`voided ${kind}`] : [])],
]);
/** Of a day at a time over HTTP: `FC_RUNS=100 npm run test:e2e -- treatment-stock` for more. */
const RUNS = Math.min(Number(process.env['FC_RUNS'] ?? 3), 100);
describe('the stock of a site', () => {
  let app: DosingApp;
  let test: TestApp;
  let http: Requests;
  let site: DosingSite;
  beforeAll(async () => {
    app = await aDosingApp();
    ({ test, http } = app);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    await app.at(`${DAY}T12:00`);
    site = await aDosingSite(test);
  });

  let serial = 0;
  const receive = async (measured: number, more: object = {}): Promise<RecordedMovementDto> => {
    serial += 1;
    const body = { ...RECEIPT, clientEventId: `kho.${serial}`, measured, ...more };
    return (await http.post(site.stockKeeper, '/v1/stock-receipts', body).expect(201))
      .body as RecordedMovementDto;
  };
  const move = (body: object) => {
    serial += 1;
    return http.post(site.stockKeeper, '/v1/stock-movements', {
      ...{ clientEventId: `kho.${serial}`, reason: 'Biên bản', witnessId: userOf(site.dispenser) },
      ...body,
    });
  };
  const balance = async (day = DAY): Promise<StockDayDto> =>
    (await http.get(site.dispenser, `/v1/stock-day?day=${day}`).expect(200)).body as StockDayDto;
  const ofLot = async (lotId: string, day = DAY): Promise<LotReconciliationDto | undefined> =>
    (await balance(day)).lots.find(({ lot }) => lot.id === lotId);
  const count = (lotId: string, usable: number, returned = 0, day = DAY) =>
    http.post(site.stockKeeper, '/v1/stock-counts', { lotId, day, usable, returned });
  const close = (body: object = {}, by = site.stockKeeper) =>
    http.post(by, '/v1/site-days', { day: DAY, earlyReason: 'Mất điện', ...body });

  const varianceTold = async (): Promise<readonly object[]> => {
    const { body } = await http.get(site.clinician, '/v1/notifications').expect(200);
    const items = body.items as { kind: string; subjectId: string; facts: object }[];
    return items
      .filter(({ kind }) => kind === 'treatment.stock-variance')
      .map(({ subjectId, facts }) => ({ subjectId, facts }));
  };

  it('comes by lot, is voided by name once, and sent again counts once', async () => {
    const { lot, id } = await receive(1_000_000);
    const again = await receive(500_000);
    expect(again.lot).toEqual(lot);
    const differing = await http.post(site.stockKeeper, '/v1/stock-receipts', {
      ...{ ...RECEIPT, strength: 5000, measured: 1, clientEventId: 'kho.khac' },
    });
    expect([differing.status, differing.body.code]).toEqual([409, 'treatment.lotDiffers']);
    const voiding = { clientEventId: 'kho.huy', lotId: lot.id, kind: 'received', voidsId: id };
    expect((await move(voiding).expect(201)).body).toMatchObject({ measured: 1_000_000, resent: false });
    expect((await move(voiding).expect(201)).body).toMatchObject({ resent: true });
    await move({ ...voiding, clientEventId: 'kho.huy-2' }).expect(409);
    await move({ lotId: lot.id, kind: 'received', measured: 5 }).expect(422);
    const seen = userOf(site.dispenser);
    const lost = { lotId: lot.id, kind: 'bottle-spilled', measured: 5, witnessId: seen };
    const { body: bottle } = await move(lost).expect(201);
    expect(bottle).toMatchObject({ witnessId: seen, flags: [] });
    await move({ ...lost, measured: undefined, witnessId: undefined, voidsId: bottle.id }).expect(201);
    expect((await ofLot(lot.id))?.expected).toEqual({ usable: 500_000, returned: 0 });
    const { body } = await http.get(site.dispenser, '/v1/stock-lots').expect(200);
    expect((body.items as { id: string }[]).map((each) => each.id)).toContain(lot.id);
    expect(
      await app.count(
        `audit_event where action = 'treatment.lots.read' and organisation_id = $1`,
        site.siteId,
      ),
    ).toBe(1);
  });

  it('is lost before a colleague who learns that he was named and may object, by a name, or alone with a flag', async () => {
    const { lot } = await receive(1_000_000);
    const other = await aDosingSite(test);
    const lose = (body: object) => move({ lotId: lot.id, kind: 'destroyed', measured: 5, ...body });
    for (const witnessId of [userOf(site.stockKeeper), userOf(other.dispenser)]) {
      const { status, body } = await lose({ witnessId });
      expect([status, body.code]).toEqual([409, 'treatment.witnessNotHere']);
    }
    const named = { witnessId: userOf(site.dispenser), witnessName: 'Trần Văn Tám' };
    expect((await lose(named)).body.errors).toMatchObject([{ pointer: '/witnessName' }]);
    // What is lost is lost, whoever saw it.
    const without = { witnessId: undefined };
    const { body: alone } = await lose(without).expect(201);
    const { body: by } = await lose({ ...without, witnessName: 'Trần Văn Tám' }).expect(201);
    const { body: seen } = await lose({}).expect(201);
    expect([alone, by, seen]).toMatchObject([
      { witnessId: null, witnessName: null, flags: ['one-person'] },
      { witnessId: null, witnessName: 'Trần Văn Tám', flags: ['witness-no-account'] },
      { witnessId: userOf(site.dispenser), witnessName: null, flags: [] },
    ]);
    expect((await ofLot(lot.id))?.expected).toEqual({ usable: 1_000_000 - 15, returned: 0 });
    const losses = async (token: string, query = ''): Promise<readonly LossNoticeDto[]> =>
      (await http.get(token, `/v1/loss-notices${query}`).expect(200)).body.items as readonly LossNoticeDto[];
    expect((await losses(site.clinician)).map(({ id, flags }) => [id, flags])).toEqual([
      [seen.id, []],
      [by.id, ['witness-no-account']],
      [alone.id, ['one-person']],
    ]);
    expect(await losses(site.dispenser, '?mine=true')).toMatchObject([
      { id: seen.id, lotNumber: RECEIPT.lotNumber, measured: 5, day: DAY, objectedAt: null },
    ]);
    expect(await losses(site.otherDispenser, '?mine=true')).toEqual([]);
    expect(await losses(other.clinician)).toEqual([]);
    const object = (token: string, id: string = seen.id) =>
      http.post(token, `/v1/loss-notices/${id}/objection`, { objection: 'Tôi không có mặt lúc đó' });
    for (const [token, code] of [
      [other.dispenser, 'treatment.noSuchLoss'],
      [site.otherDispenser, 'treatment.notTheWitness'],
    ] as const)
      expect((await object(token)).body.code).toBe(code);
    expect((await object(site.dispenser).expect(201)).body).toMatchObject({
      ...{ id: seen.id, objection: 'Tôi không có mặt lúc đó', flags: ['witness-objects'] },
    });
    expect((await object(site.dispenser).expect(409)).body.code).toBe('treatment.objectedAlready');
    // The clinicians find it in the inbox of the site, each once.
    for (let times = 0; times < 2; times += 1) await test.app.get(DoseAlarms).run({}, DOSE_ALARMS);
    const { body: inbox } = await http.get(site.clinician, '/v1/notifications').expect(200);
    const told = (inbox.items as { kind: string; subjectId: string }[]).map(({ kind, subjectId }) => [
      kind,
      subjectId,
    ]);
    expect(told.toSorted()).toEqual(
      [
        ['treatment.loss-alone', alone.id],
        ['treatment.loss-alone', by.id],
        ['treatment.witness-named', seen.id],
        ['treatment.witness-objects', seen.id],
      ].toSorted(),
    );
    // Colleagues may be chosen from: by name, a few at a time.
    const colleagues: ColleagueDto[] = [];
    for (let cursor: string | null = '', pages = 0; cursor !== null && pages < 9; pages += 1) {
      const query = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await http.get(site.dispenser, `/v1/dosing-colleagues?limit=2${query}`).expect(200);
      colleagues.push(...(body.items as readonly ColleagueDto[]));
      cursor = body.nextCursor as string | null;
    }
    expect(colleagues.map(({ id, roles }) => [id, ...roles]).toSorted()).toEqual(
      [
        [userOf(site.clinician), 'clinician'],
        [userOf(site.colleague), 'clinician'],
        [userOf(site.otherDispenser), 'dispenser'],
        [userOf(site.stockKeeper), 'stock-keeper'],
      ].toSorted(),
    );
    expect(colleagues[0]).toEqual({
      ...{ id: expect.any(String), fullName: expect.any(String), roles: expect.any(Array) },
      siteId: site.siteId,
    });
  });

  it('is told of by the program alone, whoever saw it, and says where it was taken back', async () => {
    const { lot } = await receive(1_000_000);
    const lost = { lotId: lot.id, kind: 'destroyed', measured: 5 };
    const { body: seen } = await move(lost).expect(201);
    const { body: wrong } = await move(lost).expect(201);
    // What the witness says he says once, in his own name; that the clinicians were told, the program does.
    const answer = attackerOn(test, DAY);
    const objected = `objected_at = now(), objection = 'x'`;
    for (const [sets, code] of [
      [objected, 0],
      [`${objected}, told_at = now()`, '42501'],
      [`${objected}, objection_told_at = now()`, '42501'],
    ] as const)
      expect([sets, await answer(site, `update loss_notice set ${sets} where id = $1`, seen.id)]).toEqual([
        ...[sets, code],
      ]);
    await move({ ...lost, measured: undefined, witnessId: undefined, voidsId: wrong.id }).expect(201);
    const { episodeId } = await anEpisode(test, site);
    await anOrder(test, site, episodeId);
    const spill = { kind: 'spilled', measured: 700, reason: 'Đổ cốc', lotId: lot.id } as const;
    const spilled = await app.given(site, aDose(site, episodeId, spill));
    await app.given(site, aFollowUp('voided', episodeId, spilled.id, { reason: 'Ghi nhầm' }));
    const { body } = await http.get(site.clinician, '/v1/loss-notices').expect(200);
    expect(
      (body.items as readonly LossNoticeDto[]).map(({ id, what, voidedAt }) => [id, what, voidedAt]),
    ).toEqual([
      [spilled.id, 'spilled', expect.stringMatching(/^2026-06-10T05:/)],
      [wrong.id, 'destroyed', expect.stringMatching(/^2026-06-10T05:/)],
      [seen.id, 'destroyed', null],
    ]);
  });

  it('is told of a page at a time, and what changed since', async () => {
    const { lot } = await receive(1_000_000);
    const made: string[] = [];
    for (let nth = 0; nth < 5; nth += 1) {
      const seen = nth === 2 ? userOf(site.otherDispenser) : userOf(site.dispenser);
      const { body } = await move({ lotId: lot.id, kind: 'destroyed', measured: 5, witnessId: seen });
      made.push(String(body.id));
    }
    const pages = async (query: string): Promise<readonly string[][]> => {
      const found: string[][] = [];
      let cursor = '';
      for (let turn = 0; turn < 9; turn += 1) {
        const { body } = await http
          .get(site.dispenser, `/v1/loss-notices?limit=2${query}${cursor}`)
          .expect(200);
        found.push((body.items as { id: string }[]).map(({ id }) => id));
        if (body.nextCursor === null) break;
        cursor = `&cursor=${String(body.nextCursor)}`;
      }
      return found;
    };
    const [a, b, c, d, e] = made;
    expect(await pages('')).toEqual([[e, d], [c, b], [a]]);
    expect(await pages('&mine=true')).toEqual([
      [e, d],
      [b, a],
    ]);
    const mirror = await Mirror.of(test, site.clinician, '/v1/loss-notices');
    await move({ lotId: lot.id, kind: 'destroyed', witnessId: undefined, voidsId: a }).expect(201);
    await mirror.settle();
    expect([...mirror.told]).toEqual([a]);
  });

  it('leaves by what is sent back, or by a receipt that is taken back, before a witness too, or is told', async () => {
    const { lot, id } = await receive(1_000_000);
    const back = { lotId: lot.id, kind: 'sent-back', measured: 400_000, witnessId: undefined };
    expect((await move(back).expect(422)).body.errors).toMatchObject([{ pointer: '/document' }]);
    const { body: sent } = await move({ ...back, document: 'BB-1' }).expect(201);
    const voiding = { lotId: lot.id, kind: 'received', voidsId: id };
    const { body: taken } = await move({ ...voiding, witnessId: undefined }).expect(201);
    expect([sent.flags, taken.flags]).toEqual([['one-person'], ['one-person']]);
    const { id: next } = await receive(600_000);
    const { body: seen } = await move({ ...voiding, voidsId: next }).expect(201);
    expect(seen).toMatchObject({ witnessId: userOf(site.dispenser), flags: [] });
    // Nothing leaves with what takes back that something was sent.
    const { body: kept } = await move({ lotId: lot.id, kind: 'sent-back', voidsId: sent.id }).expect(201);
    expect(kept).toMatchObject({ witnessId: null, flags: [] });
    const { body } = await http.get(site.clinician, '/v1/loss-notices').expect(200);
    expect(body.items).toMatchObject([
      { id: seen.id, measured: 600_000, flags: [] },
      { id: taken.id, measured: 1_000_000, flags: ['one-person'] },
      { id: sent.id, measured: 400_000, flags: ['one-person'] },
    ]);
    await test.app.get(DoseAlarms).run({}, DOSE_ALARMS);
    const { body: inbox } = await http.get(site.clinician, '/v1/notifications').expect(200);
    expect((inbox.items as { kind: string }[]).map(({ kind }) => kind).toSorted()).toEqual([
      ...['treatment.loss-alone', 'treatment.loss-alone', 'treatment.witness-named'],
    ]);
  });

  it('belongs to one site: another finds neither lot nor day', async () => {
    const { lot } = await receive(1_000_000);
    const other = await aDosingSite(test);
    for (const [path, body] of [
      [
        '/v1/stock-movements',
        { clientEventId: 'x', lotId: lot.id, kind: 'destroyed', measured: 1, reason: 'x' },
      ],
      ['/v1/stock-counts', { lotId: lot.id, day: DAY, usable: 1, returned: 0 }],
    ] as const) {
      const { status, body: answer } = await http.post(other.stockKeeper, path, body);
      expect([status, answer.code]).toEqual([404, 'treatment.noSuchLot']);
      expect(answer.errors).toMatchObject([{ pointer: '/lotId' }]);
    }
    const day = await http.get(other.stockKeeper, `/v1/stock-day?day=${DAY}`).expect(200);
    expect(day.text).not.toContain(lot.id);
    await http
      .post(site.clinician, '/v1/stock-receipts', { ...RECEIPT, clientEventId: 'x', measured: 1 })
      .expect(403);
  });

  it('is closed with what was counted, and a difference is explained; a later entry counts on a later day', async () => {
    const { lot } = await receive(1_000_000);
    const { episodeId } = await anEpisode(test, site);
    await anOrder(test, site, episodeId);
    await give(test, site.dispenser, aDose(site, episodeId, { lotId: lot.id })).expect(201);
    const early = await close({ earlyReason: undefined });
    expect([early.status, early.body.code]).toEqual([409, 'treatment.dayNotOver']);
    const uncounted = await close();
    expect([uncounted.status, uncounted.body.code]).toEqual([409, 'treatment.stockNotCounted']);
    expect(uncounted.body.lots).toMatchObject([{ lot: { id: lot.id }, counted: null }]);
    await count(lot.id, 998_000).expect(201);
    expect(await varianceTold()).toEqual([]);
    // Told when it is counted, whether or not anybody closes the day, and once.
    await count(lot.id, 997_000).expect(201);
    const told = [{ subjectId: lot.id, facts: { code: RECEIPT.lotNumber, day: DAY } }];
    expect(await varianceTold()).toEqual(told);
    // Another difference is another notice; the same one, counted again, is none.
    for (const usable of [900_000, 997_000, 900_000]) await count(lot.id, usable).expect(201);
    await count(lot.id, 997_000).expect(201);
    expect(await varianceTold()).toEqual([...told, ...told]);
    const refused = await close();
    expect([refused.status, refused.body.code]).toEqual([409, 'treatment.varianceUnexplained']);
    expect(refused.body.lots).toMatchObject([{ variance: { usable: -1000, returned: 0 } }]);
    const explained = { explanation: 'x' };
    // Whose hand was in it does not close it where another could.
    expect((await close(explained, site.dispenser).expect(409)).body.code).toBe('treatment.closesWhoGave');
    const { body } = await close(explained, site.otherDispenser).expect(201);
    expect(body).toMatchObject({ earlyReason: 'Mất điện', explanation: 'x', flags: [] });
    expect(await varianceTold()).toEqual([...told, ...told]);
    expect((await balance()).flags).toEqual([]);
    expect(body.lots).toMatchObject([
      {
        opening: { usable: 0 },
        lines: [
          { name: 'received', usable: 1_000_000 },
          { name: 'dispensed', usable: -2000 },
        ],
        ...{ expected: { usable: 998_000 }, counted: { usable: 997_000 }, variance: { usable: -1000 } },
      },
    ]);
    expect((await close()).body.code).toBe('treatment.dayClosed');
    expect((await count(lot.id, 1).expect(409)).body.code).toBe('treatment.dayClosed');
    // Reported late: the dose is of that day, the stock of the next.
    const { episodeId: late } = await anEpisode(test, site);
    await anOrder(test, site, late);
    await app.at('2026-06-11T08:00');
    const fact = { lotId: lot.id, reported: true, at: `${DAY}T10:00:00+07:00` };
    const { body: dose } = await give(test, site.dispenser, aDose(site, late, fact)).expect(201);
    expect((dose as RecordedDoseDto).day).toBe(DAY);
    expect((await ofLot(lot.id))?.expected.usable).toBe(998_000);
    expect(await ofLot(lot.id, '2026-06-11')).toMatchObject({
      ...{ opening: { usable: 997_000 }, expected: { usable: 995_000 }, counted: null, variance: null },
    });
    const quarter = await http.get(site.clinician, '/v1/stock-quarter?year=2026&quarter=2').expect(200);
    expect(quarter.body).toMatchObject({
      ...{ from: '2026-04-01', to: '2026-06-11' },
      lots: [{ lines: [{ name: 'received' }, { name: 'dispensed', usable: -4000 }] }],
    });
    // Nothing is told of a quarter to come.
    await http.get(site.clinician, '/v1/stock-quarter?year=2026&quarter=3').expect(400);
    await http.get(site.dispenser, '/v1/stock-day?day=2026-06-12').expect(400);
  });

  it('is closed with a difference by another than who took out of it what is drunk on a later day', async () => {
    const { lot } = await receive(1_000_000);
    const { episodeId } = await anEpisode(test, site);
    await anOrder(test, site, episodeId);
    const next = '2026-06-11';
    const home = aDose(site, episodeId, { kind: 'take-home-given', day: next, lotId: lot.id });
    await give(test, site.dispenser, home).expect(201);
    await count(lot.id, 997_000).expect(201);
    const explanation = 'x';
    expect((await close({ explanation }, site.dispenser).expect(409)).body.code).toBe(
      'treatment.closesWhoGave',
    );
    await close({ explanation }, site.otherDispenser).expect(201);
    await app.at(`${next}T12:00`);
    await count(lot.id, 996_000, 0, next).expect(201);
    expect((await close({ day: next, explanation }, site.dispenser).expect(201)).body.flags).toEqual([]);
  });

  it('is closed with a difference by who gave, with a flag, where nobody else could', async () => {
    const { lot } = await receive(1_000_000);
    // All who give have given, and nobody else may close: the stock keeper works there no more.
    for (const token of [site.dispenser, site.otherDispenser]) {
      const { episodeId } = await anEpisode(test, site);
      await anOrder(test, site, episodeId);
      await give(test, token, aDose(site, episodeId, { lotId: lot.id })).expect(201);
    }
    await count(lot.id, 167_300).expect(201);
    await test.database.owner.query(
      `update user_account set locked_at = now(), locked_reason = 'Nghỉ việc' where id = $1`,
      [userOf(site.stockKeeper)],
    );
    const { body } = await close({ explanation: 'x' }, site.dispenser).expect(201);
    expect([body.flags, (await balance()).flags]).toEqual([['one-person'], ['one-person']]);
    expect(await varianceTold()).toMatchObject([{ subjectId: lot.id }]);
  });

  it('goes over to the body that takes the site over, with what was counted and all that follows', async () => {
    const { lot } = await receive(1_000_000);
    const treated = await anEpisode(test, site);
    await anOrder(test, site, treated.episodeId);
    const wrong = aDose(site, treated.episodeId, { lotId: lot.id });
    const { id: mistaken } = await app.given(site, wrong);
    await count(lot.id, 997_000).expect(201);
    await close({ explanation: 'Hao hụt' }).expect(201);
    const heir = await aDosingSite(test);
    const succession = { predecessorId: site.siteId, successorId: heir.siteId, effectiveOn: '2026-06-11' };
    await seedSuccession(test.database.owner, succession);
    await app.at('2026-06-11T12:00');
    const [former, next] = [site, '2026-06-11'];
    site = heir;
    expect(await ofLot(lot.id, next)).toMatchObject({ opening: { usable: 997_000 }, lines: [] });
    await app.given(heir, aFollowUp('voided', treated.episodeId, mistaken, { reason: 'Ghi nhầm người' }));
    await move({ lotId: lot.id, kind: 'destroyed', measured: 500 }).expect(201);
    const { episodeId } = await anEpisode(test, heir);
    await anOrder(test, heir, episodeId);
    await app.given(heir, aDose(heir, episodeId, { lotId: lot.id }));
    await count(lot.id, 996_000, 0, next).expect(201);
    await close({ day: next, explanation: 'Hao hụt' }).expect(201);
    await app.at('2026-06-12T12:00');
    expect(await ofLot(lot.id, next)).toMatchObject({ expected: { usable: 996_500 } });
    expect(await ofLot(lot.id, '2026-06-12')).toMatchObject({ opening: { usable: 996_000 }, lines: [] });
    const quarter = await http.get(heir.clinician, '/v1/stock-quarter?year=2026&quarter=2').expect(200);
    expect(quarter.body.lots).toMatchObject([
      {
        lot: { id: lot.id },
        lines: [{ usable: -500 }, { usable: 1_000_000 }, { usable: -4000 }, { name: 'voided', usable: 2000 }],
      },
    ]);
    const { body } = await http.get(heir.stockKeeper, '/v1/stock-lots').expect(200);
    expect((body.items as { id: string }[]).map(({ id }) => id)).toContain(lot.id);
    // Lots of its own it had besides; those of others stay theirs.
    expect(await ofLot(former.lotId, '2026-06-12')).toBeUndefined();
    site = await aDosingSite(test);
    expect(await ofLot(lot.id, '2026-06-12')).toBeUndefined();
  });

  it('balances to the microlitre after any day of doses, corrections and entries sent again', async () => {
    const home = await aDosingSite(test);
    await fc.assert(
      fc.asyncProperty(
        aDay,
        fc.array(fc.nat({ max: 1000 }), { minLength: 60, maxLength: 60 }),
        async (things, turns) => {
          await app.at(`${DAY}T12:00`);
          site = await aDosingSite(test);
          const { lot } = await receive(5_000_000);
          const shelf = { usable: 5_000_000, returned: 0 };
          const seen = new Set<string>();
          const made: StockDay = { test, site, home, day: DAY, lotId: lot.id, shelf, later: [], seen };
          // People come in between each other: whose turn it is is chance.
          const chains = things.map((one) => entriesOf(made, one));
          for (let turn = 0; chains.some((chain) => chain.length > 0); turn += 1) {
            const waiting = chains.filter((chain) => chain.length > 0);
            await waiting[(turns[turn % turns.length] ?? 0) % waiting.length]?.shift()?.();
          }
          // Hours later a tablet finds its network again.
          await app.at(`${DAY}T18:00`);
          for (const send of made.later) await send();
          expect(ENTERED.filter((kind) => !seen.has(kind))).toEqual([]);
          expect((await ofLot(lot.id))?.expected).toEqual(shelf);
          await count(lot.id, shelf.usable, shelf.returned).expect(201);
          const found = await ofLot(lot.id);
          expect([found?.expected, found?.variance]).toEqual([shelf, { usable: 0, returned: 0 }]);
          // One microlitre less is seen, and the day does not close on it without a word.
          await count(lot.id, shelf.usable - 1, shelf.returned).expect(201);
          expect((await ofLot(lot.id))?.variance).toEqual({ usable: -1, returned: 0 });
          expect((await close()).body.code).toBe('treatment.varianceUnexplained');
          await count(lot.id, shelf.usable, shelf.returned).expect(201);
          const { body } = await close().expect(201);
          const closed = (body as StockDayDto).lots.find((each) => each.lot.id === lot.id);
          expect([closed?.expected, closed?.variance]).toEqual([shelf, { usable: 0, returned: 0 }]);
        },
      ),
      { numRuns: RUNS },
    );
  }, 600_000);
});
