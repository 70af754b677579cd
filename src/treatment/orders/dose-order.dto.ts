import { BilingualDto } from '../../platform/http/bilingual.dto.js';
import { ChangeListQuery } from '../../platform/http/change-list.js';
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
import {
  NotCheckedDto,
  ProtocolCheckDto,
  TAKE_HOMES_OUT,
  TakeHomeOutDto,
  TokenOutDto,
  TOKENS_OUT,
} from '../interlock/dose.dto.js';
import { DOSE_UNITS, MOST_OF_A_DOSE, MOST_STRENGTH, type DoseUnitName } from '../ledger/amounts.js';

const LATE_REASON = { max: 1000, multiline: true, example: 'Hệ thống ngừng hoạt động' } as const;
const STRENGTH = { min: 1, max: MOST_STRENGTH, example: 10_000 } as const;

export class DoseOrderPath {
  @Uuid()
  readonly orderId: string = '';
}

export class DoseOrderQuery extends ChangeListQuery {}

export class SlotDoseDto {
  @WholeNumber({ min: 1, max: MOST_OF_A_DOSE, example: 8000, description: 'In the order’s unit' })
  readonly dose: number = 0;
}

export class WriteOrderDto {
  @ListOf(() => SlotDoseDto, {
    min: 1,
    max: 10,
    example: [{ dose: 8000 }],
    description: 'One dose for each slot of a day, in their order',
  })
  readonly slots: readonly SlotDoseDto[] = [];

  @OneOf(DOSE_UNITS, {
    name: 'DoseUnitName',
    optional: true,
    example: 'microlitre',
    description: 'Only where the kind of treatment does not say it',
  })
  readonly unit?: DoseUnitName;

  @WholeNumber({
    ...STRENGTH,
    optional: true,
    description:
      'Of a dose by volume: micrograms in a millilitre of the solution that it is measured in. Needed wherever the medicine has a strength: a volume alone is no dose',
  })
  readonly strength?: number;

  @Day({ example: '2026-07-03' })
  readonly fromOn: string = '';

  @Day({ example: '2026-07-30', description: 'Last day' })
  readonly untilOn: string = '';

  @Text({
    max: 1000,
    multiline: true,
    example: 'Bắt đầu điều trị',
    description: 'Why this dose, or this change',
  })
  readonly reason: string = '';

  @Text({
    ...LATE_REASON,
    optional: true,
    description:
      'Why an order that held already is recorded only now; needed where its first day has passed, and of no other',
  })
  readonly lateReason?: string;
}

export class EndOrderDto {
  @Day({
    example: '2026-07-05',
    description: 'Last day on which it holds; the day before its first one where it never did',
  })
  readonly endedOn: string = '';

  @Text({ max: 1000, multiline: true, example: 'Đổi liều' })
  readonly reason: string = '';
}

export class DoseOrderDto {
  @Uuid()
  readonly id: string = '';

  @Uuid()
  readonly episodeId: string = '';

  @ListOf(() => SlotDoseDto, { max: 10 })
  readonly slots: readonly SlotDoseDto[] = [];

  @OneOf(DOSE_UNITS, { name: 'DoseUnitName', example: 'microlitre' })
  readonly unit: DoseUnitName = 'microlitre';

  @WholeNumber({
    ...STRENGTH,
    nullable: true,
    description: 'Of a dose by volume: micrograms in a millilitre of the solution',
  })
  readonly strength: number | null = null;

  @Day({ example: '2026-07-03' })
  readonly fromOn: string = '';

  @Day({ example: '2026-07-30' })
  readonly untilOn: string = '';

  @Text({ max: 1000, example: 'Bắt đầu điều trị' })
  readonly reason: string = '';

  @Text({
    ...LATE_REASON,
    nullable: true,
    example: null,
    description: 'Recorded after its first day, and why; nothing was due by it before its approval',
  })
  readonly lateReason: string | null = null;

  @Uuid({ description: 'Who wrote it' })
  readonly prescribedBy: string = '';

  @Instant()
  readonly prescribedAt: string = '';

  @Uuid({ nullable: true, example: null, description: 'Null: it does not hold yet' })
  readonly approvedBy: string | null = null;

  @Instant({ nullable: true, example: null })
  readonly approvedAt: string | null = null;

  @Flag({ example: false, description: 'Who wrote it approved it himself: nobody else looked at it' })
  readonly approvedByWriter: boolean = false;

  @Day({ nullable: true, example: null })
  readonly endedOn: string | null = null;

  @Text({ max: 1000, nullable: true, example: null })
  readonly endedReason: string | null = null;

  @ListOf(() => ProtocolCheckDto, { max: 20 })
  readonly checks: readonly ProtocolCheckDto[] = [];

  @Uuid({
    nullable: true,
    example: null,
    description:
      'The protocol that it was held against when it was approved, before that when it was written',
  })
  readonly protocolId: string | null = null;

  @Flag({
    example: false,
    description: 'That protocol was signed by who had entered it: no other clinician looked at its numbers',
  })
  readonly protocolSignedByAuthor: boolean = false;

  @Flag({ description: 'Something was not checked: no protocol was in force, or it is silent' })
  readonly unchecked: boolean = true;

  @Nested(() => BilingualDto, { nullable: true, description: 'Why' })
  readonly why: BilingualDto | null = null;

  @ListOf(() => NotCheckedDto, { max: 40, description: 'What was not checked, by name' })
  readonly notChecked: readonly NotCheckedDto[] = [];

  @ListOf(() => ProtocolCheckDto, {
    max: 20,
    example: [],
    description:
      'What it does not fit today, by the protocol in force, the phase and the law: nothing is given by it until another order is approved. The order itself stays as it is',
  })
  readonly unfit: readonly ProtocolCheckDto[] = [];

  @WholeNumber({ min: 1, max: 1_000_000, example: 1 })
  readonly version: number = 1;
}

/** Of an order that holds from now on, or ends. */
export class ChangedOrderDto extends DoseOrderDto {
  @ListOf(() => TokenOutDto, TOKENS_OUT)
  readonly tokensOut: readonly TokenOutDto[] = [];

  @ListOf(() => TakeHomeOutDto, TAKE_HOMES_OUT)
  readonly takeHomesOut: readonly TakeHomeOutDto[] = [];
}
