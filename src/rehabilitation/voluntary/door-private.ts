import type { StepDefinition } from '../../cases/steps/stepped-procedure.js';
import { text2, type Text2 } from '../../law/text.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import {
  CERTIFICATE_DEADLINE,
  COMMON_STEPS,
  CORRECTION,
  RESIDENCE_CHANGES,
  DECIDING,
  DECISION_DEADLINE,
  HOME_CERTIFICATE,
  labelsOf,
  NOTICE_DEADLINE,
  ONLY_PUBLIC,
  START_DEADLINE,
  COMPLAINTS,
  FORCE_MAJEURE,
  SERVICES,
  WHEREABOUTS,
} from './door-parts.js';
import { byLaw, type DoorDefinition, type Intake } from './door.js';
import {
  ABSENCE_DEADLINE,
  CERTIFIED_BEFORE,
  facilityCertificates,
  facilityCourseSteps,
  LAW_2025,
} from './facility-parts.js';
import {
  FOLLOWED_AT_HOME,
  PRIVATE_STATE_DEFINITIONS,
  PRIVATE_TRANSITIONS,
  type PrivateState,
  type PrivateStep,
} from './private-states.js';
import { STEP_LABELS } from './step-labels.js';
import type { VoluntaryRecord } from './voluntary.record.js';

export { PRIVATE_TRANSITIONS, type PrivateState, type PrivateStep } from './private-states.js';

const REPORT = 'private-facility.report';
const RECEPTION_REPORT = 'private-facility.reception-report';
const NOTICE = 'private-facility.pre-end-notice';
const CERTIFICATE = 'private-facility.certificate';
const PERSON_REPORT = 'private-facility.person-report';
const AFTER_SUSPENSION = 'private-facility.displaced-registration';
const AFTER_CONTRACT = 'private-facility.rest-registration';

const TERM = ['termStartsOn', 'termEndsOn', 'termMonths', 'termExplanation'] as const;
const ADMISSION = [
  ...TERM,
  'placeOrganisationId',
  'admittedAt',
  'contractNumber',
  'contractSignedOn',
  'contractEndsOn',
] as const;

const COURSE = facilityCourseSteps({
  certify: 'certify-private-facility',
  report: REPORT,
  notice: NOTICE,
  certificate: CERTIFICATE,
});

const followed = <Step extends string>(
  steps: Readonly<Record<Step, StepDefinition>>,
): Readonly<Record<Step, StepDefinition>> =>
  Object.fromEntries(
    Object.entries<StepDefinition>(steps).map(([step, { opens, ...definition }]) => [
      step,
      {
        ...definition,
        byReferred: true,
        ...(opens && { opens: opens.map((limit) => ({ ...limit, owedBy: 'actor' as const })) }),
      },
    ]),
  ) as Record<Step, StepDefinition>;

const STEPS: Readonly<Record<PrivateStep, StepDefinition<keyof VoluntaryRecord>>> = {
  ...COMMON_STEPS,
  'ordinal-corrected': CORRECTION,
  'sent-to-compulsory': {},
  ...RESIDENCE_CHANGES,
  'force-majeure-ended': FORCE_MAJEURE,
  ...COMPLAINTS,
  // At home whoever follows the person there, the keeper or not.
  ...followed(SERVICES),
  ...followed(WHEREABOUTS),
  'taken-in': { act: 'register-private-facility', founds: true },
  contracted: {
    act: 'contract-private-facility',
    paper: true,
    opens: [{ rule: REPORT, owedBy: 'actor' }],
    clears: ADMISSION,
  },
  'commune-notified': { byReferred: true, letter: true, meets: [REPORT] },
  registered: {
    act: 'register-private-facility',
    opens: [{ rule: DECISION_DEADLINE, owedBy: 'keeper' }],
    founds: true,
  },
  decided: {
    act: 'decide-private-facility',
    paper: true,
    alsoForms: ['deliver-paper'],
    meets: [DECISION_DEADLINE],
    opens: [{ rule: START_DEADLINE, owedBy: 'keeper' }],
  },
  referred: {},
  received: {
    act: 'receive-private-facility',
    paper: true,
    meets: [START_DEADLINE],
    opens: [{ rule: RECEPTION_REPORT, owedBy: 'actor' }],
    clears: ADMISSION,
  },
  'start-failed': {},
  ...COURSE,
  // Both the copy to the police and the person's own report follow (Luật 120/2025 Art 33(3)).
  completed: {
    ...COURSE.completed,
    opens: [
      { rule: REPORT, owedBy: 'place', fromStep: true },
      { rule: PERSON_REPORT, owedBy: 'keeper' },
    ],
  },
  'reception-reported': { byReferred: true, letter: true, under: LAW_2025, meets: [RECEPTION_REPORT] },
  'part-certified': {
    act: 'certify-part-at-facility',
    paper: true,
    alsoForms: ['deliver-paper'],
    meets: [CERTIFICATE],
    opens: [
      { rule: REPORT, owedBy: 'place', fromStep: true },
      { rule: PERSON_REPORT, owedBy: 'keeper' },
    ],
  },
  'facility-suspended': {
    under: LAW_2025,
    lapses: [ABSENCE_DEADLINE],
    opens: [{ rule: AFTER_SUSPENSION, owedBy: 'addressee' }],
  },
  'contract-ended': {
    under: LAW_2025,
    lapses: [ABSENCE_DEADLINE],
    opens: [{ rule: AFTER_CONTRACT, owedBy: 'addressee' }],
  },
  'continued-at-home': {
    act: 'reception-record',
    paper: true,
    meets: [PERSON_REPORT, AFTER_SUSPENSION, AFTER_CONTRACT],
  },
  'rest-registered': { byReferred: true, under: LAW_2025, meets: [AFTER_SUSPENSION, AFTER_CONTRACT] },
  // What it sets replaces what the first reception set: the file is voided, not led back to a facility of before.
  'received-again': {
    act: 'receive-private-facility',
    paper: true,
    founds: true,
    opens: [{ rule: RECEPTION_REPORT, owedBy: 'actor' }],
  },
  'rest-not-registered': { byReferred: true, under: LAW_2025, form: 'record-violation' },
  'person-reported': { byReferred: true, under: LAW_2025, meets: [PERSON_REPORT] },
  'person-report-missed': { byReferred: true, under: LAW_2025 },
  'breach-recorded': { byReferred: true },
  'end-announced-at-home': { byReferred: true, meets: [NOTICE_DEADLINE], form: 'notify-end' },
  'completed-at-home': {
    act: 'certify-home-rehabilitation',
    paper: true,
    alsoForms: ['deliver-paper'],
    meets: [CERTIFICATE_DEADLINE],
  },
  'not-completed-at-home': { act: 'certify-home-rehabilitation', meets: [CERTIFICATE_DEADLINE] },
  'self-terminated-at-home': { byReferred: true, form: 'record-violation' },
};

const AT_FACILITY_STATES = ['under-way', 'absent'] as const satisfies readonly PrivateState[];
const AT_HOME_NAMES = ['end-announced', 'completed', 'not-completed', 'self-terminated'] as const;

const AT_FACILITY: Intake = { act: 'register-private-facility', step: 'taken-in', residence: 'anywhere' };
const AT_POLICE: Intake = { act: 'register-private-facility', step: 'registered', residence: 'here' };

export const PRIVATE_DOOR: DoorDefinition = {
  door: 'private',
  auditName: 'rehabilitation.private',
  deciding: DECIDING,
  stepLabels: STEP_LABELS satisfies Readonly<Record<PrivateStep, Text2>>,
  kind: 'private-facility-rehabilitation',
  start: 'handed-in' satisfies PrivateState,
  states: PRIVATE_STATE_DEFINITIONS,
  transitions: PRIVATE_TRANSITIONS,
  steps: STEPS,
  intake: byLaw(AT_FACILITY, AT_POLICE),
  withoutResidence: ONLY_PUBLIC,
  term: byLaw('contract', 'reception'),
  places: byLaw(['private-rehabilitation-facility'], ['private-rehabilitation-facility']),
  begins: { after: ['decided'] },
  countsTimes: true,
  admission: 'received' satisfies PrivateStep,
  // The contract may be for part of the term alone: what the facility owes is counted back from its end (NĐ 163/2026
  // Art 94(2)). At home the support worker and the commune police owe the same as of anybody else there.
  running: {
    states: ['contracted', ...AT_FACILITY_STATES, ...FOLLOWED_AT_HOME] satisfies readonly PrivateState[],
    begun: [
      ...['contracted', ...AT_FACILITY_STATES, 'in-prison', 'termination-to-report', 'self-terminated'],
      ...[
        'completion-to-report',
        'certificate-issued',
        'copy-sent',
        'presented',
        'completed',
        'not-completed',
      ],
      ...[
        'to-continue',
        'displaced',
        'to-receive',
        ...FOLLOWED_AT_HOME,
        'in-prison-from-home',
        'rest-not-registered',
      ],
      'sent-to-compulsory',
    ],
    limits: [
      { rule: NOTICE, owedBy: 'place', in: AT_FACILITY_STATES, byContract: true },
      { rule: CERTIFICATE, owedBy: 'place', in: AT_FACILITY_STATES, byContract: true },
      { rule: NOTICE_DEADLINE, owedBy: 'keeper', in: FOLLOWED_AT_HOME },
      { rule: CERTIFICATE_DEADLINE, owedBy: 'keeper', in: FOLLOWED_AT_HOME },
    ],
  },
  certificates: {
    ...facilityCertificates(CERTIFICATE),
    'completed-at-home': HOME_CERTIFICATE,
    'not-completed-at-home': HOME_CERTIFICATE,
  },
  variants: [
    ...AT_HOME_NAMES.map((step) => ({ step, as: `${step}-at-home`, in: FOLLOWED_AT_HOME })),
    CERTIFIED_BEFORE,
    { step: 'received', as: 'received-again', in: ['to-receive'] },
  ],
};

defineCodeList(
  'private-facility-rehabilitation-status',
  text2('Trạng thái hồ sơ cai nghiện tại cơ sở tư nhân', 'State of rehabilitation at a private facility'),
  labelsOf(PRIVATE_STATE_DEFINITIONS),
);

export const PRIVATE_STATES = Object.keys(PRIVATE_TRANSITIONS) as readonly PrivateState[];
