import type { Tx } from '../platform/database/tx.js';
import type { LimitToRecount, Recounted } from './calendar-recount.rules.js';

export interface OpenRecount {
  readonly id: string;
  readonly year: number;
}

/** The oldest that is not finished, held until the end of the transaction; another worker takes another one. */
export async function lockNextRecount(tx: Tx): Promise<OpenRecount | null> {
  return tx.one<OpenRecount>(
    `select id, year from calendar_recount where finished_at is null order by requested_at, id limit 1
     for update skip locked`,
  );
}

/** Holds them. Those that were counted on the calendar of now already are passed over. */
export async function nextLimits(tx: Tx, recountId: string, most: number): Promise<LimitToRecount[]> {
  return tx.query<LimitToRecount>(
    `select id, subject_kind as "subjectKind", subject_id as "subjectId", subject_code as "subjectCode",
       organisation_id as "organisationId", rule, rule_version as "ruleVersion", starts_at as "startsAt",
       due_at as "dueAt", status, because, after_rule as "afterRule", after_version as "afterVersion",
       after_start as "afterStart"
     from app.deadlines_to_recount($1, $2)`,
    [recountId, most],
  );
}

/** @returns ids of the deadlines whose end moved */
export async function keepCounts(
  tx: Tx,
  recountId: string,
  counted: readonly (Recounted & { readonly moveId: string })[],
): Promise<ReadonlySet<string>> {
  const rows = counted.map(({ limit, moveId, startsAt, dueAt, years, versions, missing, explanation }) => ({
    ...{
      id: limit.id,
      move_id: moveId,
      starts_at: startsAt,
      due_at: dueAt,
      years,
      versions,
      missing,
      explanation,
    },
  }));
  const moved = await tx.query<{ id: string }>(
    'select moved as id from app.recount_deadlines($1, $2, $3) as moved',
    [recountId, JSON.stringify(rows), tx.now],
  );
  return new Set(moved.map(({ id }) => id));
}

export interface RecountProgress {
  readonly done: number;
  readonly moved: number;
  readonly failed: number;
  readonly afterId: string;
}

export async function noteProgress(tx: Tx, recountId: string, progress: RecountProgress): Promise<void> {
  const { done, moved, failed, afterId } = progress;
  await tx.query(
    `update calendar_recount set done = done + $2, moved = moved + $3, failed = failed + $4, after_id = $5
     where id = $1`,
    [recountId, done, moved, failed, afterId],
  );
}

export async function finishRecount(tx: Tx, recountId: string): Promise<void> {
  await tx.query('update calendar_recount set finished_at = now() where id = $1', [recountId]);
}
