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
import { ProtocolCheckDto } from '../interlock/dose.dto.js';
import { DOSE_UNITS, MOST, type DoseUnitName } from '../ledger/amounts.js';

export class DoseOrderPath {
  @Uuid()
  readonly orderId: string = '';
}

export class DoseOrderQuery extends ChangeListQuery {}

export class SlotDoseDto {
  @WholeNumber({ min: 1, max: MOST, example: 8000, description: 'In the order’s unit' })
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

  @Day({ example: '2026-07-03' })
  readonly fromOn: string = '';

  @Day({ example: '2026-07-30' })
  readonly untilOn: string = '';

  @Text({ max: 1000, example: 'Bắt đầu điều trị' })
  readonly reason: string = '';

  @Uuid({ description: 'Who wrote it' })
  readonly prescribedBy: string = '';

  @Instant()
  readonly prescribedAt: string = '';

  @Uuid({ nullable: true, example: null, description: 'Null: it does not hold yet' })
  readonly approvedBy: string | null = null;

  @Instant({ nullable: true, example: null })
  readonly approvedAt: string | null = null;

  @Day({ nullable: true, example: null })
  readonly endedOn: string | null = null;

  @Text({ max: 1000, nullable: true, example: null })
  readonly endedReason: string | null = null;

  @ListOf(() => ProtocolCheckDto, { max: 20 })
  readonly checks: readonly ProtocolCheckDto[] = [];

  @Uuid({
    nullable: true,
    example: null,
    description: 'The protocol that it was held against when it was written',
  })
  readonly protocolId: string | null = null;

  @Flag({ description: 'Something was not checked: no protocol was in force, or it is silent' })
  readonly unchecked: boolean = true;

  @Nested(() => BilingualDto, { nullable: true, description: 'Why' })
  readonly why: BilingualDto | null = null;

  @WholeNumber({ min: 1, max: 1_000_000, example: 1 })
  readonly version: number = 1;
}
