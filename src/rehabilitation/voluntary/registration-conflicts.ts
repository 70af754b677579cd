import { legalDayOf, type DateOnly } from '../../law/date.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem } from '../../platform/errors/problem.js';
import { DOORS } from './doors.js';
import { P } from './voluntary.problems.js';

/**
 * That a person registered in time and that he failed to: one of the two stands, never both. Both are looked for under
 * one lock, so that who comes second finds the first.
 *
 * @param persons entries of one person, the smallest first
 */
export async function lockRegistrations(tx: Tx, [smallest]: readonly string[]): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `registration-failure:${smallest}`,
  ]);
}

const KINDS = Object.values(DOORS).map(({ kind }) => kind);

/**
 * @throws Problem 409 when a file in scope shows an application before the end of the time limit: of after the result
 *   was told, or of before and still open then, its term not over
 */
export async function refuseRegistered(
  tx: Tx,
  persons: readonly string[],
  toldAt: Date,
  dueAt: Date,
): Promise<void> {
  const file = await tx.one<{ id: string; code: string }>(
    `select f.id, f.code from case_file f join voluntary_rehabilitation r on r.case_id = f.id
     where f.person_id = any($1::uuid[]) and f.kind = any($2) and f.status <> 'voided'
       and r.handed_in_at < $4 and (r.handed_in_at >= $3
         or (coalesce(f.closed_on >= $5, true) and coalesce(r.term_ends_on >= $5, true))) limit 1`,
    [persons, KINDS, toldAt, dueAt, legalDayOf(toldAt)],
  );
  if (file) throw problem(P.registeredInTime, { extensions: { caseId: file.id, caseCode: file.code } });
}

/** What a file says of when its person registered. */
export interface RegisteredBy {
  readonly handedInAt: Date;
  readonly determinationOn: DateOnly | null;
}

/**
 * @throws Problem 409 with the record in scope which says that the person did not register, when this application was
 *   handed in before the end of that time limit, after the same result or since the day of that one: it is voided first
 */
export async function refuseStandingFailure(
  tx: Tx,
  persons: readonly string[],
  { handedInAt, determinationOn }: RegisteredBy,
): Promise<void> {
  await lockRegistrations(tx, persons);
  const failure = await tx.one<{ id: string }>(
    `select f.id from registration_failure f
     where f.person_id = any($1::uuid[]) and f.voided_on is null and f.due_at > $2
       and (f.determination_on = $3 or f.determination_on <= $4) order by f.found_at, f.id limit 1`,
    [persons, handedInAt, determinationOn, legalDayOf(handedInAt)],
  );
  if (failure) throw problem(P.failureStands, { extensions: { failureId: failure.id } });
}
