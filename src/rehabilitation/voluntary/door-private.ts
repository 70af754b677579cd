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
  ONLY_PUBLIC,
  START_DEADLINE,
  type EndState,
  type MoveStep,
} from './door-parts.js';
import { STEP_LABELS } from './step-labels.js';
import { byLaw, type DoorDefinition, type Intake } from './door.js';
import type { VoluntaryRecord } from './voluntary.record.js';

export type PrivateState =
  | 'handed-in'
  | 'awaiting-supplement'
  | 'taken-in'
  | 'contracted'
  | 'registered'
  | 'decided'
  | 'under-way'
  | 'start-failed'
  | EndState;

export type PrivateStep =
  | 'supplement-requested'
  | 'taken-in'
  | 'contracted'
  | 'commune-notified'
  | 'registered'
  | 'decided'
  | 'referred'
  | 'received'
  | 'start-failed'
  | MoveStep
  | EndState;

const AFTER_ADMISSION = { voided: 'voided', died: 'died' } as const;

/**
 * Two ways that never cross. Until 30/06/2026: the facility takes the dossier in, concludes the contract and tells the
 * commune (NĐ 116/2021 Art 35). Since: the commune police register and decide, the facility receives (NĐ 163/2026 Art
 * 89, 91, 92(2)). A file without a contract on 01/07/2026 stays with the facility, which can do no more with it: the
 * person registers at the commune police (Luật 120/2025 Art 56(2)).
 */
export const PRIVATE_TRANSITIONS: Transitions<PrivateState, PrivateStep> = {
  'handed-in': {
    'supplement-requested': 'awaiting-supplement',
    'taken-in': 'taken-in',
    registered: 'registered',
  },
  'awaiting-supplement': {
    'supplement-requested': 'awaiting-supplement',
    'taken-in': 'taken-in',
    registered: 'registered',
    'competence-moved': 'awaiting-supplement',
    'keeper-moved': 'awaiting-supplement',
    ...ENDS,
  },
  'taken-in': {
    contracted: 'contracted',
    'competence-moved': 'taken-in',
    'keeper-moved': 'taken-in',
    ...ENDS,
  },
  contracted: {
    'commune-notified': 'under-way',
    'competence-moved': 'contracted',
    'keeper-moved': 'contracted',
    ...AFTER_ADMISSION,
  },
  registered: {
    decided: 'decided',
    'competence-moved': 'registered',
    'keeper-moved': 'registered',
    ...ENDS,
  },
  decided: {
    referred: 'decided',
    received: 'under-way',
    'start-failed': 'start-failed',
    'competence-moved': 'decided',
    'keeper-moved': 'decided',
    ...AFTER_ADMISSION,
  },
  'under-way': { 'competence-moved': 'under-way', 'keeper-moved': 'under-way', ...AFTER_ADMISSION },
  'start-failed': { 'competence-moved': 'start-failed', 'keeper-moved': 'start-failed' },
  ...ENDED,
};

const STATES: Readonly<Record<PrivateState, StateDefinition>> = {
  ...FIRST_STATES,
  'taken-in': {
    label: text2('Cơ sở đã tiếp nhận hồ sơ, chờ ký hợp đồng', 'Taken in, awaiting the contract'),
  },
  contracted: {
    label: text2(
      'Đã ký hợp đồng, chờ thông báo cho cấp xã',
      'Contract concluded, the commune is yet to be told',
    ),
  },
  registered: { label: text2('Đã tiếp nhận đăng ký, chờ quyết định', 'Registered, awaiting decision') },
  decided: { label: text2('Đã có quyết định, chờ cơ sở tiếp nhận', 'Decided, awaiting the facility') },
  'under-way': { label: text2('Đang cai nghiện tại cơ sở', 'In rehabilitation at the facility') },
  'start-failed': {
    label: text2('Không thực hiện cai nghiện theo quyết định', 'Not begun in time'),
    closed: true,
  },
  ...END_STATES,
};

const TERM = ['termStartsOn', 'termEndsOn', 'termMonths', 'termExplanation'] as const;
const ADMISSION = [
  ...TERM,
  'placeOrganisationId',
  'admittedAt',
  'contractNumber',
  'contractSignedOn',
] as const;

const STEPS: Readonly<Record<PrivateStep, StepDefinition<keyof VoluntaryRecord>>> = {
  ...COMMON_STEPS,
  'taken-in': { act: 'register-private-facility', founds: true },
  contracted: {
    act: 'contract-private-facility',
    paper: true,
    opens: [{ rule: 'private-facility.report', owedBy: 'actor' }],
    clears: ADMISSION,
  },
  'commune-notified': { byReferred: true, meets: ['private-facility.report'] },
  registered: {
    act: 'register-private-facility',
    opens: [{ rule: DECISION_DEADLINE, owedBy: 'keeper' }],
    founds: true,
  },
  decided: {
    act: 'decide-private-facility',
    paper: true,
    meets: [DECISION_DEADLINE],
    opens: [{ rule: START_DEADLINE, owedBy: 'keeper' }],
  },
  referred: {},
  received: { act: 'receive-private-facility', paper: true, meets: [START_DEADLINE], clears: ADMISSION },
  'start-failed': {},
};

const AT_FACILITY: Intake = { act: 'register-private-facility', step: 'taken-in', residence: 'anywhere' };
const AT_POLICE: Intake = { act: 'register-private-facility', step: 'registered', residence: 'here' };

export const PRIVATE_DOOR: DoorDefinition = {
  door: 'private',
  auditName: 'rehabilitation.private',
  deciding: DECIDING,
  stepLabels: STEP_LABELS satisfies Readonly<Record<PrivateStep, Text2>>,
  kind: 'private-facility-rehabilitation',
  start: 'handed-in' satisfies PrivateState,
  states: STATES,
  transitions: PRIVATE_TRANSITIONS,
  steps: STEPS,
  intake: byLaw(AT_FACILITY, AT_POLICE),
  withoutResidence: ONLY_PUBLIC,
  term: byLaw('contract', 'reception'),
  places: byLaw(['private-rehabilitation-facility'], ['private-rehabilitation-facility']),
  begins: { after: ['decided'] },
  countsTimes: true,
  admission: 'received' satisfies PrivateStep,
};

defineCodeList(
  'private-facility-rehabilitation-status',
  text2('Trạng thái hồ sơ cai nghiện tại cơ sở tư nhân', 'State of rehabilitation at a private facility'),
  labelsOf(STATES),
);

export const PRIVATE_STATES = Object.keys(PRIVATE_TRANSITIONS) as readonly PrivateState[];
