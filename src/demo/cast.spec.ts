import { ROLES } from '../identity/roles.js';
import { BODIES, OPERATOR_STAFF } from './cast.js';

describe('the cast of the demo', () => {
  const members = BODIES.flatMap(({ kind, staff }) => staff.map(({ role }) => ({ role, kind })));

  it('has somebody of each role', () => {
    const played = new Set<string>([
      'administrator',
      ...members.map(({ role }) => role),
      ...OPERATOR_STAFF.map(({ role }) => role),
    ]);
    expect(Object.keys(ROLES).filter((role) => !played.has(role))).toEqual([]);
  });

  it('has nobody in a role that his body does not know', () => {
    const astray = members.filter(({ role, kind }) => !ROLES[role].organisationKinds.includes(kind));
    expect(astray).toEqual([]);
  });
});
