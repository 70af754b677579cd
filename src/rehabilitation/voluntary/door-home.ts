import type { Transitions } from '../../cases/history.js';
import type { StateDefinition, StepDefinition } from '../../cases/steps/stepped-procedure.js';
import { text2, type Text2 } from '../../law/text.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import { COURSE_STEPS, type CourseStep } from '../course/course.js';
import {
  CERTIFICATE_DEADLINE,
  COMPLAINT_STEPS,
  COMPLAINTS,
  COMPULSORY_END_STATE,
  COMMON_STEPS,
  CORRECTION,
  DECIDING,
  DECISION_DEADLINE,
  END_STATES,
  ENDED,
  ENDS,
  FIRST_STATES,
  FORCE_MAJEURE,
  HOME_CERTIFICATE,
  labelsOf,
  moving,
  NOTICE_DEADLINE,
  ONLY_PUBLIC,
  RESIDENCE_CHANGES,
  RESIDENCE_STEPS,
  SERVICE_STEPS,
  SERVICES,
  START_DEADLINE,
  staying,
  TO_COMPULSORY,
  WHEREABOUTS,
  type ComplaintStep,
  type EndState,
  type CompulsoryEnd,
  type ForceMajeureStep,
  type MoveStep,
  type OrdinalStep,
  type ResidenceStep,
  type ServiceStep,
  type WhereaboutsStep,
} from './door-parts.js';
import { MONITORING_DECISION } from '../monitoring/monitoring-owed.js';
import { STEP_LABELS } from './step-labels.js';
import { byLaw, type DoorDefinition, type Intake } from './door.js';
import type { VoluntaryRecord } from './voluntary.record.js';

/** States of home or community rehabilitation, from application to its end. */
export type HomeState =
  | 'handed-in'
  | 'awaiting-supplement'
  | 'registered'
  | 'awaiting-reception'
  | 'decided'
  | 'started'
  | 'start-failed'
  | 'missing'
  | 'in-prison'
  | 'completed'
  | 'not-completed'
  | 'self-terminated'
  | CompulsoryEnd
  | EndState;

export type HomeStep =
  | 'supplement-requested'
  | 'registered'
  | 'reception-recorded'
  | 'decided'
  | 'started'
  | 'start-failed'
  | CourseStep
  | 'imprisoned'
  | 'released'
  | 'completed'
  | 'not-completed'
  | 'self-terminated'
  | CompulsoryEnd
  | ResidenceStep
  | ForceMajeureStep
  | ComplaintStep
  | ServiceStep
  | WhereaboutsStep
  | OrdinalStep
  | MoveStep
  | EndState;

/**
 * Neither decree knows a refusal or a stopped clock: what is registered ends in a decision, a withdrawal, a void
 * with its reason, or death. An incomplete dossier is not registered (NĐ 116/2021 Art 28(5)b, NĐ 163/2026 Art 89(5)).
 * 'awaiting-reception': registered with the people's committee, then taken over by the commune police, whose
 * reception record starts the term (Luật 120/2025 Art 32(2), Art 56(2); interpretation).
 * 'competence-moved': to the police with the new law; 'keeper-moved': to the successor of a merged commune.
 * 'start-failed': decided and not begun in time (NĐ 116/2021 Art 3(4), NĐ 163/2026 Art 4(8)).
 * 'missing': nobody knows where the person is. 'in-prison': the rest of the term is served afterwards (Luật 120/2025 Art 47(1)). 'not-completed': the term is over and
 * the certificate was refused, with the reasons. 'self-terminated': NĐ 116/2021 Art 3(5), NĐ 163/2026 Art 4(9).
 */
export const HOME_TRANSITIONS: Transitions<HomeState, HomeStep> = {
  'handed-in': { 'supplement-requested': 'awaiting-supplement', registered: 'registered' },
  'awaiting-supplement': {
    'supplement-requested': 'awaiting-supplement',
    registered: 'registered',
    'ordinal-corrected': 'awaiting-supplement',
    'competence-moved': 'awaiting-supplement',
    'keeper-moved': 'awaiting-supplement',
    ...ENDS,
  },
  registered: {
    'competence-moved': 'awaiting-reception',
    'keeper-moved': 'registered',
    'ordinal-corrected': 'registered',
    decided: 'decided',
    ...staying('registered', COMPLAINT_STEPS),
    ...ENDS,
  },
  'awaiting-reception': {
    'reception-recorded': 'registered',
    'competence-moved': 'awaiting-reception',
    'keeper-moved': 'awaiting-reception',
    'ordinal-corrected': 'awaiting-reception',
    ...ENDS,
  },
  decided: {
    'competence-moved': 'decided',
    'keeper-moved': 'decided',
    started: 'started',
    'start-failed': 'start-failed',
    'force-majeure-ended': 'decided',
    ...staying('decided', COMPLAINT_STEPS),
    voided: 'voided',
    died: 'died',
  },
  started: {
    ...staying('started', [
      ...COURSE_STEPS,
      ...RESIDENCE_STEPS,
      ...SERVICE_STEPS,
      ...COMPLAINT_STEPS,
    ] as const),
    disappeared: 'missing',
    imprisoned: 'in-prison',
    completed: 'completed',
    'not-completed': 'not-completed',
    'self-terminated': 'self-terminated',
    ...TO_COMPULSORY,
    ...moving('started'),
    voided: 'voided',
    died: 'died',
  },
  missing: {
    'found-again': 'started',
    ...staying('missing', [
      'drug-use-found',
      'service-ended',
      'service-reported',
      ...COMPLAINT_STEPS,
    ] as const),
    imprisoned: 'in-prison',
    'not-completed': 'not-completed',
    'self-terminated': 'self-terminated',
    ...TO_COMPULSORY,
    ...moving('missing'),
    voided: 'voided',
    died: 'died',
  },
  'in-prison': {
    released: 'started',
    ...staying('in-prison', COMPLAINT_STEPS),
    ...TO_COMPULSORY,
    ...moving('in-prison'),
    voided: 'voided',
    died: 'died',
  },
  completed: moving('completed'),
  'not-completed': moving('not-completed'),
  'self-terminated': moving('self-terminated'),
  'sent-to-compulsory': moving('sent-to-compulsory'),
  'start-failed': { 'competence-moved': 'start-failed', 'keeper-moved': 'start-failed' },
  ...ENDED,
};

const STATES: Readonly<Record<HomeState, StateDefinition>> = {
  ...FIRST_STATES,
  registered: { label: text2('Đã tiếp nhận đăng ký, chờ quyết định', 'Registered, awaiting decision') },
  'awaiting-reception': {
    label: text2('Chờ Công an cấp xã lập biên bản tiếp nhận', 'Awaiting the reception record'),
  },
  decided: { label: text2('Đã có quyết định cai nghiện', 'Decided') },
  started: { label: text2('Đang cai nghiện', 'Rehabilitation has begun') },
  'start-failed': {
    label: text2('Không thực hiện cai nghiện theo quyết định', 'Not begun in time'),
    closed: true,
  },
  missing: { label: text2('Không rõ đang ở đâu', 'Whereabouts unknown') },
  'in-prison': {
    label: text2('Đang chấp hành án phạt tù, tạm dừng thời hạn', 'In prison, the term stands still'),
  },
  completed: { label: text2('Đã hoàn thành cai nghiện', 'Completed'), closed: true },
  'not-completed': {
    label: text2('Hết thời hạn, không cấp giấy xác nhận hoàn thành', 'Term over, completion not certified'),
    closed: true,
  },
  'self-terminated': { label: text2('Tự ý chấm dứt cai nghiện', 'Terminated by the person'), closed: true },
  'sent-to-compulsory': COMPULSORY_END_STATE,
  ...END_STATES,
};

const STEPS: Readonly<Record<HomeStep, StepDefinition<keyof VoluntaryRecord>>> = {
  ...COMMON_STEPS,
  registered: {
    act: 'register-home-rehabilitation',
    // NĐ 163/2026 Art 92(1)a: registering and the reception record are one act.
    alsoForms: ['reception-record'],
    opens: [{ rule: DECISION_DEADLINE, owedBy: 'keeper' }],
    founds: true,
  },
  'reception-recorded': {
    act: 'reception-record',
    paper: true,
    opens: [{ rule: DECISION_DEADLINE, owedBy: 'keeper' }],
    clears: ['receptionAt'],
  },
  decided: {
    act: 'decide-home-rehabilitation',
    paper: true,
    alsoForms: ['deliver-paper'],
    meets: [DECISION_DEADLINE],
    // The person owes the first; the body that decided watches it. The second is withheld of who is not of age.
    opens: [
      { rule: START_DEADLINE, owedBy: 'keeper' },
      { rule: MONITORING_DECISION, owedBy: 'keeper' },
    ],
    clears: ['termStartsOn', 'termEndsOn', 'termMonths', 'termExplanation'],
  },
  'ordinal-corrected': CORRECTION,
  started: { meets: [START_DEADLINE], clears: ['startedAt'] },
  'start-failed': {},
  'stage-began': {},
  'stage-ended': {},
  evaluated: {},
  'breach-recorded': {},
  'drug-use-found': {},
  'end-announced': { meets: [NOTICE_DEADLINE], form: 'notify-end' },
  imprisoned: {},
  released: {},
  completed: {
    act: 'certify-home-rehabilitation',
    paper: true,
    alsoForms: ['deliver-paper'],
    meets: [CERTIFICATE_DEADLINE],
  },
  'not-completed': { act: 'certify-home-rehabilitation', meets: [CERTIFICATE_DEADLINE] },
  'self-terminated': { form: 'record-violation' },
  'sent-to-compulsory': {},
  ...RESIDENCE_CHANGES,
  'force-majeure-ended': FORCE_MAJEURE,
  ...COMPLAINTS,
  ...SERVICES,
  ...WHEREABOUTS,
};

const INTAKE: Intake = { act: 'register-home-rehabilitation', step: 'registered', residence: 'here' };
// NĐ 163/2026 Art 92(1)a: registering and the reception record are one act.
const WITH_RECEPTION: Intake = { ...INTAKE, isReception: true };

export const HOME_DOOR: DoorDefinition = {
  door: 'home',
  auditName: 'rehabilitation.home',
  deciding: DECIDING,
  stepLabels: STEP_LABELS satisfies Readonly<Record<HomeStep, Text2>>,
  kind: 'home-rehabilitation',
  start: 'handed-in' satisfies HomeState,
  states: STATES,
  transitions: HOME_TRANSITIONS,
  steps: STEPS,
  intake: byLaw(INTAKE, WITH_RECEPTION),
  withoutResidence: ONLY_PUBLIC,
  term: byLaw('decision', 'decision'),
  places: byLaw([], []),
  begins: { after: ['decided'] },
  countsTimes: true,
  // The support worker owes the notice (NĐ 163/2026 Art 93(2)); whoever keeps the file watches that it comes.
  running: {
    states: ['started', 'missing'] satisfies readonly HomeState[],
    begun: [
      'started',
      'missing',
      'in-prison',
      'completed',
      'not-completed',
      'self-terminated',
      'sent-to-compulsory',
    ] satisfies readonly HomeState[],
    limits: [
      { rule: NOTICE_DEADLINE, owedBy: 'keeper' },
      { rule: CERTIFICATE_DEADLINE, owedBy: 'keeper' },
    ],
  },
  certificates: { completed: HOME_CERTIFICATE, 'not-completed': HOME_CERTIFICATE },
  newLaw: { waitsIn: 'awaiting-reception' satisfies HomeState, supersedes: DECISION_DEADLINE },
};

export const HOME_STATES = Object.keys(HOME_TRANSITIONS) as readonly HomeState[];

defineCodeList(
  'home-rehabilitation-status',
  text2('Trạng thái hồ sơ cai nghiện tại gia đình, cộng đồng', 'State of a home rehabilitation'),
  labelsOf(STATES),
);
