import { EXCLUSIONS, type Exclusion } from '../../law/grounds.js';
import { COMPULSORY_PAPERS, type CompulsoryPaper } from '../../law/compulsory-dossier.js';
import { cite, type Citation } from '../../law/instruments.js';
import type { Regime } from '../../law/regimes.js';
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

/** At which moment of the execution a ground counts. */
type Phase = 'before-entry' | 'while-postponed' | 'inside' | 'while-suspended';
export type ExecutionGround =
  | 'serious-illness'
  | 'family-hardship'
  | 'critical-illness'
  | 'no-longer-addicted'
  | 'pregnant'
  | 'progress-while-suspended'
  | 'imprisoned';

interface GroundRow {
  readonly ground: ExecutionGround;
  readonly step: 'postponed' | 'exempted';
  readonly phase: Phase;
  readonly law2021: Citation | null;
  readonly law2025: Citation | null;
}

const old = (article: string): Citation => cite('nd-116-2021', article);
const since = (article: string): Citation => cite('luat-120-2025', article);
const row = (
  ground: ExecutionGround,
  step: GroundRow['step'],
  phase: Phase,
  law2021: Citation | null,
  law2025: Citation | null,
): GroundRow => ({ ground, step, phase, law2021, law2025 });

const ILL = 'critical-illness';

/** NĐ 116/2021 Art 57, 58; Luật 120/2025 Art 39. */
const GROUND_ROWS: readonly GroundRow[] = [
  row(
    'serious-illness',
    'postponed',
    'before-entry',
    old('Điều 57 khoản 1 điểm a'),
    since('Điều 39 khoản 1'),
  ),
  row(
    'family-hardship',
    'postponed',
    'before-entry',
    old('Điều 57 khoản 1 điểm b'),
    since('Điều 39 khoản 1'),
  ),
  row(ILL, 'exempted', 'before-entry', old('Điều 57 khoản 3 điểm a'), since('Điều 39 khoản 2 điểm a')),
  row('pregnant', 'exempted', 'before-entry', old('Điều 57 khoản 3 điểm c'), since('Điều 39 khoản 2 điểm c')),
  row(
    'no-longer-addicted',
    'exempted',
    'while-postponed',
    old('Điều 57 khoản 3 điểm b'),
    since('Điều 39 khoản 2 điểm b'),
  ),
  row(ILL, 'exempted', 'inside', old('Điều 58 khoản 3 điểm b'), since('Điều 39 khoản 3')),
  row('pregnant', 'exempted', 'inside', old('Điều 58 khoản 3 điểm c'), since('Điều 39 khoản 3')),
  row('imprisoned', 'exempted', 'inside', old('Điều 58 khoản 3 điểm d'), null),
  row('progress-while-suspended', 'exempted', 'while-suspended', old('Điều 58 khoản 3 điểm a'), null),
];

export const EXECUTION_GROUNDS: readonly ExecutionGround[] = [
  ...new Set(GROUND_ROWS.map(({ ground }) => ground)),
];

const BEFORE_ENTRY = ['to-execute', 'facility-asked', 'elsewhere-asked', 'designated', 'to-transport'];
const PHASES: Readonly<Record<Phase, readonly string[]>> = {
  'before-entry': [...BEFORE_ENTRY, 'postponed'],
  'while-postponed': ['postponed'],
  inside: ['in-facility', 'on-leave', 'escaped', 'suspended', 'in-prison'],
  'while-suspended': ['suspended'],
};

/** The article by which a court may postpone or exempt on that ground in that state; undefined where the law knows none. */
export function executionGround(
  ground: ExecutionGround,
  step: 'postponed' | 'exempted',
  state: string,
  regime: Regime,
): Citation | undefined {
  const found = GROUND_ROWS.find(
    (each) => each.ground === ground && each.step === step && PHASES[each.phase].includes(state),
  );
  return (regime === 'R3' ? found?.law2025 : found?.law2021) ?? undefined;
}

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
defineCodeList(
  'execution-ground',
  text2('Căn cứ hoãn, miễn chấp hành', 'Ground of a postponement or exemption'),
  {
    'serious-illness': text2('Đang ốm nặng', 'Seriously ill'),
    'family-hardship': text2('Gia đình đang có khó khăn đặc biệt', 'Special hardship of the family'),
    'critical-illness': text2('Mắc bệnh hiểm nghèo', 'Critically ill'),
    'no-longer-addicted': text2('Không còn nghiện trong thời gian hoãn', 'No longer addicted'),
    pregnant: text2('Đang mang thai', 'Pregnant'),
    'progress-while-suspended': text2(
      'Tiến bộ rõ rệt hoặc lập công trong thời gian tạm đình chỉ',
      'Marked progress while suspended',
    ),
    imprisoned: text2('Bị phạt tù không được hưởng án treo', 'Sentenced to prison'),
  } satisfies Readonly<Record<ExecutionGround, Text2>>,
);
