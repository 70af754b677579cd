import type { Tx } from '../platform/database/tx.js';
import { problem } from '../platform/errors/problem.js';
import type { UserActor } from '../platform/security/actor.js';
import type { OrganisationRow } from './organisations.js';
import type { Role } from './roles.js';
import { P } from './user.problems.js';
import { requiredUser, type ListedUser } from './user.queries.js';

export const ADMINISTRATOR: Role = 'administrator';

export const UNKNOWN_ORGANISATION = {
  vi: 'Không có cơ quan, đơn vị này',
  en: 'There is no such organisation',
};

/**
 * An administrator who locks himself out, or widens his own rights, would do it unseen.
 *
 * @throws Problem 409 on oneself; 404
 */
export async function otherUser(tx: Tx, actor: UserActor, id: string): Promise<ListedUser> {
  if (id === actor.userId) throw problem(P.notOnOneself);
  return requiredUser(tx, id);
}

/**
 * One after the other, so that two administrators do not lock each other: the second finds himself locked, and the
 * policies let him change nothing more.
 *
 * @throws Problem 409 when nobody else is left who administers
 */
export async function refuseLastAdministrator(tx: Tx, id: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('administrators', 0))`);
  const other = await tx.one(
    `select 1 from user_role r join user_account u on u.id = r.user_id
     where r.role = $1 and u.locked_at is null and u.id <> $2 limit 1`,
    [ADMINISTRATOR, id],
  );
  if (!other) throw problem(P.lastAdministrator);
}

export async function giveRoles(
  tx: Tx,
  userId: string,
  organisation: OrganisationRow,
  roles: readonly Role[],
): Promise<void> {
  await tx.query(
    'insert into user_role (user_id, role, organisation_kind) select $1, unnest($2::text[]), $3',
    [userId, roles, organisation.kind],
  );
}

export async function takeRoles(tx: Tx, userId: string): Promise<void> {
  await tx.query('delete from user_role where user_id = $1', [userId]);
}
