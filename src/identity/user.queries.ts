import type { ChangeFeed, RowId } from '../platform/database/changes.js';
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
  readonly ids: readonly RowId[] | null;
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
    and ($6::uuid[] is null or u.id = any ($6))
  order by u.login
  limit $5`;

const WRITTEN = `(u.changed_xid, u.id) > ($1::xid8, $2::uuid) and u.changed_xid < $3::xid8
       order by 1, 2 limit $4::integer`;

/**
 * Users of organisations that the actor's one reads, or of all for who oversees accounts, the actor himself, and who was
 * moved away. Each has its index; row-level security stands behind them.
 */
export const USER_CHANGES: ChangeFeed = {
  first: '00000000-0000-0000-0000-000000000000',
  changed: `
    select * from (
      (select u.changed_xid, u.id from user_account u
       where u.organisation_id in (select c.organisation_id from organisation_closure c
           where c.viewer_id = app.org_id() and app.today() between c.reads_from and c.reads_until)
         and ${WRITTEN})
      union
      (select u.changed_xid, u.id from user_account u
       where (select app.is_administrator() or app.has_role('auditor')) and ${WRITTEN})
      union
      (select u.changed_xid, u.id from user_account u where u.id = app.user_id() and ${WRITTEN})
      union
      select * from app.users_moved_away($1::xid8, $2::uuid, $3::xid8, $4::integer)
    ) as found order by 1, 2 limit $4::integer`,
  passed: null,
  scope: `concat(app.reading_scope(), app.is_administrator() or app.has_role('auditor'))`,
};

/** The users that the actor may see, by login. Row-level security draws the line. */
export async function listUsers(tx: Tx, filter: UserFilter): Promise<readonly ListedUser[]> {
  const { organisationId, role, locked, afterLogin, limit, ids } = filter;
  return tx.query<ListedUser>(LIST, [organisationId, role, locked, afterLogin, limit, ids]);
}

/** Which of these the actor may see. */
export async function visibleUserIds(tx: Tx, ids: readonly RowId[]): Promise<readonly RowId[]> {
  const rows = await tx.query<{ id: string }>('select id from user_account where id = any ($1::uuid[])', [
    ids,
  ]);
  return rows.map(({ id }) => id);
}

/** @throws Problem 404 when there is none, or none that the actor may see */
export async function requiredUser(tx: Tx, id: string): Promise<ListedUser> {
  const found = await tx.one<ListedUser>(`${LISTED} where u.id = $1`, [id]);
  if (!found) throw problem(P.notFound);
  return found;
}
