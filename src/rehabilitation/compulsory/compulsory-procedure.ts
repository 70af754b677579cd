import type {
  StateDefinition,
  StepDefinition,
  SteppedProcedure,
} from '../../cases/steps/stepped-procedure.js';
import { text2 } from '../../law/text.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import { LAW_2021, LAW_2025 } from '../voluntary/facility-parts.js';
import { COMPULSORY_STATE_LABELS, COMPULSORY_STEP_LABELS } from './compulsory-labels.js';
import {
  COMPULSORY_STATES,
  COMPULSORY_TRANSITIONS,
  type CompulsoryState,
  type CompulsoryStep,
} from './compulsory-transitions.js';
import type { CompulsoryRecord } from './compulsory.record.js';

const CLOSED: ReadonlySet<CompulsoryState> = new Set<CompulsoryState>([
  'completed',
  'refused-by-court',
  'closed-by-court',
  'exempted',
  'discontinued',
  'lapsed',
  'died',
  'voided',
]);

const STATES = Object.fromEntries(
  COMPULSORY_STATES.map((state): [CompulsoryState, StateDefinition] => [
    state,
    { label: COMPULSORY_STATE_LABELS[state], ...(CLOSED.has(state) && { closed: true }) },
  ]),
) as Readonly<Record<CompulsoryState, StateDefinition>>;

type Definition = StepDefinition<keyof CompulsoryRecord>;

/** Until a decision arrives at who executes it; begun anew when a postponement or a flight is over. */
const EXECUTION = [
  { rule: 'compulsory.execution-request', owedBy: 'keeper' },
  { rule: 'compulsory.transport', owedBy: 'keeper', under: ['R1', 'R1b', 'R2'] },
] as const;
/** Waited for no more when the execution stops, or when the person is at the facility: the services supersede them. */
const TO_BRING = [
  'compulsory.execution-request',
  'compulsory.execution-designate',
  'compulsory.execution-designate-elsewhere',
] as const;
const STOPPED = [
  ...TO_BRING,
  'compulsory.execution-deliver',
  'compulsory.transport',
  'compulsory.facility-full',
] as const;
const CHECKED = ['compulsory.labour-office-check', 'compulsory.forward-supplemented'] as const;
const TO_COURT = [{ rule: 'court.accept', owedBy: 'keeper' }] as const;
const DECIDED = ['court.decide', 'court.decide-complex'] as const;
/** Each three months of who is at the facility, as long as the law of 2021 knows reductions. */
const REVIEW = 'compulsory.reduction-review';
const REVIEWED = [{ rule: REVIEW, owedBy: 'place' }] as const;
export const BEREAVEMENT_LIMIT = 'compulsory.bereavement-decision';
const PROTECTION_LIMIT = 'compulsory.social-protection';
const TERM = ['termStartsOn', 'termEndsOn', 'termMonths', 'termExplanation'] as const;

const DOSSIER = {
  found: { own: true, opens: [{ rule: 'compulsory.dossier', owedBy: 'keeper' }] },
  // The clock of the limitation period starts with the last act: `CompulsoryOpeningService`.
  opened: {
    act: 'build-compulsory-dossier',
    founds: true,
    opens: [{ rule: 'compulsory.limitation', owedBy: 'keeper' }],
  },
  'document-added': {},
  'dossier-completed': { act: 'request-compulsory-measure', paper: true, meets: ['compulsory.dossier'] },
  // The person reads; whoever keeps the file watches the days.
  notified: {
    act: 'notify-compulsory-dossier',
    paper: true,
    // NĐ 163/2026 Art 105(3): where the parents of a minor refuse the notice.
    alsoForms: ['refuse-notice'],
    opens: [
      { rule: 'compulsory.reading', owedBy: 'keeper' },
      { rule: 'compulsory.forward', owedBy: 'keeper', after: 'compulsory.reading' },
    ],
  },
  submitted: {
    act: 'send-compulsory-dossier',
    letter: true,
    meets: ['compulsory.forward'],
    opens: [{ rule: 'compulsory.labour-office-check', owedBy: 'addressee' }],
  },
  returned: {
    act: 'return-compulsory-dossier',
    paper: true,
    meets: CHECKED,
    opens: [{ rule: 'compulsory.supplement', owedBy: 'keeper' }],
  },
  resubmitted: {
    act: 'send-compulsory-dossier',
    letter: true,
    meets: ['compulsory.supplement'],
    opens: [{ rule: 'compulsory.forward-supplemented', owedBy: 'addressee' }],
  },
  forwarded: {
    act: 'forward-compulsory-dossier',
    paper: true,
    meets: CHECKED,
    opens: TO_COURT,
    clears: ['courtOrganisationId'],
  },
  // What the ordinance for minors says of acceptance was not verified: no limit.
  'forwarded-minor': {
    act: 'forward-compulsory-dossier-minor',
    paper: true,
    meets: CHECKED,
    clears: ['courtOrganisationId'],
  },
  'sent-to-court': {
    act: 'send-dossier-to-court',
    paper: true,
    letter: true,
    meets: ['compulsory.forward', 'compulsory.supplement', ...CHECKED],
    opens: TO_COURT,
    clears: ['courtOrganisationId'],
  },
  'court-asked': { opens: [{ rule: 'compulsory.answer-court', owedBy: 'keeper' }] },
  'court-answered': { act: 'answer-court', letter: true, meets: ['compulsory.answer-court'] },
  // NĐ 116/2021 Art 45(1), 47(3).
  'interim-began': {
    act: 'decide-interim-management',
    paper: true,
    alsoForms: ['pledge-interim-management', 'hand-over-interim'],
  },
  'interim-ended': {},
  // NĐ 163/2026 Art 109(2): the head of the facility has the person traced.
  'interim-fled': { act: 'trace-escaped', paper: true },
  evaded: {},
  'evasion-ended': { opens: [{ rule: 'compulsory.limitation', owedBy: 'keeper' }] },
  discontinued: {},
  lapsed: {},
} as const satisfies Partial<Record<CompulsoryStep, Definition>>;

const COURT = {
  'court-returned': { meets: ['court.accept'] },
  accepted: {
    act: 'accept-compulsory-case',
    meets: ['court.accept'],
    opens: [{ rule: 'court.decide', owedBy: 'keeper' }],
  },
  // Counted from the acceptance: `CourtService`.
  prolonged: { opens: [{ rule: 'court.decide-complex', owedBy: 'keeper' }] },
  ordered: {
    act: 'decide-compulsory-rehabilitation',
    paper: true,
    meets: [...DECIDED, 'compulsory.limitation'],
    opens: [
      { rule: 'court.send-decision', owedBy: 'keeper' },
      { rule: 'court.complaint', owedBy: 'keeper' },
    ],
    clears: ['orderMonths', 'placeOrganisationId'],
  },
  // Sending and appeal of decisions about minors were not verified: no limits.
  'ordered-minor': {
    act: 'decide-compulsory-minor',
    paper: true,
    meets: [...DECIDED, 'compulsory.limitation'],
    clears: ['orderMonths', 'placeOrganisationId'],
  },
  refused: { act: 'close-compulsory-case', paper: true, meets: DECIDED },
  'court-closed': { act: 'close-compulsory-case', paper: true, meets: DECIDED },
  appealed: { meets: ['court.complaint'] },
  'appeal-dismissed': { act: 'decide-compulsory-appeal', paper: true },
  overturned: { act: 'decide-compulsory-appeal', paper: true },
  'order-received': {
    meets: ['court.send-decision'],
    opens: [...EXECUTION, { rule: 'compulsory.postponement-request', owedBy: 'keeper' }],
    clears: ['effectiveOn'],
  },
  postponed: {
    act: 'postpone-compulsory',
    paper: true,
    meets: ['compulsory.postponement-request'],
    lapses: STOPPED,
  },
  'postponement-ended': { opens: EXECUTION },
  exempted: { act: 'exempt-compulsory', paper: true, meets: ['compulsory.postponement-request'] },
  suspended: { act: 'suspend-compulsory', paper: true, lapses: [REVIEW, BEREAVEMENT_LIMIT] },
  // Luật 120/2025 Art 39(6): the court takes back what it granted to who fled.
  'compliance-ordered': { act: 'order-compliance', paper: true, opens: EXECUTION },
  // Who is at a facility, or hides, is brought back: no execution begins anew.
  'return-ordered': { act: 'order-compliance', paper: true },
  reduced: { act: 'reduce-compulsory-term', paper: true },
} as const satisfies Partial<Record<CompulsoryStep, Definition>>;

const BY_PROVINCE = ['compulsory.execution-designate'] as const;
const DELIVERY = [{ rule: 'compulsory.execution-deliver', owedBy: 'actor' }] as const;

const EXECUTING = {
  'facility-asked': {
    act: 'propose-compulsory-facility',
    paper: true,
    letter: true,
    meets: ['compulsory.execution-request'],
    opens: [{ rule: 'compulsory.execution-designate', owedBy: 'addressee' }],
  },
  designated: {
    act: 'designate-compulsory-facility',
    paper: true,
    meets: BY_PROVINCE,
    opens: DELIVERY,
    clears: ['placeOrganisationId'],
  },
  'elsewhere-asked': {
    act: 'request-compulsory-designation',
    paper: true,
    letter: true,
    meets: BY_PROVINCE,
    opens: [{ rule: 'compulsory.execution-designate-elsewhere', owedBy: 'addressee' }],
  },
  'designated-by-ministry': {
    act: 'designate-compulsory-by-ministry',
    paper: true,
    meets: ['compulsory.execution-designate-elsewhere'],
    opens: DELIVERY,
    clears: ['placeOrganisationId'],
  },
  'designation-delivered': {
    act: 'deliver-compulsory-designation',
    meets: ['compulsory.execution-deliver'],
    opens: [{ rule: 'compulsory.transport', owedBy: 'keeper' }],
  },
  'facility-full': { opens: [{ rule: 'compulsory.facility-full', owedBy: 'keeper' }] },
  'force-majeure-ended': { opens: [{ rule: 'compulsory.transport', owedBy: 'keeper', anew: true }] },
  enforced: { act: 'enforce-compulsory-decision', paper: true },
  fled: { act: 'trace-before-entry', paper: true, lapses: STOPPED },
  caught: { opens: EXECUTION },
  // The request is made anew at the next facility: the one that was asked decides no more.
  transferred: { act: 'transfer-compulsory', paper: true, lapses: [BEREAVEMENT_LIMIT] },
} as const satisfies Partial<Record<CompulsoryStep, Definition>>;

const STAY = {
  received: {
    act: 'receive-compulsory',
    paper: true,
    meets: ['compulsory.transport', 'compulsory.facility-full', 'compulsory.execution-deliver'],
    lapses: TO_BRING,
    opens: REVIEWED,
    clears: ['admittedAt', ...TERM],
  },
  'stage-began': { byReferred: true },
  'stage-ended': { byReferred: true },
  evaluated: { byReferred: true },
  // Luật 120/2025 Art 46(2)i: the facility tells the commune police that made the dossier.
  escaped: {
    act: 'trace-escaped',
    paper: true,
    lapses: [REVIEW, BEREAVEMENT_LIMIT],
    opens: [{ rule: 'compulsory.escape-report', owedBy: 'actor' }],
  },
  'escape-reported': { byReferred: true, letter: true, meets: ['compulsory.escape-report'] },
  recovered: { byReferred: true, opens: REVIEWED },
  'left-for-proceedings': { act: 'leave-for-proceedings', paper: true },
  // The family hands in form 48; the head of the facility decides on it (NĐ 116/2021 Art 70(2)b, NĐ 163/2026 Art 121(2)b).
  'bereavement-asked': { byReferred: true, opens: [{ rule: BEREAVEMENT_LIMIT, owedBy: 'place' }] },
  'bereavement-granted': { act: 'leave-for-bereavement', paper: true, meets: [BEREAVEMENT_LIMIT] },
  'bereavement-refused': { act: 'leave-for-bereavement', meets: [BEREAVEMENT_LIMIT] },
  'left-for-bereavement': { byReferred: true },
  'leave-ended': { byReferred: true },
  resumed: { byReferred: true, opens: REVIEWED },
  imprisoned: { byReferred: true, lapses: [REVIEW, BEREAVEMENT_LIMIT] },
  released: { byReferred: true, opens: REVIEWED },
  'protection-needed': { byReferred: true },
  'protection-proposed': { act: 'propose-social-protection', letter: true, meets: [PROTECTION_LIMIT] },
  'end-announced': {
    act: 'notify-compulsory-end',
    paper: true,
    meets: ['compulsory.pre-end-notice'],
  },
  // NĐ 116/2021 Art 58(5)a: whether somebody may be proposed for a reduction.
  'reduction-reviewed': {
    byReferred: true,
    meets: [REVIEW],
    opens: REVIEWED,
  },
  // Until 30/06/2026 the person reports at home afterwards (NĐ 116/2021 Art 62(5)): two names, since what follows differs.
  served: {
    act: 'certify-compulsory',
    paper: true,
    under: LAW_2021,
    alsoForms: ['hand-over-minor'],
    lapses: [REVIEW, BEREAVEMENT_LIMIT],
  },
  completed: {
    act: 'certify-compulsory',
    paper: true,
    under: LAW_2025,
    alsoForms: ['hand-over-minor'],
    meets: ['compulsory.certificate'],
  },
  'came-home': { under: LAW_2021, opens: [{ rule: 'compulsory.release-report', owedBy: 'keeper' }] },
  'release-reported': { meets: ['compulsory.release-report'] },
  'release-report-missed': {},
} as const satisfies Partial<Record<CompulsoryStep, Definition>>;

const STEPS: Readonly<Record<CompulsoryStep, Definition>> = {
  ...DOSSIER,
  ...COURT,
  ...EXECUTING,
  ...STAY,
  died: { byReferred: true },
  voided: {},
  'ordinal-corrected': { founds: true },
  'competence-moved': { own: true },
  'keeper-moved': { own: true },
};

/** In which the term runs, or stands still, or counts outside of the facility. */
const SERVED: readonly CompulsoryState[] = ['in-facility', 'on-leave', 'escaped', 'suspended', 'in-prison'];

export type CompulsoryProcedure = SteppedProcedure<'compulsory-rehabilitation', keyof CompulsoryRecord>;

export const COMPULSORY: CompulsoryProcedure = {
  kind: 'compulsory-rehabilitation',
  auditName: 'rehabilitation.compulsory',
  start: 'new' satisfies CompulsoryState,
  states: STATES,
  transitions: COMPULSORY_TRANSITIONS,
  steps: STEPS,
  stepLabels: COMPULSORY_STEP_LABELS,
  deciding: ['ordered', 'ordered-minor'] satisfies readonly CompulsoryStep[],
  running: {
    states: SERVED,
    begun: [...SERVED, 'served', 'completed', 'exempted'],
    // The facility owes them; who keeps the file watches that they come.
    limits: [
      { rule: 'compulsory.pre-end-notice', owedBy: 'keeper' },
      { rule: 'compulsory.certificate', owedBy: 'keeper' },
      { rule: PROTECTION_LIMIT, owedBy: 'keeper', since: 'protection-needed' },
    ],
  },
};

defineCodeList(
  'compulsory-rehabilitation-status',
  text2('Trạng thái hồ sơ cai nghiện bắt buộc', 'State of a compulsory rehabilitation'),
  COMPULSORY_STATE_LABELS,
);
