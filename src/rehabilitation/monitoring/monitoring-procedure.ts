import type {
  StateDefinition,
  StepDefinition,
  SteppedProcedure,
} from '../../cases/steps/stepped-procedure.js';
import { LAW_2025 } from '../../law/competence.js';
import { text2 } from '../../law/text.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import { MONITORING_STATE_LABELS, MONITORING_STEP_LABELS } from './monitoring-labels.js';
import {
  MONITORING_STATES,
  MONITORING_TRANSITIONS,
  type MonitoringState,
  type MonitoringStep,
} from './monitoring-transitions.js';

const CLOSED: ReadonlySet<MonitoringState> = new Set<MonitoringState>([
  'waived',
  'ended',
  'withdrawn',
  'lapsed',
  'voided',
]);

const STATES = Object.fromEntries(
  MONITORING_STATES.map((state): [MonitoringState, StateDefinition] => [
    state,
    { label: MONITORING_STATE_LABELS[state], ...(CLOSED.has(state) && { closed: true }) },
  ]),
) as Readonly<Record<MonitoringState, StateDefinition>>;

export const FITTING = 'electronic-monitoring.fitting';
export const ON_REQUEST = 'electronic-monitoring.decision-on-request';
export const ON_VIOLATION = 'electronic-monitoring.decision-on-violation';
export const REMEDY = 'electronic-monitoring.remedy';
export const REFITTING = 'electronic-monitoring.refitting';
const HANDOVER = 'electronic-monitoring.handover';
const RUNNING = [FITTING, ON_VIOLATION, REMEDY, REFITTING];

const TO_FIT = [{ rule: FITTING, owedBy: 'keeper' }] as const;
/** The person presents himself; whoever keeps the file watches the hours. */
const TO_REFIT = [{ rule: REFITTING, owedBy: 'keeper' }] as const;

const STEPS: Readonly<Record<MonitoringStep, StepDefinition>> = {
  requested: {
    act: 'take-monitoring-request',
    form: 'take-monitoring-request',
    founds: true,
    opens: [{ rule: ON_REQUEST, owedBy: 'keeper' }],
  },
  // The time limit that it meets stands on the file that it hangs on: `MonitoringOrderService`.
  'monitoring-ordered': {
    act: 'decide-electronic-monitoring',
    paper: true,
    founds: true,
    opens: TO_FIT,
  },
  'ordered-on-request': {
    act: 'decide-electronic-monitoring',
    paper: true,
    meets: [ON_REQUEST],
    opens: TO_FIT,
  },
  'ordered-anew': { act: 'decide-electronic-monitoring', paper: true, meets: [ON_VIOLATION] },
  fitted: { act: 'fit-monitoring-device', paper: true, meets: [FITTING] },
  'device-asked': { form: 'ask-device-change', under: LAW_2025 },
  // Of custody nobody knows the end: the hours run from the return.
  removed: { act: 'remove-monitoring-device', paper: true, opens: TO_REFIT },
  returned: { lapses: [REFITTING], opens: TO_REFIT, under: LAW_2025 },
  refitted: { act: 'refit-monitoring-device', paper: true, meets: [REFITTING] },
  relocated: { act: 'relocate-monitoring-device', paper: true },
  replaced: { act: 'replace-monitoring-device', paper: true },
  'pause-decided': { act: 'pause-monitoring', paper: true, lapses: [FITTING, REFITTING, REMEDY] },
  'pause-recorded': { act: 'carry-out-monitoring-pause', paper: true },
  'waiver-decided': { act: 'waive-monitoring', paper: true, lapses: RUNNING },
  'waiver-recorded': { act: 'carry-out-monitoring-waiver', paper: true },
  'end-decided': { act: 'end-monitoring', paper: true, lapses: RUNNING },
  'end-recorded': { act: 'carry-out-monitoring-end', paper: true },
  'residence-changed': { opens: [{ rule: HANDOVER, owedBy: 'keeper' }], under: LAW_2025 },
  'officer-assigned': { act: 'assign-monitoring-officer', paper: true },
  violated: {
    act: 'record-monitoring-violation',
    paper: true,
    opens: [
      // From the record; the head's hours run from when its papers reached him.
      { rule: REMEDY, owedBy: 'keeper', fromStep: true },
      { rule: ON_VIOLATION, owedBy: 'keeper' },
    ],
  },
  remedied: { meets: [REMEDY], under: LAW_2025 },
  'not-remedied': { act: 'record-monitoring-violation', paper: true, lapses: [REMEDY] },
  withdrawn: {},
  voided: {},
  'ground-ended': { own: true, lapses: RUNNING },
  'keeper-moved': { own: true, meets: [HANDOVER] },
};

export type MonitoringProcedure = SteppedProcedure<'electronic-monitoring'>;

export const MONITORING: MonitoringProcedure = {
  kind: 'electronic-monitoring',
  auditName: 'rehabilitation.monitoring',
  start: 'new' satisfies MonitoringState,
  states: STATES,
  transitions: MONITORING_TRANSITIONS,
  steps: STEPS,
  stepLabels: MONITORING_STEP_LABELS,
  deciding: ['monitoring-ordered', 'ordered-on-request', 'ordered-anew'] satisfies readonly MonitoringStep[],
};

defineCodeList(
  'electronic-monitoring-status',
  text2('Trạng thái giám sát điện tử', 'State of an electronic monitoring'),
  MONITORING_STATE_LABELS,
);
