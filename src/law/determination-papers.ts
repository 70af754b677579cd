import type { FormKey } from './form.js';
import { cite, type Citation } from './instruments.js';
import type { Regime } from './regime-periods.js';
import { text2, type Text2 } from './text.js';

/** What is handed to the health facility. */
export type DeterminationPaper =
  'application' | 'guardian-consent' | 'request' | 'test-result' | 'curriculum-vitae' | 'custody-decision';

export interface DeterminationPaperRule {
  readonly paper: DeterminationPaper;
  readonly form: FormKey | null;
  readonly citation: Citation;
}

export const DETERMINATION_PAPERS: Readonly<Record<DeterminationPaper, Text2>> = {
  application: text2('Đơn đề nghị xác định tình trạng nghiện ma túy', 'Application'),
  'guardian-consent': text2('Ý kiến đồng ý của cha, mẹ, người giám hộ', 'Consent of a parent or guardian'),
  request: text2('Giấy đề nghị của cơ quan Công an', 'Request of the police'),
  'test-result': text2('Bản sao phiếu kết quả xét nghiệm', 'Copy of the test result'),
  'curriculum-vitae': text2('Bản tóm tắt lý lịch', 'Curriculum vitae'),
  'custody-decision': text2('Bản sao quyết định tạm giữ hành chính', 'Copy of the decision on custody'),
};

export interface DeterminationPaperFacts {
  readonly regime: Regime;
  readonly voluntary: boolean;
  readonly minor: boolean;
  /** Held by administrative custody. */
  readonly held: boolean;
  readonly papers: readonly DeterminationPaper[];
}

/**
 * What is missing by NĐ 109/2021 Điều 4 khoản 1, 5 khoản 1, 7 khoản 1. Since 01/07/2026 that decree is cited as
 * unverified: what it asks for is shown, and holds up nothing.
 */
export function missingDeterminationPapers(
  facts: DeterminationPaperFacts,
): readonly DeterminationPaperRule[] {
  const { regime, voluntary, minor, held, papers } = facts;
  const mark = regime === 'R3' ? 'unverified' : 'secondary';
  const row = (
    paper: DeterminationPaper,
    article: string,
    form: string | null = null,
  ): DeterminationPaperRule => ({
    paper,
    form: form === null ? null : { instrument: 'nd-109-2021', appendix: 'Phụ lục', number: form },
    citation: cite('nd-109-2021', article, mark),
  });
  const asked = voluntary
    ? [
        row('application', 'Điều 4 khoản 1 điểm a', '01'),
        ...(minor ? [row('guardian-consent', 'Điều 4 khoản 1 điểm a')] : []),
      ]
    : [
        row('request', 'Điều 5 khoản 1 điểm a', '02'),
        row('test-result', 'Điều 5 khoản 1 điểm b'),
        row('curriculum-vitae', 'Điều 5 khoản 1 điểm c', '03'),
        ...(held ? [row('custody-decision', 'Điều 5 khoản 1 điểm d')] : []),
      ];
  return asked.filter(({ paper }) => !papers.includes(paper));
}

/** Whether what is missing refuses the beginning. */
export function papersBind(regime: Regime): boolean {
  return regime !== 'R3';
}
