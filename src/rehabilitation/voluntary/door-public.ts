import type { StepDefinition } from '../../cases/steps/stepped-procedure.js';
import { text2, type Text2 } from '../../law/text.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import { COMMON_STEPS, CORRECTION, DECIDING, DECISION_DEADLINE, labelsOf, COMPLAINTS } from './door-parts.js';
import { byLaw, type DoorDefinition, type Intake } from './door.js';
import { CERTIFIED_BEFORE, facilityCertificates, facilityCourseSteps, LAW_2025 } from './facility-parts.js';
import {
  PUBLIC_STATE_DEFINITIONS,
  PUBLIC_TRANSITIONS,
  type PublicState,
  type PublicStep,
} from './public-states.js';
import { STEP_LABELS } from './step-labels.js';
import type { VoluntaryRecord } from './voluntary.record.js';

export { PUBLIC_TRANSITIONS, type PublicState, type PublicStep } from './public-states.js';

const REPORT = 'public-facility.report';
const NOTICE = 'public-facility.pre-end-notice';
const CERTIFICATE = 'public-facility.certificate';
const TRANSPORT = 'public-facility.transport';
const UNDER_WAY = ['public-facility.designate', 'public-facility.designate-elsewhere', TRANSPORT] as const;

const TERM = ['termStartsOn', 'termEndsOn', 'termMonths', 'termExplanation'] as const;
const ADMISSION = [...TERM, 'admittedAt', 'contractNumber', 'contractSignedOn', 'contractEndsOn'] as const;

const STEPS: Readonly<Record<PublicStep, StepDefinition<keyof VoluntaryRecord>>> = {
  ...COMMON_STEPS,
  'ordinal-corrected': CORRECTION,
  'sent-to-compulsory': {},
  'taken-in': { act: 'register-public-facility', founds: true },
  'registered-without-residence': { act: 'register-without-residence', founds: true },
  'outside-decided': {},
  contracted: {
    act: 'contract-public-facility',
    paper: true,
    opens: [{ rule: REPORT, owedBy: 'actor' }],
    clears: [...ADMISSION, 'placeOrganisationId'],
  },
  'commune-notified': { byReferred: true, letter: true, meets: [REPORT] },
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
    alsoForms: ['deliver-paper'],
    meets: [DECISION_DEADLINE],
    opens: [{ rule: 'public-facility.propose', owedBy: 'keeper' }],
  },
  proposed: {
    act: 'propose-public-facility',
    paper: true,
    letter: true,
    meets: ['public-facility.propose'],
    opens: [{ rule: 'public-facility.designate', owedBy: 'addressee' }],
  },
  designated: {
    act: 'designate-public-facility',
    paper: true,
    meets: ['public-facility.designate'],
    opens: [{ rule: TRANSPORT, owedBy: 'keeper' }],
    clears: ['placeOrganisationId'],
  },
  'designation-asked': {
    act: 'request-designation',
    paper: true,
    letter: true,
    meets: ['public-facility.designate'],
    opens: [{ rule: 'public-facility.designate-elsewhere', owedBy: 'addressee' }],
  },
  'designated-by-ministry': {
    act: 'designate-by-ministry',
    paper: true,
    meets: ['public-facility.designate-elsewhere'],
    opens: [{ rule: TRANSPORT, owedBy: 'keeper' }],
    clears: ['placeOrganisationId'],
  },
  // What was done to find a place begins anew afterwards.
  postponed: { act: 'postpone-voluntary', paper: true, under: LAW_2025, lapses: UNDER_WAY },
  'postponement-ended': { under: LAW_2025, opens: [{ rule: 'public-facility.propose', owedBy: 'keeper' }] },
  exempted: { act: 'exempt-voluntary', paper: true, under: LAW_2025 },
  suspended: { act: 'suspend-voluntary', paper: true, under: LAW_2025 },
  resumed: { byReferred: true, under: LAW_2025 },
  // No time to begin stands in a work list here.
  'force-majeure-ended': {},
  ...COMPLAINTS,
  referred: {},
  'handed-over': {
    act: 'hand-over-public-facility',
    paper: true,
    meets: [TRANSPORT],
    clears: ['admittedAt'],
  },
  'start-failed': {},
  ...facilityCourseSteps({
    certify: 'certify-public-facility',
    report: REPORT,
    notice: NOTICE,
    certificate: CERTIFICATE,
  }),
  'term-written': { byReferred: true, under: LAW_2025, clears: TERM },
};

const AT_FACILITY_STATES = ['under-way', 'absent', 'suspended'] as const satisfies readonly PublicState[];

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
  states: PUBLIC_STATE_DEFINITIONS,
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
  running: {
    states: ['contracted', ...AT_FACILITY_STATES] satisfies readonly PublicState[],
    begun: [
      ...['contracted', ...AT_FACILITY_STATES, 'in-prison', 'termination-to-report', 'self-terminated'],
      ...['completion-to-report', 'completed', 'not-completed', 'sent-to-compulsory'],
    ],
    limits: [
      { rule: NOTICE, owedBy: 'place', in: AT_FACILITY_STATES },
      { rule: CERTIFICATE, owedBy: 'place', in: AT_FACILITY_STATES },
    ],
  },
  certificates: facilityCertificates(CERTIFICATE),
  variants: [CERTIFIED_BEFORE],
  newLaw: { waitsIn: 'awaiting-reception' satisfies PublicState, supersedes: DECISION_DEADLINE },
};

defineCodeList(
  'public-facility-rehabilitation-status',
  text2('Trạng thái hồ sơ cai nghiện tại cơ sở công lập', 'State of rehabilitation at a public facility'),
  labelsOf(PUBLIC_STATE_DEFINITIONS),
);

export const PUBLIC_STATES = Object.keys(PUBLIC_TRANSITIONS) as readonly PublicState[];
