import fc from 'fast-check';
import { dateOnly } from '../../law/date.js';
import { DOSE_EVENT_KINDS, type DoseEventKind } from './dose-event.kinds.js';
import { dependents, slotState, standing, stockChangeOf, type LedgerEntry } from './ledger.rules.js';
import { dayOf, slotsOfDay, slotsOn, type OrderInForce } from './slots.rules.js';

const DAY = dateOnly('2026-07-02');
const entry = (id: string, kind: DoseEventKind, more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  ...{ id, kind, day: DAY, slot: 1, measured: 2000, namesId: null },
  ...more,
});

describe('the ledger of doses', () => {
  it.each<[string, readonly LedgerEntry[], string]>([
    ['nothing', [], 'due'],
    ['a dose that was prepared', [entry('a', 'prepared')], 'due'],
    ['a dose', [entry('a', 'dispensed')], 'given'],
    ['a dose as a guest', [entry('a', 'guest-dose')], 'given'],
    ['a spill', [entry('a', 'spilled')], 'due'],
    ['a spill and then a dose', [entry('a', 'spilled'), entry('b', 'dispensed')], 'given'],
    ['a refusal', [entry('a', 'refused')], 'refused'],
    ['a refusal and then a dose', [entry('a', 'refused'), entry('b', 'dispensed')], 'given'],
    ['a miss', [entry('a', 'missed')], 'missed'],
    ['a miss, and a dose reported afterwards', [entry('a', 'missed'), entry('b', 'dispensed')], 'given'],
    ['a dose that was voided', [entry('a', 'dispensed'), entry('b', 'voided', { namesId: 'a' })], 'due'],
    [
      'a dose voided and given again',
      [entry('a', 'dispensed'), entry('b', 'voided', { namesId: 'a' }), entry('c', 'dispensed')],
      'given',
    ],
    [
      'a dose that came up again',
      [entry('a', 'dispensed'), entry('b', 'vomited', { namesId: 'a' })],
      'given',
    ],
    [
      'a take-home dose brought back',
      [entry('a', 'take-home-given'), entry('b', 'take-home-returned', { namesId: 'a' })],
      'due',
    ],
  ])('says of %s how the slot stands', (_what, entries, state) => {
    expect(slotState(entries)).toBe(state);
    expect(slotState(entries.toReversed())).toBe(state);
  });

  it('loses a spill and a re-dose, gets back what a void never lost, and keeps what was returned apart', () => {
    const dispensed = entry('a', 'dispensed');
    const given = entry('t', 'take-home-given');
    const changes = [
      stockChangeOf(dispensed, null),
      stockChangeOf(entry('s', 'spilled', { measured: 300 }), null),
      stockChangeOf(entry('v', 'voided', { namesId: 'a' }), dispensed),
      stockChangeOf(entry('r', 're-dosed', { measured: 1000, namesId: 'x' }), null),
      stockChangeOf(given, null),
      stockChangeOf(entry('u', 'take-home-returned', { namesId: 't' }), given),
      stockChangeOf(entry('p', 'prepared'), null),
      stockChangeOf(entry('m', 'missed', { measured: 0 }), null),
    ];
    expect(changes).toEqual([
      { usable: -2000, returned: 0 },
      { usable: -300, returned: 0 },
      { usable: 2000, returned: 0 },
      { usable: -1000, returned: 0 },
      { usable: -2000, returned: 0 },
      { usable: 0, returned: 2000 },
      { usable: 0, returned: 0 },
      { usable: 0, returned: 0 },
    ]);
  });

  it('lets a named entry be voided only after what names it', () => {
    const entries = [
      entry('a', 'dispensed'),
      entry('b', 'vomited', { namesId: 'a' }),
      entry('c', 're-dosed', { namesId: 'b' }),
    ];
    expect(dependents(entries, 'a').map(({ id }) => id)).toEqual(['b']);
    expect(dependents(entries, 'c')).toEqual([]);
    const undone = [
      ...entries,
      entry('d', 'voided', { namesId: 'c' }),
      entry('e', 'voided', { namesId: 'b' }),
    ];
    expect(dependents(undone, 'a')).toEqual([]);
  });

  it('balances whatever is voided: an event and its void leave nothing, in any order of the day', () => {
    const kinds = Object.keys(DOSE_EVENT_KINDS).filter(
      (kind): kind is DoseEventKind => DOSE_EVENT_KINDS[kind as DoseEventKind].voidable,
    );
    const one = fc.record({
      kind: fc.constantFrom(...kinds),
      measured: fc.integer({ min: 0, max: 1_000_000 }),
      voided: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 30 }), (made) => {
        const entries = made.map(({ kind, measured }, at) => entry(`e${at}`, kind, { measured }));
        const voids = made.flatMap(({ voided }, at) =>
          voided ? [entry(`v${at}`, 'voided', { namesId: `e${at}` })] : [],
        );
        const all = [...voids, ...entries];
        const sum = (list: readonly LedgerEntry[]): number =>
          list.reduce((total, each) => {
            const named = entries.find(({ id }) => id === each.namesId) ?? null;
            return total + stockChangeOf(each, each.kind === 'voided' ? named : null).usable;
          }, 0);
        expect(sum(all)).toBe(sum(standing(all)));
      }),
    );
  });
});

describe('slots of an order', () => {
  const order: OrderInForce = {
    id: 'o',
    fromOn: dateOnly('2026-07-01'),
    untilOn: dateOnly('2026-07-10'),
    endedOn: null,
    doses: [10_000, 20_000],
  };

  it.each([
    ['2026-06-30', 0],
    ['2026-07-01', 2],
    ['2026-07-10', 2],
    ['2026-07-11', 0],
  ])('on %s are %i', (day, count) => {
    expect(slotsOn(order, dateOnly(day))).toHaveLength(count);
  });

  it('end with an order that was ended early, even before it began', () => {
    const ended = { ...order, endedOn: dateOnly('2026-07-03') };
    expect(slotsOn(ended, dateOnly('2026-07-03'))).toHaveLength(2);
    expect(slotsOn(ended, dateOnly('2026-07-04'))).toEqual([]);
    const never = { ...order, endedOn: dateOnly('2026-06-30') };
    expect(slotsOn(never, dateOnly('2026-07-01'))).toEqual([]);
  });

  it('stand each for itself: one given, one due', () => {
    const day = dayOf(slotsOfDay([order], DAY), [entry('a', 'dispensed', { slot: 2 })]);
    expect(day.map(({ slot, dose, state }) => [slot, dose, state])).toEqual([
      [1, 10_000, 'due'],
      [2, 20_000, 'given'],
    ]);
  });
});
