import { EXCLUSIONS, type Exclusion } from '../../law/grounds.js';
import { COMPULSORY_PAPERS, type CompulsoryPaper } from '../../law/compulsory-dossier.js';
import { text2, type Text2 } from '../../law/text.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import {
  COURT_INPUTS,
  DOSSIER_INPUTS,
  EXECUTION_INPUTS,
  STAY_INPUTS,
  type AskedCourtStep,
  type AskedDossierStep,
  type AskedExecutionStep,
  type AskedStayStep,
} from './compulsory-inputs.js';
import { COMPULSORY_STEP_LABELS } from './compulsory-labels.js';
import type { InterimKind } from './compulsory-history.js';
import type { CompulsoryStep } from './compulsory-transitions.js';

const namesOf = <Name extends string>(by: Readonly<Record<Name, unknown>>): readonly Name[] =>
  Object.keys(by) as Name[];

export const DOSSIER_STEPS = namesOf<AskedDossierStep>(DOSSIER_INPUTS);
export const COURT_STEPS = namesOf<AskedCourtStep>(COURT_INPUTS);
export const EXECUTION_STEPS = namesOf<AskedExecutionStep>(EXECUTION_INPUTS);
export const STAY_STEPS = namesOf<AskedStayStep>(STAY_INPUTS);
export const PAPERS = namesOf<CompulsoryPaper>(COMPULSORY_PAPERS);
export const EXCLUSION_NAMES = namesOf<Exclusion>(EXCLUSIONS);
export const INTERIM_KINDS: readonly InterimKind[] = ['facility', 'family'];

const labels = <Step extends CompulsoryStep>(steps: readonly Step[]): Readonly<Record<Step, Text2>> =>
  Object.fromEntries(steps.map((step) => [step, COMPULSORY_STEP_LABELS[step]])) as Record<Step, Text2>;

defineCodeList(
  'compulsory-dossier-step',
  text2('Bước lập, chuyển hồ sơ cai nghiện bắt buộc', 'Step of a compulsory dossier'),
  labels(DOSSIER_STEPS),
);
defineCodeList(
  'compulsory-court-step',
  text2('Việc của Tòa án trong cai nghiện bắt buộc', 'What a court did'),
  labels(COURT_STEPS),
);
defineCodeList(
  'compulsory-execution-step',
  text2('Bước thi hành quyết định cai nghiện bắt buộc', 'Step of the execution'),
  labels(EXECUTION_STEPS),
);
defineCodeList(
  'compulsory-stay-step',
  text2('Việc trong thời gian cai nghiện bắt buộc tại cơ sở', 'What happens at the facility'),
  labels(STAY_STEPS),
);
defineCodeList(
  'compulsory-paper',
  text2('Tài liệu trong hồ sơ đề nghị cai nghiện bắt buộc', 'Paper of a compulsory dossier'),
  COMPULSORY_PAPERS,
);
defineCodeList(
  'compulsory-exclusion',
  text2('Trường hợp không áp dụng cai nghiện bắt buộc', 'Why the measure is not applied'),
  Object.fromEntries(EXCLUSION_NAMES.map((name) => [name, EXCLUSIONS[name].label])),
);
defineCodeList(
  'interim-kind',
  text2('Hình thức quản lý trong thời gian lập hồ sơ', 'Kind of interim management'),
  {
    facility: text2('Tại cơ sở', 'In a facility'),
    family: text2('Tại gia đình', 'By the family'),
  },
);
