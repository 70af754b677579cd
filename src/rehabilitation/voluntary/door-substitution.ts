import type { Transitions } from '../../cases/history.js';
import type { StateDefinition, StepDefinition } from '../../cases/steps/stepped-procedure.js';
import { text2, type Text2 } from '../../law/text.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import {
  COMMON_STEPS,
  COMPLAINT_STEPS,
  COMPLAINTS,
  DECIDING,
  DECISION_DEADLINE,
  END_STATES,
  ENDED,
  ENDS,
  FIRST_STATES,
  FORCE_MAJEURE,
  labelsOf,
  ONLY_PUBLIC,
  START_DEADLINE,
  staying as unchanged,
  type ComplaintStep,
  type EndState,
  type ForceMajeureStep,
  type MoveStep,
} from './door-parts.js';
import { MONITORING_DECISION } from '../monitoring/monitoring-owed.js';
import { STEP_LABELS } from './step-labels.js';
import { byLaw, type DoorDefinition, type Intake } from './door.js';
import type { VoluntaryRecord } from './voluntary.record.js';

export type SubstitutionState =
  | 'handed-in'
  | 'awaiting-supplement'
  | 'registered'
  | 'decided'
  | 'started'
  | 'in-treatment'
  | 'treatment-ended'
  | 'ended'
  | 'start-failed'
  | 'awaiting-clinic'
  | 'decided-awaiting-clinic'
  | 'eligible'
  | 'accepted'
  | 'treatment-left'
  | EndState;

export type SubstitutionStep =
  | 'supplement-requested'
  | 'registered'
  | 'decided'
  | 'referred'
  | 'treatment-started'
  | 'start-notified'
  | 'treatment-ended'
  | 'end-notified'
  | 'start-failed'
  | 'enrolled'
  | 'found-eligible'
  | 'acceptance-notified'
  | ForceMajeureStep
  | ComplaintStep
  | 'treatment-left'
  | MoveStep
  | EndState;

const staying = <State extends SubstitutionState>(
  state: State,
): { 'competence-moved': State; 'keeper-moved': State } => ({
  'competence-moved': state,
  'keeper-moved': state,
});
const AFTER_DECISION = { voided: 'voided', died: 'died' } as const;

/**
 * Until 30/06/2026 the chairman decides and the clinic tells of start and end (NĐ 116/2021 Art 28(2), 30). Since then
 * nobody decides: the person registers at the commune police and the clinic's notice says that it accepted (NĐ 163/2026
 * Art 89(2)). What was not begun on 01/07/2026 waits for that notice (Luật 120/2025 Art 56(2) by analogy). 'start-failed':
 * decided and not begun in time (NĐ 116/2021 Art 3(4)), also after that day; whom nobody decided on owes no beginning,
 * since NĐ 163/2026 Art 4(8) counts from a decision too.
 */
export const SUBSTITUTION_TRANSITIONS: Transitions<SubstitutionState, SubstitutionStep> = {
  'handed-in': {
    'supplement-requested': 'awaiting-supplement',
    registered: 'registered',
    enrolled: 'awaiting-clinic',
  },
  'awaiting-supplement': {
    'supplement-requested': 'awaiting-supplement',
    registered: 'registered',
    enrolled: 'awaiting-clinic',
    ...staying('awaiting-supplement'),
    ...ENDS,
  },
  registered: {
    decided: 'decided',
    'competence-moved': 'awaiting-clinic',
    'keeper-moved': 'registered',
    ...ENDS,
  },
  decided: {
    referred: 'decided',
    'treatment-started': 'started',
    'start-failed': 'start-failed',
    'force-majeure-ended': 'decided',
    ...unchanged('decided', COMPLAINT_STEPS),
    'competence-moved': 'decided-awaiting-clinic',
    'keeper-moved': 'decided',
    ...AFTER_DECISION,
  },
  started: {
    'start-notified': 'in-treatment',
    ...unchanged('started', COMPLAINT_STEPS),
    ...staying('started'),
    ...AFTER_DECISION,
  },
  'in-treatment': {
    'treatment-ended': 'treatment-ended',
    ...unchanged('in-treatment', COMPLAINT_STEPS),
    ...staying('in-treatment'),
    ...AFTER_DECISION,
  },
  'treatment-ended': { 'end-notified': 'ended', ...staying('treatment-ended'), ...AFTER_DECISION },
  ended: staying('ended'),
  'start-failed': staying('start-failed'),
  'awaiting-clinic': {
    referred: 'awaiting-clinic',
    'found-eligible': 'eligible',
    ...unchanged('awaiting-clinic', COMPLAINT_STEPS),
    ...staying('awaiting-clinic'),
    ...ENDS,
  },
  'decided-awaiting-clinic': {
    referred: 'decided-awaiting-clinic',
    'found-eligible': 'eligible',
    'start-failed': 'start-failed',
    'force-majeure-ended': 'decided-awaiting-clinic',
    ...unchanged('decided-awaiting-clinic', COMPLAINT_STEPS),
    ...staying('decided-awaiting-clinic'),
    ...AFTER_DECISION,
  },
  eligible: { 'acceptance-notified': 'accepted', ...staying('eligible'), ...AFTER_DECISION },
  // The registration has ended, the treatment goes on: what is owed because of it ends with it.
  accepted: { 'treatment-left': 'treatment-left', died: 'died', ...staying('accepted') },
  'treatment-left': staying('treatment-left'),
  ...ENDED,
};

const STATES: Readonly<Record<SubstitutionState, StateDefinition>> = {
  ...FIRST_STATES,
  registered: { label: text2('Đã tiếp nhận đăng ký, chờ quyết định', 'Registered, awaiting decision') },
  decided: { label: text2('Đã có quyết định điều trị thay thế', 'Decided, awaiting the clinic') },
  started: {
    label: text2(
      'Đã bắt đầu điều trị, chờ cơ sở thông báo',
      'Treatment has begun, the clinic is yet to tell',
    ),
  },
  'in-treatment': { label: text2('Đang điều trị thay thế', 'In substitution treatment') },
  'treatment-ended': {
    label: text2(
      'Đã chấm dứt điều trị, chờ cơ sở thông báo',
      'Treatment has ended, the clinic is yet to tell',
    ),
  },
  ended: { label: text2('Đã chấm dứt điều trị', 'Treatment has ended'), closed: true },
  'start-failed': {
    label: text2('Không thực hiện điều trị theo quyết định', 'Not begun in time'),
    closed: true,
  },
  'awaiting-clinic': {
    label: text2('Đã đăng ký, chờ cơ sở điều trị tiếp nhận', 'Registered, awaiting the clinic'),
  },
  'decided-awaiting-clinic': {
    label: text2(
      'Đã có quyết định trước 01/07/2026, chờ cơ sở điều trị tiếp nhận',
      'Decided before 2026-07-01, awaiting the clinic',
    ),
  },
  eligible: {
    label: text2('Đủ tiêu chuẩn điều trị, chờ cơ sở thông báo', 'Found eligible, the clinic is yet to tell'),
  },
  accepted: {
    label: text2('Cơ sở điều trị đã tiếp nhận', 'Accepted by the clinic'),
    closed: true,
    afterwards: ['died', 'treatment-left'],
  },
  'treatment-left': {
    label: text2('Không còn điều trị thay thế', 'No longer in substitution treatment'),
    closed: true,
  },
  ...END_STATES,
};

const REPORT = 'substitution.clinic-report';

const STEPS: Readonly<Record<SubstitutionStep, StepDefinition<keyof VoluntaryRecord>>> = {
  ...COMMON_STEPS,
  registered: {
    act: 'register-substitution',
    opens: [{ rule: DECISION_DEADLINE, owedBy: 'keeper' }],
    founds: true,
  },
  decided: {
    act: 'decide-substitution',
    paper: true,
    meets: [DECISION_DEADLINE],
    opens: [{ rule: START_DEADLINE, owedBy: 'keeper' }],
  },
  referred: {},
  'treatment-started': {
    act: 'report-substitution',
    meets: [START_DEADLINE],
    opens: [{ rule: REPORT, owedBy: 'actor' }],
    clears: ['placeOrganisationId', 'admittedAt'],
  },
  'start-notified': { act: 'report-substitution', letter: true, meets: [REPORT] },
  // NĐ 163/2026 Art 89(2) knows the notice of acceptance alone: an end since 01/07/2026 starts no time limit.
  'treatment-ended': {
    act: 'report-substitution',
    opens: [{ rule: REPORT, owedBy: 'actor', under: ['R1', 'R1b', 'R2'] }],
  },
  'end-notified': { act: 'report-substitution', letter: true, meets: [REPORT] },
  'start-failed': {},
  'force-majeure-ended': FORCE_MAJEURE,
  ...COMPLAINTS,
  enrolled: { act: 'register-substitution', founds: true },
  'found-eligible': {
    act: 'report-substitution',
    meets: [START_DEADLINE],
    opens: [{ rule: REPORT, owedBy: 'actor' }],
    clears: ['placeOrganisationId', 'admittedAt'],
  },
  // Registered and accepted, the person is in treatment: the commune police decide on monitoring (NĐ 163/2026 Art 16(2)a).
  'acceptance-notified': {
    act: 'report-substitution',
    letter: true,
    meets: [REPORT],
    opens: [{ rule: MONITORING_DECISION, owedBy: 'keeper', outlives: true }],
  },
  // No notice of it is known to NĐ 163/2026: the keeper says how he learnt of it.
  'treatment-left': { lapses: [MONITORING_DECISION] },
  died: { lapses: [MONITORING_DECISION] },
};

const AT_COMMITTEE: Intake = { act: 'register-substitution', step: 'registered', residence: 'here' };
const AT_POLICE: Intake = { act: 'register-substitution', step: 'enrolled', residence: 'here' };

export const SUBSTITUTION_DOOR: DoorDefinition = {
  door: 'substitution',
  auditName: 'rehabilitation.substitution',
  deciding: DECIDING,
  stepLabels: STEP_LABELS satisfies Readonly<Record<SubstitutionStep, Text2>>,
  kind: 'substitution-treatment',
  start: 'handed-in' satisfies SubstitutionState,
  states: STATES,
  transitions: SUBSTITUTION_TRANSITIONS,
  steps: STEPS,
  intake: byLaw(AT_COMMITTEE, AT_POLICE),
  withoutResidence: ONLY_PUBLIC,
  term: byLaw('none', 'none'),
  places: byLaw(['methadone-clinic'], ['methadone-clinic']),
  begins: { after: ['decided'] },
  countsTimes: false,
  newLaw: { waitsIn: 'awaiting-clinic' satisfies SubstitutionState, supersedes: DECISION_DEADLINE },
};

export const SUBSTITUTION_STATES = Object.keys(SUBSTITUTION_TRANSITIONS) as readonly SubstitutionState[];

defineCodeList(
  'substitution-registration-status',
  text2('Trạng thái đăng ký điều trị thay thế', 'State of a registration for substitution treatment'),
  labelsOf(STATES),
);
