import { dateOnly, type DateOnly } from '../../law/date.js';
import type { DeterminationResult } from '../../law/determination-outcomes.js';
import type { Tx } from '../../platform/database/tx.js';
import { fieldProblem } from '../../platform/errors/problem.js';
import { P } from './determination.problems.js';

/** A result that the person was told, as a file in scope holds it. */
export interface KnownResult {
  readonly caseId: string;
  readonly result: DeterminationResult;
  readonly on: DateOnly;
  readonly facility: string;
  readonly toldAt: Date;
}

/** @param persons entries of one person. @returns the latest first, of files that the actor sees */
export async function knownResults(tx: Tx, persons: readonly string[]): Promise<readonly KnownResult[]> {
  return tx.query<KnownResult>(
    `select f.id as "caseId", r.facts ->> 'result' as result,
       (r.effective_at at time zone 'Asia/Ho_Chi_Minh')::date as "on", o.name as facility, t.effective_at as "toldAt"
     from case_file f
     join case_event r on r.case_id = f.id and r.type in ('resulted', 'resulted-voluntary')
     join case_event t on t.case_id = f.id and t.type = 'told'
     join organisation o on o.id = coalesce((r.facts ->> 'actedBy')::integer, r.organisation_id)
     where f.person_id = any($1::uuid[]) and f.kind = 'addiction-determination' and f.status = 'told'
       and not exists (select 1 from case_event a where a.case_id = f.id and a.replaces_id in (r.id, t.id))
     order by r.effective_at desc, f.id limit 100`,
    [persons],
  );
}

/** A result as an application or a decision names it. */
export interface NamedResult {
  readonly recordId?: string | undefined;
  readonly on?: string | undefined;
  readonly toldAt?: string | undefined;
}

/**
 * Where a result on record is named, it is this person's, says this, and was found and told then.
 *
 * @returns it; null where none is named
 * @throws Problem 422 at the field
 */
export async function refuseOtherResult(
  tx: Tx,
  persons: readonly string[],
  named: NamedResult | undefined,
  wanted: { readonly result: DeterminationResult; readonly pointer: string },
): Promise<KnownResult | null> {
  if (named?.recordId === undefined) return null;
  const found = (await knownResults(tx, persons)).find(({ caseId }) => caseId === named.recordId);
  const fits =
    found?.result === wanted.result &&
    (named.on === undefined || dateOnly(named.on) === found.on) &&
    (named.toldAt === undefined || new Date(named.toldAt).getTime() === found.toldAt.getTime());
  if (found && fits) return found;
  throw fieldProblem(wanted.pointer, P.notOnRecord.code, P.notOnRecord.title);
}
