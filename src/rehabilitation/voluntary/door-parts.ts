import type { StateDefinition, StepDefinition } from '../../cases/steps/stepped-procedure.js';
import { cite } from '../../law/instruments.js';
import type { Text2 } from '../../law/text.js';
import { text2 } from '../../law/text.js';
import { byLaw, type CertificateRule, type WithoutResidence } from './door.js';

export const DECISION_DEADLINE = 'home-rehabilitation.decision';
export const START_DEADLINE = 'voluntary.start';
export const NOTICE_DEADLINE = 'voluntary.pre-end-notice';
export const CERTIFICATE_DEADLINE = 'voluntary.certificate';

/** NĐ 116/2021 Art 32(3), NĐ 163/2026 Art 93(4). */
export const HOME_CERTIFICATE: CertificateRule = {
  limit: CERTIFICATE_DEADLINE,
  law2021: cite('nd-116-2021', 'Điều 32 khoản 3'),
  byPlace: false,
};

/** Steps by which the old law took a person in. */
export const DECIDING = ['decided', 'contracted'] as const;

/** Ends that a person or a correction brings, at any door. */
export type EndState = 'withdrawn' | 'voided' | 'died';

/** Steps that move a file: to the police with the new law, to the successor of a merged body. */
export type MoveStep = 'competence-moved' | 'keeper-moved';

/** Which rehabilitation it is was stated wrongly; possible until the term rests on it. */
export const ORDINAL_CORRECTED = 'ordinal-corrected';
export type OrdinalStep = typeof ORDINAL_CORRECTED;
export const CORRECTION: StepDefinition = { founds: true };

/**
 * A court decided compulsory rehabilitation: the voluntary one is over. Neither law says by which paper; the file of the
 * measure holds it (interpretation).
 */
export type CompulsoryEnd = 'sent-to-compulsory';
export const TO_COMPULSORY = { 'sent-to-compulsory': 'sent-to-compulsory' } as const;
export const COMPULSORY_END_STATE: StateDefinition = {
  label: text2(
    'Chấm dứt do có quyết định đưa đi cai nghiện bắt buộc',
    'Ended by a decision of compulsory rehabilitation',
  ),
  closed: true,
};

/**
 * Somebody in rehabilitation at home moves to another commune: NĐ 116/2021 Art 32(2), NĐ 163/2026 Art 92(1)c. The file goes
 * with the step that sends it, as an offer; what is left of the term goes on, since nothing of it is touched.
 */
export const RESIDENCE_STEPS = ['moved-away', 'file-sent', 'continued-after-move'] as const;
export type ResidenceStep = (typeof RESIDENCE_STEPS)[number];
const TRANSFER_DEADLINE = 'home-rehabilitation.transfer';
export const RESIDENCE_CHANGES: Readonly<Record<ResidenceStep, StepDefinition>> = {
  'moved-away': { opens: [{ rule: TRANSFER_DEADLINE, owedBy: 'keeper' }] },
  'file-sent': { act: 'transfer-home-rehabilitation', paper: true, meets: [TRANSFER_DEADLINE] },
  // NĐ 163/2026 Art 91(2)a: what is decided by form 22 is delivered with a record.
  'continued-after-move': {
    act: 'continue-home-rehabilitation',
    paper: true,
    alsoForms: ['deliver-paper'],
  },
};

/**
 * Force majeure is over: the person's time to begin is counted anew (NĐ 116/2021 Art 3(4), NĐ 163/2026 Art 4(8)). Where no
 * limit stands in a work list, the step alone moves the day from which failing to begin may be recorded.
 */
export const FORCE_MAJEURE_ENDED = 'force-majeure-ended';
export type ForceMajeureStep = typeof FORCE_MAJEURE_ENDED;
export const FORCE_MAJEURE: StepDefinition = {
  opens: [{ rule: START_DEADLINE, owedBy: 'keeper', anew: true }],
};

/** Complaints about what was decided or done. No time limit: neither decree says one, and Luật Khiếu nại was not read. */
export const COMPLAINT_STEPS = ['complained', 'complaint-decided'] as const;
export type ComplaintStep = (typeof COMPLAINT_STEPS)[number];
export const COMPLAINTS: Readonly<Record<ComplaintStep, StepDefinition>> = {
  complained: {},
  'complaint-decided': {},
};

/**
 * What a provider of services tells: Luật 73/2021 Art 30(7)c, Luật 120/2025 Art 32(8)c. The provider owes the report; whoever
 * keeps the file watches that it comes, since providers have no users here.
 */
export const SERVICE_STEPS = ['service-began', 'service-ended', 'service-reported'] as const;
export type ServiceStep = (typeof SERVICE_STEPS)[number];
const PROVIDER_REPORT = 'voluntary.provider-report';
export const SERVICES: Readonly<Record<ServiceStep, StepDefinition>> = {
  'service-began': { opens: [{ rule: PROVIDER_REPORT, owedBy: 'keeper' }] },
  // NĐ 163/2026 Art 93(1): the provider certifies what was done.
  'service-ended': { alsoForms: ['certify-service'], opens: [{ rule: PROVIDER_REPORT, owedBy: 'keeper' }] },
  'service-reported': { meets: [PROVIDER_REPORT] },
};

/** Nobody knows where the person is. No text says that this time does not count (interpretation: it does). */
export const WHEREABOUTS_STEPS = ['disappeared', 'found-again'] as const;
export type WhereaboutsStep = (typeof WHEREABOUTS_STEPS)[number];
export const WHEREABOUTS: Readonly<Record<WhereaboutsStep, StepDefinition>> = {
  disappeared: {},
  'found-again': {},
};

/** Steps that leave a state as it is. */
export function staying<State extends string, Step extends string>(
  state: State,
  steps: readonly Step[],
): Readonly<Record<Step, State>> {
  return Object.fromEntries(steps.map((step) => [step, state])) as Record<Step, State>;
}

/** A file in this state moves without leaving it. */
export function moving<State extends string>(state: State): Readonly<Record<MoveStep, State>> {
  return { 'competence-moved': state, 'keeper-moved': state };
}

export const ENDS = { withdrawn: 'withdrawn', voided: 'voided', died: 'died' } as const;

/** A file that has ended goes on being kept by somebody; an end that was entered late lies before the move. */
export const ENDED = {
  withdrawn: { 'competence-moved': 'withdrawn', 'keeper-moved': 'withdrawn' },
  voided: { 'competence-moved': 'voided', 'keeper-moved': 'voided' },
  died: { 'competence-moved': 'died', 'keeper-moved': 'died' },
} as const;

export const END_STATES: Readonly<Record<EndState, StateDefinition>> = {
  withdrawn: { label: text2('Người đăng ký rút hồ sơ', 'Withdrawn'), closed: true },
  voided: { label: text2('Hủy do ghi nhầm', 'Voided'), closed: true },
  died: { label: text2('Người đăng ký chết', 'Died'), closed: true },
};

export const FIRST_STATES: Readonly<Record<'handed-in' | 'awaiting-supplement', StateDefinition>> = {
  'handed-in': { label: text2('Đã nộp hồ sơ', 'Handed in') },
  'awaiting-supplement': { label: text2('Chờ bổ sung hồ sơ', 'Awaiting supplement') },
};

export const COMMON_STEPS: Readonly<Record<'supplement-requested' | MoveStep | EndState, StepDefinition>> = {
  'supplement-requested': { own: true },
  'competence-moved': { own: true },
  'keeper-moved': { own: true },
  withdrawn: {},
  voided: {},
  died: {},
};

/** NĐ 116/2021 Art 28(1), NĐ 163/2026 Art 89(1)b: only a public facility or reformatory. */
export const ONLY_PUBLIC: WithoutResidence = {
  open: false,
  article: byLaw(cite('nd-116-2021', 'Điều 28 khoản 1'), cite('nd-163-2026', 'Điều 89 khoản 1 điểm b')),
};

/** Labels of states, as a code list shows them. */
export function labelsOf<State extends string>(
  states: Readonly<Record<State, StateDefinition>>,
): Readonly<Record<State, Text2>> {
  const labels = Object.entries<StateDefinition>(states).map(([state, { label }]) => [state, label]);
  return Object.fromEntries(labels) as Record<State, Text2>;
}
