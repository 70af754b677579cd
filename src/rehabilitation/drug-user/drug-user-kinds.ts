import { DRUG_USER_PAPERS, type DrugUserPaper } from '../../law/drug-user-papers.js';
import { STOP_GROUNDS, type StopGround } from '../../law/drug-user-stop.js';
import { text2, type Text2 } from '../../law/text.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import { FOLLOW_INPUTS, PAPER_INPUTS } from './drug-user-inputs.js';
import { DRUG_USER_STEP_LABELS } from './drug-user-labels.js';
import type { DrugUserStep, FollowStep, PaperStep } from './drug-user-transitions.js';

const namesOf = <Name extends string>(by: Readonly<Record<Name, unknown>>): readonly Name[] =>
  Object.keys(by) as Name[];

export const FOLLOW_STEPS = namesOf<FollowStep>(FOLLOW_INPUTS);
export const PAPER_STEPS = namesOf<PaperStep>(PAPER_INPUTS);
export const PAPERS = namesOf<DrugUserPaper>(DRUG_USER_PAPERS);
export const STOP_GROUND_NAMES = namesOf<StopGround>(STOP_GROUNDS);

/** What was taken of the body: for a minor a guardian has to be there, but not for urine. */
export type SampleKind = 'urine' | 'blood' | 'other';
export const SAMPLE_LABELS: Readonly<Record<SampleKind, Text2>> = {
  urine: text2('Nước tiểu', 'Urine'),
  blood: text2('Máu', 'Blood'),
  other: text2('Mẫu vật khác trên cơ thể', 'Another sample'),
};
export const SAMPLE_KINDS = namesOf<SampleKind>(SAMPLE_LABELS);

/** Where the person was found to live, seen from the police that found the use. */
export type ResidenceFinding = 'here' | 'elsewhere' | 'none';
const RESIDENCE_LABELS: Readonly<Record<ResidenceFinding, Text2>> = {
  here: text2('Cư trú ổn định tại địa bàn', 'Lives here'),
  elsewhere: text2('Cư trú ổn định tại xã khác', 'Lives in another commune'),
  none: text2('Không có nơi cư trú ổn định', 'No stable residence'),
};
export const RESIDENCE_FINDINGS = namesOf<ResidenceFinding>(RESIDENCE_LABELS);

const labels = (steps: readonly DrugUserStep[]): Readonly<Record<string, Text2>> =>
  Object.fromEntries(steps.map((step) => [step, DRUG_USER_STEP_LABELS[step]]));

defineCodeList(
  'drug-user-step',
  text2('Việc trong quá trình quản lý người sử dụng trái phép', 'What happens in the management'),
  labels(FOLLOW_STEPS),
);
defineCodeList(
  'drug-user-paper-step',
  text2('Văn bản trong quản lý người sử dụng trái phép', 'Notices and decisions of the management'),
  labels(PAPER_STEPS),
);
defineCodeList(
  'drug-user-paper',
  text2('Tài liệu trong hồ sơ quản lý', 'Papers of the file'),
  DRUG_USER_PAPERS,
);
defineCodeList(
  'stop-ground',
  text2('Trường hợp dừng quản lý', 'Why the management stops'),
  Object.fromEntries(STOP_GROUND_NAMES.map((name) => [name, STOP_GROUNDS[name].label])),
);
defineCodeList('paper-moment', text2('Tài liệu cần cho', 'What a paper is needed for'), {
  notice: text2('Thông báo về hành vi sử dụng', 'The notice'),
  decision: text2('Quyết định quản lý', 'The decision'),
});
defineCodeList('sample-kind', text2('Mẫu xét nghiệm', 'Sample'), SAMPLE_LABELS);
defineCodeList(
  'residence-finding',
  text2('Kết quả xác minh nơi cư trú', 'Residence as found'),
  RESIDENCE_LABELS,
);
