import { EVENT_COLUMNS, type CaseEvent, type CaseKind } from '../../cases/case-file.js';
import { legalDayOf } from '../../law/date.js';
import type { Tx } from '../../platform/database/tx.js';
import type { FileHistory, RecordedFact } from './ground-facts.js';

interface FileRow {
  readonly id: string;
  readonly code: string;
  readonly kind: CaseKind;
}

/** Files of these entries that the actor sees, with their histories. */
export async function historiesOf(tx: Tx, persons: readonly string[]): Promise<readonly FileHistory[]> {
  const files = await tx.query<FileRow>(
    'select f.id, f.code, f.kind from case_file f where f.person_id = any ($1::uuid[]) order by f.opened_on, f.id',
    [persons],
  );
  const events = await tx.query<CaseEvent & { readonly caseId: string }>(
    `select e.case_id as "caseId", ${EVENT_COLUMNS} from case_event e where e.case_id = any ($1::uuid[])
     order by e.effective_at, e.recorded_at, e.id`,
    [files.map(({ id }) => id)],
  );
  return files.map((file) => ({ ...file, events: events.filter(({ caseId }) => caseId === file.id) }));
}

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
