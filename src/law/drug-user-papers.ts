import type { FormKey } from './form.js';
import { cite, type Citation } from './instruments.js';
import type { Regime } from './regime-periods.js';
import { text2, type Text2 } from './text.js';

/** What a file of the management of a drug user consists of. */
export type DrugUserPaper =
  | 'test-result'
  | 'conduct-papers'
  | 'statement'
  | 'curriculum-vitae'
  | 'earlier-records'
  | 'determination-result'
  | 'other';

/** When the paper has to be there: with the notice to the commune, or in the file that is decided on. */
export type PaperMoment = 'notice' | 'decision';

export interface DrugUserPaperRule {
  readonly paper: DrugUserPaper;
  readonly form: FormKey | null;
  readonly neededFor: readonly PaperMoment[];
  /** 'not-addicted-first': of whom the law has determined before he is managed. 'if-any': never missing. */
  readonly required: 'always' | 'not-addicted-first' | 'if-any';
  readonly citation: Citation;
}

export const DRUG_USER_PAPERS: Readonly<Record<DrugUserPaper, Text2>> = {
  'test-result': text2('Phiếu kết quả xét nghiệm chất ma túy trong cơ thể', 'Test result'),
  'conduct-papers': text2(
    'Tài liệu, biên bản về hành vi sử dụng trái phép chất ma túy',
    'Papers and records about the drug use',
  ),
  statement: text2('Bản tường trình', 'Statement'),
  'curriculum-vitae': text2('Bản tóm tắt lý lịch', 'Curriculum vitae'),
  'earlier-records': text2(
    'Tài liệu về những lần sử dụng trái phép chất ma túy hoặc cai nghiện trước đây',
    'Papers about earlier use or rehabilitation',
  ),
  'determination-result': text2(
    'Kết quả xác định tình trạng nghiện: không nghiện',
    'Result of the determination: not addicted',
  ),
  other: text2('Tài liệu khác', 'Other paper'),
};

const row = (
  paper: DrugUserPaper,
  form: FormKey | null,
  citation: Citation,
  neededFor: readonly PaperMoment[],
  required: DrugUserPaperRule['required'] = 'always',
): DrugUserPaperRule => ({ paper, form, neededFor, required, citation });

const BOTH: readonly PaperMoment[] = ['notice', 'decision'];
const DECISION: readonly PaperMoment[] = ['decision'];

const form2021 = (number: string): FormKey => ({ instrument: 'nd-105-2021', appendix: 'Phụ lục', number });
const old = (point: string): Citation => cite('nd-105-2021', `Điều 40 khoản 2 điểm ${point}`);

const PAPERS_2021: readonly DrugUserPaperRule[] = [
  row('curriculum-vitae', form2021('05'), old('b'), DECISION),
  row('test-result', form2021('03'), old('c'), BOTH),
  row('conduct-papers', null, old('d'), BOTH),
  row('earlier-records', null, old('d'), DECISION, 'if-any'),
  row('statement', form2021('06'), old('đ'), BOTH),
  row('determination-result', null, old('e'), DECISION, 'not-addicted-first'),
];

const form2025 = (number: string): FormKey => ({ instrument: 'nd-163-2026', appendix: 'III', number });
const since = (point: string): Citation => cite('nd-163-2026', `Điều 59 khoản 4 điểm ${point}`);

const PAPERS_2025: readonly DrugUserPaperRule[] = [
  row('curriculum-vitae', form2025('05'), since('b'), DECISION),
  row('test-result', form2025('01'), since('c'), BOTH),
  row('conduct-papers', null, since('c'), BOTH),
  row('earlier-records', null, since('d'), DECISION, 'if-any'),
  row('statement', form2025('03'), since('đ'), BOTH),
  row('determination-result', null, cite('luat-120-2025', 'Điều 24 khoản 6'), DECISION, 'not-addicted-first'),
  row('other', null, since('g'), DECISION, 'if-any'),
];

/** Source: NĐ 105/2021 Điều 40 khoản 2, 41 khoản 5; NĐ 163/2026 Điều 57 khoản 2, 59 khoản 4. */
export function drugUserPapers(regime: Regime): readonly DrugUserPaperRule[] {
  return regime === 'R3' ? PAPERS_2025 : PAPERS_2021;
}

export interface DrugUserPaperFacts {
  readonly regime: Regime;
  readonly moment: PaperMoment;
  readonly withoutResidence: boolean;
  /** Decided on because drugs were used again while managed. */
  readonly again: boolean;
  readonly papers: readonly DrugUserPaper[];
}

/**
 * What is missing for the notice or the decision. That somebody is not addicted is determined first of whom no stable
 * residence is known, and until 30/06/2026 of whom drugs were found again (Luật 73/2021 Điều 27 khoản 1 điểm a, b; NĐ
 * 105/2021 Điều 40 khoản 2 điểm e). Since then the decree asks for that result of a repeated use only where there is one.
 */
export function missingDrugUserPapers(facts: DrugUserPaperFacts): readonly DrugUserPaperRule[] {
  const { regime, moment, withoutResidence, again, papers } = facts;
  const determinedFirst = withoutResidence || (again && regime !== 'R3');
  return drugUserPapers(regime).filter(
    ({ paper, neededFor, required }) =>
      neededFor.includes(moment) &&
      !papers.includes(paper) &&
      (required === 'always' || (required === 'not-addicted-first' && determinedFirst)),
  );
}

/** By which a guardian is there when another sample than urine is taken of a minor. */
export function minorSamplingCitation(regime: Regime): Citation {
  return regime === 'R3' ? cite('nd-163-2026', 'Điều 56 khoản 6') : cite('nd-105-2021', 'Điều 46 khoản 4');
}
