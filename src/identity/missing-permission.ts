import type { Text2 } from '../law/text.js';
import { P as HTTP } from '../platform/errors/platform.problems.js';
import { problem, type Problem } from '../platform/errors/problem.js';
import { codeListNamed } from '../platform/i18n/code-list.js';
import type { UserActor } from '../platform/security/actor.js';
import type { Permission } from './permissions.js';
import { isRole, ROLE_NAMES, ROLES, type Role } from './roles.js';

/** A 403 that says which permission is lacking and whose role gives it, first of all in bodies like the caller's own. */
export function missingPermission(actor: Pick<UserActor, 'roles' | 'client'>, permission: string): Problem {
  if (actor.client) return problem(HTTP.forbidden, { detail: NOT_IN_SCOPE, extensions: { permission } });
  const holders = ROLE_NAMES.filter((role) => ROLES[role].permissions.includes(permission as Permission));
  const colleagues = holders.filter((role) => sharesBody(role, actor.roles));
  const roles = colleagues.length > 0 ? colleagues : holders;
  const detail = colleagues.length > 0 ? amongColleagues : elsewhere;
  return problem(HTTP.forbidden, {
    detail: detail(labelOf(permission), roles),
    extensions: { permission, roles },
  });
}

function sharesBody(role: Role, others: readonly string[]): boolean {
  const kinds = new Set(others.filter(isRole).flatMap((other) => ROLES[other].organisationKinds));
  return ROLES[role].organisationKinds.some((kind) => kinds.has(kind));
}

function labelOf(permission: string): Text2 {
  const entry = codeListNamed('permission')?.entries.find(({ code }) => code === permission);
  return entry?.label ?? { vi: permission, en: permission };
}

function amongColleagues(permission: Text2, roles: readonly Role[]): Text2 {
  return {
    vi: `Việc này cần quyền “${permission.vi}”. Trong đơn vị, người có quyền: ${named(roles, 'vi')}`,
    en: `This needs the permission “${permission.en}”. In your organisation it belongs to: ${named(roles, 'en')}`,
  };
}

function elsewhere(permission: Text2, roles: readonly Role[]): Text2 {
  return {
    vi: `Việc này cần quyền “${permission.vi}”, không phải việc của đơn vị anh chị. Người có quyền: ${named(roles, 'vi')}`,
    en: `This needs the permission “${permission.en}”, which is none of your organisation. It belongs to: ${named(roles, 'en')}`,
  };
}

function named(roles: readonly Role[], language: keyof Text2): string {
  return roles.map((role) => ROLES[role].label[language]).join(', ');
}

const NOT_IN_SCOPE: Text2 = {
  vi: 'Ứng dụng kết nối không được cấp phạm vi này; ứng dụng chỉ được đọc',
  en: 'The API client was not given this scope; clients only read',
};
