import { addDays, dateOnly, type DateOnly } from '../../law/date.js';
import type { DoseEventKind } from '../ledger/dose-event.kinds.js';
import type { LedgerEntry } from '../ledger/ledger.rules.js';
import type { OrderInForce } from '../ledger/slots.rules.js';
import { missedPoints, stepAfter } from './missed-points.rules.js';
import {
  COMING_KINDS,
  consequencesOf,
  findingOf,
  isExpectedSomewhere,
  runOf,
  type DayFacts,
} from './missed.rules.js';

const FIRST = dateOnly('2026-07-01');
const DAY = addDays(FIRST, 1);
const ORDER: OrderInForce = {
  id: 'o',
  fromOn: FIRST,
  untilOn: dateOnly('2026-07-30'),
  endedOn: null,
  doses: [20_000],
};
const SPLIT: OrderInForce = { ...ORDER, doses: [10_000, 10_000] };
const OVER: OrderInForce = { ...ORDER, untilOn: FIRST };
const entry = (kind: DoseEventKind, slot = 1, more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  ...{ id: `${kind}-${slot}`, kind, slot, day: DAY, measured: 0, namesId: null },
  ...more,
});
const found = (order: OrderInForce | null, entries: readonly LedgerEntry[], more: Partial<DayFacts> = {}) => {
  const orders = order === null ? [] : [order];
  const facts = { orders, entries, keptAhead: false, host: 'none', ...more } as const;
  const { missed, absent, ordered, waits } = findingOf(DAY, facts);
  return [missed.map(({ slot }) => slot), absent, ordered, waits];
};

describe('a day that has ended', () => {
  it.each<[string, OrderInForce | null, readonly LedgerEntry[], readonly number[], boolean]>([
    ['nobody came', ORDER, [], [1], true],
    ['the dose was given', ORDER, [entry('dispensed')], [], false],
    ['it was refused', ORDER, [entry('refused')], [], false],
    ['he came and it was held', ORDER, [entry('withheld')], [], false],
    ['it was taken home', ORDER, [entry('take-home-given')], [], false],
    ['it was missed already', ORDER, [entry('missed')], [], true],
    ['it was only prepared', ORDER, [entry('prepared')], [1], true],
    ['one of two was given', SPLIT, [entry('dispensed', 2)], [1], false],
    ['both were missed', SPLIT, [entry('missed', 1), entry('missed', 2)], [], true],
    ['one was missed and told late', SPLIT, [entry('missed', 1), entry('dispensed', 1)], [2], false],
    [
      'what was given was voided',
      ORDER,
      [entry('dispensed'), entry('voided', 1, { namesId: 'dispensed-1' })],
      [1],
      true,
    ],
    // The law counts days without the medicine: who has no order and does not come drops out all the same.
    ['the order was over', OVER, [], [], true],
    ['there never was an order', null, [], [], true],
    ['he came without an order', null, [entry('withheld')], [], false],
    ['he was given one without an order', null, [entry('dispensed', 3)], [], false],
  ])('on which %s', (_what, order, entries, slots, absent) => {
    expect(found(order, entries)).toEqual([slots, absent, order !== null && order !== OVER, false]);
  });

  it('waits for who may still give a dose of it, and for nobody where nothing is due', () => {
    for (const more of [{ keptAhead: true }, { host: 'open' }] as const) {
      expect(found(ORDER, [], more)).toEqual([[], false, true, true]);
      expect(found(SPLIT, [entry('guest-dose')], more)).toEqual([[], false, true, true]);
      expect(found(ORDER, [entry('guest-dose')], more)).toEqual([[], false, true, false]);
    }
    expect(found(ORDER, [], { host: 'over' })).toEqual([[1], true, true, false]);
  });

  it.each([
    [false, 'none', true],
    [true, 'none', false],
    [false, 'open', true],
    [true, 'open', true],
    [true, 'over', true],
    [false, 'closed', true],
    [true, 'closed', false],
    [false, 'closed-late', false],
    [true, 'closed-late', false],
  ] as const)(
    'with a home that is closed (%p) and a host that is %s expects him: %p',
    (home, host, wanted) => {
      expect(isExpectedSomewhere(home, host)).toBe(wanted);
    },
  );

  it('is one on which he came by what was given, refused or held', () => {
    expect(COMING_KINDS.toSorted()).toEqual(
      ['dispensed', 'guest-dose', 'refused', 'take-home-given', 'withheld'].toSorted(),
    );
  });
});

const days = (missed: readonly number[], came: readonly number[] = []) =>
  runOf([
    ...missed.map((at) => ({ day: addDays(FIRST, at - 1), came: false, ordered: at > 4 })),
    ...came.map((at) => ({ day: addDays(FIRST, at - 1), came: true })),
  ]);
const between = (length: number, first: string | null, last: string | null) => ({
  ...{ days: length, first: first as DateOnly | null, last: last as DateOnly | null },
  ordered: last === '2026-07-05' ? 1 : 0,
});

describe('missed days in a row', () => {
  it.each([
    // On the third nobody expected him.
    [[5, 4, 2, 1], [], between(4, '2026-07-01', '2026-07-05')],
    [[5, 4, 2, 1], [3], between(2, '2026-07-04', '2026-07-05')],
    [[1, 2], [3], between(0, null, null)],
    [[], [], between(0, null, null)],
  ])('of %j, having come on %j, are those since', (missed, came, wanted) => {
    expect(days(missed, came)).toEqual(wanted);
  });

  const NOTHING_SAID = { warnAt: null, holdFrom: null, groundFrom: null };
  it.each([
    [1, NOTHING_SAID, [[], false, false]],
    [300, NOTHING_SAID, [[], false, false]],
    [2, { ...NOTHING_SAID, warnAt: [3, 5] }, [[], false, false]],
    [3, { ...NOTHING_SAID, warnAt: [3, 5] }, [[3], false, false]],
    // A correction made it longer by several days at once.
    [6, { ...NOTHING_SAID, warnAt: [3, 5], holdFrom: 4 }, [[3, 5], true, false]],
    [5, { ...NOTHING_SAID, holdFrom: 4 }, [[], true, false]],
    [29, { ...NOTHING_SAID, groundFrom: 30 }, [[], false, false]],
    [30, { ...NOTHING_SAID, groundFrom: 30 }, [[], false, true]],
    [31, { ...NOTHING_SAID, groundFrom: 30 }, [[], false, true]],
  ])('of %i days lead, by %j, to %j', (run, points, wanted) => {
    const { warnsAt, holds, ground } = consequencesOf(run, points);
    expect([warnsAt, holds, ground]).toEqual(wanted);
  });
});

describe('the points of a protocol', () => {
  const SAME = { fromDays: 1, action: 'same-dose' } as const;
  const HALF = { fromDays: 4, action: 'reduced-dose', percent: 50 } as const;
  const ANEW = { fromDays: 6, action: 'restart' } as const;
  it.each([
    [{}, null, null],
    [{ warnAfterMissedDays: 2 }, [2], null],
    [{ warnAfterMissedDays: 2, holdAfterMissedDays: 3 }, [2], 3],
    [{ reassessAfterMissedDays: 6 }, [6], 6],
    [{ missedLadder: [SAME] }, [1], null],
    [{ missedLadder: [SAME, HALF, ANEW], warnAfterMissedDays: 4 }, [1, 4, 6], 4],
    [{ missedLadder: [ANEW], holdAfterMissedDays: 7 }, [6], 6],
  ])('of %j warn at %j and hold from %p', (values, warnAt, holdFrom) => {
    expect(missedPoints(values)).toEqual({ warnAt, holdFrom });
  });

  it('are steps of which the last one reached holds', () => {
    const values = { missedLadder: [SAME, HALF, ANEW] };
    expect([0, 1, 5, 60].map((run) => stepAfter(values, run))).toEqual([null, SAME, HALF, ANEW]);
    expect(stepAfter({}, 9)).toBeNull();
  });
});
