import type { CaseKind } from '../../cases/case-file.js';
import type { SteppedProcedure } from '../../cases/steps/stepped-procedure.js';
import { text2, type Text2 } from '../../law/text.js';
import type { TreatmentKind } from '../../law/treatment.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import type { TreatmentState, TreatmentStep } from './treatment-table.js';

export type { TreatmentKind } from '../../law/treatment.js';

export type TreatmentPhase = 'induction' | 'adjustment' | 'maintenance' | 'tapering' | 'detoxification';

export const PHASES: Readonly<Record<TreatmentPhase, Text2>> = {
  induction: text2('Khởi liều (dò liều)', 'Induction'),
  adjustment: text2('Điều chỉnh liều', 'Adjustment'),
  maintenance: text2('Duy trì', 'Maintenance'),
  tapering: text2('Giảm liều tiến tới ngừng', 'Tapering'),
  detoxification: text2('Cắt cơn, giải độc (giai đoạn b)', 'Detoxification (stage b)'),
};
export const PHASE_NAMES = Object.keys(PHASES) as readonly TreatmentPhase[];

/** In what a dose is counted, always in whole numbers: a solution by its volume. */
export type DoseUnit = 'microlitre' | 'microgram';

/** What a place of treatment tells the commune of. */
export type TreatmentNoticeKind =
  'admission' | 'refusal' | 'start' | 'multi-day' | 'termination' | 'completion';

export const NOTICE_KINDS: Readonly<Record<TreatmentNoticeKind, Text2>> = {
  admission: text2('Tiếp nhận điều trị', 'Admitted'),
  refusal: text2('Từ chối tiếp nhận', 'Refused'),
  start: text2('Bắt đầu điều trị', 'Treatment began'),
  'multi-day': text2('Được cấp thuốc nhiều ngày', 'Receives doses for several days'),
  termination: text2('Chấm dứt điều trị', 'Terminated'),
  completion: text2('Hoàn thành điều trị', 'Completed'),
};
export const NOTICE_KIND_NAMES = Object.keys(NOTICE_KINDS) as readonly TreatmentNoticeKind[];

export type TreatmentProcedure = SteppedProcedure<TreatmentKind, never>;

/** What a kind of treatment is: everything else asks here and knows none by name. */
export interface TreatmentKindDefinition {
  readonly kind: TreatmentKind;
  readonly procedure: TreatmentProcedure;
  /** In their usual order; treatment begins with the first. */
  readonly phases: readonly TreatmentPhase[];
  /** From which the days of opioid-positive tests count; none where the law on record names none. */
  readonly maintenance: TreatmentPhase | null;
  /** Null where no source on record names one: the protocol says it. */
  readonly doseUnit: DoseUnit | null;
  /** How many times a day, where a source says so; otherwise the order does. */
  readonly slotsADay: number | null;
  /** Whether it is allowed by a programme of limited time alone. */
  readonly programme: 'not-needed' | 'required';
  /** Kinds of files within which alone it takes place; null where it stands by itself. */
  readonly within: readonly CaseKind[] | null;
  /** What the law on record has the commune told of. */
  readonly notices: Readonly<Partial<Record<TreatmentNoticeKind, TreatmentStep>>>;
}

/** States in which doses may be given. */
export const DOSING_STATES: readonly TreatmentState[] = ['in-treatment'];
/** States in which an episode is under way, doses or not. */
export const ACTIVE_STATES: readonly TreatmentState[] = ['in-treatment', 'on-hold'];

defineCodeList('treatment-phase', text2('Giai đoạn điều trị', 'Phase of treatment'), PHASES);
defineCodeList(
  'treatment-notice-kind',
  text2('Loại thông báo của cơ sở điều trị', 'Notice of a place of treatment'),
  NOTICE_KINDS,
);
