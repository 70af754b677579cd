import '../permission.code-lists.js';
import { missingPermission } from './missing-permission.js';

describe('a missing permission', () => {
  it('is told by name, with the roles of the same body that have it', () => {
    const { type, details } = missingPermission({ roles: ['commune-police-officer'] }, 'people.link');
    expect(type.code).toBe('http.forbidden');
    expect(details.extensions).toEqual({ permission: 'people.link', roles: ['head-of-commune-police'] });
    expect(details.detail?.vi).toContain('“Liên kết người trùng”');
    expect(details.detail?.vi).toContain('Trưởng Công an cấp xã');
  });

  it('is told with the roles of other bodies, where none of the own has it', () => {
    const { details } = missingPermission({ roles: ['commune-police-officer'] }, 'users.manage');
    expect(details.extensions).toEqual({ permission: 'users.manage', roles: ['administrator'] });
    expect(details.detail?.vi).toContain('không phải việc của đơn vị anh chị');
  });

  it('names no roles to a program', () => {
    const { details } = missingPermission({ roles: [], client: true }, 'cases.read');
    expect(details.extensions).toEqual({ permission: 'cases.read' });
    expect(details.detail?.vi).toContain('chỉ được đọc');
  });
});
