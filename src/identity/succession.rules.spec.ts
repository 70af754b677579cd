import { COMPETENCES } from '../law/authorities.js';
import { dateOnly as day } from '../law/date.js';
import type { OrganisationKind } from '../law/organisation-kinds.js';
import { PROCEDURES } from '../law/procedures.js';
import type { Problem } from '../platform/errors/problem.js';
import type { SuccessionFunction } from './identity.code-lists.js';
import { heirsOf, KEEPERS } from './succession-kinds.js';
import { successionProblem, takesEverything, type Body, type SuccessionTerms } from './succession.rules.js';

const fault = (problem: Problem | null): string | null => {
  const [found] = problem?.details.faults ?? [];
  return found === undefined ? null : `${found.pointer} ${found.code}`;
};

const predecessor: Body = {
  id: 1,
  kind: 'commune-police',
  validFrom: day('2020-01-01'),
  validTo: day('2025-06-30'),
};
const successor: Body = { id: 2, kind: 'commune-police', validFrom: day('2025-07-01'), validTo: null };
const terms: SuccessionTerms = {
  function: 'all',
  effectiveOn: day('2025-07-01'),
  handoverUntil: day('2025-09-30'),
  main: true,
};

describe('taking over', () => {
  it('is allowed on the first day of the successor', () => {
    expect(successionProblem(terms, predecessor, successor, true)).toBeNull();
    const longest = { ...terms, handoverUntil: day('2027-07-01') };
    expect(successionProblem(longest, predecessor, successor, true)).toBeNull();
  });

  it.each([
    ['by the same body', terms, predecessor, predecessor, '/successorId succession.same'],
    [
      'with a handover that ends before it begins',
      { ...terms, handoverUntil: day('2025-06-30') },
      predecessor,
      successor,
      '/handoverUntil succession.handover',
    ],
    [
      'with a handover of more than two years, as of a mistyped year',
      { ...terms, handoverUntil: day('2027-07-02') },
      predecessor,
      successor,
      '/handoverUntil succession.handoverTooLong',
    ],
    [
      'before the successor stands',
      { ...terms, effectiveOn: day('2025-06-30') },
      predecessor,
      successor,
      '/successorId succession.successorAbsent',
    ],
    [
      'on the first day of the predecessor',
      { ...terms, effectiveOn: day('2025-07-02') },
      { ...predecessor, validFrom: day('2025-07-02') },
      successor,
      '/effectiveOn succession.tooEarly',
    ],
  ])('is refused %s', (_name, given, from, to, expected) => {
    expect(fault(successionProblem(given, from, to, true))).toBe(expected);
  });

  it.each<[SuccessionFunction, OrganisationKind, OrganisationKind, string | null]>([
    ['all', 'commune-police', 'commune-police', null],
    ['all', 'commune-peoples-committee', 'commune-police', '/successorId succession.unlikeKinds'],
    ['all', 'methadone-clinic', 'provincial-police', '/successorId succession.unlikeKinds'],
    ['all', 'court', 'system-operator', '/successorId succession.unlikeKinds'],
    ['home-rehabilitation', 'commune-peoples-committee', 'commune-police', null],
    ['home-rehabilitation', 'commune-police', 'commune-peoples-committee', null],
    ['home-rehabilitation', 'commune-police', 'commune-police', null],
    [
      'home-rehabilitation',
      'commune-peoples-committee',
      'health-centre',
      '/successorId succession.unlikeKinds',
    ],
    [
      'home-rehabilitation',
      'commune-peoples-committee',
      'mass-organisation',
      '/successorId succession.unlikeKinds',
    ],
    ['home-rehabilitation', 'methadone-clinic', 'commune-police', '/predecessorId succession.notKeeper'],
    ['public-facility-rehabilitation', 'public-rehabilitation-facility', 'provincial-police', null],
    ['substitution-treatment', 'methadone-clinic', 'commune-police', '/successorId succession.unlikeKinds'],
    ['substitution-treatment', 'commune-peoples-committee', 'commune-police', null],
    ['public-facility-rehabilitation', 'commune-peoples-committee', 'commune-police', null],
  ])('of %s goes from %s to %s: %s', (what, from, to, expected) => {
    const refused = successionProblem(
      { ...terms, function: what },
      { ...predecessor, kind: from },
      { ...successor, kind: to },
      true,
    );
    expect(fault(refused)).toBe(expected);
  });

  it.each<[OrganisationKind, string | null]>([
    ['commune-police', '/successorId succession.elsewhere'],
    ['provincial-police', '/successorId succession.elsewhere'],
    ['public-rehabilitation-facility', null],
    ['court', null],
  ])('of everything by a %s of another unit: %s', (kind, expected) => {
    const refused = successionProblem(terms, { ...predecessor, kind }, { ...successor, kind }, false);
    expect(fault(refused)).toBe(expected);
  });

  it('says in both languages which kinds may', () => {
    const clinic: Body = { ...successor, kind: 'methadone-clinic' };
    const refused = successionProblem(terms, predecessor, clinic, true);
    expect(refused?.details.faults?.[0]?.parameters).toEqual({ vi: 'Công an cấp xã', en: 'Commune police' });
  });

  it.each<[SuccessionFunction, boolean, boolean]>([
    ['all', true, true],
    ['all', false, false],
    ['home-rehabilitation', true, false],
  ])('of %s, main: %s, leaves the predecessor nothing: %s', (what, main, expected) => {
    expect(takesEverything({ ...terms, function: what, main })).toBe(expected);
  });
});

describe('the bodies that keep a procedure', () => {
  it.each([
    ['register-home-rehabilitation', 'home-rehabilitation'],
    ['decide-home-rehabilitation', 'home-rehabilitation'],
    ['decide-drug-user-management', 'drug-user-management'],
    ['decide-public-facility', 'public-facility-rehabilitation'],
    ['build-compulsory-dossier', 'compulsory-rehabilitation'],
    ['decide-compulsory-rehabilitation', 'compulsory-rehabilitation'],
    ['request-aftercare', 'aftercare'],
    ['decide-aftercare', 'aftercare'],
  ] as const)('are all that are competent to %s', (act, procedure) => {
    const competent = COMPETENCES.filter((entry) => entry.act === act).map((entry) => entry.organisationKind);
    expect(competent.length).toBeGreaterThan(0);
    expect(KEEPERS[procedure].flat()).toEqual(expect.arrayContaining(competent));
  });

  it('are told for each procedure, and pass it on to their own kind too', () => {
    expect(Object.keys(KEEPERS).toSorted()).toEqual(Object.keys(PROCEDURES).toSorted());
    for (const kind of KEEPERS.aftercare.flat()) expect(heirsOf('aftercare', kind)).toContain(kind);
  });
});
