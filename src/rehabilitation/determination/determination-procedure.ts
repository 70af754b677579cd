import type { Transitions } from '../../cases/history.js';
import type {
  StateDefinition,
  StepDefinition,
  SteppedProcedure,
} from '../../cases/steps/stepped-procedure.js';
import { text2, type Text2 } from '../../law/text.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import { staying } from '../voluntary/door-parts.js';

/** From the request or the application to the day on which the person is told the result. */
export type DeterminationState =
  'new' | 'requested' | 'received' | 'determined' | 'told' | 'withdrawn' | 'died' | 'voided';

/** What happens after the beginning. The result has another form for who applied: the program picks it. */
export type AskedDeterminationStep =
  'staff-sent' | 'received' | 'resulted' | 'told' | 'withdrawn' | 'died' | 'voided';

export type DeterminationStep =
  'requested' | 'requested-away' | 'applied' | AskedDeterminationStep | 'resulted-voluntary' | 'keeper-moved';

const ENDS = { withdrawn: 'withdrawn', died: 'died', voided: 'voided' } as const;
const moves = <State extends DeterminationState>(state: State): Readonly<Record<'keeper-moved', State>> =>
  staying(state, ['keeper-moved']);

const TRANSITIONS: Transitions<DeterminationState, DeterminationStep> = {
  new: { requested: 'requested', 'requested-away': 'requested', applied: 'received' },
  requested: { 'staff-sent': 'requested', received: 'received', ...moves('requested'), ...ENDS },
  received: {
    resulted: 'determined',
    'resulted-voluntary': 'determined',
    ...moves('received'),
    ...ENDS,
  },
  determined: { told: 'told', ...moves('determined'), died: 'died', voided: 'voided' },
  told: moves('told'),
  withdrawn: moves('withdrawn'),
  died: moves('died'),
  voided: moves('voided'),
};

export const DETERMINATION_STATES = Object.keys(TRANSITIONS) as readonly DeterminationState[];

const STATE_LABELS: Readonly<Record<DeterminationState, Text2>> = {
  new: text2('Chưa ghi nhận', 'Not entered'),
  requested: text2('Đã đề nghị, chờ cơ sở y tế tiếp nhận người', 'Requested, the person is to be received'),
  received: text2('Cơ sở y tế đã tiếp nhận, chờ kết quả', 'Received, awaiting the result'),
  determined: text2('Đã có kết quả, chờ thông báo', 'Determined, to be told'),
  told: text2('Đã trả kết quả', 'Result given'),
  withdrawn: text2('Không xác định nữa', 'Withdrawn'),
  died: text2('Người đó chết', 'Died'),
  voided: text2('Hủy do ghi nhầm', 'Voided'),
};

const STEP_LABELS: Readonly<Record<DeterminationStep, Text2>> = {
  requested: text2('Công an đề nghị, chuyển người đến cơ sở y tế', 'Police request, the person is brought'),
  'requested-away': text2('Công an đề nghị, cơ sở y tế đến nơi', 'Police request, staff are to come'),
  applied: text2('Người tự nguyện nộp đơn, cơ sở y tế tiếp nhận', 'Apply, be received'),
  'staff-sent': text2('Cơ sở y tế cử cán bộ đến', 'Send staff'),
  received: text2('Tiếp nhận người cần xác định', 'Receive the person'),
  resulted: text2('Lập Phiếu kết quả', 'Give the result'),
  'resulted-voluntary': text2('Lập Phiếu kết quả cho người tự nguyện', 'Give the result to who applied'),
  told: text2('Trả, thông báo kết quả', 'Tell the result'),
  withdrawn: text2('Không xác định nữa', 'Withdraw'),
  died: text2('Ghi nhận người đó chết', 'Record the death'),
  voided: text2('Hủy hồ sơ ghi nhầm', 'Void'),
  'keeper-moved': text2('Chuyển đơn vị giữ hồ sơ', 'Move to another keeper'),
};

const RESULT = 'determination.result';
const STAFF = 'determination.send-staff';
const REQUEST = 'request-determination';

const STEPS: Readonly<Record<DeterminationStep, StepDefinition>> = {
  requested: { act: REQUEST, form: REQUEST, founds: true },
  'requested-away': {
    act: REQUEST,
    form: REQUEST,
    founds: true,
    opens: [{ rule: STAFF, owedBy: 'addressee' }],
  },
  applied: {
    act: 'receive-determination-application',
    form: 'receive-determination-application',
    founds: true,
    opens: [{ rule: RESULT, owedBy: 'keeper' }],
  },
  // NĐ 109/2021 Art 6(2)b, 7(3)b: to the place of custody, or the one that was agreed.
  'staff-sent': { act: 'send-determination-staff', meets: [STAFF] },
  received: {
    act: 'receive-for-determination',
    lapses: [STAFF],
    opens: [{ rule: RESULT, owedBy: 'actor' }],
  },
  resulted: { act: 'determine-addiction', paper: true, meets: [RESULT] },
  'resulted-voluntary': { act: 'determine-addiction-voluntary', paper: true, meets: [RESULT] },
  told: { byReferred: true },
  withdrawn: {},
  died: { byReferred: true },
  voided: {},
  'keeper-moved': { own: true },
};

const CLOSED: ReadonlySet<DeterminationState> = new Set<DeterminationState>([
  'told',
  'withdrawn',
  'died',
  'voided',
]);

export type DeterminationProcedure = SteppedProcedure<'addiction-determination', never>;

export const DETERMINATION: DeterminationProcedure = {
  kind: 'addiction-determination',
  auditName: 'determination.file',
  start: 'new' satisfies DeterminationState,
  states: Object.fromEntries(
    DETERMINATION_STATES.map((state): [DeterminationState, StateDefinition] => [
      state,
      { label: STATE_LABELS[state], ...(CLOSED.has(state) && { closed: true }) },
    ]),
  ),
  transitions: TRANSITIONS,
  steps: STEPS,
  stepLabels: STEP_LABELS,
  deciding: [],
};

export const ASKED_STEPS: readonly AskedDeterminationStep[] = [
  'staff-sent',
  'received',
  'resulted',
  'told',
  'withdrawn',
  'died',
  'voided',
];

defineCodeList(
  'addiction-determination-status',
  text2('Trạng thái xác định tình trạng nghiện', 'State of a determination of addiction'),
  STATE_LABELS,
);
defineCodeList(
  'determination-step',
  text2('Việc trong xác định tình trạng nghiện', 'Step of a determination of addiction'),
  Object.fromEntries(ASKED_STEPS.map((step) => [step, STEP_LABELS[step]])),
);
