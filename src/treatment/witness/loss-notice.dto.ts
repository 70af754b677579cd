import { ROLE_NAMES, type Role } from '../../identity/roles.js';
import { NAME_MAX } from '../../people/name.rules.js';
import { ChangePageQuery } from '../../platform/http/change-page.js';
import { Day, Flag, Instant, OneOf, SomeOf, Text, Uuid, WholeNumber } from '../../platform/http/fields.js';
import { MAX_INTEGER_ID } from '../../platform/http/path-ids.js';
import { MOST, STOCK_UNITS, type StockUnit } from '../ledger/amounts.js';
import { STOCK_LINE_NAMES, type StockLineName } from '../stock/reconciliation.rules.js';
import { LOSS_FLAGS, LOSS_SOURCES, type LossFlag, type LossSource } from './loss-notice.code-lists.js';

const REASON = { max: 1000, multiline: true } as const;

/** Of a witness without an account. */
export const WITNESS_NAME = { max: NAME_MAX, example: 'Trần Văn Tám' } as const;

export class ColleagueDto {
  @Uuid()
  readonly id: string = '';

  @Text({ max: 200, example: 'Lê Thị Hai' })
  readonly fullName: string = '';

  @SomeOf(ROLE_NAMES, { name: 'Role', example: ['dispenser'] })
  readonly roles: readonly Role[] = [];

  @WholeNumber({ min: 1, max: MAX_INTEGER_ID, example: 16, description: 'The own site' })
  readonly siteId: number = 0;
}

export class LossNoticeQuery extends ChangePageQuery {
  @Flag({ optional: true, example: true, description: 'Only those that name the caller as the witness' })
  readonly mine?: boolean;
}

export class LossNoticePath {
  @Uuid()
  readonly lossId: string = '';
}

export class ObjectToLossDto {
  @Text({ ...REASON, example: 'Tôi không có mặt lúc đó', description: 'What is not so' })
  readonly objection: string = '';
}

/** That something was lost, as its witness and the clinicians of the site are told. */
export class LossNoticeDto {
  @Uuid({ description: 'Of the entry of the ledger, or of the movement of stock' })
  readonly id: string = '';

  @OneOf(LOSS_SOURCES, { name: 'LossSource', example: 'stock-movement' })
  readonly source: LossSource = 'stock-movement';

  @OneOf(STOCK_LINE_NAMES, {
    name: 'StockLineName',
    example: 'destroyed',
    description: '`spilled`: a dose; `received`: a receipt that was taken back',
  })
  readonly what: StockLineName = 'destroyed';

  @Uuid()
  readonly lotId: string = '';

  @Text({ max: 50, example: 'MTD-2026-014' })
  readonly lotNumber: string = '';

  @WholeNumber({ min: 1, max: MOST, example: 500 })
  readonly measured: number = 0;

  @OneOf(STOCK_UNITS, { name: 'StockUnit' })
  readonly unit: StockUnit = 'microlitre';

  @Day({ example: '2026-07-06' })
  readonly day: string = '';

  @Text({ ...REASON, example: 'Vỡ chai khi mở' })
  readonly reason: string = '';

  @Uuid({ nullable: true, description: 'The colleague who is named as the witness' })
  readonly witnessId: string | null = null;

  @Text({ ...WITNESS_NAME, nullable: true, example: null, description: 'Of a witness without an account' })
  readonly witnessName: string | null = null;

  @Uuid({ description: 'Who entered it' })
  readonly enteredBy: string = '';

  @Instant()
  readonly enteredAt: string = '';

  @Instant({ nullable: true, example: null })
  readonly objectedAt: string | null = null;

  @Text({ ...REASON, nullable: true, example: null, description: 'What the witness says is not so' })
  readonly objection: string | null = null;

  @Instant({ nullable: true, example: null, description: 'When the entry was taken back: it was a mistake' })
  readonly voidedAt: string | null = null;

  @SomeOf(LOSS_FLAGS, { name: 'LossFlag', example: [] })
  readonly flags: readonly LossFlag[] = [];
}
