import type { FormKey } from '../form.js';
import type { GroundAge } from '../ground.js';
import { cite, type Citation } from '../instruments.js';
import type { Regime } from '../regime-periods.js';
import { text2, type Text2 } from '../text.js';

export type CompulsoryPaper =
  | 'curriculum-vitae'
  | 'violation-record'
  | 'determination-result'
  | 'substitution-confirmation'
  | 'statement'
  | 'oral-statement'
  | 'guardian-opinion'
  | 'refusal-record'
  | 'request'
  | 'no-residence-paper'
  | 'other';

export interface CompulsoryPaperRule {
  readonly paper: CompulsoryPaper;
  readonly form: FormKey | null;
  /** 'no-residence': of a person without a stable residence. 'if-any': never missing. */
  readonly required: 'always' | 'no-residence' | 'if-any';
  /** Serves in the place of these. */
  readonly standsFor?: readonly CompulsoryPaper[];
  readonly citation: Citation;
}

export const COMPULSORY_PAPERS: Readonly<Record<CompulsoryPaper, Text2>> = {
  'curriculum-vitae': text2('Bản tóm tắt lý lịch', 'Curriculum vitae'),
  'violation-record': text2('Biên bản vi phạm', 'Record of the violation'),
  'determination-result': text2(
    'Bản sao Phiếu kết quả xác định tình trạng nghiện ma túy',
    'Copy of the result of the determination',
  ),
  'substitution-confirmation': text2(
    'Giấy xác nhận đang điều trị nghiện bằng thuốc thay thế',
    'Confirmation of substitution treatment',
  ),
  statement: text2('Bản tường trình', 'Statement'),
  'oral-statement': text2('Biên bản lời khai (người không biết chữ)', 'Record of an oral statement'),
  'guardian-opinion': text2(
    'Ý kiến của cha, mẹ, người giám hộ hoặc người đại diện hợp pháp',
    'Opinion of the parents, guardian or legal representative',
  ),
  'refusal-record': text2(
    'Biên bản về việc không viết tường trình, không có ý kiến',
    'Record of a refusal to state or to give an opinion',
  ),
  request: text2('Văn bản đề nghị áp dụng biện pháp', 'Request for the measure'),
  'no-residence-paper': text2(
    'Văn bản của cơ quan Công an xác định không có nơi cư trú ổn định',
    'Police paper that there is no stable residence',
  ),
  other: text2('Tài liệu khác có liên quan', 'Other paper'),
};

const form2021 = (number: string): FormKey => ({ instrument: 'nd-116-2021', appendix: 'II', number });
const form2025 = (number: string): FormKey => ({ instrument: 'nd-163-2026', appendix: 'V', number });

const row = (
  paper: CompulsoryPaper,
  form: FormKey | null,
  citation: Citation,
  required: CompulsoryPaperRule['required'] = 'always',
  standsFor?: readonly CompulsoryPaper[],
): CompulsoryPaperRule => ({ paper, form, required, citation, ...(standsFor && { standsFor }) });

const old = (article: string): Citation => cite('nd-116-2021', article);
const since = (article: string): Citation => cite('nd-163-2026', article);

const ADULT_2021: readonly CompulsoryPaperRule[] = [
  row('curriculum-vitae', form2021('30'), old('Điều 41 khoản 1 điểm a')),
  row('violation-record', form2021('27'), old('Điều 41 khoản 1 điểm b')),
  row('determination-result', null, old('Điều 41 khoản 1 điểm c')),
  row('statement', form2021('31'), old('Điều 41 khoản 1 điểm d')),
  row('request', form2021('29'), old('Điều 41 khoản 1 điểm đ')),
  row('no-residence-paper', null, old('Điều 41 khoản 2 điểm b'), 'no-residence'),
  row('other', null, old('Điều 41 khoản 1 điểm đ'), 'if-any'),
];

const MINOR_2021: readonly CompulsoryPaperRule[] = [
  row('violation-record', form2021('27'), old('Điều 51 khoản 1 điểm a')),
  row('curriculum-vitae', form2021('30'), old('Điều 51 khoản 1 điểm b')),
  row('determination-result', null, old('Điều 51 khoản 1 điểm c')),
  row('statement', form2021('31'), old('Điều 51 khoản 1 điểm d')),
  row('guardian-opinion', form2021('38'), old('Điều 51 khoản 1 điểm đ')),
  row('request', form2021('29'), old('Điều 51 khoản 1 điểm e')),
  row('no-residence-paper', null, old('Điều 51 khoản 2 điểm b'), 'no-residence'),
  row('other', null, old('Điều 51 khoản 1 điểm e'), 'if-any'),
];

const ADULT_2025: readonly CompulsoryPaperRule[] = [
  row('curriculum-vitae', form2025('33'), since('Điều 101 khoản 1 điểm a')),
  row('violation-record', form2025('34'), since('Điều 101 khoản 1 điểm b')),
  row('determination-result', null, since('Điều 101 khoản 1 điểm c')),
  row('substitution-confirmation', form2025('35'), since('Điều 101 khoản 1 điểm c'), 'if-any', [
    'determination-result',
  ]),
  row('request', form2025('36'), since('Điều 101 khoản 1 điểm d')),
  row('no-residence-paper', null, since('Điều 101 khoản 2 điểm b'), 'no-residence'),
  row('other', null, since('Điều 101 khoản 1 điểm d'), 'if-any'),
];

const MINOR_2025: readonly CompulsoryPaperRule[] = [
  row('curriculum-vitae', form2025('33'), since('Điều 104 khoản 1 điểm a')),
  row('violation-record', form2025('34'), since('Điều 104 khoản 1 điểm b')),
  row('determination-result', null, since('Điều 104 khoản 1 điểm c')),
  row('substitution-confirmation', form2025('35'), since('Điều 104 khoản 1 điểm c'), 'if-any', [
    'determination-result',
  ]),
  row('statement', form2025('38'), since('Điều 104 khoản 1 điểm d')),
  row('oral-statement', form2025('58'), since('Điều 104 khoản 1 điểm d'), 'if-any', ['statement']),
  row('guardian-opinion', form2025('39'), since('Điều 104 khoản 1 điểm đ')),
  row('refusal-record', form2025('40'), since('Điều 104 khoản 1 điểm e'), 'if-any', [
    'statement',
    'guardian-opinion',
  ]),
  row('request', form2025('36'), since('Điều 104 khoản 1 điểm g')),
  row('no-residence-paper', null, since('Điều 104 khoản 2 điểm b'), 'no-residence'),
  row('other', null, since('Điều 104 khoản 1 điểm g'), 'if-any'),
];

/**
 * What the dossier consists of, by age and law.
 * Source: NĐ 116/2021 Điều 41, 51; NĐ 163/2026 Điều 101, 104.
 */
export function compulsoryPapers(regime: Regime, age: GroundAge): readonly CompulsoryPaperRule[] {
  if (regime === 'R3') return age === 'adult' ? ADULT_2025 : MINOR_2025;
  return age === 'adult' ? ADULT_2021 : MINOR_2021;
}
