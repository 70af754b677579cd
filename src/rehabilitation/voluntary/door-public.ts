import type { Transitions } from '../../cases/history.js';
import type { StateDefinition, StepDefinition } from '../../cases/steps/stepped-procedure.js';
import { text2, type Text2 } from '../../law/text.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import {
  COMMON_STEPS,
  DECIDING,
  DECISION_DEADLINE,
  END_STATES,
  ENDED,
  ENDS,
  FIRST_STATES,
  labelsOf,
  type EndState,
  type MoveStep,
} from './door-parts.js';
import { STEP_LABELS } from './step-labels.js';
import { byLaw, type DoorDefinition, type Intake } from './door.js';
import type { VoluntaryRecord } from './voluntary.record.js';

export type PublicState =
  | 'handed-in'
  | 'awaiting-supplement'
  | 'taken-in'
  | 'awaiting-outside-decision'
  | 'outside-decided'
  | 'contracted'
  | 'awaiting-reception'
  | 'registered'
  | 'decided'
  | 'proposed'
  | 'designation-asked'
  | 'designated'
  | 'under-way'
  | 'start-failed'
  | EndState;

export type PublicStep =
  | 'supplement-requested'
  | 'taken-in'
  | 'registered-without-residence'
  | 'outside-decided'
  | 'contracted'
  | 'commune-notified'
  | 'reception-recorded'
  | 'registered'
  | 'decided'
  | 'proposed'
  | 'designated'
  | 'designation-asked'
  | 'designated-by-ministry'
  | 'referred'
  | 'handed-over'
  | 'start-failed'
  | MoveStep
  | EndState;

const staying = <State extends PublicState>(
  state: State,
): { 'competence-moved': State; 'keeper-moved': State } => ({
  'competence-moved': state,
  'keeper-moved': state,
});
const AFTER_DECISION = { voided: 'voided', died: 'died' } as const;

/**
 * Until 30/06/2026 by contract with the facility (NĐ 116/2021 Art 35). Since then: decision of the commune police,
 * proposal to the provincial police, designation by its director or by the ministry's department, handing over (NĐ
 * 163/2026 Art 91, 95, 96).
 * A person without a stable residence registered at the people's committee until 30/06/2026 and went to the facility
 * 'after a decision of the competent body' (NĐ 116/2021 Art 28(1)); the decree names neither that body nor a time
 * limit, so the decision is recorded as an outside one, and no time to begin is counted from it. 'start-failed': decided
 * and not begun in time (NĐ 163/2026 Art 4(8)); a contract of before that day is no decision.
 */
export const PUBLIC_TRANSITIONS: Transitions<PublicState, PublicStep> = {
  'handed-in': {
    'supplement-requested': 'awaiting-supplement',
    'taken-in': 'taken-in',
    'registered-without-residence': 'awaiting-outside-decision',
    registered: 'registered',
  },
  'awaiting-supplement': {
    'supplement-requested': 'awaiting-supplement',
    'taken-in': 'taken-in',
    'registered-without-residence': 'awaiting-outside-decision',
    registered: 'registered',
    ...staying('awaiting-supplement'),
    ...ENDS,
  },
  'taken-in': { contracted: 'contracted', ...staying('taken-in'), ...ENDS },
  'awaiting-outside-decision': {
    'outside-decided': 'outside-decided',
    'competence-moved': 'awaiting-reception',
    'keeper-moved': 'awaiting-outside-decision',
    ...ENDS,
  },
  'outside-decided': {
    referred: 'outside-decided',
    contracted: 'contracted',
    ...staying('outside-decided'),
    ...AFTER_DECISION,
  },
  contracted: { 'commune-notified': 'under-way', ...staying('contracted'), ...AFTER_DECISION },
  'awaiting-reception': { 'reception-recorded': 'registered', ...staying('awaiting-reception'), ...ENDS },
  registered: { decided: 'decided', ...staying('registered'), ...ENDS },
  decided: { proposed: 'proposed', ...staying('decided'), ...AFTER_DECISION },
  proposed: {
    designated: 'designated',
    'designation-asked': 'designation-asked',
    ...staying('proposed'),
    ...AFTER_DECISION,
  },
  'designation-asked': {
    'designated-by-ministry': 'designated',
    ...staying('designation-asked'),
    ...AFTER_DECISION,
  },
  designated: {
    'handed-over': 'under-way',
    'start-failed': 'start-failed',
    ...staying('designated'),
    ...AFTER_DECISION,
  },
  'under-way': { ...staying('under-way'), ...AFTER_DECISION },
  'start-failed': staying('start-failed'),
  ...ENDED,
};

const STATES: Readonly<Record<PublicState, StateDefinition>> = {
  ...FIRST_STATES,
  'taken-in': {
    label: text2('Cơ sở đã tiếp nhận hồ sơ, chờ ký hợp đồng', 'Taken in, awaiting the contract'),
  },
  'awaiting-outside-decision': {
    label: text2(
      'Đã đăng ký tại UBND cấp xã, chờ quyết định của cơ quan có thẩm quyền',
      'Registered at the committee, awaiting the competent body’s decision',
    ),
  },
  'outside-decided': {
    label: text2(
      'Đã có quyết định, chờ cơ sở tiếp nhận',
      'Decided by the competent body, awaiting the facility',
    ),
  },
  contracted: {
    label: text2(
      'Đã ký hợp đồng, chờ thông báo cho cấp xã',
      'Contract concluded, the commune is yet to be told',
    ),
  },
  'awaiting-reception': {
    label: text2('Chờ Công an cấp xã tiếp nhận', 'Awaiting the reception by the commune police'),
  },
  registered: { label: text2('Đã tiếp nhận đăng ký, chờ quyết định', 'Registered, awaiting decision') },
  decided: {
    label: text2(
      'Đã có quyết định, chờ gửi đề nghị Công an cấp tỉnh',
      'Decided, to be proposed to the province',
    ),
  },
  proposed: {
    label: text2('Đã đề nghị, chờ Giám đốc Công an cấp tỉnh', 'Proposed, awaiting the provincial director'),
  },
  'designation-asked': {
    label: text2('Đã đề nghị Bộ, chờ Cục trưởng quyết định', 'Awaiting the ministry’s department'),
  },
  designated: {
    label: text2(
      'Đã có cơ sở tiếp nhận, chờ giao nhận người',
      'Facility designated, awaiting the handing over',
    ),
  },
  'under-way': { label: text2('Đang cai nghiện tại cơ sở', 'In rehabilitation at the facility') },
  'start-failed': {
    label: text2('Không thực hiện cai nghiện theo quyết định', 'Not begun in time'),
    closed: true,
  },
  ...END_STATES,
};

const TERM = ['termStartsOn', 'termEndsOn', 'termMonths', 'termExplanation'] as const;
const ADMISSION = [...TERM, 'admittedAt', 'contractNumber', 'contractSignedOn'] as const;

const STEPS: Readonly<Record<PublicStep, StepDefinition<keyof VoluntaryRecord>>> = {
  ...COMMON_STEPS,
  'taken-in': { act: 'register-public-facility', founds: true },
  'registered-without-residence': { act: 'register-without-residence', founds: true },
  'outside-decided': {},
  contracted: {
    act: 'contract-public-facility',
    paper: true,
    opens: [{ rule: 'public-facility.report', owedBy: 'actor' }],
    clears: [...ADMISSION, 'placeOrganisationId'],
  },
  'commune-notified': { byReferred: true, meets: ['public-facility.report'] },
  'reception-recorded': {
    act: 'register-without-residence',
    paper: true,
    opens: [{ rule: DECISION_DEADLINE, owedBy: 'keeper' }],
    clears: ['receptionAt'],
  },
  registered: {
    act: 'register-public-facility',
    opens: [{ rule: DECISION_DEADLINE, owedBy: 'keeper' }],
    founds: true,
  },
  decided: {
    act: 'decide-public-facility',
    paper: true,
    meets: [DECISION_DEADLINE],
    opens: [{ rule: 'public-facility.propose', owedBy: 'keeper' }],
  },
  proposed: {
    act: 'propose-public-facility',
    paper: true,
    meets: ['public-facility.propose'],
    opens: [{ rule: 'public-facility.designate', owedBy: 'addressee' }],
  },
  designated: {
    act: 'designate-public-facility',
    paper: true,
    meets: ['public-facility.designate'],
    clears: ['placeOrganisationId'],
  },
  'designation-asked': {
    act: 'request-designation',
    paper: true,
    meets: ['public-facility.designate'],
    opens: [{ rule: 'public-facility.designate-elsewhere', owedBy: 'addressee' }],
  },
  'designated-by-ministry': {
    act: 'designate-by-ministry',
    paper: true,
    meets: ['public-facility.designate-elsewhere'],
    clears: ['placeOrganisationId'],
  },
  referred: {},
  'handed-over': { act: 'hand-over-public-facility', paper: true, clears: ['admittedAt'] },
  'start-failed': {},
};

const AT_FACILITY: Intake = { act: 'register-public-facility', step: 'taken-in', residence: 'anywhere' };
const AT_POLICE: Intake = { act: 'register-public-facility', step: 'registered', residence: 'here' };
const FOUND_BY_COMMITTEE: Intake = {
  act: 'register-without-residence',
  step: 'registered-without-residence',
  residence: 'anywhere',
};
const FOUND_BY_POLICE: Intake = {
  act: 'register-without-residence',
  step: 'registered',
  residence: 'anywhere',
};

export const PUBLIC_DOOR: DoorDefinition = {
  door: 'public',
  auditName: 'rehabilitation.public',
  deciding: DECIDING,
  stepLabels: STEP_LABELS satisfies Readonly<Record<PublicStep, Text2>>,
  kind: 'public-facility-rehabilitation',
  start: 'handed-in' satisfies PublicState,
  states: STATES,
  transitions: PUBLIC_TRANSITIONS,
  steps: STEPS,
  intake: byLaw(AT_FACILITY, AT_POLICE),
  withoutResidence: { open: true, intake: byLaw(FOUND_BY_COMMITTEE, FOUND_BY_POLICE) },
  term: byLaw('contract', 'absent'),
  // NĐ 116/2021 Art 28(1) names the public facility alone; NĐ 163/2026 Art 89(1)b the reformatory too.
  places: byLaw(['public-rehabilitation-facility'], ['public-rehabilitation-facility', 'reformatory']),
  // Who waits for the authorities to choose a place cannot begin: never before that may anybody say that he did not.
  begins: {
    after: ['designated', 'designated-by-ministry'],
    reading: text2(
      'Luật tính từ quyết định mà không nói đến thời gian cơ quan Công an xác định cơ sở tiếp nhận: tính từ khi có văn bản xác định cơ sở, vì trước đó người đăng ký chưa thể bắt đầu.',
      'The text counts from the decision and is silent on the time in which the authorities choose the facility: it is counted from the designation, before which the person cannot begin.',
    ),
  },
  countsTimes: true,
  admission: 'handed-over' satisfies PublicStep,
  newLaw: { waitsIn: 'awaiting-reception' satisfies PublicState, supersedes: DECISION_DEADLINE },
};

defineCodeList(
  'public-facility-rehabilitation-status',
  text2('Trạng thái hồ sơ cai nghiện tại cơ sở công lập', 'State of rehabilitation at a public facility'),
  labelsOf(STATES),
);

export const PUBLIC_STATES = Object.keys(PUBLIC_TRANSITIONS) as readonly PublicState[];
