import type { StateDefinition, StepDefinition } from '../../cases/steps/stepped-procedure.js';
import type { Act } from '../../law/authorities.js';
import { cite } from '../../law/instruments.js';
import type { Regime } from '../../law/regimes.js';
import { text2 } from '../../law/text.js';
import type { CertificateRule, StepVariant } from './door.js';
import type { VoluntaryRecord } from './voluntary.record.js';

/** What the doors of private and public facilities share between reception and end. */

export const LAW_2021: readonly Regime[] = ['R1', 'R1b', 'R2'];
export const LAW_2025: readonly Regime[] = ['R3'];

/** NĐ 116/2021 Art 3(5), NĐ 163/2026 Art 4(9). */
export const ABSENCE_DEADLINE = 'voluntary.absence-self-termination';

/** Steps that leave the state as it is; the ladders of Luật 120/2025 Art 47 are for who is at home. */
export const AT_FACILITY_STEPS = [
  'stage-began',
  'stage-ended',
  'evaluated',
  'drug-use-found',
  'end-announced',
] as const;
export type AtFacilityStep = (typeof AT_FACILITY_STEPS)[number];

export type FacilityCourseState =
  | 'absent'
  | 'in-prison'
  | 'termination-to-report'
  | 'self-terminated'
  | 'completion-to-report'
  | 'completed'
  | 'not-completed';

export type FacilityCourseStep =
  | AtFacilityStep
  | 'left'
  | 'returned'
  | 'imprisoned'
  | 'released'
  | 'self-terminated'
  | 'certified'
  | 'completed'
  | 'not-completed'
  | 'reported';

export const FACILITY_COURSE_STATES: Readonly<Record<FacilityCourseState, StateDefinition>> = {
  absent: {
    label: text2(
      'Đã rời cơ sở, chưa ghi nhận là tự ý chấm dứt',
      'Has left the facility, not yet a termination',
    ),
  },
  'in-prison': {
    label: text2('Đang chấp hành án phạt tù, tạm dừng thời hạn', 'In prison, the term stands still'),
  },
  'termination-to-report': {
    label: text2('Tự ý chấm dứt cai nghiện, chờ cơ sở thông báo', 'Terminated, the facility is yet to tell'),
  },
  'self-terminated': { label: text2('Tự ý chấm dứt cai nghiện', 'Terminated by the person'), closed: true },
  'completion-to-report': {
    label: text2(
      'Đã cấp giấy xác nhận hoàn thành, chờ cơ sở thông báo',
      'Certified, the facility is yet to tell',
    ),
  },
  completed: { label: text2('Đã hoàn thành cai nghiện', 'Completed'), closed: true },
  'not-completed': {
    label: text2('Hết thời hạn, không cấp giấy xác nhận hoàn thành', 'Term over, completion not certified'),
    closed: true,
  },
};

interface FacilityRules {
  readonly certify: Act;
  readonly report: string;
  readonly notice: string;
  readonly certificate: string;
}

/**
 * 'left': away without leave, until it is a termination or the person is back. 'certified' until 30/06/2026, 'completed'
 * since then: two names, since what is owed afterwards differs. The facility owes its report after either end.
 */
export function facilityCourseSteps({
  certify,
  report,
  notice,
  certificate,
}: FacilityRules): Readonly<Record<FacilityCourseStep, StepDefinition<keyof VoluntaryRecord>>> {
  const byFacility = { byReferred: true } as const;
  return {
    'stage-began': byFacility,
    'stage-ended': byFacility,
    evaluated: byFacility,
    'drug-use-found': byFacility,
    'end-announced': { ...byFacility, meets: [notice], form: 'notify-end' },
    left: { ...byFacility, opens: [{ rule: ABSENCE_DEADLINE, owedBy: 'keeper' }] },
    returned: { ...byFacility, meets: [ABSENCE_DEADLINE] },
    imprisoned: { lapses: [ABSENCE_DEADLINE] },
    released: {},
    'self-terminated': {
      ...byFacility,
      lapses: [ABSENCE_DEADLINE],
      opens: [{ rule: report, owedBy: 'place' }],
      form: 'record-violation',
    },
    certified: {
      act: certify,
      paper: true,
      under: LAW_2021,
      opens: [{ rule: report, owedBy: 'place' }],
    },
    completed: { act: certify, paper: true, under: LAW_2025, meets: [certificate] },
    'not-completed': { act: certify, meets: [certificate] },
    reported: { ...byFacility, letter: true, meets: [report] },
  };
}

/** NĐ 116/2021 Art 38(2), form 26b; NĐ 163/2026 Art 94(3), 97(2), form 30. */
export function facilityCertificates(limit: string): Readonly<Record<string, CertificateRule>> {
  const rule = { limit, law2021: cite('nd-116-2021', 'Điều 38 khoản 2'), byPlace: true } as const;
  return { certified: rule, completed: rule, 'not-completed': rule };
}

/** A certificate of before 01/07/2026 is told to the committee, and that is the end of it. */
export const CERTIFIED_BEFORE: StepVariant = { step: 'completed', as: 'certified', under: LAW_2021 };
