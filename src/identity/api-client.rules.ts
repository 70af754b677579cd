import { fieldProblem, type Problem } from '../platform/errors/problem.js';
import type { OrganisationRow } from './organisations.js';
import { ROLES } from './roles.js';

const MS_PER_DAY = 86_400_000;
/** A year and a month: somebody looks at each client once a year. */
const LONGEST_DAYS = 396;
/** A week is enough to bring a new secret to every server. */
export const LONGEST_OVERLAP_HOURS = 168;

/** What speaks against a client that ends then; null when it may. @param now real time */
export function expiryProblem(expiresAt: Date, now: Date): Problem | null {
  const days = (expiresAt.getTime() - now.getTime()) / MS_PER_DAY;
  if (days > 0 && days <= LONGEST_DAYS) return null;
  return fieldProblem('/expiresAt', 'client.expiry', EXPIRY, { days: LONGEST_DAYS });
}

/** What speaks against a client of this organisation; null when it may have one. */
export function clientKindProblem({ kind }: OrganisationRow): Problem | null {
  if (ROLES.integrator.organisationKinds.includes(kind)) return null;
  return fieldProblem('/organisationId', 'client.organisationKind', NOT_OF_KIND);
}

const EXPIRY = {
  vi: 'Phải ở tương lai và không quá {days} ngày kể từ hôm nay',
  en: 'Must be in the future and not more than {days} days from now',
};
const NOT_OF_KIND = {
  vi: 'Loại cơ quan này không được có ứng dụng kết nối',
  en: 'Organisations of this kind have no API clients',
};
