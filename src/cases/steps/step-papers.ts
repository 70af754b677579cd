import { v7 as uuidv7 } from 'uuid';
import type { Act, Competence } from '../../law/authorities.js';
import { legalDayOf } from '../../law/date.js';
import type { Explanation } from '../../law/explanation.js';
import type { Regime } from '../../law/regimes.js';
import type { Tx } from '../../platform/database/tx.js';
import type { UserActor } from '../../platform/security/actor.js';
import { formOf } from './competence.rules.js';

/** A paper by which an authority acts. */
export interface Paper {
  readonly caseId: string;
  readonly act: Act;
  /** Null where the paper bears none. */
  readonly number: string | null;
  readonly at: Date;
  /** The body that acts; not always the one that enters it. */
  readonly organisationId: number;
  readonly competence: Competence;
  /** The regime whose form is used. */
  readonly formRegime: Regime;
  readonly explanation: Explanation;
}

/** Keeps the paper with its form and office; the signer is known where he enters his own. */
export async function savePaper(tx: Tx, actor: UserActor, paper: Paper): Promise<void> {
  const form = formOf(paper.act, paper.formRegime, legalDayOf(paper.at));
  const signer = paper.organisationId === actor.organisationId ? actor.userId : null;
  await tx.execute(
    `insert into case_decision (id, case_id, act, number, decided_at, organisation_id, signer_user_id, signer_office,
       recorded_by, recorded_by_organisation_id, regime, form_instrument, form_appendix, form_number, explanation)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      ...[uuidv7(), paper.caseId, paper.act, paper.number, paper.at, paper.organisationId, signer],
      ...[paper.competence.officeVi, actor.userId, actor.organisationId, paper.competence.regime],
      ...[form?.instrument ?? null, form?.appendix ?? null, form?.number ?? null],
      JSON.stringify(paper.explanation),
    ],
  );
}

/**
 * The papers of a step that was entered by mistake no longer count; they are kept. An act may be done more than once in a
 * file, as when a person moves twice: those of its other times stand.
 *
 * @param at of the step
 * @returns the numbers that they bear
 */
export async function annulPapers(
  tx: Tx,
  caseId: string,
  act: Act,
  eventId: string,
  at: Date,
): Promise<readonly string[]> {
  const rows = await tx.query<{ number: string | null }>(
    `update case_decision set annulled_by = $3 where case_id = $1 and act = $2 and annulled_by is null
       and decided_at = $4
     returning number`,
    [caseId, act, eventId, at],
  );
  return rows.flatMap(({ number }) => (number === null ? [] : [number]));
}
