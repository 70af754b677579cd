import { CLIENT_SCOPES, PERMISSIONS, type Permission } from './permissions.js';
import { isRole, permissionsOf, ROLE_NAMES, ROLES, type Role } from './roles.js';

const holders = (permission: string): readonly Role[] =>
  ROLE_NAMES.filter((role) => permissionsOf([role]).has(permission as never)).toSorted();

/** Who keeps files of a commune. */
const COMMUNE = [
  'commune-officer',
  'commune-chairman',
  'commune-police-officer',
  'head-of-commune-police',
] as const;
const HEADS = ['commune-chairman', 'head-of-commune-police'] as const;
const PROVINCE = ['provincial-officer', 'provincial-police-director'] as const;
const DIRECTOR = 'rehabilitation-centre-director';
const FACILITIES = ['rehabilitation-centre-officer', DIRECTOR] as const;
const CLINIC = 'clinician';
const MINISTRY = 'ministry-officer';
/** Who works on all files that his body has or reads. */
const WHOLE_BODY = [
  ...COMMUNE,
  ...PROVINCE,
  ...FACILITIES,
  'service-provider-officer',
  'district-officer',
  CLINIC,
  MINISTRY,
] as const;

/** Who reads the files of his body or of those below it. */
const READERS = WHOLE_BODY.filter((role) => role !== CLINIC);

/** The whole table, so that no role gains or loses a permission unseen. */
const HOLDERS: Readonly<Record<Permission, readonly Role[]>> = {
  'auth.self': ROLE_NAMES,
  'clock.read': ROLE_NAMES,
  'clock.travel': ['administrator'],
  'law.read': ROLE_NAMES,
  'calendar.manage': ['administrator'],
  'units.manage': ['administrator'],
  'units.read': ROLE_NAMES,
  'organisations.read': ROLE_NAMES,
  'organisations.manage': ['administrator'],
  'users.read': [...HEADS, ...PROVINCE, DIRECTOR, 'administrator', 'auditor'],
  'users.manage': ['administrator'],
  'clients.read': ['administrator', 'auditor'],
  'clients.manage': ['administrator'],
  'jobs.inspect': ['administrator'],
  'keys.rotate': ['administrator'],
  'audit.read': [...HEADS, ...PROVINCE, DIRECTOR, 'auditor'],
  'audit.read-person': [...HEADS, ...PROVINCE, DIRECTOR],
  'people.read': WHOLE_BODY,
  'people.search': [...WHOLE_BODY, 'dispenser'],
  'people.register': [...COMMUNE, ...FACILITIES, CLINIC],
  'people.correct': [...COMMUNE, ...FACILITIES, CLINIC],
  'people.void': [...HEADS, DIRECTOR],
  'people.link': [...HEADS, ...PROVINCE],
  'deadlines.read': WHOLE_BODY,
  'notifications.read': WHOLE_BODY,
  'deliveries.oversee': ['administrator'],
  'cases.read': [...WHOLE_BODY, 'court-clerk'],
  'cases.annul': [...HEADS, DIRECTOR, CLINIC],
  'cases.transfer': [...HEADS, DIRECTOR, CLINIC],
  'cases.assign': [...HEADS, DIRECTOR, 'provincial-police-director'],
  'papers.read': READERS,
  'papers.make': [...COMMUNE, ...FACILITIES, 'provincial-police-director'],
  'papers.void': [...HEADS, DIRECTOR],
  'offices.read': [...READERS, 'administrator'],
  'offices.manage': [...HEADS, DIRECTOR, 'administrator'],
  'registers.read': [...READERS, 'administrator'],
  'registers.manage': [...HEADS, DIRECTOR, 'administrator'],
  'attachments.read': READERS,
  'attachments.add': [...COMMUNE, ...FACILITIES],
  'attachments.void': [...HEADS, DIRECTOR],
  'rehabilitation.read': WHOLE_BODY,
  'rehabilitation.register': [...COMMUNE, ...FACILITIES],
  'rehabilitation.decide': HEADS,
  'rehabilitation.admit': [...COMMUNE, ...FACILITIES],
  'rehabilitation.report': [...COMMUNE, ...FACILITIES, CLINIC],
  'rehabilitation.follow': [...COMMUNE, ...FACILITIES],
  'helpers.assign': [...COMMUNE, ...FACILITIES],
  'rehabilitation.designate': [...HEADS, 'provincial-police-director', MINISTRY],
  'rehabilitation.certify': [...HEADS, DIRECTOR],
  'rehabilitation.close': [...COMMUNE, ...FACILITIES],
  'treatment.read': [CLINIC],
  'treatment.record': [CLINIC],
  'treatment.decide': [CLINIC],
  'treatment.request': COMMUNE,
  'treatment.notices': COMMUNE,
  'doses.read': [CLINIC, 'dispenser'],
  'doses.dispense': ['dispenser'],
  'doses.prescribe': [CLINIC],
  'doses.tests': [CLINIC],
  'stock.read': [CLINIC, 'dispenser', 'stock-keeper'],
  'stock.manage': ['stock-keeper'],
  'stock.close-day': ['dispenser', 'stock-keeper'],
  'treatment.programmes': ['administrator'],
};

describe('roles', () => {
  it.each(Object.entries(HOLDERS))('give %s to %j alone', (permission, expected) => {
    expect(holders(permission)).toEqual(expected.toSorted());
  });

  it('are told above of each permission', () => {
    expect(Object.keys(HOLDERS).toSorted()).toEqual(PERMISSIONS.toSorted());
  });

  it.each(['administrator', 'auditor', 'integrator', 'support-worker', 'stock-keeper'] as const)(
    'open no file to %s',
    (role) => {
      const opening = ROLES[role].permissions.filter((permission) =>
        /^(people|cases|attachments|papers|rehab)/.test(permission),
      );
      expect(opening).toEqual([]);
    },
  );

  it.each(['provincial-officer', 'district-officer', 'court-clerk'] as const)(
    'let %s read and change nothing',
    (role) => {
      const changing = ROLES[role].permissions.filter((permission) =>
        /\.(register|correct|add|void|decide|admit|report|designate|close|make|manage|travel)$/.test(
          permission,
        ),
      );
      expect(changing).toEqual([]);
    },
  );

  it('let clients read, and nothing that belongs to a person at work', () => {
    expect(CLIENT_SCOPES.filter((scope) => !scope.endsWith('.read'))).toEqual([]);
    expect(CLIENT_SCOPES.filter((scope) => /^(auth|users|clients|audit|notifications)/.test(scope))).toEqual(
      [],
    );
  });

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
