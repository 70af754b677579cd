import type { Reach } from '../../../src/identity/reaches.js';
import { CLIENT_SCOPES, type Permission } from '../../../src/identity/permissions.js';
import { permissionsOf, ROLE_NAMES, type Role } from '../../../src/identity/roles.js';
import { isList, isNamedInBody, type MatrixRoute } from './routes.js';

/** How the caller's body stands to the file, its person and the body that keeps it. */
export const SITUATIONS = ['own', 'other', 'superior', 'handover', 'after', 'referred'] as const;
export type Situation = (typeof SITUATIONS)[number];

/** A user with one role; a user with none; a program of another body with every scope there is. */
export type Caller = Role | 'no-role' | 'api-client';
export const CALLERS: readonly Caller[] = [...ROLE_NAMES, 'no-role', 'api-client'];

/** Tokens that open nothing, whoever's they are. */
export const TOKENS = ['none', 'forged', 'expired', 'ended', 'locked'] as const;
export type TokenState = (typeof TOKENS)[number];

/**
 * - passed: the walls let it through, whatever became of it then
 * - shown, blank: a list with the thing, or without
 * - refused: 403, since what is seen may not be changed; incompetent: 403, since the law names another authority;
 *   elsewhere: 409, since it names another commune
 * - over: 403, since the caller's body has ended
 * - forbidden: 403, since the caller has not the permission
 * - hidden: 404
 * - failed: the program broke
 */
export type Outcome =
  | 'passed'
  | 'shown'
  | 'blank'
  | 'refused'
  | 'incompetent'
  | 'elsewhere'
  | 'over'
  | 'forbidden'
  | 'hidden'
  | 'unauthenticated'
  | 'failed';

/** Which bodies read and which change what a route of this reach is about; the others find nothing. */
interface Access {
  readonly reads: readonly Situation[];
  readonly acts: readonly Situation[];
  /** Who reads and changes it in any body, if he has the permission. */
  readonly overseers?: readonly Caller[];
}

type Related =
  'site' | 'inbox' | 'organisation' | 'person' | 'pair' | 'file' | 'transfer' | 'kept' | 'kept-alone';

const ACCESS: Readonly<Record<Related, Access>> = {
  inbox: { reads: ['own'], acts: ['own'] },
  site: { reads: ['own'], acts: ['own'] },
  organisation: { reads: ['own', 'superior'], acts: ['own'], overseers: ['administrator', 'auditor'] },
  person: { reads: ['own', 'superior', 'handover', 'referred'], acts: ['own'] },
  pair: { reads: ['own', 'superior', 'handover', 'referred'], acts: ['own', 'superior'] },
  file: { reads: ['own', 'superior', 'handover', 'referred'], acts: ['own', 'referred'] },
  transfer: { reads: ['own', 'superior'], acts: ['own'] },
  kept: { reads: ['own', 'superior', 'handover', 'referred'], acts: ['own'] },
  'kept-alone': { reads: ['own', 'superior'], acts: ['own'] },
};

/** Bodies that have ended: they do nothing new. */
const ENDED: ReadonlySet<Situation> = new Set(['handover', 'after']);

const UNRELATED: ReadonlySet<Reach> = new Set(['public', 'common', 'self']);

/** Whose answers depend on the caller's body; the others are asked from one body alone. */
export const dependsOnBody = ({ reach }: MatrixRoute): boolean => !UNRELATED.has(reach);

/** What has to come of it. */
export function expected(route: MatrixRoute, caller: Caller, situation: Situation): Outcome {
  if (route.reach === 'public') return 'passed';
  if (!may(caller, route)) return 'forbidden';
  switch (route.reach) {
    case 'common':
      return 'passed';
    case 'self':
      return route.path.includes('{') ? 'hidden' : 'passed';
    case 'own-name':
      return ENDED.has(situation) ? 'over' : 'passed';
    default:
      return throughTheWall(route, ACCESS[route.reach], caller, situation);
  }
}

/** The same with a token that opens nothing. */
export const expectedWithout = ({ reach }: MatrixRoute): Outcome =>
  reach === 'public' ? 'passed' : 'unauthenticated';

function throughTheWall(
  route: MatrixRoute,
  { reads, acts, overseers = [] }: Access,
  caller: Caller,
  situation: Situation,
): Outcome {
  const sees = reads.includes(situation) || overseers.includes(caller);
  if (isList(route)) return sees ? 'shown' : 'blank';
  if (!route.unsafe) return sees ? 'passed' : 'hidden';
  if (acts.includes(situation) || overseers.includes(caller)) return 'passed';
  // Bodies are on a list that everybody reads: that there is such a one is no secret.
  return sees || (route.reach === 'organisation' && isNamedInBody(route)) ? 'refused' : 'hidden';
}

function may(caller: Caller, { permission, unsafe }: MatrixRoute): boolean {
  if (caller === 'api-client') return !unsafe && SCOPES.has(permission);
  return caller !== 'no-role' && ROLE_PERMISSIONS[caller].has(permission);
}

const SCOPES: ReadonlySet<string> = new Set(CLIENT_SCOPES);
const ROLE_PERMISSIONS = Object.fromEntries(
  ROLE_NAMES.map((role) => [role, permissionsOf([role])]),
) as unknown as Readonly<Record<Role, ReadonlySet<Permission | string>>>;

/**
 * Competence by law is asked before or after the wall, and tells nothing of a file: it stands for either, and where a
 * body brings the person's id itself, for the refusal of a person who is not seen. Where that person lives is told to
 * who sees him.
 */
export function agrees(route: MatrixRoute, wanted: Outcome, found: Outcome): boolean {
  const allowed = wanted === 'passed' || wanted === 'refused';
  if (found === 'elsewhere') return allowed;
  // It goes by the caller's body alone and tells nothing of what is there.
  if (found === 'over') return wanted === 'over' || wanted === 'hidden' || wanted === 'refused';
  return found === 'incompetent'
    ? allowed || (wanted === 'hidden' && isNamedInBody(route))
    : wanted === found;
}
