import { PERMISSIONS } from './permissions.js';
import { isRole, permissionsOf, ROLE_NAMES, ROLES, type Role } from './roles.js';

const holders = (permission: string): readonly Role[] =>
  ROLE_NAMES.filter((role) => permissionsOf([role]).has(permission as never)).toSorted();

describe('roles', () => {
  it('let everybody see his own account and the public facts', () => {
    for (const permission of ['auth.self', 'clock.read', 'law.read', 'units.read', 'organisations.read']) {
      expect({ permission, holders: holders(permission) }).toEqual({
        permission,
        holders: ROLE_NAMES.toSorted(),
      });
    }
  });

  it.each([
    ['users.manage', ['administrator']],
    ['organisations.manage', ['administrator']],
    ['calendar.manage', ['administrator']],
    ['clock.travel', ['administrator']],
    ['rehabilitation.decide', ['commune-chairman', 'head-of-commune-police']],
    ['people.void', ['commune-chairman', 'head-of-commune-police']],
    [
      'rehabilitation.register',
      ['commune-chairman', 'commune-officer', 'commune-police-officer', 'head-of-commune-police'],
    ],
    [
      'audit.read',
      [
        'auditor',
        'commune-chairman',
        'head-of-commune-police',
        'provincial-officer',
        'provincial-police-director',
      ],
    ],
  ])('give %s to %j alone', (permission, expected) => {
    expect(holders(permission)).toEqual(expected);
  });

  it.each(['administrator', 'auditor', 'integrator', 'support-worker', 'stock-keeper'] as const)(
    'open no file to %s',
    (role) => {
      const opening = ROLES[role].permissions.filter((permission) =>
        /^(people|cases|rehab)/.test(permission),
      );
      expect(opening).toEqual([]);
    },
  );

  it.each(['provincial-officer', 'provincial-police-director', 'district-officer', 'court-clerk'] as const)(
    'let %s read and change nothing',
    (role) => {
      const changing = ROLES[role].permissions.filter((permission) =>
        /\.(register|correct|void|decide|close|manage|travel)$/.test(permission),
      );
      expect(changing).toEqual([]);
    },
  );

  it('put each role somewhere, and each permission in some role', () => {
    expect(ROLE_NAMES.filter((role) => ROLES[role].organisationKinds.length === 0)).toEqual([]);
    expect([...permissionsOf(ROLE_NAMES)].toSorted()).toEqual(PERMISSIONS.toSorted());
  });

  it('join the permissions of several roles, and give none for a role that is not known', () => {
    const both = permissionsOf(['commune-officer', 'commune-chairman']);
    expect(both).toEqual(
      new Set([...permissionsOf(['commune-officer']), ...permissionsOf(['commune-chairman'])]),
    );
    expect(permissionsOf(['ward-warden', 'toString'])).toEqual(new Set());
    expect(isRole('constructor')).toBe(false);
  });

  it('end the district officer with the districts', () => {
    expect(ROLES['district-officer'].existsUntil).toBe('2025-06-30');
  });
});
