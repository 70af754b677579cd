import { P as HTTP } from '../platform/errors/platform.problems.js';
import { problem, type Problem } from '../platform/errors/problem.js';
import type { EndpointRules } from '../platform/http/endpoint.js';
import { SESSION } from '../platform/security/session.problems.js';
import { missingPermission } from './missing-permission.js';
import type { SessionHolder } from './session-states.js';

/** What may be asked for in any case: oneself, another password, a second factor, the way out. */
const SELF = 'auth.self';

/**
 * What speaks against a caller at a route; null when he may.
 *
 * @param rules what the route says of itself; undefined where it is silent: nobody may
 */
export function accessProblem(
  { actor, temporaryPassword, secondFactorMissing }: SessionHolder,
  rules: Pick<EndpointRules, 'permission' | 'unsafe'> | undefined,
): Problem | null {
  const permission = rules?.permission ?? null;
  if (permission === null) return problem(HTTP.forbidden, { extensions: { permission } });
  // Whatever its scopes say: some permissions to read are asked by routes that write too.
  const beyond = actor.client === true && rules?.unsafe === true;
  if (beyond || !actor.permissions.has(permission)) return missingPermission(actor, permission);
  if (permission === SELF) return null;
  if (temporaryPassword) return problem(SESSION.passwordChangeRequired);
  return secondFactorMissing ? problem(SESSION.secondFactorRequired) : null;
}
