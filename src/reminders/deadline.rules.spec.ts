import { dateOnly } from '../law/date.js';
import { deadlineRule, type DeadlineRule } from '../law/deadlines.js';
import type { Regime } from '../law/regimes.js';
import { ruleOf } from './deadline.rules.js';

const KEY = 'home-rehabilitation.decision';

const version = (value: number, from: string, to: string | null): DeadlineRule => {
  const model = deadlineRule(KEY, dateOnly('2026-06-30'));
  if (!model) throw new Error('the rule has gone');
  return { ...model, value, from: dateOnly(from), to: to === null ? null : dateOnly(to) };
};

/** A rule that changes within R1 and within R3, and not where R2 begins. Invented. */
const RULES: readonly DeadlineRule[] = [
  version(5, '2022-01-01', '2023-12-31'),
  version(4, '2024-01-01', '2026-06-30'),
  version(3, '2026-07-01', '2026-12-31'),
  version(2, '2027-01-01', null),
];

const at = (text: string): Date => new Date(`${text}+07:00`);
const valueOf = (regime: Regime, start: string, opened = start, governingDay?: string): number => {
  const day = governingDay === undefined ? undefined : dateOnly(governingDay);
  return ruleOf({ rule: KEY, regime, start: at(start), governingDay: day }, at(opened), RULES).value;
};

describe('the version of a rule by which a limit is counted', () => {
  it.each<[string, Regime, string, number]>([
    ['the first within its regime', 'R1', '2023-12-31T23:59', 5],
    ['a later one within the same regime', 'R1', '2024-01-01T00:00', 4],
    ['one that outlasts its regime', 'R2', '2026-06-30T16:00', 4],
    ['the first of the law in force', 'R3', '2026-07-01T00:00', 3],
    ['the last before a change within the law in force', 'R3', '2026-12-31T23:59', 3],
    ['the changed one', 'R3', '2027-01-01T00:00', 2],
  ])('is %s', (_case, regime, start, value) => {
    expect(valueOf(regime, start)).toBe(value);
  });

  it.each<[string, Regime, string, number]>([
    ['a transition put under the new law', 'R3', '2026-06-29T08:00', 3],
    ['stays under the old law', 'R1', '2026-08-03T08:00', 4],
    ['follows a regime that began after it', 'R2', '2023-05-04T08:00', 4],
  ])('is the regime’s nearest one for a file that %s', (_case, regime, start, value) => {
    expect(valueOf(regime, start)).toBe(value);
  });

  it('is that of the day of opening where the limit is counted back from a coming event', () => {
    expect(valueOf('R3', '2028-07-03T00:00', '2026-07-02T09:00')).toBe(3);
    expect(valueOf('R3', '2028-07-03T00:00', '2027-02-01T09:00')).toBe(2);
  });

  it('is that of the start where the step is entered late', () => {
    expect(valueOf('R3', '2026-12-31T10:00', '2027-01-04T08:00')).toBe(3);
  });

  it('is that of the day that the procedure names', () => {
    expect(valueOf('R3', '2026-12-31T10:00', '2027-01-04T08:00', '2027-01-02')).toBe(2);
  });

  it('is none where the law of that day has no such limit', () => {
    const late = RULES.filter(({ value }) => value === 2);
    const asked = { rule: KEY, regime: 'R3', start: at('2026-07-02T08:00') } as const;
    expect(() => ruleOf(asked, at('2026-07-02T08:00'), late)).toThrow('on 2026-07-02');
  });
});
