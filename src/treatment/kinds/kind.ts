import type { CaseKind } from '../../cases/case-file.js';
import type { SteppedProcedure } from '../../cases/steps/stepped-procedure.js';
import type { DateOnly } from '../../law/date.js';
import type { Explanation } from '../../law/explanation.js';
import type { OrganisationKind } from '../../law/organisation-kinds.js';
import type { Stage } from '../../law/stages.js';
import { text2, type Text2 } from '../../law/text.js';
import type { TreatmentKind } from '../../law/treatment.js';
import { NOTICE_KINDS, type TreatmentNoticeKind } from '../../law/treatment-notices.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import type { TreatmentState, TreatmentStep } from './treatment-table.js';

export type { TreatmentKind } from '../../law/treatment.js';
export type { TreatmentNoticeKind } from '../../law/treatment-notices.js';

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

export const NOTICE_KIND_NAMES = Object.keys(NOTICE_KINDS) as readonly TreatmentNoticeKind[];

export type TreatmentProcedure = SteppedProcedure<TreatmentKind, never>;

/**
 * What a kind of treatment is: everything else asks here. By name it is known besides in the walls of the database
 * (`app.may_treat_person`, `app.keeps_treatment_of`, the stage of `ask_for_completion` in migrations/0025-treatment.sql), in
 * `law/`, and as the kind of whoever asks for a protocol and names none.
 */
export interface TreatmentKindDefinition {
  readonly kind: TreatmentKind;
  readonly procedure: TreatmentProcedure;
  /** Kinds of bodies that may treat with it, and take a treatment over from one another. */
  readonly treatedBy: readonly OrganisationKind[];
  /** In their usual order; treatment begins with the first. */
  readonly phases: readonly TreatmentPhase[];
  /** From which the days of opioid-positive tests count; none where the law on record names none. */
  readonly maintenance: TreatmentPhase | null;
  /** Null where no source on record names one: each order says it, and the protocol in what it counts doses. */
  readonly doseUnit: DoseUnit | null;
  /** Whether it is allowed by a programme of limited time alone. */
  readonly programme: 'not-needed' | 'required';
  /** Kinds of files within which alone it takes place, and in which stage of them; null where it stands by itself. */
  readonly within: { readonly kinds: readonly CaseKind[]; readonly stage: Stage } | null;
  /** The step by which each notice is sent; which the law of a day has sent, `law/treatment-notices.ts` says. */
  readonly notices: Readonly<Partial<Record<TreatmentNoticeKind, TreatmentStep>>>;
  /** The step by which a notice goes to the body that the other of two texts names: it meets no time limit. */
  readonly copies: Readonly<Partial<Record<TreatmentNoticeKind, TreatmentStep>>>;
  /** By which decree it goes on a day, and why; null where none on record is about this kind. */
  readonly decree: ((on: DateOnly) => Explanation) | null;
}

/** Bodies that treat, and give doses. The same: `app.treating_kinds` of the database. */
export const TREATING: readonly OrganisationKind[] = ['health-centre', 'methadone-clinic'];

/** States in which doses may be given. */
export const DOSING_STATES: readonly TreatmentState[] = ['in-treatment'];

defineCodeList('treatment-phase', text2('Giai đoạn điều trị', 'Phase of treatment'), PHASES);
defineCodeList(
  'treatment-notice-kind',
  text2('Loại thông báo của cơ sở điều trị', 'Notice of a place of treatment'),
  NOTICE_KINDS,
);
