import { P as HTTP } from '../platform/errors/platform.problems.js';
import { problem, type Problem } from '../platform/errors/problem.js';
import type { EndpointRules } from '../platform/http/endpoint.js';
import { SESSION } from '../platform/security/session.problems.js';
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
  const forbidden = problem(HTTP.forbidden, { extensions: { permission } });
  if (permission === null || !actor.permissions.has(permission)) return forbidden;
  // Whatever its scopes say: some permissions to read are asked by routes that write too.
  if (actor.client && rules?.unsafe) return forbidden;
  if (permission === SELF) return null;
  if (temporaryPassword) return problem(SESSION.passwordChangeRequired);
  return secondFactorMissing ? problem(SESSION.secondFactorRequired) : null;
}
