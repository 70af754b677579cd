import type { Tx } from '../platform/database/tx.js';
import { problem } from '../platform/errors/problem.js';
import type { OrganisationName } from './identity.queries.js';
import type { Role } from './roles.js';
import { P } from './user.problems.js';

export interface ListedUser {
  readonly id: string;
  readonly login: string;
  readonly fullName: string;
  readonly organisation: OrganisationName;
  readonly roles: readonly Role[];
  readonly secondFactor: boolean;
  readonly lockedAt: Date | null;
  readonly lockedReason: string | null;
  readonly createdAt: Date;
  readonly version: number;
}

export interface UserFilter {
  readonly organisationId: number | null;
  readonly role: Role | null;
  readonly locked: boolean | null;
  readonly afterLogin: string | null;
  readonly limit: number;
}

const LISTED = `
  select u.id, u.login, u.full_name as "fullName",
    json_build_object('id', o.id, 'kind', o.kind, 'name', o.name) as organisation,
    array(select r.role from user_role r where r.user_id = u.id order by r.role) as roles,
    u.second_factor_since is not null as "secondFactor", u.locked_at as "lockedAt", u.locked_reason as "lockedReason", u.created_at as "createdAt", u.version
  from user_account u join organisation o on o.id = u.organisation_id`;

const LIST = `${LISTED}
  where ($1::integer is null or u.organisation_id = $1)
    and ($2::text is null or exists (select 1 from user_role r where r.user_id = u.id and r.role = $2))
    and ($3::boolean is null or (u.locked_at is not null) = $3)
    and ($4::text is null or u.login > $4)
  order by u.login
  limit $5`;

/** The users that the actor may see, by login. Row-level security draws the line. */
export async function listUsers(tx: Tx, filter: UserFilter): Promise<readonly ListedUser[]> {
  const { organisationId, role, locked, afterLogin, limit } = filter;
  return tx.query<ListedUser>(LIST, [organisationId, role, locked, afterLogin, limit]);
}

/** @throws Problem 404 when there is none, or none that the actor may see */
export async function requiredUser(tx: Tx, id: string): Promise<ListedUser> {
  const found = await tx.one<ListedUser>(`${LISTED} where u.id = $1`, [id]);
  if (!found) throw problem(P.notFound);
  return found;
}
