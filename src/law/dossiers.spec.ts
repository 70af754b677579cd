import { dateOnly } from './date.js';
import { checkDossier, dossierRules, type DossierFacts } from './dossiers.js';
import { statutoryForm } from './forms.js';
import type { Regime } from './regimes.js';

const HOME = 'home-rehabilitation';
const ALL_2021 = ['application', 'determination-result', 'identity-copy'];
const ALL_2025 = ['curriculum-vitae', 'application', 'determination-result', 'identity-copy'];

const adult = (overrides: Partial<DossierFacts> = {}): DossierFacts => ({
  items: ALL_2025,
  ageMin: 30,
  ageMax: 30,
  determinationOn: dateOnly('2026-06-30'),
  registeringOn: dateOnly('2026-07-01'),
  ...overrides,
});

const missingCodes = (regime: Regime, facts: DossierFacts): readonly string[] =>
  checkDossier(HOME, regime, facts).missing.map(({ code }) => code);

describe('dossierRules', () => {
  it.each<Regime>(['R1', 'R1b', 'R2'])('asks for three papers in %s', (regime) => {
    expect(dossierRules(HOME, regime).map(({ code }) => code)).toEqual(ALL_2021);
  });

  it('asks for more from 01/07/2026, the commitment not among it', () => {
    expect(dossierRules(HOME, 'R3').map(({ code, required }) => `${code}: ${required}`)).toEqual([
      'curriculum-vitae: always',
      'application: always',
      'guardian-opinion: minor',
      'determination-result: always',
      'substitution-confirmation: alternative',
      'identity-copy: always',
    ]);
  });

  it('names forms that exist', () => {
    const forms = [...dossierRules(HOME, 'R1'), ...dossierRules(HOME, 'R3')].flatMap(
      ({ form }) => form ?? [],
    );
    expect(forms).toHaveLength(5);
    for (const form of forms) expect(statutoryForm(form)).toBeDefined();
  });
});

const codes = (...of: Parameters<typeof dossierRules>): string[] =>
  dossierRules(...of).map(({ code, required }) => `${code}: ${required}`);

describe('the papers of the other doors', () => {
  it('are two for a facility until 30/06/2026, without the determination', () => {
    for (const door of ['private-facility-rehabilitation', 'public-facility-rehabilitation'] as const) {
      expect(codes(door, 'R2')).toEqual(['application: always', 'identity-copy: always']);
    }
  });

  it('are those of home rehabilitation since, with the police’s own letter for a public facility', () => {
    expect(codes('private-facility-rehabilitation', 'R3')).toEqual(codes(HOME, 'R3'));
    expect(codes('public-facility-rehabilitation', 'R3')).toEqual([
      ...codes(HOME, 'R3'),
      'head-of-police-letter: own',
    ]);
  });

  it('are those of the commune for a person without a stable residence until 30/06/2026', () => {
    expect(codes('public-facility-rehabilitation', 'R2', true)).toEqual(codes(HOME, 'R2'));
  });

  it('never miss the letter that the police make themselves, and tell of it', () => {
    const check = checkDossier('public-facility-rehabilitation', 'R3', adult());
    expect(check).toMatchObject({ complete: true, missing: [] });
    expect(check.explanation.steps.map(({ text: { vi } }) => vi).join(' ')).toContain('không yêu cầu');
  });

  it.each([
    ['2024-12-14', 'R1', 'law-absent'],
    ['2024-12-15', 'R1', undefined],
    ['2026-07-01', 'R3', undefined],
  ] as const)('of substitution treatment on %s: %s %p', (on, regime, fault) => {
    const facts = adult({ items: ['application', 'determination-result'], registeringOn: dateOnly(on) });
    const check = checkDossier('substitution-treatment', regime, { ...facts, determinationOn: dateOnly(on) });
    expect([check.problem, check.complete]).toEqual([fault, fault === undefined]);
  });

  it('ask a minor’s representative for a written consent to substitution treatment', () => {
    const facts = adult({ items: ['application', 'determination-result'], ageMin: 15, ageMax: 15 });
    expect(checkDossier('substitution-treatment', 'R3', facts).missing).toMatchObject([
      { code: 'guardian-consent', citation: { instrument: 'nd-141-2024', article: 'Điều 29 khoản 1' } },
    ]);
  });
});

describe('checkDossier', () => {
  it('accepts a full dossier of an adult', () => {
    const check = checkDossier(HOME, 'R3', adult());
    expect(check).toMatchObject({ complete: true, missing: [] });
    expect(check.problem).toBeUndefined();
  });

  it.each(ALL_2025)('misses %s when it is not handed in', (code) => {
    expect(missingCodes('R3', adult({ items: ALL_2025.filter((item) => item !== code) }))).toEqual([code]);
  });

  it('gives reason and article with each missing paper', () => {
    const [first] = checkDossier(HOME, 'R3', adult({ items: [] })).missing;
    expect(first).toMatchObject({
      code: 'curriculum-vitae',
      reason: { vi: 'Chưa nộp.' },
      citation: { instrument: 'nd-163-2026', article: 'Điều 89 khoản 3 điểm a' },
    });
  });

  it.each([
    [12, 12, ['guardian-opinion']],
    [17, 17, ['guardian-opinion']],
    [17, 18, ['guardian-opinion']],
    [11, 12, ['guardian-opinion']],
    [18, 18, []],
  ])('aged %i to %i: misses %p', (ageMin, ageMax, missing) => {
    expect(missingCodes('R3', adult({ ageMin, ageMax }))).toEqual(missing);
  });

  it.each([
    [17, 18, 'có thể chưa đủ 18 tuổi'],
    [11, 12, 'có thể chưa đủ 12 tuổi'],
  ])('says that a person of %i to %i years is treated as a minor', (ageMin, ageMax, text) => {
    const { explanation } = checkDossier(HOME, 'R3', adult({ ageMin, ageMax }));
    expect(explanation.steps.map(({ text: { vi } }) => vi).join(' ')).toContain(text);
    expect(explanation.mark).toBe('interpretation');
  });

  it.each<Regime>(['R2', 'R3'])('knows no procedure below 12 years in %s', (regime) => {
    const check = checkDossier(HOME, regime, adult({ ageMin: 11, ageMax: 11 }));
    expect(check).toMatchObject({ complete: false, missing: [], problem: 'under-12' });
  });

  it.each([
    ['2026-01-01', '2026-07-01', []],
    ['2025-12-31', '2026-07-01', ['determination-result']],
    ['2026-02-28', '2026-08-28', []],
    ['2026-02-28', '2026-08-29', ['determination-result']],
    ['2026-08-31', '2027-02-28', []],
    ['2026-08-31', '2027-03-01', ['determination-result']],
  ])('a result of %s at a registration on %s: misses %p', (determinationOn, registeringOn, missing) => {
    const facts = adult({
      determinationOn: dateOnly(determinationOn),
      registeringOn: dateOnly(registeringOn),
    });
    expect(missingCodes('R3', facts)).toEqual(missing);
  });

  it('says that an old result must be renewed, citing the law', () => {
    const [missing] = checkDossier(HOME, 'R3', adult({ determinationOn: dateOnly('2025-12-31') })).missing;
    expect(missing?.reason.vi).toContain('quá 06 tháng');
    expect(missing?.citation).toMatchObject({
      instrument: 'luat-120-2025',
      article: 'Điều 31 khoản 1 điểm b',
    });
  });

  it('can’t take a result without a day from 01/07/2026', () => {
    expect(missingCodes('R3', adult({ determinationOn: undefined }))).toEqual(['determination-result']);
  });

  it('takes the confirmation of a substitution clinic in its place', () => {
    const items = ['curriculum-vitae', 'application', 'substitution-confirmation', 'identity-copy'];
    expect(missingCodes('R3', adult({ items, determinationOn: undefined }))).toEqual([]);
  });

  it('sets no age for the result and asks no opinion of guardians before 01/07/2026', () => {
    const facts = adult({
      items: ALL_2021,
      ageMin: 15,
      ageMax: 15,
      determinationOn: dateOnly('2024-01-01'),
      registeringOn: dateOnly('2026-06-30'),
    });
    expect(checkDossier(HOME, 'R2', facts).complete).toBe(true);
  });

  it('ignores papers that the decree does not ask for', () => {
    expect(checkDossier(HOME, 'R3', adult({ items: [...ALL_2025, 'birth-certificate'] })).complete).toBe(
      true,
    );
  });
});
