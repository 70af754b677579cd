import {
  DETERMINATION_GROUNDS,
  OUTCOMES,
  type DeterminationGround,
  type DeterminationOutcome,
  type DeterminationResult,
} from '../../law/determination-outcomes.js';
import { DETERMINATION_PAPERS, type DeterminationPaper } from '../../law/determination-papers.js';
import { text2, type Text2 } from '../../law/text.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';

const namesOf = <Name extends string>(by: Readonly<Record<Name, unknown>>): readonly Name[] =>
  Object.keys(by) as Name[];

const RESULT_LABELS: Readonly<Record<DeterminationResult, Text2>> = {
  addicted: text2('Có nghiện ma túy', 'Addicted'),
  'not-addicted': text2('Không nghiện ma túy', 'Not addicted'),
};

export const GROUND_NAMES = namesOf<DeterminationGround>(DETERMINATION_GROUNDS);
export const RESULTS = namesOf<DeterminationResult>(RESULT_LABELS);
export const OUTCOME_NAMES = namesOf<DeterminationOutcome>(OUTCOMES);
export const PAPERS = namesOf<DeterminationPaper>(DETERMINATION_PAPERS);

defineCodeList(
  'determination-ground',
  text2('Trường hợp xác định tình trạng nghiện', 'Why addiction is determined'),
  Object.fromEntries(GROUND_NAMES.map((name) => [name, DETERMINATION_GROUNDS[name].label])),
);
defineCodeList(
  'determination-result',
  text2('Kết quả xác định tình trạng nghiện', 'Result of a determination'),
  RESULT_LABELS,
);
defineCodeList(
  'determination-outcome',
  text2('Việc tiếp theo theo kết quả xác định', 'What a result opens by law'),
  OUTCOMES,
);
defineCodeList('determination-wish', text2('Lý do tự nguyện xác định', 'Why a person applies'), {
  voluntary: DETERMINATION_GROUNDS.voluntary.label,
  registering: DETERMINATION_GROUNDS.registering.label,
});
defineCodeList(
  'determination-paper',
  text2('Tài liệu đề nghị xác định tình trạng nghiện', 'Papers of a determination'),
  DETERMINATION_PAPERS,
);
