import type { Explanation } from '../../law/explanation.js';
import type { FormKey } from '../../law/form.js';
import type { Regime } from '../../law/regimes.js';
import type { Tx } from '../../platform/database/tx.js';
import { Instant, Nested, Text, WholeNumber } from '../../platform/http/fields.js';
import { ExplanationDto, toExplanationDto } from '../../reminders/deadline.dto.js';
import { FormDto } from './step-answer.dto.js';

/** A paper by which an authority acted: one that left for another body is its notice. */
export class ActPaperDto {
  @Text({ max: 50, example: 'notify-compulsory-dossier' })
  readonly act: string = '';

  @Text({ max: 50, nullable: true, example: '15/TB-CAX' })
  readonly number: string | null = null;

  @Instant()
  readonly at: string = '';

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 17 })
  readonly organisationId: number = 0;

  @Text({ max: 200, example: 'Trưởng Công an cấp xã' })
  readonly signerOffice: string = '';

  @Nested(() => FormDto, { nullable: true })
  readonly form: FormDto | null = null;

  @Nested(() => ExplanationDto)
  readonly explanation: ExplanationDto = new ExplanationDto();
}

/** A paper by which an authority acted. */
export interface PaperRecord {
  readonly act: string;
  readonly number: string | null;
  readonly decidedAt: Date;
  readonly organisationId: number;
  readonly signerOffice: string;
  readonly regime: Regime;
  readonly formInstrument: string | null;
  readonly formAppendix: string | null;
  readonly formNumber: string | null;
  readonly explanation: Explanation;
}

/** Those that count, in the order in which they were made. */
export async function readPapers(tx: Tx, caseId: string): Promise<readonly PaperRecord[]> {
  return tx.query<PaperRecord>(
    `select d.act, d.number, d.decided_at as "decidedAt", d.organisation_id as "organisationId",
       d.signer_office as "signerOffice", d.regime, d.form_instrument as "formInstrument",
       d.form_appendix as "formAppendix", d.form_number as "formNumber", d.explanation
     from case_decision d where d.case_id = $1 and d.annulled_by is null order by d.decided_at, d.id`,
    [caseId],
  );
}

export const toFormDto = (form: FormKey | null): FormDto | null =>
  form && { instrument: form.instrument, appendix: form.appendix, number: form.number };

export function toActPaperDto(paper: PaperRecord): ActPaperDto {
  const { formInstrument, formAppendix, formNumber } = paper;
  const form = formInstrument && formAppendix && formNumber;
  return {
    ...{ act: paper.act, number: paper.number, at: paper.decidedAt.toISOString() },
    ...{ organisationId: paper.organisationId, signerOffice: paper.signerOffice },
    form: form ? { instrument: formInstrument, appendix: formAppendix, number: formNumber } : null,
    explanation: toExplanationDto(paper.explanation),
  };
}
