import { text2, type Text2 } from '../law/text.js';
import { defineCodeList } from '../platform/i18n/code-list.js';

export const PAPER_KINDS = ['reception-slip', 'supplement-slip', 'decision', 'step'] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

export interface PaperDefinition {
  readonly label: Text2;
  /**
   * Who puts his name under it: an officer for himself, somebody in an office of the body, or its head for himself where
   * the form has him sign so in a body that works as a collective.
   */
  readonly signedBy: SignedBy | 'as-form-asks';
}

export type SignedBy = 'officer' | 'office' | 'head';

export const PAPERS: Readonly<Record<PaperKind, PaperDefinition>> = {
  'reception-slip': {
    label: text2('Giấy tiếp nhận hồ sơ và hẹn trả kết quả', 'Reception slip with the day of the result'),
    signedBy: 'officer',
  },
  'supplement-slip': {
    label: text2('Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ', 'Supplement slip'),
    signedBy: 'officer',
  },
  decision: {
    label: text2('Quyết định', 'Decision'),
    signedBy: 'office',
  },
  step: {
    label: text2('Giấy tờ của một bước thủ tục', 'Paper of a step'),
    signedBy: 'as-form-asks',
  },
};

defineCodeList('paper-kind', text2('Loại giấy tờ ban hành', 'Kind of paper'), {
  'reception-slip': PAPERS['reception-slip'].label,
  'supplement-slip': PAPERS['supplement-slip'].label,
  decision: PAPERS.decision.label,
  step: PAPERS.step.label,
});
