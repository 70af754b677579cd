import fc from 'fast-check';
import { dateOnly } from '../../law/date.js';
import type { DoseEventKind } from '../ledger/dose-event.kinds.js';
import { stockChangeOf, type LedgerEntry } from '../ledger/ledger.rules.js';
import {
  changeOfMovement,
  reconcile,
  STOCK_MOVEMENT_KINDS,
  type StockLine,
  type StockLineName,
  type StockMovementKind,
} from './reconciliation.rules.js';

const EMPTY = { usable: 0, returned: 0 };

/** What an amount does to the bottle itself: a model that knows nothing of the rules. */
class Bottle {
  usable = 0;
  returned = 0;
  move(kind: StockMovementKind, amount: number): void {
    if (kind === 'received') this.usable += amount;
    else if (kind === 'returned-destroyed') this.returned -= amount;
    else this.usable -= amount;
  }
  give(amount: number): void {
    this.usable -= amount;
  }
}

const DOSES: readonly DoseEventKind[] = ['dispensed', 'guest-dose', 'spilled', 're-dosed', 'take-home-given'];

/** One thing of a day: a dose or a movement, entered so often, and perhaps taken back. */
const thing = fc.record({
  dose: fc.constantFrom<DoseEventKind | null>(null, null, ...DOSES),
  movement: fc.constantFrom(...STOCK_MOVEMENT_KINDS),
  amount: fc.integer({ min: 1, max: 9_000_000 }),
  sent: fc.integer({ min: 1, max: 3 }),
  corrected: fc.boolean(),
  returned: fc.boolean(),
});

const line = (name: StockLineName, usable: number): StockLine => ({ name, usable, returned: 0 });

describe('reconciliation of a lot', () => {
  it('sums lines of one name, and says what lacks', () => {
    const { lines, expected, variance } = reconcile(
      { usable: 500, returned: 0 },
      [line('received', 10_000), line('dispensed', -2000), line('dispensed', -3000)],
      { usable: 5300, returned: 0 },
    );
    expect(lines).toEqual([line('received', 10_000), line('dispensed', -5000)]);
    expect(expected).toEqual({ usable: 5500, returned: 0 });
    expect(variance).toEqual({ usable: -200, returned: 0 });
  });

  it('knows no variance where nobody counted', () => {
    expect(reconcile(EMPTY, [], null)).toMatchObject({ counted: null, variance: null, expected: EMPTY });
  });

  it.each(STOCK_MOVEMENT_KINDS)('takes back %s exactly', (kind) => {
    const made = changeOfMovement(kind, 1234, false);
    const back = changeOfMovement(kind, 1234, true);
    expect([made.usable + back.usable, made.returned + back.returned]).toEqual([0, 0]);
    expect(made).not.toEqual(EMPTY);
  });

  it('balances to the microlitre after any day of doses, corrections and entries sent again', () => {
    fc.assert(
      fc.property(
        fc.array(thing, { maxLength: 60 }),
        fc.integer({ min: 0, max: 50_000_000 }),
        (day, opening) => {
          const bottle = new Bottle();
          bottle.usable = opening;
          const ledger = new Map<string, { readonly line: StockLine }>();
          // Entered once by its id, however often it is sent.
          const enter = (id: string, times: number, change: StockLine): void => {
            for (let time = 0; time < times; time++) if (!ledger.has(id)) ledger.set(id, { line: change });
          };
          day.forEach(({ dose, movement, amount, sent, corrected, returned }, at) => {
            const id = `e${at}`;
            if (dose === null) {
              if (!corrected) bottle.move(movement, amount);
              enter(id, sent, { name: movement, ...changeOfMovement(movement, amount, false) });
              if (corrected)
                enter(`${id}v`, sent, { name: movement, ...changeOfMovement(movement, amount, true) });
              return;
            }
            const entry: LedgerEntry = {
              ...{ id, kind: dose, day: dateOnly('2026-07-02'), slot: 1, measured: amount, namesId: null },
            };
            const follows = (kind: DoseEventKind): StockLine => ({
              name: kind,
              ...stockChangeOf(
                { ...entry, id: `${id}f`, kind, namesId: id },
                kind === 'voided' ? entry : null,
              ),
            });
            enter(id, sent, { name: dose, ...stockChangeOf(entry, null) });
            if (corrected) enter(`${id}f`, sent, follows('voided'));
            else {
              bottle.give(amount);
              if (dose === 'take-home-given' && returned) {
                bottle.returned += amount;
                enter(`${id}f`, sent, follows('take-home-returned'));
              }
            }
          });
          const { expected, variance } = reconcile(
            { usable: opening, returned: 0 },
            [...ledger.values()].map((entry) => entry.line),
            { usable: bottle.usable, returned: bottle.returned },
          );
          expect(expected).toEqual({ usable: bottle.usable, returned: bottle.returned });
          expect(variance).toEqual(EMPTY);
        },
      ),
    );
  });
});
