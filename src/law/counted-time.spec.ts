import fc from 'fast-check';
import { countedTerm, pauseCitation, type CountedTermInput, type Pause } from './counted-time.js';
import { addDays, dateOnly, daysBetween, type DateOnly } from './date.js';

const START = dateOnly('2026-07-02');
const END = dateOnly('2028-07-02');
const d = dateOnly;

const term = (input: Partial<CountedTermInput>) =>
  countedTerm({ startsOn: START, endsOn: END, pauses: [], asOf: START, ...input });

describe('countedTerm', () => {
  it.each<[string, Partial<CountedTermInput>, string | null]>([
    ['nothing happened', {}, '2028-07-02'],
    [
      'ten days of prison',
      { pauses: [{ kind: 'prison', from: d('2027-01-01'), until: d('2027-01-11') }] },
      '2028-07-12',
    ],
    [
      'the same days told twice',
      {
        pauses: [
          { kind: 'prison', from: d('2027-01-01'), until: d('2027-01-11') },
          { kind: 'escape', from: d('2027-01-05'), until: d('2027-01-11') },
        ],
      },
      '2028-07-12',
    ],
    [
      'a pause that begins only in the time that another one added',
      {
        pauses: [
          { kind: 'prison', from: d('2027-01-01'), until: d('2027-01-11') },
          { kind: 'escape', from: d('2028-07-10'), until: d('2028-07-12') },
        ],
      },
      '2028-07-14',
    ],
    [
      'a pause after the end',
      { pauses: [{ kind: 'prison', from: d('2028-07-03'), until: d('2028-08-03') }] },
      '2028-07-02',
    ],
    ['still in prison', { pauses: [{ kind: 'prison', from: d('2027-01-01'), until: null }] }, null],
    [
      'back on the day of leaving',
      { pauses: [{ kind: 'escape', from: d('2027-01-01'), until: d('2027-01-01') }] },
      '2028-07-02',
    ],
    [
      'nine days in interim management',
      { deductions: [{ from: d('2026-06-20'), to: d('2026-06-28') }] },
      '2028-06-23',
    ],
  ])('%s', (_what, input, endsOn) => {
    expect(term(input).endsOn).toBe(endsOn);
  });

  it.each([
    ['2026-06-30', 'nd-116-2021'],
    ['2026-07-01', 'luat-120-2025'],
  ])('takes off interim management that ended on %s by %s', (to, instrument) => {
    const { explanation } = term({ deductions: [{ from: d('2026-06-20'), to: d(to) }] });
    expect(explanation.citations.map((each) => each.instrument)).toEqual([instrument]);
  });

  it.each([
    ['2026-06-30', undefined],
    ['2026-07-01', 'Điều 32 khoản 2 điểm b'],
  ])('knows on %s by which article the time between two places does not count: %s', (on, article) => {
    expect(pauseCitation('between-places', d(on))?.article).toBe(article);
  });

  it('says what is left while time stands still', () => {
    const pauses: Pause[] = [{ kind: 'prison', from: d('2027-07-02'), until: null }];
    const found = term({ pauses, asOf: d('2027-12-31') });
    expect(found).toMatchObject({ isPaused: true, countedDays: 364, remainingDays: 367, endsOn: null });
    expect(found.explanation.steps.at(-1)?.text.vi).toContain('còn lại 367 ngày');
  });

  it('cites the article of each pause and marks whole days as our reading', () => {
    const { explanation } = term({
      pauses: [{ kind: 'escape', from: d('2027-01-01'), until: d('2027-01-02') }],
    });
    expect(explanation.citations.map(({ article }) => article)).toContain(
      'Điều 107 khoản 4, Điều 109 khoản 3',
    );
    expect(explanation.mark).toBe('interpretation');
  });

  it.each([
    ['2026-06-30', undefined],
    ['2026-07-01', 'luat-120-2025'],
  ])('lets a prison sentence that ends on %s stop a term by %s', (on, instrument) => {
    expect(pauseCitation('prison', d(on))?.instrument).toBe(instrument);
  });

  it.each([
    ['2026-06-30', 'nd-116-2021'],
    ['2026-07-01', 'nd-163-2026'],
  ])('takes the law of %s for an escape: %s', (on, instrument) => {
    expect(pauseCitation('escape', d(on))?.instrument).toBe(instrument);
  });

  it.each<[string, Partial<CountedTermInput>]>([
    ['a pause', { pauses: [{ kind: 'escape', from: d('2027-01-02'), until: d('2027-01-01') }] }],
    ['the term', { endsOn: addDays(START, -1) }],
  ])('refuses %s that ends before it begins', (_what, input) => {
    expect(() => term(input)).toThrow(RangeError);
  });

  const day = fc.integer({ min: -40, max: 900 }).map((n): DateOnly => addDays(START, n));
  const pause = fc
    .tuple(day, fc.integer({ min: 0, max: 60 }))
    .map(([from, days]): Pause => ({ kind: 'escape', from, until: addDays(from, days) }));
  const pauses = fc.array(pause, { maxLength: 8 });

  it('neither gains nor loses a day: those that count are as many as the term has', () => {
    fc.assert(
      fc.property(pauses, (list) => {
        const { endsOn } = term({ pauses: list });
        if (endsOn === null) throw new Error('every pause is over');
        const counts = (on: DateOnly): boolean =>
          !list.some(({ from, until }) => from <= on && until !== null && on < until);
        const days = Array.from({ length: daysBetween(START, endsOn) }, (_, n) => addDays(START, n + 1));
        expect(days.filter(counts)).toHaveLength(daysBetween(START, END));
        expect(term({ pauses: list, asOf: endsOn }).remainingDays).toBe(0);
      }),
    );
  });

  it('is the same in whatever order the pauses were told, and in however many pieces', () => {
    fc.assert(
      fc.property(pauses, fc.integer({ min: 1, max: 59 }), (list, at) => {
        const pieces = list.flatMap((each): Pause[] => {
          const cut = addDays(each.from, at);
          return each.until !== null && cut < each.until
            ? [
                { ...each, from: cut },
                { ...each, until: cut },
              ]
            : [each];
        });
        expect(term({ pauses: pieces.toReversed() }).endsOn).toBe(term({ pauses: list }).endsOn);
      }),
    );
  });

  it('has counted and remaining days that make up the term, on any day', () => {
    fc.assert(
      fc.property(pauses, day, (list, asOf) => {
        const { countedDays, remainingDays } = term({ pauses: list, asOf });
        expect(countedDays + remainingDays).toBe(daysBetween(START, END));
      }),
    );
  });
});
