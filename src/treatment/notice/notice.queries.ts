import type { RowId } from '../../platform/database/changes.js';
import type { Tx } from '../../platform/database/tx.js';
import type { CursorValue } from '../../platform/http/page.js';
import type { TreatmentNotice } from './notice.dto.js';

const SELECTED = `
  select n.id, n.case_id as "caseId", n.person_id as "personId", n.kind,
    n.from_organisation_id as "fromOrganisationId", o.name as "fromName", n.to_organisation_id as "toOrganisationId",
    n.number, n.effective_on as "effectiveOn", n.until_on as "untilOn", n.ground, n.article, n.full_name as "fullName",
    n.birth_year as "birthYear", n.form_instrument as "formInstrument", n.form_appendix as "formAppendix",
    n.form_number as "formNumber", n.explanation, n.also_by_text as "alsoByText", n.sent_at as "sentAt", n.annulled_at as "annulledAt",
    n.annulled_reason as "annulledReason"
  from treatment_notice n join organisation o on o.id = n.from_organisation_id`;

/** Those that a body was sent, the latest first: after a place, or those of these ids. */
export async function noticesTo(
  tx: Tx,
  organisationId: number,
  after: readonly CursorValue[] | null,
  ids: readonly RowId[] | null,
  limit: number,
): Promise<readonly TreatmentNotice[]> {
  return tx.query<TreatmentNotice>(
    `${SELECTED} where n.to_organisation_id = $1
       and ($2::timestamptz is null or (n.sent_at, n.id) < ($2, $3::uuid))
       and ($4::uuid[] is null or n.id = any ($4))
     order by n.sent_at desc, n.id desc limit $5`,
    [organisationId, ...(after ?? [null, null]), ids, limit],
  );
}

export async function noticesOf(
  tx: Tx,
  caseId: string,
  ids: readonly RowId[] | null = null,
): Promise<readonly TreatmentNotice[]> {
  return tx.query<TreatmentNotice>(
    `${SELECTED} where n.case_id = $1 and ($2::uuid[] is null or n.id = any ($2)) order by n.sent_at, n.id`,
    [caseId, ids],
  );
}

export async function insertNotice(
  tx: Tx,
  notice: Omit<TreatmentNotice, 'fromName' | 'annulledAt' | 'annulledReason'> & { readonly sentBy: string },
): Promise<void> {
  await tx.execute(
    `insert into treatment_notice (id, case_id, kind, person_id, from_organisation_id, to_organisation_id, number,
       effective_on, until_on, ground, full_name, birth_year, form_instrument, form_appendix, form_number, explanation,
       sent_at, sent_by, also_by_text, article)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
    [
      ...[notice.id, notice.caseId, notice.kind, notice.personId],
      ...[notice.fromOrganisationId, notice.toOrganisationId, notice.number],
      ...[notice.effectiveOn, notice.untilOn, notice.ground, notice.fullName, notice.birthYear],
      ...[notice.formInstrument, notice.formAppendix, notice.formNumber],
      ...[
        JSON.stringify(notice.explanation),
        notice.sentAt,
        notice.sentBy,
        notice.alsoByText,
        notice.article,
      ],
    ],
  );
}
