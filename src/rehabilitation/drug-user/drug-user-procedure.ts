import type {
  OpenedLimit,
  StateDefinition,
  StepDefinition,
  SteppedProcedure,
} from '../../cases/steps/stepped-procedure.js';
import { LAW_2021, LAW_2025 } from '../../law/competence.js';
import { step, type ExplanationStep } from '../../law/explanation.js';
import { cite, type Citation } from '../../law/instruments.js';
import { text2 } from '../../law/text.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import { DRUG_USER_STATE_LABELS, DRUG_USER_STEP_LABELS } from './drug-user-labels.js';
import {
  DRUG_USER_STATES,
  DRUG_USER_TRANSITIONS,
  type DrugUserState,
  type DrugUserStep,
} from './drug-user-transitions.js';

const CLOSED: ReadonlySet<DrugUserState> = new Set<DrugUserState>([
  'stopped',
  'ended',
  'not-applied',
  'died',
  'voided',
]);

const STATES = Object.fromEntries(
  DRUG_USER_STATES.map((state): [DrugUserState, StateDefinition] => [
    state,
    { label: DRUG_USER_STATE_LABELS[state], ...(CLOSED.has(state) && { closed: true }) },
  ]),
) as Readonly<Record<DrugUserState, StateDefinition>>;

const CHECKS = ['drug-user.residence-check', 'drug-user.residence-check-remote'] as const;
const MONTHLY = 'drug-user.monthly-check';
export const DECISION = 'drug-user.decision';
const NEW_DECISION = 'drug-user.new-decision';
const DELIVERY = 'drug-user.end-decision-delivery';

/** The committee that was told decides until 30/06/2026; since then the police who keep the file. */
const byWhoDecides = (rule: string): readonly OpenedLimit[] => [
  { rule, owedBy: 'addressee', under: LAW_2021 },
  { rule, owedBy: 'keeper', under: LAW_2025 },
];
/** Who may not be decided on before a result is not overdue while it is awaited: the texts are silent. */
const resultFirst = (silent: Citation): ExplanationStep =>
  step(
    'Người không có nơi cư trú ổn định chỉ bị quản lý khi kết luận không nghiện: thời hạn ra quyết định tính từ khi kết quả được đưa vào hồ sơ, không từ thông báo.',
    'Who has no stable residence is managed only if determined not to be addicted: the time to decide runs from when the result came into the file, not from the notice.',
    silent,
    'interpretation',
  );
const RESULT_FIRST_2021 = resultFirst(cite('nd-105-2021', 'Điều 40 khoản 2 điểm e, Điều 42 khoản 1'));
const RESULT_FIRST_2025 = resultFirst(cite('luat-120-2025', 'Điều 24 khoản 6'));
const CHECKED_MONTHLY = [{ rule: MONTHLY, owedBy: 'keeper' }] as const;
const TO_SEND = [{ rule: DELIVERY, owedBy: 'actor' }] as const;

const STEPS: Readonly<Record<DrugUserStep, StepDefinition>> = {
  found: {
    act: 'find-drug-use',
    founds: true,
    opens: [{ rule: 'drug-user.residence-check', owedBy: 'keeper' }],
  },
  'found-remote': {
    act: 'find-drug-use',
    founds: true,
    opens: [{ rule: 'drug-user.residence-check-remote', owedBy: 'keeper' }],
  },
  'notice-received': { founds: true, opens: byWhoDecides(DECISION) },
  'papers-added': {},
  // What the notice withheld: `decisionAwaitsResult`.
  'result-added': {
    opens: byWhoDecides(DECISION).map((limit) => ({
      ...limit,
      reading: limit.under === LAW_2025 ? RESULT_FIRST_2025 : RESULT_FIRST_2021,
    })),
  },
  'residence-verified': {
    act: 'verify-residence',
    meets: CHECKS,
    opens: [{ rule: 'drug-user.notice', owedBy: 'keeper' }],
  },
  notified: {
    act: 'notify-drug-use',
    paper: true,
    meets: ['drug-user.notice'],
    opens: byWhoDecides(DECISION),
  },
  decided: {
    act: 'decide-drug-user-management',
    paper: true,
    meets: [DECISION],
    opens: CHECKED_MONTHLY,
  },
  'residence-checked': { act: 'check-managed-residence', meets: [MONTHLY], opens: CHECKED_MONTHLY },
  tested: { act: 'test-managed-user', form: 'test-managed-user' },
  // NĐ 105/2021 Art 43(2) names no time for the new decision.
  'use-found-again': {
    act: 'find-drug-use',
    form: 'find-drug-use',
    opens: [{ rule: NEW_DECISION, owedBy: 'keeper' }],
  },
  'decided-again': { act: 'decide-drug-user-management', paper: true, meets: [NEW_DECISION] },
  absent: { under: LAW_2025 },
  returned: { under: LAW_2025 },
  suspended: {
    act: 'suspend-drug-user-management',
    paper: true,
    lapses: [MONTHLY, DELIVERY],
    opens: TO_SEND,
  },
  resumed: { under: LAW_2025, opens: CHECKED_MONTHLY },
  moved: { opens: byWhoDecides('drug-user.transfer') },
  'file-sent': { act: 'transfer-drug-user-file', paper: true, meets: ['drug-user.transfer'] },
  stayed: { lapses: ['drug-user.transfer'] },
  'taken-over': { under: LAW_2021 },
  // Art 62(2) names no time for it.
  'decided-after-move': { act: 'decide-drug-user-management', paper: true, under: LAW_2025 },
  stopped: {
    act: 'stop-drug-user-management',
    paper: true,
    lapses: [MONTHLY, NEW_DECISION, 'drug-user.transfer', DELIVERY],
    opens: TO_SEND,
  },
  ended: {
    act: 'end-drug-user-management',
    paper: true,
    lapses: [MONTHLY, NEW_DECISION, 'drug-user.transfer', DELIVERY],
    opens: TO_SEND,
  },
  'decision-sent': { byReferred: true, meets: [DELIVERY] },
  'not-applied': {},
  died: {},
  voided: {},
  'keeper-moved': { own: true },
};

export type DrugUserProcedure = SteppedProcedure<'drug-user-management', never>;

export const DRUG_USER: DrugUserProcedure = {
  kind: 'drug-user-management',
  auditName: 'drug-user.management',
  start: 'new' satisfies DrugUserState,
  states: STATES,
  transitions: DRUG_USER_TRANSITIONS,
  steps: STEPS,
  stepLabels: DRUG_USER_STEP_LABELS,
  deciding: ['decided', 'decided-again'] satisfies readonly DrugUserStep[],
};

defineCodeList(
  'drug-user-management-status',
  text2('Trạng thái hồ sơ quản lý người sử dụng trái phép', 'State of the management of a drug user'),
  DRUG_USER_STATE_LABELS,
);
