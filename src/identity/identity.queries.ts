import type { Tx } from '../platform/database/tx.js';
import type { OrganisationKind } from '../law/organisation-kinds.js';
import type { Role } from './roles.js';

export interface OrganisationName {
  readonly id: number;
  readonly kind: OrganisationKind;
  readonly name: string;
}

/** The organisation that an account belongs to; the database holds that there is one. */
export async function organisationOfAccount(tx: Tx, id: number): Promise<OrganisationName> {
  const found = await tx.one<OrganisationName>('select id, kind, name from organisation where id = $1', [id]);
  if (!found) throw new Error('An account without its organisation');
  return found;
}

export async function rolesOf(tx: Tx, userId: string): Promise<readonly Role[]> {
  const rows = await tx.query<{ role: Role }>('select role from user_role where user_id = $1 order by role', [
    userId,
  ]);
  return rows.map((row) => row.role);
}
