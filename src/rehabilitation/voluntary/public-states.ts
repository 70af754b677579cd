import type { Transitions } from '../../cases/history.js';
import type { StateDefinition } from '../../cases/steps/stepped-procedure.js';
import { text2 } from '../../law/text.js';
import {
  END_STATES,
  ENDED,
  ENDS,
  FIRST_STATES,
  moving,
  staying,
  type EndState,
  COMPLAINT_STEPS,
  COMPULSORY_END_STATE,
  TO_COMPULSORY,
  type ComplaintStep,
  type ForceMajeureStep,
  type CompulsoryEnd,
  type MoveStep,
  type OrdinalStep,
} from './door-parts.js';
import {
  AT_FACILITY_STEPS,
  FACILITY_COURSE_STATES,
  type FacilityCourseState,
  type FacilityCourseStep,
} from './facility-parts.js';

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
  | 'postponed'
  | 'suspended'
  | 'exempted'
  | FacilityCourseState
  | CompulsoryEnd
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
  | FacilityCourseStep
  | 'term-written'
  | ExemptionStep
  | ForceMajeureStep
  | ComplaintStep
  | CompulsoryEnd
  | OrdinalStep
  | MoveStep
  | EndState;

/** What the provincial police decide of who is ill, or in hardship: Luật 120/2025 Art 39, NĐ 163/2026 Art 110(3), (4). */
export type ExemptionStep = 'postponed' | 'postponement-ended' | 'exempted' | 'suspended' | 'resumed';
const BEFORE_ENTRY = { postponed: 'postponed', exempted: 'exempted' } as const;

const AFTER_DECISION = { voided: 'voided', died: 'died' } as const;
const IN_REHABILITATION = { ...AFTER_DECISION, ...TO_COMPULSORY } as const;

/**
 * Until 30/06/2026 by contract with the facility (NĐ 116/2021 Art 35). Since then: decision of the commune police,
 * proposal to the provincial police, designation by its director or by the ministry's department, handing over (NĐ
 * 163/2026 Art 91, 95, 96).
 * A person without a stable residence registered at the people's committee until 30/06/2026 and went to the facility
 * 'after a decision of the competent body' (NĐ 116/2021 Art 28(1)); the decree names neither that body nor a time
 * limit, so the decision is recorded as an outside one, and no time to begin is counted from it. 'start-failed': decided
 * and not begun in time (NĐ 163/2026 Art 4(8)); a contract of before that day is no decision.
 * 'postponed': what was done to find a place begins anew afterwards. 'suspended': at home for treatment, which counts (Luật
 * 120/2025 Art 39(3)).
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
    'ordinal-corrected': 'awaiting-supplement',
    ...moving('awaiting-supplement'),
    ...ENDS,
  },
  'taken-in': { contracted: 'contracted', ...moving('taken-in'), ...ENDS },
  'awaiting-outside-decision': {
    'outside-decided': 'outside-decided',
    'competence-moved': 'awaiting-reception',
    'keeper-moved': 'awaiting-outside-decision',
    ...ENDS,
  },
  'outside-decided': {
    referred: 'outside-decided',
    contracted: 'contracted',
    ...moving('outside-decided'),
    ...AFTER_DECISION,
  },
  contracted: {
    'commune-notified': 'under-way',
    ...staying('contracted', [...AT_FACILITY_STEPS, ...COMPLAINT_STEPS] as const),
    ...moving('contracted'),
    ...IN_REHABILITATION,
  },
  'awaiting-reception': {
    'reception-recorded': 'registered',
    'ordinal-corrected': 'awaiting-reception',
    ...moving('awaiting-reception'),
    ...ENDS,
  },
  registered: { decided: 'decided', 'ordinal-corrected': 'registered', ...moving('registered'), ...ENDS },
  decided: {
    proposed: 'proposed',
    ...staying('decided', ['ordinal-corrected', ...COMPLAINT_STEPS] as const),
    ...moving('decided'),
    ...AFTER_DECISION,
  },
  proposed: {
    designated: 'designated',
    'designation-asked': 'designation-asked',
    ...staying('proposed', ['ordinal-corrected', ...COMPLAINT_STEPS] as const),
    ...BEFORE_ENTRY,
    ...moving('proposed'),
    ...AFTER_DECISION,
  },
  'designation-asked': {
    'designated-by-ministry': 'designated',
    ...staying('designation-asked', ['ordinal-corrected', ...COMPLAINT_STEPS] as const),
    ...BEFORE_ENTRY,
    ...moving('designation-asked'),
    ...AFTER_DECISION,
  },
  designated: {
    'handed-over': 'under-way',
    'start-failed': 'start-failed',
    ...staying('designated', ['ordinal-corrected', 'force-majeure-ended', ...COMPLAINT_STEPS] as const),
    ...BEFORE_ENTRY,
    ...moving('designated'),
    ...AFTER_DECISION,
  },
  postponed: {
    'postponement-ended': 'decided',
    exempted: 'exempted',
    ...staying('postponed', ['ordinal-corrected', ...COMPLAINT_STEPS] as const),
    ...moving('postponed'),
    ...AFTER_DECISION,
  },
  'under-way': {
    ...staying('under-way', [...AT_FACILITY_STEPS, 'term-written', ...COMPLAINT_STEPS] as const),
    suspended: 'suspended',
    exempted: 'exempted',
    left: 'absent',
    imprisoned: 'in-prison',
    'self-terminated': 'termination-to-report',
    certified: 'completion-to-report',
    completed: 'completed',
    'not-completed': 'not-completed',
    ...moving('under-way'),
    ...IN_REHABILITATION,
  },
  absent: {
    ...staying('absent', ['stage-ended', 'evaluated', 'drug-use-found', ...COMPLAINT_STEPS] as const),
    returned: 'under-way',
    imprisoned: 'in-prison',
    'self-terminated': 'termination-to-report',
    ...moving('absent'),
    ...IN_REHABILITATION,
  },
  suspended: {
    resumed: 'under-way',
    exempted: 'exempted',
    ...staying('suspended', ['end-announced', 'drug-use-found', 'term-written', ...COMPLAINT_STEPS] as const),
    completed: 'completed',
    'not-completed': 'not-completed',
    ...moving('suspended'),
    ...IN_REHABILITATION,
  },
  'in-prison': { released: 'under-way', ...moving('in-prison'), ...IN_REHABILITATION },
  'termination-to-report': {
    reported: 'self-terminated',
    ...moving('termination-to-report'),
    ...AFTER_DECISION,
  },
  'completion-to-report': { reported: 'completed', ...moving('completion-to-report'), ...AFTER_DECISION },
  'self-terminated': moving('self-terminated'),
  completed: moving('completed'),
  'not-completed': moving('not-completed'),
  'sent-to-compulsory': moving('sent-to-compulsory'),
  'start-failed': moving('start-failed'),
  exempted: moving('exempted'),
  ...ENDED,
};

export const PUBLIC_STATE_DEFINITIONS: Readonly<Record<PublicState, StateDefinition>> = {
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
  postponed: { label: text2('Được hoãn chấp hành quyết định', 'Postponed') },
  suspended: {
    label: text2('Được tạm đình chỉ, điều trị tại gia đình', 'Suspended, treated at home'),
  },
  exempted: { label: text2('Được miễn chấp hành quyết định', 'Exempted'), closed: true },
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
  ...FACILITY_COURSE_STATES,
  'sent-to-compulsory': COMPULSORY_END_STATE,
  ...END_STATES,
};
