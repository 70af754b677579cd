import fc from 'fast-check';
import { aDose, aFollowUp, anEpisode, anOrder, give, userOf, type DosingSite } from './dosing-site.js';
import { requests } from './people-factory.js';
import type { TestApp } from './test-app.js';

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

/** What a lot of the tests is received by. */
export const RECEIPT = {
  ...{ medicine: 'methadone-treatment', lotNumber: 'MTD-014', unit: 'microlitre', strength: 10_000 },
  ...{ expiresOn: '2028-12-31', document: 'PN-031' },
} as const;

/** A day of chance at a site. */
export interface StockDay {
  readonly test: TestApp;
  readonly site: DosingSite;
  readonly day: string;
}

let serial = 0;

/** One thing of a day: entered so often at once, followed by as much, and taken back from the end by so many entries. */
export const aThing = fc.record({
  what: fc.constantFrom(...DOSES, ...MOVEMENTS),
  amount: fc.integer({ min: 1, max: 50_000 }),
  more: fc.integer({ min: 1, max: 50_000 }),
  sent: fc.integer({ min: 1, max: 3 }),
  undone: fc.integer({ min: 0, max: 3 }),
  reported: fc.boolean(),
  sentLater: fc.boolean(),
});
export type Thing = typeof aThing extends fc.Arbitrary<infer T> ? T : never;

/** What is in the bottle and in the box of what came back: told by what people do, not by the program's rules. */
export interface Shelf {
  usable: number;
  returned: number;
}
export type Entry = () => Promise<void>;

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
export const entriesOf = (
  { test, site, day }: StockDay,
  one: Thing,
  lotId: string,
  shelf: Shelf,
  later: Entry[],
): Entry[] => {
  const http = requests(test);
  const { what, amount, more, sent, undone, reported, sentLater } = one;
  const again = sentLater ? later : null;
  const when = reported ? { reported, at: `${day}T09:00:00+07:00` } : {};
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
        const body = { clientEventId: `ngay.${serial}`, measured: moved };
        const send = () =>
          what === 'received'
            ? http.post(site.stockKeeper, '/v1/stock-receipts', { ...RECEIPT, ...body })
            : http.post(site.stockKeeper, '/v1/stock-movements', {
                ...{ ...body, lotId, kind: what, reason: 'Biên bản', witnessId: userOf(site.dispenser) },
              });
        id = await entered(send, sent, again);
      },
      ...Array.from({ length: Math.min(undone, 1) }, () => async () => {
        // What was destroyed of it meanwhile is not taken back twice: the box is never below nothing.
        if (id === '') return;
        change(-moved);
        serial += 1;
        const body = { clientEventId: `ngay.${serial}`, lotId, kind: what, voidsId: id, reason: 'Nhầm' };
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
      enter(
        aDose(site, episodeId, {
          ...{ kind: what, lotId, measured: amount, reason: 'Đổ cốc', ...when },
          witnessId: userOf(site.otherDispenser),
        }),
        -amount,
      ),
    );
  else if (what === 'take-home')
    chain.push(() =>
      enter(aDose(site, episodeId, { kind: 'take-home-given', lotId, day: '2026-06-11', ...when }), -amount),
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
