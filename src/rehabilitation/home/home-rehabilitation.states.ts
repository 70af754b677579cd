import type { Text2 } from '../../law/text.js';
import type { Transitions } from '../../cases/history.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';

/** States of home or community rehabilitation from application to decision; what follows is added below `decided`. */
export type HomeState =
  | 'handed-in'
  | 'awaiting-supplement'
  | 'registered'
  | 'awaiting-reception'
  | 'decided'
  | 'withdrawn'
  | 'voided'
  | 'died';

export type HomeStep =
  | 'supplement-requested'
  | 'registered'
  | 'competence-moved'
  | 'keeper-moved'
  | 'reception-recorded'
  | 'decided'
  | 'withdrawn'
  | 'voided'
  | 'died';

const ENDS = { withdrawn: 'withdrawn', voided: 'voided', died: 'died' } as const;

/**
 * Neither decree knows a refusal or a stopped clock: what is registered ends in a decision, a withdrawal, a void
 * with its reason, or death. An incomplete dossier is not registered (NĐ 116/2021 Art 28(5)b, NĐ 163/2026 Art 89(5)).
 * 'awaiting-reception': registered with the people's committee, then taken over by the commune police, whose
 * reception record starts the term (Luật 120/2025 Art 32(2), Art 56(2); interpretation).
 * 'competence-moved': to the police with the new law; 'keeper-moved': to the successor of a merged commune.
 */
export const HOME_TRANSITIONS: Transitions<HomeState, HomeStep> = {
  'handed-in': { 'supplement-requested': 'awaiting-supplement', registered: 'registered' },
  'awaiting-supplement': {
    'supplement-requested': 'awaiting-supplement',
    registered: 'registered',
    'competence-moved': 'awaiting-supplement',
    'keeper-moved': 'awaiting-supplement',
    ...ENDS,
  },
  registered: {
    'competence-moved': 'awaiting-reception',
    'keeper-moved': 'registered',
    decided: 'decided',
    ...ENDS,
  },
  'awaiting-reception': {
    'reception-recorded': 'registered',
    'competence-moved': 'awaiting-reception',
    'keeper-moved': 'awaiting-reception',
    ...ENDS,
  },
  decided: { 'competence-moved': 'decided', 'keeper-moved': 'decided', voided: 'voided', died: 'died' },
  // An end that was entered late lies before the move; what has ended goes on being kept by somebody.
  withdrawn: { 'competence-moved': 'withdrawn', 'keeper-moved': 'withdrawn' },
  voided: { 'competence-moved': 'voided', 'keeper-moved': 'voided' },
  died: { 'competence-moved': 'died', 'keeper-moved': 'died' },
};

export const HOME_STATES = Object.keys(HOME_TRANSITIONS) as readonly HomeState[];

export const HOME_STATE_LABELS: Readonly<Record<HomeState, Text2>> = {
  'handed-in': { vi: 'Đã nộp hồ sơ', en: 'Handed in' },
  'awaiting-supplement': { vi: 'Chờ bổ sung hồ sơ', en: 'Awaiting supplement' },
  registered: { vi: 'Đã tiếp nhận đăng ký, chờ quyết định', en: 'Registered, awaiting decision' },
  'awaiting-reception': {
    vi: 'Chờ Công an cấp xã lập biên bản tiếp nhận',
    en: 'Awaiting the reception record',
  },
  decided: { vi: 'Đã có quyết định cai nghiện', en: 'Decided' },
  withdrawn: { vi: 'Người đăng ký rút hồ sơ', en: 'Withdrawn' },
  voided: { vi: 'Hủy do ghi nhầm', en: 'Voided' },
  died: { vi: 'Người đăng ký chết', en: 'Died' },
};

/** Closed states: the file has ended. `decided` has not: rehabilitation begins. */
export function isClosed(state: HomeState): boolean {
  return state === 'withdrawn' || state === 'voided' || state === 'died';
}

defineCodeList(
  'home-rehabilitation-status',
  { vi: 'Trạng thái hồ sơ cai nghiện tại gia đình, cộng đồng', en: 'State of a home rehabilitation' },
  HOME_STATE_LABELS,
);
