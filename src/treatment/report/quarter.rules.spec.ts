import { dateOnly } from '../../law/date.js';
import { quarterOf } from '../ledger/ledger-days.js';
import type { StockLine, StockLineName } from '../stock/reconciliation.rules.js';
import { periodExplained, REPORT_ROWS, SOURCES } from './quarter-rows.js';
import {
  doseGroupsOf,
  groupsOf,
  stockGroupsOf,
  type CountedPersons,
  type LotOfQuarter,
} from './quarter.rules.js';

const counted = (measure: string, persons: number, more: Partial<CountedPersons> = {}): CountedPersons => ({
  ...{ kind: 'methadone-treatment', programmeCode: null, measure, ground: null, persons },
  ...more,
});

const line = (name: StockLineName, usable: number, returned = 0): StockLine => ({ name, usable, returned });

describe('a quarter of a place of treatment', () => {
  it.each([
    ['2026-03-31', null],
    ['2026-04-01', { from: '2026-04-01', to: '2026-04-01', complete: false }],
    ['2026-06-30', { from: '2026-04-01', to: '2026-06-30', complete: false }],
    ['2026-07-01', { from: '2026-04-01', to: '2026-06-30', complete: true }],
  ])('asked on %s has the days of the calendar, as far as they have come', (today, wanted) => {
    expect(quarterOf(2026, 2, dateOnly(today))).toEqual(wanted);
  });

  it.each([
    ['2026-03-14', null],
    ['2026-03-15', { from: '2026-03-15', to: '2026-03-15', complete: false }],
    ['2026-06-14', { from: '2026-03-15', to: '2026-06-14', complete: false }],
    ['2026-06-15', { from: '2026-03-15', to: '2026-06-14', complete: true }],
  ])('asked on %s for the period of the circular has its days', (today, wanted) => {
    const found = quarterOf(2026, 2, dateOnly(today), 'report');
    expect(found).toEqual(wanted);
    expect(quarterOf(2026, 1, dateOnly('2026-07-01'), 'report')?.from).toBe('2025-12-15');
  });

  it('explains the period of the circular by its article', () => {
    const period = { from: dateOnly('2026-03-15'), to: dateOnly('2026-06-14'), complete: true };
    expect(periodExplained('report', period)).toMatchObject({
      citations: [{ instrument: 'tt-05-2023' }],
      result: { from: '2026-03-15', to: '2026-06-14' },
    });
  });

  it('counts who dropped out among those terminated, and each in treatment once by how he gets his doses', () => {
    const [group] = groupsOf([
      ...[counted('in-treatment-at-end', 9), counted('multi-day', 2)],
      ...[counted('over-six-months', 6), counted('over-twelve-months', 4)],
      counted('terminated', 2, { ground: 'missed-days' }),
      counted('terminated', 1, { ground: 'self-terminated' }),
      counted('terminated', 4, { ground: 'other-drugs' }),
    ]);
    expect(group).toMatchObject({
      ...{ overSixMonths: 6, overTwelveMonths: 4, dosingAtSite: 7, multiDay: 2, droppedOut: 3 },
    });
  });

  it('counts persons by kind and programme, so that those of a pilot stay apart', () => {
    const pilot = { kind: 'cedemex-treatment', programmeCode: 'kien-giang-cedemex-2021' } as const;
    const found = groupsOf([
      ...[counted('begun', 2), counted('in-treatment-at-end', 5), counted('completed', 4, pilot)],
      ...[counted('terminated', 1, { ground: 'own-wish' }), counted('moved-in', 3)],
      counted('terminated', 2, { ground: 'missed-days' }),
    ]);
    expect(found.map(({ kind, programmeCode }) => [kind, programmeCode])).toEqual([
      ['cedemex-treatment', 'kien-giang-cedemex-2021'],
      ['methadone-treatment', null],
    ]);
    expect(found[0]).toMatchObject({ completed: 4, begun: 0, inTreatmentAtEnd: 0 });
    expect(found[1]).toMatchObject({
      ...{ begun: 2, movedIn: 3, completed: 0, inTreatmentAtEnd: 5 },
      terminated: [
        { ground: 'missed-days', persons: 2 },
        { ground: 'own-wish', persons: 1 },
      ],
    });
  });

  it('counts a guest’s dose as given, and one to take home apart', () => {
    const kind = 'methadone-treatment' as const;
    expect(
      doseGroupsOf([
        ...[
          { kind, entry: 'dispensed', doses: 10 } as const,
          { kind, entry: 'guest-dose', doses: 2 } as const,
        ],
        ...[
          { kind, entry: 'take-home-given', doses: 3 } as const,
          { kind, entry: 'missed', doses: 4 } as const,
        ],
        { kind, entry: 'double-dose', doses: 1 },
      ]),
    ).toEqual([{ kind, given: 12, takenHome: 3, missed: 4, doubled: 1 }]);
  });

  it('balances: what came less what left, with the variance, is what is there', () => {
    const lot: LotOfQuarter = {
      ...{ medicine: 'methadone-treatment', unit: 'microlitre', opening: { usable: 1000, returned: 0 } },
      lines: [
        ...[
          line('received', 10_000),
          line('dispensed', -3000),
          line('dispensed', 500),
          line('re-dosed', -100),
        ],
        ...[line('take-home-given', -400), line('take-home-returned', 0, 400), line('spilled', -70)],
        ...[line('bottle-spilled', -30), line('sent-back', -200), line('destroyed', -50)],
        line('returned-destroyed', 0, -300),
      ],
      variance: { usable: -5, returned: 0 },
    };
    const [sum, ...others] = stockGroupsOf([
      lot,
      { ...lot, lines: [], variance: { usable: 0, returned: 0 } },
    ]);
    expect(others).toEqual([]);
    expect(sum).toEqual({
      ...{ medicine: 'methadone-treatment', unit: 'microlitre', opening: { usable: 2000, returned: 0 } },
      ...{ received: 10_000, dispensed: 3000, spilled: 100, returned: 400, sentBack: 200, destroyed: 350 },
      ...{ variance: { usable: -5, returned: 0 }, closing: { usable: 8645, returned: 100 } },
    });
  });

  it('says of each row from which records it comes, in both languages', () => {
    for (const row of REPORT_ROWS)
      expect([SOURCES[row].vi, SOURCES[row].en]).toEqual([
        expect.stringMatching(/\.$/u),
        expect.stringMatching(/\.$/u),
      ]);
  });
});
