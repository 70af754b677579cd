import { checkCompulsoryDossier, type CompulsoryPaper } from './compulsory-dossier.js';
import { compulsoryTerm, monthsAllowed } from './compulsory-term.js';
import { dateOnly } from './date.js';
import type { GroundAge } from './ground.js';
import { compulsoryLimitation } from './limitation.js';
import type { Regime } from './regimes.js';
import { hasServedHalf, reducedTerm, reductionRule } from './term-reduction.js';
import { TermRangeError } from './terms.js';

function isAllowed(regime: Regime, age: GroundAge, ordinal: number, months: number): boolean {
  try {
    return monthsAllowed({ regime, age, ordinal, months }).min !== null;
  } catch (error) {
    if (error instanceof TermRangeError) return false;
    throw error;
  }
}

describe('monthsAllowed', () => {
  it.each<[Regime, GroundAge, number, number, boolean]>([
    ['R1', 'adult', 1, 11, false],
    ['R1', 'adult', 1, 12, true],
    ['R2', 'adult', 1, 24, true],
    ['R2', 'adult', 1, 25, false],
    ['R1', 'minor', 1, 5, false],
    ['R1', 'minor', 1, 6, true],
    ['R2', 'minor', 1, 12, true],
    ['R2', 'minor', 1, 13, false],
    ['R3', 'adult', 1, 24, true],
    ['R3', 'adult', 1, 36, false],
    ['R3', 'adult', 2, 24, false],
    ['R3', 'adult', 2, 36, true],
    ['R3', 'minor', 1, 24, true],
    ['R3', 'minor', 3, 36, true],
    ['R3', 'adult', 0, 36, false],
  ])('%s, %s, time no. %i: %i months allowed %s', (regime, age, ordinal, months, allowed) => {
    expect(isAllowed(regime, age, ordinal, months)).toBe(allowed);
  });
});

const termOf = (regime: Regime, wasHeld: boolean) =>
  compulsoryTerm({
    regime,
    age: 'adult',
    ordinal: 1,
    months: 24,
    startsOn: dateOnly('2026-01-31'),
    wasHeld,
  });

describe('compulsoryTerm', () => {
  it('ends on the same-numbered day, or the last of the month', () => {
    expect(termOf('R2', false).endsOn).toBe('2028-01-31');
    const short = { regime: 'R2', age: 'minor', ordinal: 1, months: 8, wasHeld: false } as const;
    expect(compulsoryTerm({ ...short, startsOn: dateOnly('2025-06-30') }).endsOn).toBe('2026-02-28');
  });

  it('says where the day of holding counts and where the text is silent', () => {
    expect(termOf('R2', true).explanation.mark).toBe('interpretation');
    expect(termOf('R2', true).explanation.citations.map(({ article }) => article)).toContain(
      'Điều 110 khoản 2',
    );
    expect(termOf('R3', true).explanation.citations.map(({ article }) => article)).not.toContain(
      'Điều 110 khoản 2',
    );
  });
});

describe('compulsoryLimitation', () => {
  it.each<[Regime, string, string | null, string | null]>([
    ['R1', '2025-01-10', null, null],
    ['R2', '2026-06-30', null, null],
    ['R3', '2026-06-30', null, '2026-09-30'],
    ['R3', '2026-07-01', null, '2026-10-01'],
    ['R3', '2026-11-30', null, '2027-02-28'],
    ['R3', '2026-07-01', '2026-12-24', '2027-03-24'],
    ['R3', '2026-12-24', '2026-07-01', '2027-03-24'],
  ])('%s, last act of %s, evaded until %s: %s', (regime, lastActOn, evaded, lastDay) => {
    const found = compulsoryLimitation(regime, dateOnly(lastActOn), {
      goesOn: false,
      endedOn: evaded === null ? null : dateOnly(evaded),
    });
    expect(found.lastDay).toBe(lastDay);
    expect(found.explanation.mark).toBe(lastDay === null ? 'unverified' : 'secondary');
  });

  it.each([null, '2026-08-01'])(
    'never runs out while somebody hides, whatever ended before: %s',
    (before) => {
      const evasion = { goesOn: true, endedOn: before === null ? null : dateOnly(before) };
      const found = compulsoryLimitation('R3', dateOnly('2026-07-01'), evasion);
      expect(found.lastDay).toBeNull();
      expect(found.explanation.steps[0]?.citation).toMatchObject({ instrument: 'luat-120-2025' });
    },
  );
});

describe('checkCompulsoryDossier', () => {
  const ADULT: readonly CompulsoryPaper[] = [
    'curriculum-vitae',
    'violation-record',
    'determination-result',
    'request',
  ];
  it.each<[string, Regime, GroundAge, boolean, readonly CompulsoryPaper[], readonly CompulsoryPaper[]]>([
    ['an adult since 2026', 'R3', 'adult', false, ADULT, []],
    ['an adult before', 'R2', 'adult', false, ADULT, ['statement']],
    ['an adult before, with the statement', 'R2', 'adult', false, [...ADULT, 'statement'], []],
    ['somebody without a residence', 'R3', 'adult', true, ADULT, ['no-residence-paper']],
    [
      'a patient',
      'R3',
      'adult',
      false,
      ['curriculum-vitae', 'violation-record', 'substitution-confirmation', 'request'],
      [],
    ],
    [
      'a patient before',
      'R1',
      'adult',
      false,
      ['curriculum-vitae', 'violation-record', 'substitution-confirmation', 'request', 'statement'],
      ['determination-result'],
    ],
    ['a minor', 'R3', 'minor', false, ADULT, ['statement', 'guardian-opinion']],
    ['a minor before', 'R1b', 'minor', false, [...ADULT, 'statement'], ['guardian-opinion']],
    ['a minor who cannot write', 'R3', 'minor', false, [...ADULT, 'oral-statement', 'guardian-opinion'], []],
    ['a minor where all refuse', 'R3', 'minor', false, [...ADULT, 'refusal-record'], []],
    [
      'a minor where all refuse, before',
      'R2',
      'minor',
      false,
      [...ADULT, 'refusal-record'],
      ['statement', 'guardian-opinion'],
    ],
  ])(
    'of %s (%s, %s) lacks what the law of the day asks for',
    (_who, regime, age, withoutResidence, papers, lacking) => {
      const { complete, missing } = checkCompulsoryDossier({ regime, age, withoutResidence, papers });
      expect(missing.map(({ paper }) => paper)).toEqual(lacking);
      expect(complete).toBe(lacking.length === 0);
    },
  );
});

describe('reductions', () => {
  it('are of the law to 30/06/2026 alone', () => {
    expect(reductionRule('R2')).toMatchObject({ usual: [1, 3], forMerit: [3, 6] });
    expect(reductionRule('R3')).toBeUndefined();
  });

  it('take whole months off the written term', () => {
    const term = { startsOn: dateOnly('2025-11-10'), months: 12 };
    expect(reducedTerm(term, []).endsOn).toBe('2026-11-10');
    expect(reducedTerm(term, [3, 2]).endsOn).toBe('2026-06-10');
    expect(() => reducedTerm(term, [13])).toThrow(RangeError);
  });

  it.each([
    [182, false],
    [183, true],
  ])('need half: %i of 365 days is %s', (days, half) => {
    const term = { startsOn: dateOnly('2025-11-10'), endsOn: dateOnly('2026-11-10') };
    expect(hasServedHalf(term, days)).toBe(half);
  });
});
