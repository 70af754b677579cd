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
  SERVICE_STEPS,
  COMPULSORY_END_STATE,
  TO_COMPULSORY,
  type ComplaintStep,
  type ServiceStep,
  type WhereaboutsStep,
  type ForceMajeureStep,
  type CompulsoryEnd,
  type MoveStep,
  RESIDENCE_STEPS,
  type OrdinalStep,
  type ResidenceStep,
} from './door-parts.js';
import {
  AT_FACILITY_STEPS,
  FACILITY_COURSE_STATES,
  type FacilityCourseState,
  type FacilityCourseStep,
} from './facility-parts.js';

export type PrivateState =
  | 'handed-in'
  | 'awaiting-supplement'
  | 'taken-in'
  | 'contracted'
  | 'registered'
  | 'decided'
  | 'under-way'
  | 'start-failed'
  | FacilityCourseState
  | 'certificate-issued'
  | 'copy-sent'
  | 'presented'
  | 'to-continue'
  | 'displaced'
  | 'to-receive'
  | 'at-home'
  | 'missing-from-home'
  | 'in-prison-from-home'
  | 'rest-not-registered'
  | CompulsoryEnd
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
  | FacilityCourseStep
  | 'reception-reported'
  | 'part-certified'
  | 'facility-suspended'
  | 'contract-ended'
  | 'continued-at-home'
  | 'rest-registered'
  | 'received-again'
  | 'rest-not-registered'
  | 'person-reported'
  | 'person-report-missed'
  | 'breach-recorded'
  | 'end-announced-at-home'
  | 'completed-at-home'
  | 'not-completed-at-home'
  | 'self-terminated-at-home'
  | CompulsoryEnd
  | ResidenceStep
  | ForceMajeureStep
  | ComplaintStep
  | ServiceStep
  | WhereaboutsStep
  | OrdinalStep
  | MoveStep
  | EndState;

/** The rest goes on at home, and the term runs. */
export const FOLLOWED_AT_HOME = ['at-home', 'missing-from-home'] as const satisfies readonly PrivateState[];
/** The facility has no more part. */
export const AT_HOME = [
  ...FOLLOWED_AT_HOME,
  'in-prison-from-home',
] as const satisfies readonly PrivateState[];

/** The report of the reception may come late, wherever the person is by then. */
const lateReport = <State extends string>(state: State): { 'reception-reported': State } => ({
  'reception-reported': state,
});
const AFTER_ADMISSION = { voided: 'voided', died: 'died' } as const;
const IN_REHABILITATION = { ...AFTER_ADMISSION, ...TO_COMPULSORY } as const;
const DISPLACED = { 'facility-suspended': 'displaced', 'contract-ended': 'displaced' } as const;

/**
 * Two ways in that never cross. Until 30/06/2026: the facility takes the dossier in, concludes the contract and tells the
 * commune (NĐ 116/2021 Art 35). Since: the commune police register and decide, the facility receives (NĐ 163/2026 Art
 * 89, 91, 92(2)). A file without a contract on 01/07/2026 stays with the facility, which can do no more with it: the
 * person registers at the commune police (Luật 120/2025 Art 56(2)).
 * 'to-continue': the facility certified its part, the rest goes on at home (Luật 120/2025 Art 33(4)). 'displaced': the
 * facility can no longer serve, the rest is to be registered (NĐ 163/2026 Art 75(5)): for home, or for another facility
 * ('to-receive'). 'missing-from-home': nobody knows where the person is meanwhile. 'at-home': taken over by the commune
 * police, of the same file and term. 'certificate-issued': the facility owes its copy, the person reports (Art 33(3)).
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
    'ordinal-corrected': 'awaiting-supplement',
    ...moving('awaiting-supplement'),
    ...ENDS,
  },
  'taken-in': { contracted: 'contracted', ...moving('taken-in'), ...ENDS },
  contracted: {
    'commune-notified': 'under-way',
    ...staying('contracted', [...AT_FACILITY_STEPS, ...COMPLAINT_STEPS] as const),
    ...moving('contracted'),
    ...IN_REHABILITATION,
  },
  registered: { decided: 'decided', 'ordinal-corrected': 'registered', ...moving('registered'), ...ENDS },
  decided: {
    referred: 'decided',
    received: 'under-way',
    'start-failed': 'start-failed',
    'force-majeure-ended': 'decided',
    ...staying('decided', COMPLAINT_STEPS),
    'ordinal-corrected': 'decided',
    ...moving('decided'),
    ...AFTER_ADMISSION,
  },
  'under-way': {
    'reception-reported': 'under-way',
    ...staying('under-way', [...AT_FACILITY_STEPS, ...COMPLAINT_STEPS] as const),
    left: 'absent',
    imprisoned: 'in-prison',
    'self-terminated': 'termination-to-report',
    certified: 'completion-to-report',
    completed: 'certificate-issued',
    'not-completed': 'not-completed',
    'part-certified': 'to-continue',
    ...DISPLACED,
    ...moving('under-way'),
    ...IN_REHABILITATION,
  },
  absent: {
    ...staying('absent', [
      'reception-reported',
      'stage-ended',
      'evaluated',
      'drug-use-found',
      ...COMPLAINT_STEPS,
    ] as const),
    returned: 'under-way',
    imprisoned: 'in-prison',
    'self-terminated': 'termination-to-report',
    ...DISPLACED,
    ...moving('absent'),
    ...IN_REHABILITATION,
  },
  'in-prison': {
    released: 'under-way',
    ...lateReport('in-prison'),
    ...moving('in-prison'),
    ...IN_REHABILITATION,
  },
  'termination-to-report': {
    reported: 'self-terminated',
    ...lateReport('termination-to-report'),
    ...moving('termination-to-report'),
    ...AFTER_ADMISSION,
  },
  'completion-to-report': { reported: 'completed', ...moving('completion-to-report'), ...AFTER_ADMISSION },
  'certificate-issued': {
    reported: 'copy-sent',
    'person-reported': 'presented',
    ...lateReport('certificate-issued'),
    ...moving('certificate-issued'),
    ...AFTER_ADMISSION,
  },
  'copy-sent': {
    'person-reported': 'completed',
    'person-report-missed': 'completed',
    ...lateReport('copy-sent'),
    ...moving('copy-sent'),
    ...AFTER_ADMISSION,
  },
  presented: {
    reported: 'completed',
    ...lateReport('presented'),
    ...moving('presented'),
    ...AFTER_ADMISSION,
  },
  'to-continue': {
    ...staying('to-continue', ['stage-ended', 'drug-use-found', 'reported', 'reception-reported'] as const),
    'continued-at-home': 'at-home',
    'rest-not-registered': 'rest-not-registered',
    ...moving('to-continue'),
    ...IN_REHABILITATION,
  },
  displaced: {
    ...staying('displaced', ['stage-ended', 'drug-use-found', 'reception-reported'] as const),
    'continued-at-home': 'at-home',
    'rest-registered': 'to-receive',
    'rest-not-registered': 'rest-not-registered',
    ...moving('displaced'),
    ...IN_REHABILITATION,
  },
  'to-receive': {
    ...staying('to-receive', ['stage-ended', 'drug-use-found', 'reception-reported'] as const),
    'received-again': 'under-way',
    'continued-at-home': 'at-home',
    ...moving('to-receive'),
    ...IN_REHABILITATION,
  },
  'at-home': {
    ...staying('at-home', [
      'stage-began',
      'stage-ended',
      'evaluated',
      'breach-recorded',
      'drug-use-found',
      'reported',
      'reception-reported',
      'end-announced-at-home',
      ...RESIDENCE_STEPS,
      ...SERVICE_STEPS,
      ...COMPLAINT_STEPS,
    ] as const),
    disappeared: 'missing-from-home',
    imprisoned: 'in-prison-from-home',
    'completed-at-home': 'completed',
    'not-completed-at-home': 'not-completed',
    'self-terminated-at-home': 'self-terminated',
    ...moving('at-home'),
    ...IN_REHABILITATION,
  },
  'missing-from-home': {
    'found-again': 'at-home',
    ...staying('missing-from-home', [
      'drug-use-found',
      'reported',
      'reception-reported',
      'service-ended',
      'service-reported',
      ...COMPLAINT_STEPS,
    ] as const),
    imprisoned: 'in-prison-from-home',
    'not-completed-at-home': 'not-completed',
    'self-terminated-at-home': 'self-terminated',
    ...moving('missing-from-home'),
    ...IN_REHABILITATION,
  },
  'in-prison-from-home': {
    released: 'at-home',
    ...lateReport('in-prison-from-home'),
    ...moving('in-prison-from-home'),
    ...IN_REHABILITATION,
  },
  'start-failed': moving('start-failed'),
  'self-terminated': moving('self-terminated'),
  completed: moving('completed'),
  'not-completed': moving('not-completed'),
  'rest-not-registered': moving('rest-not-registered'),
  'sent-to-compulsory': moving('sent-to-compulsory'),
  ...ENDED,
};

export const PRIVATE_STATE_DEFINITIONS: Readonly<Record<PrivateState, StateDefinition>> = {
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
  ...FACILITY_COURSE_STATES,
  'certificate-issued': {
    label: text2(
      'Đã cấp giấy xác nhận hoàn thành, chờ gửi bản sao và trình diện',
      'Certified, the copy and the person are awaited',
    ),
  },
  'copy-sent': {
    label: text2(
      'Đã gửi bản sao giấy xác nhận, chờ người hoàn thành trình diện',
      'Copy sent, the person is yet to report',
    ),
  },
  presented: {
    label: text2(
      'Người hoàn thành đã trình diện, chờ cơ sở gửi bản sao giấy xác nhận',
      'The person reported, the copy is awaited',
    ),
  },
  'to-continue': {
    label: text2(
      'Xong phần tại cơ sở, chờ đăng ký tiếp tục tại gia đình, cộng đồng',
      'Part done at the facility, the rest is to be registered',
    ),
  },
  displaced: {
    label: text2(
      'Cơ sở không còn cung cấp dịch vụ, chờ đăng ký thời gian còn lại',
      'The facility can no longer serve, the rest is to be registered',
    ),
  },
  'to-receive': {
    label: text2(
      'Đã đăng ký thời gian còn lại, chờ cơ sở khác tiếp nhận',
      'The rest is registered, another facility is awaited',
    ),
  },
  'at-home': {
    label: text2('Đang tiếp tục cai nghiện tại gia đình, cộng đồng', 'Goes on at home'),
  },
  'missing-from-home': {
    label: text2(
      'Không rõ đang ở đâu khi cai nghiện tại gia đình, cộng đồng',
      'Whereabouts unknown during the rest at home',
    ),
  },
  'in-prison-from-home': {
    label: text2(
      'Đang chấp hành án phạt tù, tạm dừng thời hạn còn lại tại gia đình, cộng đồng',
      'In prison, the rest at home stands still',
    ),
  },
  'rest-not-registered': {
    label: text2('Không đăng ký thời gian, quy trình còn lại', 'The rest was not registered'),
    closed: true,
  },
  'sent-to-compulsory': COMPULSORY_END_STATE,
  ...END_STATES,
};
