import type { DateOnly } from '../law/date.js';
import type { Tx } from '../platform/database/tx.js';
import type { AccessReason } from './person-kinds.js';

export interface AccessGrant {
  readonly organisationId: number;
  readonly reason: AccessReason;
  /** False: reads only. */
  readonly acts: boolean;
  readonly fromOn: DateOnly;
  /** The last day; none: until it is ended. */
  readonly untilOn?: DateOnly;
}

/** Writes a row of access. The database refuses it unless the acting organisation acts on the person itself. */
export async function insertAccess(tx: Tx, personId: string, grant: AccessGrant): Promise<void> {
  const granter = tx.actor.kind === 'user' ? tx.actor.organisationId : null;
  await tx.execute(
    `insert into person_access (person_id, organisation_id, reason, acts, from_on, until_on, granted_by_organisation_id)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      personId,
      grant.organisationId,
      grant.reason,
      grant.acts,
      grant.fromOn,
      grant.untilOn ?? 'infinity',
      granter,
    ],
  );
}
