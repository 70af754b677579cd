import type { Subject } from '../security/subject.js';
import type { Tx } from './tx.js';

const TABLE = /^[a-z_]+$/;
const tables = new Map<string, string>();

/**
 * Declares a kind of subject beside its entity. Whoever sees the row of that id sees the subject: row-level security
 * decides. Each kind that the audit names is declared, so that a kept answer can be judged anew.
 *
 * @param table the table whose `id` the subject's id is
 * @throws Error when the kind is declared twice or the table's name is not a plain one
 */
export function defineSubject(kind: string, table: string): void {
  if (tables.has(kind)) throw new Error(`The subject ${kind} is declared twice`);
  if (!TABLE.test(table)) throw new Error(`"${table}" is not a plain name of a table`);
  tables.set(kind, table);
}

/** @throws Error for a kind that nobody declared */
export function subjectTable(kind: string): string {
  const table = tables.get(kind);
  if (table === undefined)
    throw new Error(`The kind of subject "${kind}" is not declared: use defineSubject`);
  return table;
}

/** The first subject that the transaction's actor does not see now; undefined when he sees them all. */
export async function firstUnseen(tx: Tx, subjects: readonly Subject[]): Promise<Subject | undefined> {
  const seen = await seenIds(tx, subjects);
  return subjects.find(({ id }) => !seen.has(id));
}

/** The ids of the subjects that the actor sees now. Of a kind that nobody declared he may see any of that id. */
export async function seenIds(tx: Tx, subjects: readonly Subject[]): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  for (const [kind, table] of tables) {
    const ids = subjects
      .filter((subject) => subject.kind === kind || !tables.has(subject.kind))
      .map(({ id }) => id);
    if (ids.length === 0) continue;
    const rows = await tx.query<{ id: string }>(
      `select id::text as id from ${table} where id = any($1::uuid[])`,
      [ids],
    );
    for (const { id } of rows) seen.add(id);
  }
  return seen;
}
