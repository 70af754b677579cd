import fc from 'fast-check';
import type { RecordedDoseDto } from '../../src/treatment/interlock/dose.dto.js';
import type {
  LotReconciliationDto,
  RecordedMovementDto,
  StockDayDto,
} from '../../src/treatment/stock/stock.dto.js';
import {
  aDose,
  aDosingSite,
  aFollowUp,
  anEpisode,
  anOrder,
  give,
  type DosingSite,
} from '../setup/dosing-site.js';
import { seedOrganisation, seedUser, signIn } from '../setup/factories.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { travelTo } from '../setup/time.js';

const DAY = '2026-06-10';
/** Of a day at a time over HTTP: `FC_RUNS=100 npm run test:e2e -- treatment-stock` for more. */
const RUNS = Math.min(Number(process.env['FC_RUNS'] ?? 4), 100);
const DOSES = ['dispensed', 'dispensed', 're-dosed', 'refused', 'spilled', 'take-home', 'take-home'] as const;
/** What each does to what may be given. */
const MOVES = {
  received: 1,
  'bottle-spilled': -1,
  'sent-back': -1,
  destroyed: -1,
  'returned-destroyed': 0,
} as const;
const MOVEMENTS = Object.keys(MOVES) as (keyof typeof MOVES)[];

describe('the stock of a site', () => {
  let test: TestApp;
  let http: Requests;
  let administrator: string;
  let site: DosingSite;
  beforeAll(async () => {
    test = await createTestApp({ APP_ROLE: 'api' });
    http = requests(test);
    const { owner } = test.database;
    const operator = await seedOrganisation(owner, { kind: 'system-operator' });
    administrator = await signIn(
      test,
      await seedUser(owner, { organisationId: operator, roles: ['administrator'] }),
    );
  }, 60_000);
  afterAll(() => test.close());
  beforeEach(async () => {
    await travelTo(test, administrator, `${DAY}T12:00:00+07:00`);
    site = await aDosingSite(test);
  });

  let serial = 0;
  const RECEIPT = {
    ...{ medicine: 'methadone-treatment', lotNumber: 'MTD-014', unit: 'microlitre', strength: 10_000 },
    ...{ expiresOn: '2028-12-31', document: 'PN-031' },
  };
  const receive = async (measured: number, more: object = {}): Promise<RecordedMovementDto> => {
    serial += 1;
    const body = { ...RECEIPT, clientEventId: `kho.${serial}`, measured, ...more };
    return (await http.post(site.stockKeeper, '/v1/stock-receipts', body).expect(201))
      .body as RecordedMovementDto;
  };
  const move = (body: object) => {
    serial += 1;
    return http.post(site.stockKeeper, '/v1/stock-movements', {
      ...{ clientEventId: `kho.${serial}`, reason: 'Biên bản' },
      ...body,
    });
  };
  const balance = async (day = DAY): Promise<StockDayDto> =>
    (await http.get(site.dispenser, `/v1/stock-day?day=${day}`).expect(200)).body as StockDayDto;
  const ofLot = async (lotId: string, day = DAY): Promise<LotReconciliationDto | undefined> =>
    (await balance(day)).lots.find(({ lot }) => lot.id === lotId);
  const count = (lotId: string, usable: number, returned = 0, day = DAY) =>
    http.post(site.stockKeeper, '/v1/stock-counts', { lotId, day, usable, returned });
  const close = (body: object = {}) => http.post(site.dispenser, '/v1/site-days', { day: DAY, ...body });

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
    expect((await ofLot(lot.id))?.expected).toEqual({ usable: 500_000, returned: 0 });
    const { body } = await http.get(site.dispenser, '/v1/stock-lots').expect(200);
    expect((body.items as { id: string }[]).map((each) => each.id)).toContain(lot.id);
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
    await count(lot.id, 997_000).expect(201);
    const refused = await close();
    expect([refused.status, refused.body.code]).toEqual([409, 'treatment.varianceUnexplained']);
    expect(refused.body.lots).toMatchObject([{ variance: { usable: -1000, returned: 0 } }]);
    const { body } = await close({ explanation: 'Hao hụt khi rót' }).expect(201);
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
    await travelTo(test, administrator, '2026-06-11T08:00:00+07:00');
    const fact = { lotId: lot.id, reported: true, at: `${DAY}T10:00:00+07:00` };
    const { body: dose } = await give(test, site.dispenser, aDose(site, late, fact)).expect(201);
    expect((dose as RecordedDoseDto).day).toBe(DAY);
    expect((await ofLot(lot.id))?.expected.usable).toBe(998_000);
    expect(await ofLot(lot.id, '2026-06-11')).toMatchObject({
      ...{ opening: { usable: 997_000 }, expected: { usable: 995_000 }, counted: null, variance: null },
    });
    const quarter = await http.get(site.clinician, '/v1/stock-quarter?year=2026&quarter=2').expect(200);
    expect(quarter.body).toMatchObject({
      ...{ from: '2026-04-01', to: '2026-06-30' },
      lots: [{ lines: [{ name: 'received' }, { name: 'dispensed', usable: -4000 }] }],
    });
    await http.get(site.dispenser, '/v1/stock-day?day=2026-06-12').expect(400);
  });

  /** One thing of a day: entered so often at once, followed by as much, and taken back from the end by so many entries. */
  const thing = fc.record({
    what: fc.constantFrom(...DOSES, ...MOVEMENTS),
    amount: fc.integer({ min: 1, max: 50_000 }),
    more: fc.integer({ min: 1, max: 50_000 }),
    sent: fc.integer({ min: 1, max: 3 }),
    undone: fc.integer({ min: 0, max: 3 }),
    reported: fc.boolean(),
    sentLater: fc.boolean(),
  });
  type Thing = typeof thing extends fc.Arbitrary<infer T> ? T : never;

  /** What is in the bottle and in the box of what came back: told by what people do, not by the program's rules. */
  interface Shelf {
    usable: number;
    returned: number;
  }
  type Entry = () => Promise<void>;

  /** Sends an entry so often at once: it is one entry, and one of the answers says that it is new. */
  const entered = async (
    send: () => PromiseLike<{ status: number; body: { id: string; resent: boolean } }>,
    times: number,
    later: Entry[] | null,
  ): Promise<string> => {
    const answers = await Promise.all(Array.from({ length: times }, send));
    const [id = ''] = answers.map(({ body }) => body.id);
    expect(answers.map(({ status, body }) => [status, body.id])).toEqual(answers.map(() => [201, id]));
    expect(answers.filter(({ body }) => !body.resent)).toHaveLength(1);
    later?.push(async () => {
      const { status, body } = await send();
      expect([status, body.id, body.resent]).toEqual([201, id, true]);
    });
    return id;
  };

  /** The entries of one thing, in their order; what they do to the shelf is written there as each is made. */
  const entriesOf = (one: Thing, lotId: string, shelf: Shelf, later: Entry[]): Entry[] => {
    const { what, amount, more, sent, undone, reported, sentLater } = one;
    const again = sentLater ? later : null;
    const when = reported ? { reported, at: `${DAY}T09:00:00+07:00` } : {};
    if (what in MOVES) {
      const sign = MOVES[what as keyof typeof MOVES];
      let id = '';
      let moved = amount;
      const change = (by: number): void => {
        if (what === 'returned-destroyed') shelf.returned -= by;
        else shelf.usable += sign * by;
      };
      return [
        async () => {
          if (what === 'returned-destroyed') moved = Math.min(amount, shelf.returned);
          if (moved === 0) return;
          change(moved);
          serial += 1;
          const body = { clientEventId: `kho.${serial}`, measured: moved };
          const send = () =>
            what === 'received'
              ? http.post(site.stockKeeper, '/v1/stock-receipts', { ...RECEIPT, ...body })
              : http.post(site.stockKeeper, '/v1/stock-movements', {
                  ...{ ...body, lotId, kind: what, reason: 'Biên bản' },
                });
          id = await entered(send, sent, again);
        },
        ...Array.from({ length: Math.min(undone, 1) }, () => async () => {
          // What was destroyed of it meanwhile is not taken back twice: the box is never below nothing.
          if (id === '') return;
          change(-moved);
          serial += 1;
          const body = { clientEventId: `kho.${serial}`, lotId, kind: what, voidsId: id, reason: 'Nhầm' };
          await entered(() => http.post(site.stockKeeper, '/v1/stock-movements', body), sent, again);
        }),
      ];
    }
    let episodeId = '';
    /** Each with what it did to the shelf, and so what its void undoes. */
    const made: { id: string; usable: number }[] = [];
    const enter = async (body: object, usable: number): Promise<void> => {
      shelf.usable += usable;
      const id = await entered(() => give(test, site.dispenser, body), sent, again);
      made.push({ id, usable });
    };
    const chain: Entry[] = [
      async () => {
        ({ episodeId } = await anEpisode(test, site));
        await anOrder(test, site, episodeId, { doses: [amount] });
      },
    ];
    if (what === 'refused')
      chain.push(() => enter(aDose(site, episodeId, { kind: 'refused', lotId: undefined, ...when }), 0));
    else if (what === 'spilled')
      chain.push(() =>
        enter(aDose(site, episodeId, { kind: what, lotId, measured: amount, ...when }), -amount),
      );
    else if (what === 'take-home')
      chain.push(() =>
        enter(
          aDose(site, episodeId, { kind: 'take-home-given', lotId, day: '2026-06-11', ...when }),
          -amount,
        ),
      );
    else chain.push(() => enter(aDose(site, episodeId, { lotId, ...when }), -amount));
    if (what === 're-dosed') {
      chain.push(() => enter(aFollowUp('vomited', episodeId, made.at(-1)?.id ?? '', when), 0));
      // Never more than was ordered.
      const part = Math.min(more, amount);
      const anew = { lotId, dose: part, reason: 'Bác sĩ cho uống lại', ...when };
      chain.push(() => enter(aFollowUp('re-dosed', episodeId, made.at(-1)?.id ?? '', anew), -part));
    }
    const bringsBack = what === 'take-home' && undone === 1;
    if (bringsBack)
      chain.push(async () => {
        shelf.returned += amount;
        const body = aFollowUp('take-home-returned', episodeId, made.at(-1)?.id ?? '', when);
        await entered(() => give(test, site.dispenser, body), sent, again);
      });
    const entries = what === 're-dosed' ? 3 : 1;
    for (let time = 0; time < (bringsBack ? 0 : Math.min(undone, entries)); time += 1)
      chain.push(async () => {
        const { id, usable } = made.pop() ?? { id: '', usable: 0 };
        shelf.usable -= usable;
        const body = aFollowUp('voided', episodeId, id, { reason: 'Ghi nhầm', ...when });
        await entered(() => give(test, site.dispenser, body), sent, again);
      });
    return chain;
  };

  it('balances to the microlitre after any day of doses, corrections and entries sent again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(thing, { minLength: 6, maxLength: 12 }),
        fc.array(fc.nat({ max: 1000 }), { minLength: 60, maxLength: 60 }),
        async (things, turns) => {
          await travelTo(test, administrator, `${DAY}T12:00:00+07:00`);
          site = await aDosingSite(test);
          const { lot } = await receive(5_000_000);
          const shelf: Shelf = { usable: 5_000_000, returned: 0 };
          const later: Entry[] = [];
          // People come in between each other: whose turn it is is chance.
          const chains = things.map((one) => entriesOf(one, lot.id, shelf, later));
          for (let turn = 0; chains.some((chain) => chain.length > 0); turn += 1) {
            const waiting = chains.filter((chain) => chain.length > 0);
            await waiting[(turns[turn % turns.length] ?? 0) % waiting.length]?.shift()?.();
          }
          // Hours later a tablet finds its network again.
          await travelTo(test, administrator, `${DAY}T18:00:00+07:00`);
          for (const send of later) await send();
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
