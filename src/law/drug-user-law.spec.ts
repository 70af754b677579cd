import { competentAuthorities, type Act } from './authorities.js';
import { addDays, dateOnly, type DateOnly } from './date.js';
import { deadlineRule } from './deadlines.js';
import { missingDrugUserPapers, minorSamplingCitation, type DrugUserPaper } from './drug-user-papers.js';
import { stopCitation, STOP_GROUNDS, type StopGround } from './drug-user-stop.js';
import { drugUserTerm, movedTermStep } from './drug-user-term.js';
import { formsFor } from './forms.js';
import { INSTRUMENTS } from './instruments.js';
import { missedChecks } from './monthly-checks.js';
import { regimeOn, type Regime } from './regimes.js';

/** Both sides of each border, and the ends between. */
const BORDERS = ['2025-02-28', '2025-03-01', '2026-06-30', '2026-07-01'] as const;
type ByBorder = readonly [string, string, string, string];
const both = (old: string, since: string): ByBorder => [old, old, old, since];

const WHO: readonly (readonly [Act, ByBorder])[] = [
  ['find-drug-use', both('commune-police-officer', 'commune-police-officer')],
  ['verify-residence', both('commune-police-officer', 'commune-police-officer')],
  ['notify-drug-use', both('head-of-commune-police', 'head-of-commune-police')],
  ['decide-drug-user-management', both('commune-chairman', 'head-of-commune-police')],
  ['check-managed-residence', both('commune-police-officer', 'commune-police-officer')],
  ['transfer-drug-user-file', both('commune-chairman', 'head-of-commune-police')],
  ['suspend-drug-user-management', both('', 'head-of-commune-police')],
  ['stop-drug-user-management', both('commune-chairman', 'head-of-commune-police')],
  ['end-drug-user-management', both('commune-chairman', 'head-of-commune-police')],
];

const LIMITS: readonly (readonly [string, ByBorder])[] = [
  ['drug-user.residence-check', both('3 working-days', '24 hours')],
  ['drug-user.residence-check-remote', both('10 working-days', '48 hours')],
  ['drug-user.notice', both('3 working-days', '24 hours')],
  ['drug-user.decision', both('3 working-days', '24 hours')],
  ['drug-user.new-decision', both('', '24 hours')],
  ['drug-user.transfer', both('5 working-days', '24 hours')],
  ['drug-user.end-decision-delivery', both('3 working-days', '24 hours')],
  ['drug-user.monthly-check', both('1 months', '1 months')],
];

const FORM_NUMBERS: readonly (readonly [Act, ByBorder])[] = [
  ['find-drug-use', both('03', '01')],
  ['notify-drug-use', both('04', '02')],
  ['decide-drug-user-management', both('07', '04')],
  ['transfer-drug-user-file', both('08', '06')],
  ['suspend-drug-user-management', both('', '07')],
  ['stop-drug-user-management', both('09', '08')],
  ['end-drug-user-management', both('10', '09')],
];

const each = <T>(rows: readonly (readonly [T, ByBorder])[]): readonly (readonly [T, DateOnly, string])[] =>
  rows.flatMap(([what, values]) =>
    BORDERS.map((day, at) => [what, dateOnly(day), values[at] ?? ''] as const),
  );

describe('the management of drug users', () => {
  it.each(each(WHO))('%s on %s is of: %s', (act, day, wanted) => {
    expect(
      competentAuthorities(act, regimeOn(day))
        .map(({ signerRole }) => signerRole)
        .join(', '),
    ).toBe(wanted);
  });

  it.each(each(LIMITS))('%s on %s: %s', (key, day, wanted) => {
    const rule = deadlineRule(key, day);
    expect(rule ? `${rule.value} ${rule.unit}` : '').toBe(wanted);
  });

  it.each(each(FORM_NUMBERS))('%s on %s has the form: %s', (act, day, wanted) => {
    expect(formsFor(act, regimeOn(day))[0]?.number ?? '').toBe(wanted);
  });
});

describe('drugUserTerm', () => {
  it.each<[Regime, string, boolean, string, string]>([
    ['R2', '2026-06-30', false, '2027-06-30', 'interpretation'],
    ['R3', '2026-07-01', false, '2027-07-01', 'interpretation'],
    ['R2', '2024-02-29', true, '2025-02-28', 'interpretation'],
  ])('in %s decided on %s (again: %s) ends on %s', (regime, decidedOn, again, endsOn, mark) => {
    const term = drugUserTerm({ regime, decidedOn: dateOnly(decidedOn), again });
    expect([term.startsOn, term.endsOn, term.months, term.explanation.mark]).toEqual([
      decidedOn,
      endsOn,
      12,
      mark,
    ]);
  });

  it('says by which article the year is counted anew, and that the new decree leaves it to be read', () => {
    const marks = (['R2', 'R3'] as const).map((regime) => {
      const [first] = drugUserTerm({ regime, decidedOn: dateOnly('2026-06-30'), again: true }).explanation
        .steps;
      return [first?.citation?.article, first?.mark];
    });
    expect(marks).toEqual([
      ['Điều 43 khoản 2', undefined],
      ['Điều 59 khoản 1', 'interpretation'],
    ]);
    expect([movedTermStep('R2').mark, movedTermStep('R3').mark]).toEqual([undefined, 'interpretation']);
  });
});

const cited = (law: 'law2021' | 'law2025'): readonly (DateOnly | null)[] =>
  Object.values(STOP_GROUNDS).flatMap((rule) => {
    const citation = rule[law];
    return citation ? [INSTRUMENTS[citation.instrument].inForceTo] : [];
  });

describe('stopCitation', () => {
  it.each<[StopGround, string | undefined, string | undefined]>([
    ['determined-addicted', 'Điều 23 khoản 5 điểm a', 'Điều 24 khoản 5 điểm a'],
    ['commune-education', 'Điều 23 khoản 5 điểm b', undefined],
    ['education-facility', 'Điều 23 khoản 5 điểm c', 'Điều 24 khoản 5 điểm b'],
    ['prison', 'Điều 23 khoản 5 điểm d', 'Điều 24 khoản 5 điểm c'],
    ['died', 'Điều 23 khoản 5 điểm đ', 'Điều 24 khoản 5 điểm d'],
    ['missing', 'Điều 23 khoản 5 điểm đ', 'Điều 24 khoản 5 điểm d'],
    ['custody-outlasts-term', undefined, 'Điều 24 khoản 5 điểm đ, khoản 7'],
  ])('%s: %s, since 01/07/2026 %s', (ground, old, since) => {
    expect(stopCitation(ground, regimeOn(dateOnly('2026-06-30')))?.article).toBe(old);
    expect(stopCitation(ground, regimeOn(dateOnly('2026-07-01')))?.article).toBe(since);
  });

  it('rests on acts in force under their law', () => {
    expect(new Set(cited('law2021'))).toEqual(new Set(['2026-06-30']));
    expect(new Set(cited('law2025'))).toEqual(new Set([null]));
  });
});

const missing = (
  regime: Regime,
  moment: 'notice' | 'decision',
  papers: readonly DrugUserPaper[],
  facts: { withoutResidence?: boolean; again?: boolean } = {},
): readonly string[] =>
  missingDrugUserPapers({
    ...{ regime, moment, papers, withoutResidence: facts.withoutResidence === true },
    again: facts.again === true,
  }).map(({ paper, form }) => (form ? `${paper} ${form.number}` : paper));

describe('missingDrugUserPapers', () => {
  const NOTICE: readonly DrugUserPaper[] = ['test-result', 'conduct-papers', 'statement'];

  it('asks for the papers of the notice by the forms of each law', () => {
    expect(missing('R2', 'notice', [])).toEqual(['test-result 03', 'conduct-papers', 'statement 06']);
    expect(missing('R3', 'notice', [])).toEqual(['test-result 01', 'conduct-papers', 'statement 03']);
    expect(missing('R3', 'notice', NOTICE)).toEqual([]);
  });

  it('asks for the curriculum vitae before the decision', () => {
    expect(missing('R2', 'decision', NOTICE)).toEqual(['curriculum-vitae 05']);
    expect(missing('R3', 'decision', [...NOTICE, 'curriculum-vitae'])).toEqual([]);
  });

  it('has a person without a residence determined first, and until 30/06/2026 who used drugs again', () => {
    const papers: readonly DrugUserPaper[] = [...NOTICE, 'curriculum-vitae'];
    for (const regime of ['R1', 'R2', 'R3'] as const)
      expect(missing(regime, 'decision', papers, { withoutResidence: true })).toEqual([
        'determination-result',
      ]);
    expect(missing('R2', 'decision', papers, { again: true })).toEqual(['determination-result']);
    expect(missing('R3', 'decision', papers, { again: true })).toEqual([]);
    expect(minorSamplingCitation('R2').article).toBe('Điều 46 khoản 4');
    expect(minorSamplingCitation('R3').article).toBe('Điều 56 khoản 6');
  });
});

const days = (...texts: readonly string[]): readonly DateOnly[] => texts.map(dateOnly);

describe('missedChecks', () => {
  const from = dateOnly('2026-07-02');
  const running = [{ from, until: null }];

  it.each([
    ['2026-08-02', []],
    ['2026-08-03', [{ since: '2026-07-02', dueOn: '2026-08-02', checkedOn: null }]],
  ])('asks for a check within a month of the beginning: as of %s %p', (asOf, wanted) => {
    expect(missedChecks(running, [], dateOnly(asOf))).toEqual(wanted);
  });

  it('counts from each check, and keeps a late one as made good', () => {
    const checks = days('2026-08-01', '2026-09-10');
    expect(missedChecks(running, checks, dateOnly('2026-09-30'))).toEqual([
      { since: '2026-08-01', dueOn: '2026-09-01', checkedOn: '2026-09-10' },
    ]);
  });

  it('asks for none while nobody is managed, and takes checks in whatever order they were entered', () => {
    const stretches = [
      { from, until: dateOnly('2026-07-20') },
      { from: dateOnly('2026-10-01'), until: null },
    ];
    expect(missedChecks(stretches, days('2026-10-20', '2026-07-10'), dateOnly('2026-11-20'))).toEqual([]);
    expect(missedChecks(stretches, [], addDays(dateOnly('2026-11-01'), 1))).toHaveLength(1);
  });
});
