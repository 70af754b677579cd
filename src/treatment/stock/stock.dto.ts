import type { TreatmentKind } from '../../law/treatment.js';
import { ChangeListQuery } from '../../platform/http/change-list.js';
import {
  Day,
  Flag,
  Instant,
  ListOf,
  Nested,
  OneOf,
  SomeOf,
  Text,
  Uuid,
  WholeNumber,
} from '../../platform/http/fields.js';
import { LOSS_FLAGS, type LossFlag } from '../witness/loss-notice.code-lists.js';
import { WITNESS_NAME } from '../witness/loss-notice.dto.js';
import { SITE_DAY_FLAGS, type SiteDayFlag } from './site-day.code-lists.js';
import { CLIENT_EVENT } from '../interlock/dose.dto.js';
import { TREATMENT_KIND_NAMES } from '../kinds/kinds.js';
import { MOST, MOST_STRENGTH, STOCK_UNITS, type StockUnit } from '../ledger/amounts.js';
import {
  STOCK_LINE_NAMES,
  STOCK_MOVEMENT_KINDS,
  type StockLineName,
  type StockMovementKind,
} from './reconciliation.rules.js';

const AMOUNT = { min: 1, max: MOST } as const;
const STRENGTH = { min: 1, max: MOST_STRENGTH, example: 10_000 } as const;
const BALANCE = { min: -MOST * 1000, max: MOST * 1000 } as const;
const LOT_NUMBER = { max: 50, pattern: /^[A-Za-z0-9./-]+$/, example: 'MTD-2026-014' } as const;
const DOCUMENT = { max: 100, example: 'PN-2026-031' } as const;

export class StockLotQuery extends ChangeListQuery {}

export class ReceiptDto {
  @Text(CLIENT_EVENT)
  readonly clientEventId: string = '';

  @OneOf(TREATMENT_KIND_NAMES, { name: 'TreatmentKind' })
  readonly medicine: TreatmentKind = 'methadone-treatment';

  @Text(LOT_NUMBER)
  readonly lotNumber: string = '';

  @OneOf(STOCK_UNITS, { name: 'StockUnit' })
  readonly unit: StockUnit = 'microlitre';

  @WholeNumber({
    ...STRENGTH,
    optional: true,
    description: 'Micrograms in a millilitre, by the label',
  })
  readonly strength?: number;

  @Day({ example: '2028-12-31' })
  readonly expiresOn: string = '';

  @WholeNumber({ ...AMOUNT, example: 1_000_000, description: 'In the unit' })
  readonly measured: number = 0;

  @Text({ ...DOCUMENT, description: 'Number of the delivery note' })
  readonly document: string = '';
}

export class StockLotDto {
  @Uuid()
  readonly id: string = '';

  @OneOf(TREATMENT_KIND_NAMES, { name: 'TreatmentKind' })
  readonly medicine: TreatmentKind = 'methadone-treatment';

  @Text(LOT_NUMBER)
  readonly lotNumber: string = '';

  @OneOf(STOCK_UNITS, { name: 'StockUnit' })
  readonly unit: StockUnit = 'microlitre';

  @WholeNumber({ ...STRENGTH, nullable: true })
  readonly strength: number | null = null;

  @Day({ example: '2028-12-31' })
  readonly expiresOn: string = '';
}

export class MovementDto {
  @Text(CLIENT_EVENT)
  readonly clientEventId: string = '';

  @Uuid()
  readonly lotId: string = '';

  @OneOf(STOCK_MOVEMENT_KINDS, {
    name: 'StockMovementKind',
    example: 'destroyed',
    description: '`received` only where it is voided: a receipt names its lot',
  })
  readonly kind: StockMovementKind = 'destroyed';

  @WholeNumber({ ...AMOUNT, optional: true, example: 500, description: 'Left out where an entry is voided' })
  readonly measured?: number;

  @Text({ max: 1000, multiline: true, example: 'Vỡ chai khi mở' })
  readonly reason: string = '';

  @Text({ ...DOCUMENT, optional: true, description: 'Number of the record; `sent-back` needs it' })
  readonly document?: string;

  @Uuid({
    optional: true,
    description:
      'Who saw what was spilled, destroyed or sent back, or that a receipt was a mistake: another who works at the site, who is told that he was named. Without a witness it is taken with a flag',
  })
  readonly witnessId?: string;

  @Text({
    ...WITNESS_NAME,
    optional: true,
    description: 'Of a witness without an account: taken with a flag',
  })
  readonly witnessName?: string;

  @Uuid({ optional: true, description: 'The entry of this kind that was a mistake' })
  readonly voidsId?: string;
}

export class RecordedMovementDto {
  @Uuid()
  readonly id: string = '';

  @Nested(() => StockLotDto)
  readonly lot: StockLotDto = new StockLotDto();

  @OneOf(STOCK_MOVEMENT_KINDS, { name: 'StockMovementKind', example: 'received' })
  readonly kind: StockMovementKind = 'received';

  @WholeNumber({ ...AMOUNT, example: 1_000_000 })
  readonly measured: number = 0;

  @Day({ description: 'The day on which it counts: a closed one is left as it is' })
  readonly stockDay: string = '';

  @Uuid({ nullable: true, example: null })
  readonly voidsId: string | null = null;

  @Uuid({ nullable: true, example: null, description: 'Who saw it' })
  readonly witnessId: string | null = null;

  @Text({ ...WITNESS_NAME, nullable: true, example: null, description: 'Of a witness without an account' })
  readonly witnessName: string | null = null;

  @SomeOf(LOSS_FLAGS, { name: 'LossFlag', example: [], description: 'Of a loss; the clinicians were told' })
  readonly flags: readonly LossFlag[] = [];

  @Flag({ example: false, description: 'It was here already: sent again' })
  readonly resent: boolean = false;
}

export class CountDto {
  @Uuid()
  readonly lotId: string = '';

  @Day({ description: 'At the end of which day' })
  readonly day: string = '';

  @WholeNumber({ min: 0, max: MOST, example: 998_000, description: 'Of what may be given' })
  readonly usable: number = 0;

  @WholeNumber({ min: 0, max: MOST, example: 0, description: 'Of what was brought back' })
  readonly returned: number = 0;
}

export class StockChangeDto {
  @WholeNumber({ ...BALANCE, example: 998_000 })
  readonly usable: number = 0;

  @WholeNumber({ ...BALANCE, example: 0 })
  readonly returned: number = 0;
}

export class StockLineDto extends StockChangeDto {
  @OneOf(STOCK_LINE_NAMES, { name: 'StockLineName', example: 'dispensed' })
  readonly name: StockLineName = 'dispensed';
}

export class LotReconciliationDto {
  @Nested(() => StockLotDto)
  readonly lot: StockLotDto = new StockLotDto();

  @Nested(() => StockChangeDto)
  readonly opening: StockChangeDto = new StockChangeDto();

  @ListOf(() => StockLineDto, { max: 30 })
  readonly lines: readonly StockLineDto[] = [];

  @Nested(() => StockChangeDto)
  readonly expected: StockChangeDto = new StockChangeDto();

  @Nested(() => StockChangeDto, { nullable: true, description: 'Null: nobody counted' })
  readonly counted: StockChangeDto | null = null;

  @Nested(() => StockChangeDto, { nullable: true, description: 'Counted less expected' })
  readonly variance: StockChangeDto | null = null;
}

export class StockDayQuery {
  @Day({ example: '2026-07-02' })
  readonly day: string = '';
}

export class CloseDayDto {
  @Day()
  readonly day: string = '';

  @Text({
    max: 2000,
    multiline: true,
    optional: true,
    example: 'Hao hụt khi rót',
    description: 'Needed where a count differs',
  })
  readonly explanation?: string;

  @Text({
    max: 1000,
    multiline: true,
    optional: true,
    example: 'Mất điện, cơ sở nghỉ sớm',
    description: 'Needed before the closing time of the site',
  })
  readonly earlyReason?: string;
}

export class StockDayDto {
  @Day()
  readonly day: string = '';

  @ListOf(() => LotReconciliationDto, { max: 200 })
  readonly lots: readonly LotReconciliationDto[] = [];

  @Instant({ nullable: true, example: null, description: 'Null: the day is open' })
  readonly closedAt: string | null = null;

  @Text({ max: 2000, nullable: true, example: null })
  readonly explanation: string | null = null;

  @Text({ max: 1000, nullable: true, example: null, description: 'Why it was closed before closing time' })
  readonly earlyReason: string | null = null;

  @SomeOf(SITE_DAY_FLAGS, {
    name: 'SiteDayFlag',
    example: [],
    description: 'How it was closed, where that has to be looked at; empty while the day is open',
  })
  readonly flags: readonly SiteDayFlag[] = [];
}

export class StockQuarterQuery {
  @WholeNumber({ min: 2020, max: 2200, example: 2026 })
  readonly year: number = 2026;

  @WholeNumber({ min: 1, max: 4, example: 3 })
  readonly quarter: number = 1;
}

export class StockQuarterDto {
  @Day({ example: '2026-07-01' })
  readonly from: string = '';

  @Day({ example: '2026-07-06', description: 'The last day of the quarter, or today while it lasts' })
  readonly to: string = '';

  @ListOf(() => LotReconciliationDto, {
    max: 200,
    description: 'Of each lot; nothing is counted for a quarter',
  })
  readonly lots: readonly LotReconciliationDto[] = [];
}
