import { BilingualDto } from '../../platform/http/bilingual.dto.js';
import { ChangePageQuery } from '../../platform/http/change-page.js';
import {
  Day,
  Flag,
  Instant,
  ListOf,
  Nested,
  OneOf,
  Text,
  Uuid,
  WholeNumber,
} from '../../platform/http/fields.js';
import { MAX_INTEGER_ID } from '../../platform/http/path-ids.js';
import { text2, type Text2 } from '../../law/text.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import type { TreatmentKind } from '../kinds/kind.js';
import { NotCheckedDto } from '../interlock/dose.dto.js';
import { TREATMENT_KIND_NAMES } from '../kinds/kinds.js';
import { DOSE_UNIT_LABELS, MOST_STRENGTH } from '../ledger/amounts.js';
import type { MissedDoseAction, ProtocolDoseUnit, TreatmentProtocol } from './protocol.js';

export const MISSED_DOSE_ACTIONS: Readonly<Record<MissedDoseAction, Text2>> = {
  'same-dose': text2('Giữ nguyên liều', 'Same dose'),
  'reduced-dose': text2('Giảm liều', 'Reduced dose'),
  hold: text2('Chờ bác sĩ', 'Held for the prescriber'),
  restart: text2('Khởi liều lại', 'Begin anew'),
};
const ACTION_NAMES = Object.keys(MISSED_DOSE_ACTIONS) as readonly MissedDoseAction[];
defineCodeList(
  'missed-dose-action',
  text2('Xử trí khi bỏ liều', 'What is done after missed doses'),
  MISSED_DOSE_ACTIONS,
);

const PROTOCOL_DOSE_UNIT_LABELS: Readonly<Record<ProtocolDoseUnit, Text2>> = {
  microgram: DOSE_UNIT_LABELS.microgram,
  piece: DOSE_UNIT_LABELS.piece,
};
const PROTOCOL_DOSE_UNITS = Object.keys(PROTOCOL_DOSE_UNIT_LABELS) as readonly ProtocolDoseUnit[];
defineCodeList(
  'protocol-dose-unit',
  text2('Đơn vị tính liều của phác đồ', 'Unit of the doses of a protocol'),
  PROTOCOL_DOSE_UNIT_LABELS,
);

const DOSE = { min: 1, max: 2_000_000_000, optional: true } as const;
const DAYS = { min: 1, max: 366, optional: true } as const;
const MINUTES = { min: 1, max: 1_440, optional: true } as const;

export class ProtocolPath {
  @Uuid()
  readonly protocolId: string = '';
}

export class MissedDoseStepDto {
  @WholeNumber({ min: 1, max: 366, example: 1, description: 'Days missed one after another, from' })
  readonly fromDays: number = 1;

  @OneOf(ACTION_NAMES, { name: 'MissedDoseAction', example: 'hold' })
  readonly action: MissedDoseAction = 'hold';

  @WholeNumber({ min: 1, max: 99, optional: true, description: 'Of a reduced dose: of the former one' })
  readonly percent?: number;
}

export class PrescriptionDaysDto {
  @WholeNumber(DAYS)
  readonly induction?: number;

  @WholeNumber(DAYS)
  readonly adjustment?: number;

  @WholeNumber(DAYS)
  readonly maintenance?: number;

  @WholeNumber(DAYS)
  readonly tapering?: number;

  @WholeNumber(DAYS)
  readonly detoxification?: number;
}

/** Any may be absent, and is not checked then; one at least is there. */
export class ProtocolValuesDto {
  @OneOf(PROTOCOL_DOSE_UNITS, {
    ...{ name: 'ProtocolDoseUnit', optional: true, example: 'microgram' },
    description:
      'In what the four doses here are counted: micrograms of the substance where it is absent. Of a kind whose orders may be in pieces it is named',
  })
  readonly doseUnit?: ProtocolDoseUnit;

  @WholeNumber({ min: 1, max: MOST_STRENGTH, optional: true })
  readonly strengthMicrogramsPerMl?: number;

  @WholeNumber(DOSE)
  readonly startDoseMin?: number;

  @WholeNumber(DOSE)
  readonly startDoseMax?: number;

  @WholeNumber(DOSE)
  readonly doseMax?: number;

  @WholeNumber(DOSE)
  readonly doseStepMax?: number;

  @WholeNumber({ ...DAYS, description: 'Least days for which a dose has been the same before it is raised' })
  readonly doseStepEveryDays?: number;

  @WholeNumber({ min: 1, max: 24, optional: true })
  readonly slotsADay?: number;

  @WholeNumber({ ...MINUTES, description: 'Shown, and not checked: nothing records it' })
  readonly firstDoseObservationMinutes?: number;

  @WholeNumber({ ...MINUTES, description: 'Shown, and not checked: nothing records it' })
  readonly doseObservationMinutes?: number;

  @ListOf(() => MissedDoseStepDto, { max: 20, optional: true })
  readonly missedLadder?: readonly MissedDoseStepDto[];

  @WholeNumber(DAYS)
  readonly warnAfterMissedDays?: number;

  @WholeNumber(DAYS)
  readonly holdAfterMissedDays?: number;

  @WholeNumber(DAYS)
  readonly reassessAfterMissedDays?: number;

  @WholeNumber({
    ...MINUTES,
    description:
      'Most minutes from a dose to its vomiting, and from there to the dose that is given again: it is held against both',
  })
  readonly redoseWithinMinutes?: number;

  @WholeNumber(DAYS)
  readonly testEveryDays?: number;

  @WholeNumber({ min: 0, max: 366, optional: true })
  readonly takeHomeMostDays?: number;

  @Nested(() => PrescriptionDaysDto, { optional: true })
  readonly prescriptionDays?: PrescriptionDaysDto;

  @Flag({ optional: true, example: true })
  readonly twoPersonCheck?: boolean;
}

export class EnterProtocolDto {
  @OneOf(TREATMENT_KIND_NAMES, { name: 'TreatmentKind', example: 'methadone-treatment' })
  readonly kind: TreatmentKind = 'methadone-treatment';

  @Text({
    max: 500,
    example: 'Phác đồ của cơ sở, theo hướng dẫn chuyên môn hiện hành',
    description: 'What it rests on',
  })
  readonly basis: string = '';

  @Day({ example: '2026-07-06', description: 'First day on which it holds, once it is signed' })
  readonly inForceFrom: string = '';

  @Nested(() => ProtocolValuesDto)
  readonly values: ProtocolValuesDto = new ProtocolValuesDto();
}

export class ProtocolQuery extends ChangePageQuery {
  @OneOf(TREATMENT_KIND_NAMES, { name: 'TreatmentKind', optional: true })
  readonly kind?: TreatmentKind;
}

export class ProtocolOfBodyPath {
  @WholeNumber({ min: 1, max: MAX_INTEGER_ID, example: 17 })
  readonly organisationId: number = 0;
}

export class ActiveProtocolQuery {
  @OneOf(TREATMENT_KIND_NAMES, {
    name: 'TreatmentKind',
    optional: true,
    description: 'Methadone unless told',
  })
  readonly kind?: TreatmentKind;

  @Day({ optional: true, description: 'Today unless told' })
  readonly on?: string;
}

export class ProtocolDto {
  @Uuid()
  readonly id: string = '';

  @WholeNumber({ min: 1, max: MAX_INTEGER_ID, example: 17 })
  readonly organisationId: number = 0;

  @OneOf(TREATMENT_KIND_NAMES, { name: 'TreatmentKind', example: 'methadone-treatment' })
  readonly kind: TreatmentKind = 'methadone-treatment';

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 1 })
  readonly number: number = 1;

  @Text({ max: 500, example: 'Phác đồ của cơ sở, theo hướng dẫn chuyên môn hiện hành' })
  readonly basis: string = '';

  @Nested(() => ProtocolValuesDto)
  readonly values: ProtocolValuesDto = new ProtocolValuesDto();

  @Day({ example: '2026-07-06' })
  readonly inForceFrom: string = '';

  @Uuid()
  readonly enteredBy: string = '';

  @Instant()
  readonly enteredAt: string = '';

  @Uuid({ nullable: true, description: 'Null: not signed, and not in force' })
  readonly signedBy: string | null = null;

  @Instant({ nullable: true })
  readonly signedAt: string | null = null;

  @Flag({
    example: false,
    description:
      'Who entered it signed it, since nobody else at the place could: no other clinician looked at it',
  })
  readonly signedByAuthor: boolean = false;

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 1 })
  readonly version: number = 1;
}

export function toProtocolDto({ enteredAt, signedAt, ...shown }: TreatmentProtocol): ProtocolDto {
  return {
    ...shown,
    ...{ enteredAt: enteredAt.toISOString(), signedAt: signedAt?.toISOString() ?? null },
    signedByAuthor: shown.signedBy === shown.enteredBy,
  };
}

export class ActiveProtocolDto {
  @WholeNumber({ min: 1, max: MAX_INTEGER_ID, example: 17 })
  readonly organisationId: number = 0;

  @OneOf(TREATMENT_KIND_NAMES, { name: 'TreatmentKind', example: 'methadone-treatment' })
  readonly kind: TreatmentKind = 'methadone-treatment';

  @Day()
  readonly on: string = '';

  @Nested(() => ProtocolDto, { nullable: true, description: 'Signed and in force on the day; null: none' })
  readonly protocol: ProtocolDto | null = null;

  @Flag({ description: 'There is none: what is entered is recorded and not checked' })
  readonly unchecked: boolean = true;

  @Nested(() => BilingualDto, { nullable: true })
  readonly uncheckedBecause: BilingualDto | null = null;

  @ListOf(() => NotCheckedDto, {
    max: 40,
    description: 'Values that are never checked, whatever the protocol says; without one all of them',
  })
  readonly notChecked: readonly NotCheckedDto[] = [];
}
