import { EVENT_COLUMNS, type CaseEvent, type CaseKind } from '../../cases/case-file.js';
import type { Tx } from '../../platform/database/tx.js';

/** A file of a person with what happened in it, the earliest first. */
export interface FileHistory extends FileRow {
  readonly events: readonly CaseEvent[];
}

interface FileRow {
  readonly id: string;
  readonly code: string;
  readonly kind: CaseKind;
  readonly status: string;
}

/** Files of these entries that the actor sees, with their histories. */
export async function historiesOf(tx: Tx, persons: readonly string[]): Promise<readonly FileHistory[]> {
  const files = await tx.query<FileRow>(
    'select f.id, f.code, f.kind, f.status from case_file f where f.person_id = any ($1::uuid[]) order by f.opened_on, f.id',
    [persons],
  );
  const events = await tx.query<CaseEvent & { readonly caseId: string }>(
    `select e.case_id as "caseId", ${EVENT_COLUMNS} from case_event e where e.case_id = any ($1::uuid[])
     order by e.effective_at, e.recorded_at, e.id`,
    [files.map(({ id }) => id)],
  );
  return files.map((file) => ({ ...file, events: events.filter(({ caseId }) => caseId === file.id) }));
}
