import { addDays, dateOnly, type DateOnly } from '../../law/date.js';
import type { DoseEventKind } from '../ledger/dose-event.kinds.js';
import type { LedgerEntry } from '../ledger/ledger.rules.js';
import type { OrderInForce } from '../ledger/slots.rules.js';
import { consequencesOf, countOf, missedRun, missedSlots } from './missed.rules.js';

const FIRST = dateOnly('2026-07-01');
const ORDER: OrderInForce = {
  id: 'o',
  fromOn: FIRST,
  untilOn: dateOnly('2026-07-30'),
  endedOn: null,
  doses: [20_000],
};
const SPLIT: OrderInForce = { ...ORDER, doses: [10_000, 10_000] };
const on = (day: number, kind: DoseEventKind, slot = 1): LedgerEntry => ({
  ...{ id: `${day}-${kind}-${slot}`, kind, slot, measured: 0, namesId: null },
  day: addDays(FIRST, day - 1),
});

describe('missed doses', () => {
  it.each<[string, OrderInForce, readonly LedgerEntry[], boolean, readonly number[]]>([
    ['nobody came', ORDER, [], false, [1]],
    ['the site was closed', ORDER, [], true, []],
    ['the dose was given', ORDER, [on(2, 'dispensed')], false, []],
    ['it was refused', ORDER, [on(2, 'refused')], false, []],
    ['it was taken home', ORDER, [on(2, 'take-home-given')], false, []],
    ['it was missed already', ORDER, [on(2, 'missed')], false, []],
    ['it was only prepared', ORDER, [on(2, 'prepared')], false, [1]],
    ['another day’s was given', ORDER, [on(1, 'dispensed')], false, [1]],
    ['one of two was given', SPLIT, [on(2, 'dispensed', 2)], false, [1]],
    ['no order holds', { ...ORDER, untilOn: FIRST }, [], false, []],
  ])('are, where %s, the right slots', (_what, order, entries, closed, slots) => {
    const found = missedSlots([order], entries, addDays(FIRST, 1), closed);
    expect(found.map(({ slot }) => slot)).toEqual(slots);
  });

  const runOf = (entries: readonly LedgerEntry[], until: DateOnly, order = ORDER): number =>
    missedRun((day) => countOf([order], entries, day), until, 60);

  it('run on over days on which nothing was due, and end with a dose or a refusal', () => {
    const missed = [1, 2, 4, 5].map((day) => on(day, 'missed'));
    expect(runOf(missed, dateOnly('2026-07-05'))).toBe(4);
    expect(runOf([...missed, on(3, 'dispensed')], dateOnly('2026-07-05'))).toBe(2);
    expect(runOf([...missed, on(5, 'refused')], dateOnly('2026-07-05'))).toBe(0);
    expect(runOf([], dateOnly('2026-07-05'))).toBe(0);
  });

  it('do not count a day of two slots of which one was taken', () => {
    const entries = [on(1, 'missed', 1), on(1, 'missed', 2), on(2, 'missed', 1), on(2, 'dispensed', 2)];
    expect(runOf(entries, dateOnly('2026-07-02'), SPLIT)).toBe(0);
    expect(runOf(entries, dateOnly('2026-07-01'), SPLIT)).toBe(1);
  });

  it('look back no further than asked', () => {
    const entries = Array.from({ length: 30 }, (_, at) => on(at + 1, 'missed'));
    expect(missedRun((day) => countOf([ORDER], entries, day), dateOnly('2026-07-30'), 7)).toBe(7);
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
