import { permissionFaults } from './permission-check.js';
import { PERMISSIONS } from './permissions.js';

describe('the start-up check of permissions', () => {
  it('accepts routes that ask for what roles give, and public ones', () => {
    expect(permissionFaults([...PERMISSIONS, 'public'])).toEqual([]);
  });

  it('names what no role gives', () => {
    expect(permissionFaults([...PERMISSIONS, 'people.export'])).toEqual([
      'no role gives the permission people.export',
    ]);
  });

  it('names what no route asks for', () => {
    const asked = PERMISSIONS.filter((permission) => permission !== 'users.manage');
    expect(permissionFaults(asked)).toEqual(['no route asks for the permission users.manage']);
  });

  it('expects what has no route yet, and says when it has one', () => {
    const asked = PERMISSIONS.filter((permission) => permission !== 'users.manage');
    expect(permissionFaults(asked, ['users.manage'])).toEqual([]);
    expect(permissionFaults([...PERMISSIONS], ['users.manage'])).toEqual([
      'the permission users.manage is no longer without a route',
    ]);
  });
});
