import type { DateOnly } from '../../law/date.js';
import { text2 } from '../../law/text.js';
import { defineSubject } from '../../platform/database/subjects.js';
import type { Tx } from '../../platform/database/tx.js';
import type { TreatmentKind, TreatmentPhase } from '../kinds/kind.js';

export type MissedDoseAction = 'same-dose' | 'reduced-dose' | 'hold' | 'restart';

/** What is done after so many days missed one after another. */
export interface MissedDoseStep {
  readonly fromDays: number;
  readonly action: MissedDoseAction;
  /** Of a reduced dose: how much of the former one, in percent. It is told to the prescriber, never applied. */
  readonly percent?: number;
}

/**
 * The clinical numbers of a place, all of which may be absent: what is absent is not checked. Doses in micrograms of the
 * substance; days and minutes as whole numbers.
 */
export interface ProtocolValues {
  readonly strengthMicrogramsPerMl?: number;
  readonly startDoseMinMicrograms?: number;
  readonly startDoseMaxMicrograms?: number;
  readonly doseMaxMicrograms?: number;
  readonly doseStepMaxMicrograms?: number;
  /** Least days for which a dose has been the same before it is raised. */
  readonly doseStepEveryDays?: number;
  readonly slotsADay?: number;
  readonly firstDoseObservationMinutes?: number;
  readonly doseObservationMinutes?: number;
  readonly missedLadder?: readonly MissedDoseStep[];
  readonly warnAfterMissedDays?: number;
  readonly holdAfterMissedDays?: number;
  readonly reassessAfterMissedDays?: number;
  /** Most minutes from a dose to its vomiting, and from there to the dose that is given again. */
  readonly redoseWithinMinutes?: number;
  /** Most days from one urine test to the next. */
  readonly testEveryDays?: number;
  readonly takeHomeMostDays?: number;
  readonly prescriptionDays?: Readonly<Partial<Record<TreatmentPhase, number>>>;
  readonly twoPersonCheck?: boolean;
}

export interface TreatmentProtocol {
  readonly id: string;
  readonly organisationId: number;
  readonly kind: TreatmentKind;
  /** First, second, … of the place for the kind. */
  readonly number: number;
  /** What it rests on: a guideline, a decision of the place. */
  readonly basis: string;
  readonly values: ProtocolValues;
  readonly inForceFrom: DateOnly;
  readonly enteredBy: string;
  readonly enteredAt: Date;
  readonly signedBy: string | null;
  readonly signedAt: Date | null;
  readonly version: number;
}

/** Said in each answer while nothing is checked. */
export const UNCHECKED = text2(
  'Cơ sở chưa có phác đồ được ký và có hiệu lực: hệ thống ghi nhận, không kiểm tra liều, bậc liều, số ngày.',
  'The place has no signed protocol in force: doses, steps and days are recorded and not checked.',
);

defineSubject('treatment-protocol', 'treatment_protocol');

export const PROTOCOL_COLUMNS = `p.id, p.organisation_id as "organisationId", p.kind, p.number, p.basis,
  p.protocol_values as "values", p.in_force_from as "inForceFrom", p.entered_by as "enteredBy",
  p.entered_at as "enteredAt", p.signed_by as "signedBy", p.signed_at as "signedAt", p.version`;

/**
 * The signed protocol of a place that is in force on a day: the one that came into force last, of two of one day the later
 * one; none holds before the day on which it was signed. Null where there is none, and then nothing is checked.
 */
export async function activeProtocol(
  tx: Tx,
  { siteId, kind, on }: { readonly siteId: number; readonly kind: TreatmentKind; readonly on: DateOnly },
): Promise<TreatmentProtocol | null> {
  return tx.one<TreatmentProtocol>(
    `select ${PROTOCOL_COLUMNS} from treatment_protocol p
     where p.organisation_id = $1 and p.kind = $2 and p.signed_at is not null and p.in_force_from <= $3
       and (p.signed_at at time zone 'Asia/Ho_Chi_Minh')::date <= $3
     order by p.in_force_from desc, p.number desc limit 1`,
    [siteId, kind, on],
  );
}
