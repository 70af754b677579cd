import { text2, type Text2 } from '../law/text.js';
import { defineCodeList } from '../platform/i18n/code-list.js';
import { PAPERS, type PaperKind } from './paper-kinds.js';

/** What a body numbers: its papers in a year, the dossiers that it takes in in a day. */
export const NUMBER_KINDS = [
  'reception-slip',
  'supplement-slip',
  'decision',
  'step',
  'dossier-code',
] as const;
export type NumberKind = PaperKind | 'dossier-code';

const LABELS: Readonly<Record<NumberKind, Text2>> = {
  'reception-slip': PAPERS['reception-slip'].label,
  'supplement-slip': PAPERS['supplement-slip'].label,
  decision: PAPERS.decision.label,
  step: PAPERS.step.label,
  // To 2025 NĐ 61/2018 Art 26 and TT 01/2018/TT-VPCP Art 19 had unit code-YYMMDD-XXXX. The clause of TT 03/2025/TT-VPCP
  // on ordinary dossiers was not read, and the code of a unit is given from above: the pattern ships absent.
  'dossier-code': text2('Mã hồ sơ một cửa', 'Dossier code of the one-stop shop'),
};
defineCodeList('number-kind', text2('Loại số được cấp', 'What numbers are given to'), LABELS);
