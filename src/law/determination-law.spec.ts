import { competentAuthorities, type Act } from './authorities.js';
import { dateOnly } from './date.js';
import { deadlineRule } from './deadlines.js';
import {
  determinationValidity,
  groundCitation,
  outcomesOf,
  type DeterminationGround,
  type DeterminationResult,
} from './determination-outcomes.js';
import { missingDeterminationPapers, papersBind } from './determination-papers.js';
import { formsFor } from './forms.js';
import { regimeOn } from './regimes.js';

const BORDERS = ['2025-02-28', '2025-03-01', '2026-06-30', '2026-07-01'] as const;
const POLICE = 'commune-police-officer';
const PROVINCE = 'provincial-police-director';

describe('the determination of addiction', () => {
  it.each([
    ['2025-02-28', [POLICE, 'district-officer', PROVINCE]],
    ['2025-03-01', [POLICE, PROVINCE]],
    ['2026-06-30', [POLICE, PROVINCE]],
    ['2026-07-01', [POLICE, PROVINCE]],
  ])('is requested on %s by %p', (day, roles) => {
    const found = competentAuthorities('request-determination', regimeOn(dateOnly(day)));
    expect(found.map(({ signerRole }) => signerRole)).toEqual(roles);
  });

  it.each(BORDERS)('is made on %s by a health facility, in 5 days, its staff sent in 24 hours', (day) => {
    const regime = regimeOn(dateOnly(day));
    const kinds = competentAuthorities('determine-addiction', regime).map(
      ({ organisationKind }) => organisationKind,
    );
    expect(kinds).toEqual(['health-centre', 'methadone-clinic']);
    const rules = ['determination.result', 'determination.send-staff'].map((key) =>
      deadlineRule(key, dateOnly(day)),
    );
    expect(rules.map((rule) => `${rule?.value} ${rule?.unit}`)).toEqual(['5 days', '24 hours']);
    const mark = regime === 'R3' ? 'unverified' : 'secondary';
    expect(rules.map((rule) => rule?.mark)).toEqual([mark, mark]);
  });

  it.each<[Act, string]>([
    ['receive-determination-application', '01'],
    ['request-determination', '02'],
    ['determine-addiction-voluntary', '04'],
    ['determine-addiction', '05'],
  ])('%s has form %s, since 01/07/2026 unverified', (act, number) => {
    const [old] = formsFor(act, 'R2');
    const [since] = formsFor(act, 'R3');
    expect([old?.number, old?.mark, since?.number, since?.mark]).toEqual([
      number,
      'secondary',
      number,
      'unverified',
    ]);
  });

  it.each<[DeterminationGround, string | undefined, string | undefined]>([
    ['voluntary', 'điểm đ', 'điểm a'],
    ['registering', undefined, 'điểm b'],
    ['managed-user', 'điểm a', 'điểm c'],
    ['no-residence', 'điểm b', 'điểm đ'],
    ['commune-education', 'điểm c', undefined],
    ['aftercare', 'điểm d', 'điểm d'],
  ])('of %s rests on %s, since 01/07/2026 on %s', (ground, old, since) => {
    const article = (regime: 'R2' | 'R3'): string | undefined =>
      groundCitation(ground, regime)?.article.slice(-6);
    expect([article('R2'), article('R3')]).toEqual([old, since]);
  });
});

describe('outcomesOf', () => {
  it.each<[DeterminationGround, DeterminationResult, readonly string[], readonly string[]]>([
    ['voluntary', 'addicted', ['register-voluntary'], ['register-voluntary']],
    ['registering', 'addicted', [], ['register-voluntary']],
    ['managed-user', 'addicted', ['register-voluntary', 'stop-management'], ['stop-management']],
    ['commune-education', 'addicted', ['register-voluntary'], []],
    ['no-residence', 'addicted', ['register-public-facility'], ['register-public-facility']],
    ['aftercare', 'addicted', ['compulsory-ground'], ['compulsory-ground']],
    ['managed-user', 'not-addicted', ['decide-management-anew'], ['decide-management-anew']],
    ['no-residence', 'not-addicted', ['manage-user'], ['manage-user']],
    ['voluntary', 'not-addicted', [], []],
  ])('of %s, %s: %p, since 01/07/2026 %p', (ground, result, old, since) => {
    const opened = (regime: 'R2' | 'R3'): readonly string[] =>
      outcomesOf(ground, result, regime).map(({ outcome }) => outcome);
    expect([opened('R2'), opened('R3')]).toEqual([old, since]);
  });
});

describe('determinationValidity', () => {
  it('is 6 months since 01/07/2026 alone', () => {
    const on = dateOnly('2026-08-31');
    expect(determinationValidity(on, 'R3').usableUntil).toBe('2027-02-28');
    expect(determinationValidity(on, 'R2').usableUntil).toBeNull();
  });
});

describe('missingDeterminationPapers', () => {
  it('asks by who began it, of a minor and of who is held more', () => {
    const facts = { regime: 'R2', voluntary: false, minor: false, held: false, papers: [] } as const;
    const papers = (overrides: object): readonly string[] =>
      missingDeterminationPapers({ ...facts, ...overrides }).map(({ paper }) => paper);
    expect(papers({})).toEqual(['request', 'test-result', 'curriculum-vitae']);
    expect(papers({ held: true, papers: ['request', 'test-result'] })).toEqual([
      'curriculum-vitae',
      'custody-decision',
    ]);
    expect(papers({ voluntary: true, minor: true })).toEqual(['application', 'guardian-consent']);
    expect([papersBind('R2'), papersBind('R3')]).toEqual([true, false]);
  });
});
