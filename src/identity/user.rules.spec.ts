import { dateOnly } from '../law/date.js';
import type { OrganisationRow } from './organisations.js';
import { LOGIN_PATTERN, membershipProblem, rolesProblem } from './user.rules.js';

const police: OrganisationRow = {
  id: 12,
  kind: 'commune-police',
  sector: null,
  name: 'Công an xã Vĩnh Phong',
  unitId: 2_331_051,
  validFrom: dateOnly('2025-07-01'),
  validTo: null,
};
const today = dateOnly('2026-07-02');

describe('roles of a person', () => {
  it('are those of the kind of organisation', () => {
    expect(rolesProblem(['commune-police-officer', 'head-of-commune-police'], police, today)).toBeNull();
  });

  it('are refused by name where the kind does not have them', () => {
    const refused = rolesProblem(
      ['commune-police-officer', 'commune-chairman', 'administrator'],
      police,
      today,
    );
    expect(refused?.details.faults?.[0]).toMatchObject({
      pointer: '/roles',
      code: 'user.roleNotOfKind',
      parameters: { roles: 'commune-chairman, administrator' },
    });
  });

  it('end with the district', () => {
    const district: OrganisationRow = { ...police, kind: 'district-body' };
    expect(rolesProblem(['district-officer'], district, dateOnly('2025-06-30'))).toBeNull();
    expect(
      rolesProblem(['district-officer'], district, dateOnly('2025-07-01'))?.details.faults?.[0]?.code,
    ).toBe('user.roleEnded');
  });
});

describe('an account in an organisation', () => {
  const ended: OrganisationRow = { ...police, validTo: dateOnly('2026-06-30') };

  it('may be made while it stands, and before its first day', () => {
    expect(membershipProblem(police, today)).toBeNull();
    expect(membershipProblem(ended, dateOnly('2026-06-30'))).toBeNull();
    expect(membershipProblem(ended, dateOnly('2025-06-01'))).toBeNull();
  });

  it('may not be made after its last day', () => {
    expect(membershipProblem(ended, today)?.details.faults?.[0]?.code).toBe('user.organisationEnded');
  });
});

describe('a login', () => {
  it.each(['tran.van.minh', 'ca_31051-01', '3an'])('may be %p', (login) => {
    expect(LOGIN_PATTERN.test(login)).toBe(true);
  });

  it.each(['ab', 'Tran.Van.Minh', 'trần.văn.minh', '.minh', 'tran minh', 'a'.repeat(65), 'аdmin'])(
    'may not be %p',
    (login) => {
      expect(LOGIN_PATTERN.test(login)).toBe(false);
    },
  );
});
