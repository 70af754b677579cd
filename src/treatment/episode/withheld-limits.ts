import type { AuthorisedAct } from '../../cases/steps/step-authority.js';
import type { StepEffect } from '../../cases/steps/step-taking.js';
import type { People } from '../../people/people.js';
import type { Tx } from '../../platform/database/tx.js';
import type { TreatmentProcedure } from '../kinds/kind.js';

/**
 * One duty has one time limit, of the beginning as of each end. Where the person's registration at the commune is open here, it
 * runs there; where the acceptance was told there, the first episode after it owes none.
 */
export async function withheldLimits(
  tx: Tx,
  people: People,
  { file, procedure }: Pick<AuthorisedAct<TreatmentProcedure>, 'file' | 'procedure'>,
): Promise<Pick<StepEffect, 'withholds'>> {
  const persons = await people.clusterOf(tx, file.personId);
  const registered = await tx.one(
    `select 1 from case_file r where r.kind = 'substitution-treatment' and r.person_id = any ($1::uuid[])
       and (r.closed_on is null or (r.status = 'accepted' and not exists (
         select 1 from case_file e where e.kind = $3 and e.person_id = any ($1::uuid[]) and e.id <> $2
           and e.opened_on >= r.opened_on and e.status not in ('refused', 'withdrawn', 'voided'))))
     limit 1`,
    [persons, file.id, file.kind],
  );
  if (!registered) return {};
  const rules = Object.values(procedure.steps).flatMap(({ opens = [] }) => opens.map(({ rule }) => rule));
  return { withholds: [...new Set(rules)] };
}
