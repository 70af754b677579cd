import { text2, type Text2 } from '../law/text.js';
import { defineCodeList } from '../platform/i18n/code-list.js';

export const PAPER_KINDS = ['reception-slip', 'supplement-slip', 'decision'] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

export interface PaperDefinition {
  readonly label: Text2;
  /**
   * 'of-the-act': the number under which the act was entered in the file. 'where-kept': a number of the register that
   * the body keeps for this kind; without a register the paper bears none.
   */
  readonly number: 'of-the-act' | 'where-kept';
  /** Who puts his name under it: an officer for himself, or somebody in an office of the body. */
  readonly signedBy: 'officer' | 'office';
}

export const PAPERS: Readonly<Record<PaperKind, PaperDefinition>> = {
  'reception-slip': {
    label: text2('Giấy tiếp nhận hồ sơ và hẹn trả kết quả', 'Reception slip with the day of the result'),
    number: 'where-kept',
    signedBy: 'officer',
  },
  'supplement-slip': {
    label: text2('Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ', 'Supplement slip'),
    number: 'where-kept',
    signedBy: 'officer',
  },
  decision: {
    label: text2('Quyết định', 'Decision'),
    number: 'of-the-act',
    signedBy: 'office',
  },
};

defineCodeList('paper-kind', text2('Loại giấy tờ ban hành', 'Kind of paper'), {
  'reception-slip': PAPERS['reception-slip'].label,
  'supplement-slip': PAPERS['supplement-slip'].label,
  decision: PAPERS.decision.label,
});
