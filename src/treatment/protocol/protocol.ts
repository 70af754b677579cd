import type { DateOnly } from '../../law/date.js';
import { text2, type Text2 } from '../../law/text.js';
import { defineSubject } from '../../platform/database/subjects.js';
import type { Tx } from '../../platform/database/tx.js';
import type { TreatmentKind, TreatmentPhase } from '../kinds/kind.js';
import type { DoseUnitName } from '../ledger/amounts.js';

/** In what a protocol counts its doses; `dose-unit-name` has a volume as well, which is compared by what is in it. */
export type ProtocolDoseUnit = Extract<DoseUnitName, 'microgram' | 'piece'>;

export type MissedDoseAction = 'same-dose' | 'reduced-dose' | 'hold' | 'restart';

/** What is done after so many days missed one after another. */
export interface MissedDoseStep {
  readonly fromDays: number;
  readonly action: MissedDoseAction;
  /** Of a reduced dose: how much of the former one, in percent. It is told to the prescriber, never applied. */
  readonly percent?: number;
}

/**
 * The clinical numbers of a place, each of which may be absent: what is absent is not checked. Doses as `doseUnit` counts
 * them; days and minutes as whole numbers.
 */
export interface ProtocolValues {
  /** Of every dose that is named here: micrograms of the substance where it is absent. */
  readonly doseUnit?: ProtocolDoseUnit;
  readonly strengthMicrogramsPerMl?: number;
  readonly startDoseMin?: number;
  readonly startDoseMax?: number;
  readonly doseMax?: number;
  readonly doseStepMax?: number;
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

export const UNCHECKED_AT_HOME = text2(
  'Cơ sở điều trị của người này chưa có phác đồ được ký và có hiệu lực: không ai kiểm tra y lệnh của khách theo phác đồ.',
  'The home of this person has no signed protocol in force: nobody holds a guest’s order against one.',
);

/** Of a guest whose booking stands no more: what his home would check is not seen from here. */
export const UNCHECKED_UNSEEN = text2(
  'Đăng ký uống thuốc tạm thời đã hủy hoặc đã hết: không còn thấy y lệnh và phác đồ của cơ sở điều trị, không kiểm tra được.',
  'The booking was cancelled or is over: order and protocol of the home are not seen any more, nothing is checked.',
);

/** What every answer says that a value of a protocol would bear on. */
export interface Unchecked {
  readonly unchecked: boolean;
  readonly uncheckedBecause: Text2 | null;
}

/** @param why null where a protocol is in force */
export const uncheckedAs = (why: Text2 | null): Unchecked => ({
  unchecked: why !== null,
  uncheckedBecause: why,
});

/** @param protocol the one in force; null: none */
export const uncheckedBy = (protocol: object | null): Unchecked => uncheckedAs(protocol ? null : UNCHECKED);

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
