import { dateOnly, type DateOnly } from '../law/date.js';
import type { Problem } from '../platform/errors/problem.js';
import type { Unit } from '../units/unit.js';
import { closingProblem, foundingProblem, type Founding } from './organisation.rules.js';

const day = dateOnly;
const commune: Unit = {
  id: 2_331_051,
  code: '31051',
  level: 'commune',
  type: 'xa',
  name: 'Xã Vĩnh Phong',
  shortName: 'Vĩnh Phong',
  parentId: 2_100_091,
  validFrom: day('2025-07-01'),
  validTo: null,
  standing: 'confirmed',
};
const district: Unit = {
  ...commune,
  level: 'district',
  type: 'huyen',
  validFrom: null,
  validTo: day('2025-06-30'),
};
const province: Unit = { ...commune, level: 'province', type: 'tinh' };

const fault = (problem: Problem | null): string | null => {
  const [first] = problem?.details.faults ?? [];
  return first ? `${first.pointer} ${first.code}` : null;
};
const founding = (overrides: Partial<Founding>): Founding => ({
  kind: 'commune-police',
  sector: null,
  unit: commune,
  validFrom: day('2025-07-01'),
  validTo: null,
  ...overrides,
});

describe('founding an organisation', () => {
  it.each<[string, Partial<Founding>]>([
    ['the police of a commune', {}],
    ['a department with its field', { kind: 'provincial-department', sector: 'health', unit: province }],
    [
      'a district body that ends with the districts',
      { kind: 'district-body', unit: district, validFrom: day('2020-01-01'), validTo: day('2025-06-30') },
    ],
    ['a facility in any unit', { kind: 'public-rehabilitation-facility', unit: province }],
    [
      'a facility that outlives its old unit',
      { kind: 'health-centre', unit: { ...commune, validTo: day('2025-06-30') } },
    ],
    ['a body of the whole country', { kind: 'ministry-department', unit: null }],
    ['a body of one day', { validTo: day('2025-07-01') }],
  ])('is allowed for %s', (_name, overrides) => {
    expect(foundingProblem(founding(overrides))).toBeNull();
  });

  it.each<[string, Partial<Founding>, string]>([
    [
      'a department without a field',
      { kind: 'provincial-department', unit: province },
      '/sector organisation.sector',
    ],
    ['a field of the police', { sector: 'health' }, '/sector organisation.sector'],
    ['a commune body without a unit', { unit: null }, '/unitId organisation.unit'],
    ['a facility without a unit', { kind: 'methadone-clinic', unit: null }, '/unitId organisation.unit'],
    ['the commune police of a province', { unit: province }, '/unitId organisation.unitLevel'],
    ['the provincial police of a commune', { kind: 'provincial-police' }, '/unitId organisation.unitLevel'],
    ['a last day before the first', { validTo: day('2025-06-30') }, '/validTo organisation.period'],
    [
      'a district body without an end',
      { kind: 'district-body', unit: district },
      '/validTo organisation.beyondEnd',
    ],
    [
      'a commune body that outlives its unit',
      { unit: { ...commune, validTo: day('2026-12-31') }, validTo: day('2027-01-01') },
      '/validTo organisation.beyondEnd',
    ],
  ])('is refused for %s', (_name, overrides, expected) => {
    expect(fault(foundingProblem(founding(overrides)))).toBe(expected);
  });
});

describe('closing an organisation', () => {
  const open = { id: 1, validFrom: day('2020-01-01'), validTo: null };

  it.each<[DateOnly, DateOnly | null, string | null]>([
    [day('2025-06-30'), null, null],
    [day('2020-01-01'), null, null],
    [day('2025-07-01'), day('2025-07-01'), null],
    [day('2019-12-31'), null, '/lastDay organisation.period'],
    [day('2025-06-30'), day('2025-07-01'), '/lastDay organisation.takesOverLater'],
  ])('after %s, with a last takeover on %s: %s', (lastDay, lastTakeover, expected) => {
    expect(fault(closingProblem(open, lastDay, lastTakeover))).toBe(expected);
  });
});
