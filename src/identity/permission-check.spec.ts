import type { EndpointRules } from '../platform/http/endpoint.js';
import type { DeclaredRoute } from '../platform/http/route-check.js';
import { permissionFaults, reachFaults } from './permission-check.js';
import { PERMISSIONS } from './permissions.js';

describe('the start-up check of permissions', () => {
  it('accepts routes that ask for what roles give, and public ones', () => {
    expect(permissionFaults([...PERMISSIONS, 'public'], [])).toEqual([]);
  });

  it('names what no role gives', () => {
    expect(permissionFaults([...PERMISSIONS, 'people.export'], [])).toEqual([
      'no role gives the permission people.export',
    ]);
  });

  it('names what no route asks for', () => {
    const asked = PERMISSIONS.filter((permission) => permission !== 'users.manage');
    expect(permissionFaults(asked, [])).toEqual(['no route asks for the permission users.manage']);
  });

  it('expects what has no route yet, and says when it has one', () => {
    const asked = PERMISSIONS.filter((permission) => permission !== 'users.manage');
    expect(permissionFaults(asked, ['users.manage'])).toEqual([]);
    expect(permissionFaults([...PERMISSIONS], ['users.manage'])).toEqual([
      'the permission users.manage is no longer without a route',
    ]);
  });
});

const route = (rules: Partial<EndpointRules>): DeclaredRoute => ({
  controller: 'TreatmentController',
  method: 'getTreatment',
  rules: {
    permission: 'treatment.read',
    reach: 'file',
    form: false,
    unsafe: false,
    secretAnswer: false,
    versioned: false,
    deprecated: null,
    ...rules,
  },
});

describe('the start-up check of reaches', () => {
  it('accepts a route that says whom it reaches', () => {
    expect(reachFaults([route({}), route({ permission: 'public', reach: 'public' })])).toEqual([]);
  });

  it.each(['', 'everywhere', 'constructor', undefined])('names a route with the reach %p', (reach) => {
    const { rules, ...named } = route({});
    const declared = { ...named, rules: { ...rules, reach } } as DeclaredRoute;
    expect(reachFaults([declared])).toEqual([
      'TreatmentController.getTreatment does not say whom it reaches: give its @Endpoint a reach',
    ]);
  });

  it.each([{ permission: 'public' }, { reach: 'public' }])(
    'names a route that is half public: %p',
    (rules) => {
      expect(reachFaults([route(rules)])).toEqual([
        'TreatmentController.getTreatment is public by its permission or by its reach, not by both',
      ]);
    },
  );
});
