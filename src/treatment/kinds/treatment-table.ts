import type { Transitions } from '../../cases/history.js';
import type { StateDefinition, StepDefinition } from '../../cases/steps/stepped-procedure.js';
import { text2, type Text2 } from '../../law/text.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';

/** From the application to the end, the same for each kind; which steps are acts of the law differs by kind. */
export type TreatmentState =
  | 'new'
  | 'applied'
  | 'admitted'
  | 'refused'
  | 'in-treatment'
  | 'on-hold'
  | 'terminated'
  | 'completed'
  | 'withdrawn'
  | 'died'
  | 'voided';

export type NotifiedStep =
  | 'admission-notified'
  | 'refusal-notified'
  | 'start-notified'
  | 'multi-day-notified'
  | 'multi-day-stopped-notified'
  | 'termination-notified'
  | 'completion-notified'
  | 'admission-copied'
  | 'termination-copied';

/** What a user enters by the one route of steps. */
export type AskedTreatmentStep =
  | 'consent-recorded'
  | 'admitted'
  | 'refused'
  | 'withdrawn'
  | 'begun'
  | 'phase-changed'
  | 'held'
  | 'resumed'
  | 'completed'
  | 'died'
  | 'voided';

export type TreatmentStep =
  | 'applied'
  | AskedTreatmentStep
  | NotifiedStep
  | 'summarised'
  | 'termination-proposed'
  | 'termination-rejected'
  | 'terminated'
  | 'keeper-moved';

export const ASKED_STEPS = [
  'consent-recorded',
  'admitted',
  'refused',
  'withdrawn',
  'begun',
  'phase-changed',
  'held',
  'resumed',
  'completed',
  'died',
  'voided',
] as const satisfies readonly AskedTreatmentStep[];

const ENDS = { died: 'died', voided: 'voided' } as const;

const TREATMENT_TRANSITIONS: Transitions<TreatmentState, TreatmentStep> = {
  new: { applied: 'applied' },
  applied: {
    'consent-recorded': 'applied',
    admitted: 'admitted',
    refused: 'refused',
    withdrawn: 'withdrawn',
    'keeper-moved': 'applied',
    ...ENDS,
  },
  admitted: {
    'consent-recorded': 'admitted',
    'admission-notified': 'admitted',
    'admission-copied': 'admitted',
    begun: 'in-treatment',
    summarised: 'admitted',
    withdrawn: 'withdrawn',
    'keeper-moved': 'admitted',
    ...ENDS,
  },
  'in-treatment': {
    'consent-recorded': 'in-treatment',
    'admission-notified': 'in-treatment',
    'admission-copied': 'in-treatment',
    'start-notified': 'in-treatment',
    'multi-day-notified': 'in-treatment',
    'multi-day-stopped-notified': 'in-treatment',
    'phase-changed': 'in-treatment',
    held: 'on-hold',
    summarised: 'in-treatment',
    'termination-proposed': 'in-treatment',
    'termination-rejected': 'in-treatment',
    terminated: 'terminated',
    completed: 'completed',
    'keeper-moved': 'in-treatment',
    ...ENDS,
  },
  'on-hold': {
    'consent-recorded': 'on-hold',
    'admission-notified': 'on-hold',
    'admission-copied': 'on-hold',
    'start-notified': 'on-hold',
    'multi-day-stopped-notified': 'on-hold',
    resumed: 'in-treatment',
    summarised: 'on-hold',
    'termination-proposed': 'on-hold',
    'termination-rejected': 'on-hold',
    terminated: 'terminated',
    'keeper-moved': 'on-hold',
    ...ENDS,
  },
  refused: { 'refusal-notified': 'refused', 'keeper-moved': 'refused' },
  terminated: {
    'termination-notified': 'terminated',
    'termination-copied': 'terminated',
    'keeper-moved': 'terminated',
  },
  completed: { 'completion-notified': 'completed', 'keeper-moved': 'completed' },
  withdrawn: { 'keeper-moved': 'withdrawn' },
  died: { 'keeper-moved': 'died' },
  voided: { 'keeper-moved': 'voided' },
};

export const TREATMENT_STATES = Object.keys(TREATMENT_TRANSITIONS) as readonly TreatmentState[];

const STATE_LABELS: Readonly<Record<TreatmentState, Text2>> = {
  new: text2('Chưa ghi nhận', 'Not entered'),
  applied: text2('Đã nộp đơn, chờ xem xét', 'Applied'),
  admitted: text2('Đã tiếp nhận, chưa bắt đầu', 'Admitted, not begun'),
  refused: text2('Bị từ chối tiếp nhận', 'Refused'),
  'in-treatment': text2('Đang điều trị', 'In treatment'),
  'on-hold': text2('Tạm dừng điều trị', 'On hold'),
  terminated: text2('Đã chấm dứt điều trị', 'Terminated'),
  completed: text2('Đã hoàn thành điều trị', 'Completed'),
  withdrawn: text2('Đã rút đơn', 'Withdrawn'),
  died: text2('Người đó chết', 'Died'),
  voided: text2('Hủy do ghi nhầm', 'Voided'),
};

const TREATMENT_STEP_LABELS: Readonly<Record<TreatmentStep, Text2>> = {
  applied: text2('Nộp đơn, hồ sơ điều trị', 'Apply'),
  'consent-recorded': text2('Ghi nhận sự đồng ý điều trị', 'Record the consent'),
  admitted: text2('Tiếp nhận điều trị', 'Admit'),
  refused: text2('Từ chối tiếp nhận', 'Refuse'),
  withdrawn: text2('Rút đơn, không điều trị nữa', 'Withdraw'),
  begun: text2('Bắt đầu điều trị', 'Begin'),
  'phase-changed': text2('Chuyển giai đoạn điều trị', 'Change the phase'),
  held: text2('Tạm dừng điều trị', 'Hold'),
  resumed: text2('Tiếp tục điều trị', 'Resume'),
  summarised: text2('Lập tóm tắt, đề nghị cơ sở khác tiếp nhận', 'Summarise and offer to another place'),
  'termination-proposed': text2('Đề xuất chấm dứt điều trị', 'Propose termination'),
  'termination-rejected': text2('Không chấp nhận đề xuất chấm dứt', 'Reject the proposal'),
  terminated: text2('Quyết định chấm dứt điều trị', 'Terminate'),
  completed: text2('Hoàn thành điều trị', 'Complete'),
  'admission-notified': text2('Gửi thông báo tiếp nhận', 'Tell of the admission'),
  'refusal-notified': text2('Gửi thông báo từ chối', 'Tell of the refusal'),
  'start-notified': text2('Gửi thông báo bắt đầu điều trị', 'Tell of the start'),
  'multi-day-notified': text2('Gửi danh sách được cấp thuốc nhiều ngày', 'Tell of doses for several days'),
  'multi-day-stopped-notified': text2(
    'Gửi danh sách dừng cấp thuốc nhiều ngày',
    'Tell that doses for several days stopped',
  ),
  'termination-notified': text2('Gửi thông báo chấm dứt', 'Tell of the termination'),
  'completion-notified': text2('Gửi thông báo hoàn thành', 'Tell of the completion'),
  'admission-copied': text2(
    'Gửi thông báo tiếp nhận cho nơi nhận theo văn bản khác',
    'Tell the body that another text names of the admission',
  ),
  'termination-copied': text2(
    'Gửi thông báo chấm dứt cho nơi nhận theo văn bản khác',
    'Tell the body that another text names of the termination',
  ),
  died: text2('Ghi nhận người đó chết', 'Record the death'),
  voided: text2('Hủy hồ sơ ghi nhầm', 'Void'),
  'keeper-moved': text2('Chuyển cơ sở điều trị', 'Move to another place'),
};

const CLOSED: ReadonlySet<TreatmentState> = new Set<TreatmentState>([
  'refused',
  'terminated',
  'completed',
  'withdrawn',
  'died',
  'voided',
]);

/** What every kind has in common; `notified` are the notices that its law knows, `steps` the acts that it has. */
export function treatmentTable(
  notified: readonly NotifiedStep[],
  steps: Readonly<Partial<Record<TreatmentStep, StepDefinition>>>,
): {
  readonly start: TreatmentState;
  readonly states: Readonly<Record<string, StateDefinition>>;
  readonly transitions: Transitions<TreatmentState, TreatmentStep>;
  readonly steps: Readonly<Record<TreatmentStep, StepDefinition>>;
  readonly stepLabels: Readonly<Record<TreatmentStep, Text2>>;
  readonly deciding: readonly string[];
} {
  const unknown = NOTIFIED.filter((step) => !notified.includes(step));
  return {
    start: 'new',
    states: Object.fromEntries(
      TREATMENT_STATES.map((state): [string, StateDefinition] => [
        state,
        { label: STATE_LABELS[state], ...endOf(state, notified) },
      ]),
    ),
    transitions: Object.fromEntries(
      TREATMENT_STATES.map((state) => [state, without(TREATMENT_TRANSITIONS[state], unknown)]),
    ) as Transitions<TreatmentState, TreatmentStep>,
    steps: { ...COMMON, ...steps },
    stepLabels: TREATMENT_STEP_LABELS,
    deciding: [],
  };
}

/** Who is told of the end is told afterwards. */
function endOf(state: TreatmentState, notified: readonly NotifiedStep[]): Omit<StateDefinition, 'label'> {
  if (!CLOSED.has(state)) return {};
  const afterwards = notified.filter((step) => TREATMENT_TRANSITIONS[state][step] === state);
  return { closed: true, ...(afterwards.length > 0 && { afterwards }) };
}

const NOTIFIED: readonly NotifiedStep[] = [
  'admission-notified',
  'refusal-notified',
  'start-notified',
  'multi-day-notified',
  'multi-day-stopped-notified',
  'termination-notified',
  'completion-notified',
  'admission-copied',
  'termination-copied',
];

const COMMON = {
  ...(Object.fromEntries(Object.keys(TREATMENT_STEP_LABELS).map((step) => [step, {}])) as Readonly<
    Record<TreatmentStep, StepDefinition>
  >),
  applied: { founds: true },
  'keeper-moved': { own: true },
} as const satisfies Readonly<Record<TreatmentStep, StepDefinition>>;

const without = (
  from: Readonly<Partial<Record<TreatmentStep, TreatmentState>>>,
  unknown: readonly string[],
): object => Object.fromEntries(Object.entries(from).filter(([step]) => !unknown.includes(step)));

defineCodeList('treatment-status', text2('Trạng thái đợt điều trị', 'State of an episode'), STATE_LABELS);
defineCodeList(
  'treatment-step',
  text2('Việc trong đợt điều trị', 'Step of an episode'),
  Object.fromEntries(ASKED_STEPS.map((step) => [step, TREATMENT_STEP_LABELS[step]])),
);
