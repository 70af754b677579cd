import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { PUBLIC } from '../platform/http/endpoint.js';
import { RouteCheck, type DeclaredRoute } from '../platform/http/route-check.js';
import { NOT_YET_USED } from './permissions.js';
import { isReach } from './reaches.js';
import { ROLE_NAMES, permissionsOf } from './roles.js';

/**
 * Refuses to start when a route asks for what no role gives, or a role gives what no route asks for; and when a route
 * does not say whom it reaches.
 */
@Injectable()
export class PermissionCheck implements OnApplicationBootstrap {
  constructor(private readonly routes: RouteCheck) {}

  /** @throws Error that names the permissions, and the routes */
  onApplicationBootstrap(): void {
    const { routes } = this.routes;
    const faults = [
      ...permissionFaults(routes.map((route) => route.rules.permission)),
      ...reachFaults(routes),
    ];
    if (faults.length > 0) throw new Error(faults.join('; '));
  }
}

/**
 * @param asked what the routes ask for
 * @param expected permissions that no route asks for yet
 */
export function permissionFaults(
  asked: readonly string[],
  expected: readonly string[] = NOT_YET_USED,
): readonly string[] {
  const given: ReadonlySet<string> = permissionsOf(ROLE_NAMES);
  const wanted = new Set(asked);
  const notGiven = [...wanted].filter((permission) => permission !== PUBLIC && !given.has(permission));
  const idle = [...given].filter((permission) => !wanted.has(permission) && !expected.includes(permission));
  const used = expected.filter((permission) => wanted.has(permission));
  return [
    ...notGiven.map((permission) => `no role gives the permission ${permission}`),
    ...idle.map((permission) => `no route asks for the permission ${permission}`),
    ...used.map((permission) => `the permission ${permission} is no longer without a route`),
  ];
}

/** Routes that declare no reach, one that there is not, or one that their permission contradicts. */
export function reachFaults(routes: readonly DeclaredRoute[]): readonly string[] {
  return routes.flatMap(({ controller, method, rules }) => {
    const name = `${controller}.${method}`;
    if (!isReach(rules.reach)) return [`${name} does not say whom it reaches: give its @Endpoint a reach`];
    const agrees = (rules.permission === PUBLIC) === (rules.reach === 'public');
    return agrees ? [] : [`${name} is public by its permission or by its reach, not by both`];
  });
}
