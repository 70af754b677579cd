import type { Tx } from '../platform/database/tx.js';
import { problem } from '../platform/errors/problem.js';
import { P } from './cases.problems.js';

/**
 * What a body keeps is changed by it, or by who took over everything from it.
 *
 * @throws Problem 403 that names the keeper, for anybody else
 */
export async function refuseUnlessKeeper(tx: Tx, keeperOrganisationId: number): Promise<void> {
  const keeper = await tx.one('select 1 where app.acts_for($1)', [keeperOrganisationId]);
  if (!keeper) throw problem(P.readOnly, { extensions: { keeperOrganisationId } });
}
