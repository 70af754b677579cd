import fc from 'fast-check';
import {
  aDose,
  aFollowUp,
  anEpisode,
  anOrder,
  decideAgain,
  give,
  userOf,
  type DosingSite,
  type SeededEpisode,
} from './dosing-site.js';
import { requests } from './people-factory.js';
import type { TestApp } from './test-app.js';

/** What people do with a dose; between them they make every kind of entry but what the program derives. */
const DOSES = [
  ...['prepared', 'dispensed', 're-dosed', 'guest-dose', 'guest-re-dosed', 'refused', 'withheld'],
  ...['spilled', 'spilled-alone', 'take-home', 'take-home-returned'],
] as const;
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

/** A day of chance at a site, and the one from which its guests come. */
export interface StockDay {
  readonly test: TestApp;
  readonly site: DosingSite;
  readonly home: DosingSite;
  readonly day: string;
  readonly lotId: string;
  readonly shelf: Shelf;
  /** What is sent once more when the day is nearly over. */
  readonly later: Entry[];
  /** The kinds of entries that were made, and of those that were voided. */
  readonly seen: Set<string>;
}

let serial = 0;

/** One thing of a day: entered so often at once, followed by as much, and taken back from the end by so many entries. */
const aThing = (what: (typeof DOSES)[number] | (typeof MOVEMENTS)[number]) =>
  fc.record({
    what: fc.constant(what),
    amount: fc.integer({ min: 1, max: 50_000 }),
    more: fc.integer({ min: 1, max: 50_000 }),
    sent: fc.integer({ min: 1, max: 3 }),
    undone: fc.integer({ min: 0, max: 3 }),
    reported: fc.boolean(),
    sentLater: fc.boolean(),
  });
/** Each of them once: whose turn it is, the caller draws. */
export const aDay = fc.tuple(...[...DOSES, ...MOVEMENTS].map(aThing));
type Thing = ReturnType<typeof aThing> extends fc.Arbitrary<infer T> ? T : never;

/** What is in the bottle and in the box of what came back: told by what people do, not by the program's rules. */
export interface Shelf {
  usable: number;
  returned: number;
}
export type Entry = () => Promise<void>;

/** Sends an entry so often at once: it is one entry, and one of the answers says that it is new. */
async function entered(
  { seen, later }: StockDay,
  { sent, sentLater }: Thing,
  send: () => PromiseLike<{ status: number; body: { id: string; kind: string; resent: boolean } }>,
): Promise<string> {
  const answers = await Promise.all(Array.from({ length: sent }, send));
  const [id = ''] = answers.map(({ body }) => body.id);
  expect(answers.map(({ status, body }) => [status, body.id])).toEqual(answers.map(() => [201, id]));
  expect(answers.filter(({ body }) => !body.resent)).toHaveLength(1);
  seen.add(answers[0]?.body.kind ?? '');
  if (sentLater)
    later.push(async () => {
      const { status, body } = await send();
      expect([status, body.id, body.resent]).toEqual([201, id, true]);
    });
  return id;
}

/** The entries of one thing, in their order; what they do to the shelf is written there as each is made. */
export const entriesOf = (day: StockDay, one: Thing): Entry[] =>
  one.what in MOVES
    ? movementsOf(day, one, one.what as keyof typeof MOVES)
    : new DoseOfDay(day, one).entries();

function movementsOf(day: StockDay, one: Thing, what: keyof typeof MOVES): Entry[] {
  const { test, site, lotId, shelf } = day;
  const http = requests(test);
  let id = '';
  let moved = one.amount;
  const change = (by: number): void => {
    if (what === 'returned-destroyed') shelf.returned -= by;
    else shelf.usable += MOVES[what] * by;
  };
  const make = async (): Promise<void> => {
    if (what === 'returned-destroyed') moved = Math.min(one.amount, shelf.returned);
    if (moved === 0) return;
    change(moved);
    serial += 1;
    const body = { clientEventId: `ngay.${serial}`, measured: moved };
    id = await entered(day, one, () =>
      what === 'received'
        ? http.post(site.stockKeeper, '/v1/stock-receipts', { ...RECEIPT, ...body })
        : http.post(site.stockKeeper, '/v1/stock-movements', {
            ...{ ...body, lotId, kind: what, reason: 'Biên bản', document: 'BB-2026-07' },
            witnessId: userOf(site.dispenser),
          }),
    );
  };
  const takeBack = async (): Promise<void> => {
    // What was destroyed of it meanwhile is not taken back twice: the box is never below nothing.
    if (id === '') return;
    change(-moved);
    serial += 1;
    const body = { clientEventId: `ngay.${serial}`, lotId, kind: what, voidsId: id, reason: 'Nhầm' };
    await entered(day, one, () => http.post(site.stockKeeper, '/v1/stock-movements', body));
  };
  return one.undone > 0 ? [make, takeBack] : [make];
}

interface Made {
  readonly id: string;
  readonly kind: string;
  /** What it did to the shelf, and so what its void undoes. */
  readonly usable: number;
}

/**
 * One person's dose: entered with what follows it, all of it voided, entered anew, and voided from the end as far as chance
 * has it, or brought back.
 */
class DoseOfDay {
  private patient: SeededEpisode = { episodeId: '', personId: '' };
  private readonly made: Made[] = [];
  private readonly when: object;
  private readonly isGuest: boolean;

  constructor(
    private readonly day: StockDay,
    private readonly one: Thing,
  ) {
    this.isGuest = one.what.startsWith('guest-');
    // Where nobody is named who saw it, a spill is told of afterwards alone.
    const reported = one.reported || one.what === 'spilled-alone';
    this.when = reported ? { reported, at: `${day.day}T09:00:00+07:00` } : {};
  }

  entries(): Entry[] {
    const steps = [() => this.first(), ...(this.one.what.endsWith('re-dosed') ? this.followed() : [])];
    const voids = (times: number): Entry[] => Array.from({ length: times }, () => () => this.takeBack());
    const last =
      this.one.what === 'take-home-returned'
        ? [() => this.bringBack()]
        : voids(Math.min(this.one.undone, steps.length));
    return [() => this.arrive(), ...steps, ...voids(steps.length), ...steps, ...last];
  }

  private async arrive(): Promise<void> {
    const { test, site, home, day } = this.day;
    const treats = this.isGuest ? home : site;
    this.patient = await anEpisode(test, treats);
    const { episodeId } = this.patient;
    await anOrder(test, treats, episodeId, { doses: [this.one.amount] });
    if (!this.isGuest) return;
    const booked = { guestSiteId: site.siteId, fromOn: day, untilOn: day, reason: 'Đi công tác' };
    await requests(test)
      .post(home.clinician, `/v1/dosing-episodes/${episodeId}/guest-bookings`, booked)
      .expect(201);
  }

  private first(): Promise<void> {
    const { site, lotId } = this.day;
    const { what, amount } = this.one;
    const enter = (more: object, usable: number): Promise<void> =>
      this.enter(aDose(site, this.patient.episodeId, { lotId, ...more, ...this.when }), usable);
    const spill = { kind: 'spilled', measured: amount, reason: 'Đổ cốc' };
    switch (what) {
      case 'prepared':
      case 'refused':
      case 'withheld':
        return enter({ kind: what, lotId: undefined }, 0);
      case 'spilled':
        return enter({ ...spill, witnessId: userOf(site.otherDispenser) }, -amount);
      case 'spilled-alone':
        return enter(spill, -amount);
      case 'take-home':
      case 'take-home-returned':
        return enter({ kind: 'take-home-given', day: '2026-06-11' }, -amount);
      default:
        return enter({ kind: this.isGuest ? 'guest-dose' : 'dispensed' }, -amount);
    }
  }

  private followed(): Entry[] {
    const { lotId } = this.day;
    const { amount, more } = this.one;
    // Never more than was ordered.
    const dose = Math.min(more, amount);
    const anew = { lotId, dose, reason: 'Bác sĩ cho uống lại' };
    return [
      () => this.follow('vomited', {}, 0),
      async () => {
        const { test, site } = this.day;
        await decideAgain(test, site.clinician, this.made.at(-1)?.id ?? '', dose).expect(201);
        await this.follow('re-dosed', anew, -dose);
      },
    ];
  }

  private follow(kind: 'vomited' | 're-dosed', more: object, usable: number): Promise<void> {
    const named = this.made.at(-1)?.id ?? '';
    return this.enter(aFollowUp(kind, this.patient.episodeId, named, { ...more, ...this.when }), usable);
  }

  private async bringBack(): Promise<void> {
    this.day.shelf.returned += this.one.amount;
    const named = this.made.at(-1)?.id ?? '';
    const body = aFollowUp('take-home-returned', this.patient.episodeId, named, this.when);
    await this.send(body);
  }

  private async takeBack(): Promise<void> {
    const { id, kind, usable } = this.made.pop() ?? { id: '', kind: '', usable: 0 };
    this.day.shelf.usable -= usable;
    const reason = { reason: 'Ghi nhầm', ...this.when };
    await this.send(aFollowUp('voided', this.patient.episodeId, id, reason));
    this.day.seen.add(`voided ${kind}`);
  }

  private async enter(body: ReturnType<typeof aDose>, usable: number): Promise<void> {
    this.day.shelf.usable += usable;
    this.made.push({ id: await this.send(body), kind: body.kind ?? '', usable });
  }

  private send(body: object): Promise<string> {
    const { test, site } = this.day;
    return entered(this.day, this.one, () => give(test, site.dispenser, body));
  }
}
