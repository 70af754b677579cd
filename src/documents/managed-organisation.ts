import type { Organisations } from '../identity/organisations.js';
import type { Tx } from '../platform/database/tx.js';
import { P as HTTP } from '../platform/errors/platform.problems.js';
import { problem } from '../platform/errors/problem.js';
import type { UserActor } from '../platform/security/actor.js';

/**
 * The organisation whose offices and registers are to be kept: the actor's own, or for an administrator any.
 *
 * @throws Problem 404 when there is no such organisation, 403 when it is not the actor's to keep
 */
export async function managedOrganisation(
  tx: Tx,
  actor: UserActor,
  organisations: Organisations,
  asked: number | undefined,
): Promise<number> {
  const { id } = await organisations.byId(tx, asked ?? actor.organisationId);
  const row = await tx.one<{ may: boolean }>('select app.is_administrator() or app.acts_for($1) as may', [
    id,
  ]);
  if (!row?.may) throw problem(HTTP.forbidden);
  return id;
}
