import { legalDayOf } from '../../law/date.js';
import type { Tx } from '../../platform/database/tx.js';
import type { RecordedFact } from './ground-facts.js';

/** Failures to register that stand and that the actor sees. */
export async function failuresOf(tx: Tx, persons: readonly string[]): Promise<readonly RecordedFact[]> {
  const rows = await tx.query<{ id: string; foundAt: Date }>(
    `select f.id, f.found_at as "foundAt" from registration_failure f
     where f.person_id = any ($1::uuid[]) and f.voided_on is null order by f.found_at, f.id`,
    [persons],
  );
  return rows.map(({ id, foundAt }) => ({
    ...{ kind: 'not-registered', on: legalDayOf(foundAt) },
    ...{ caseId: null, caseCode: null, recordId: id },
  }));
}
