import type { DateOnly } from '../law/date.js';
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

/** These bodies and those that took over everything from one of them, as far as they could act on that day. */
export async function actingFor(tx: Tx, bodies: readonly number[], on: DateOnly): Promise<readonly number[]> {
  if (bodies.length === 0) return [];
  const rows = await tx.query<{ id: number }>(
    `select distinct viewer_id as id from organisation_closure
     where organisation_id = any ($1::integer[]) and $2::date between acts_from and acts_until`,
    [bodies, on],
  );
  return rows.map(({ id }) => id);
}
