import { isWithin, type DateOnly } from '../law/date.js';
import { fieldProblem, type Problem } from '../platform/errors/problem.js';
import type { OrganisationRow } from './organisations.js';
import { ROLES, type Role } from './roles.js';

/** Nothing that looks alike in another alphabet or case, so that no two logins are mistaken for each other. */
export const LOGIN_PATTERN = /^[a-z0-9][a-z0-9._-]{2,63}$/;

/**
 * What speaks against giving these roles to a person of this organisation.
 *
 * @returns the problem to throw; null when they may be given
 */
export function rolesProblem(
  roles: readonly Role[],
  organisation: OrganisationRow,
  today: DateOnly,
): Problem | null {
  const strange = roles.filter((role) => !ROLES[role].organisationKinds.includes(organisation.kind));
  if (strange.length > 0) {
    return fieldProblem('/roles', 'user.roleNotOfKind', NOT_OF_KIND, { roles: strange.join(', ') });
  }
  const gone = roles.filter((role) => hasEnded(role, today));
  return gone.length > 0
    ? fieldProblem('/roles', 'user.roleEnded', ROLE_ENDED, { roles: gone.join(', ') })
    : null;
}

/** What speaks against an account in this organisation; null when it may have one. */
export function membershipProblem(organisation: OrganisationRow, today: DateOnly): Problem | null {
  const { validFrom, validTo } = organisation;
  // An account may be prepared before the organisation's first day.
  if (validTo === null || isWithin(today, validFrom, validTo) || today < validFrom) return null;
  return fieldProblem('/organisationId', 'user.organisationEnded', ORGANISATION_ENDED, { validTo });
}

function hasEnded(role: Role, today: DateOnly): boolean {
  const { existsUntil } = ROLES[role];
  return existsUntil !== undefined && today > existsUntil;
}

const NOT_OF_KIND = {
  vi: 'Vai trò không có ở loại cơ quan này: {roles}',
  en: 'Roles that organisations of this kind do not have: {roles}',
};
const ROLE_ENDED = {
  vi: 'Vai trò không còn từ ngày thay đổi tổ chức: {roles}',
  en: 'Roles that no longer exist: {roles}',
};
const ORGANISATION_ENDED = {
  vi: 'Cơ quan này đã kết thúc từ {validTo}',
  en: 'The organisation ended on {validTo}',
};
