import { ChangeListQuery } from '../../platform/http/change-list.js';
import { Day, Instant, ListOf, OneOf, Text, Uuid, WholeNumber } from '../../platform/http/fields.js';
import { TAKE_HOMES_OUT, TakeHomeOutDto, TokenOutDto, TOKENS_OUT } from '../interlock/dose.dto.js';
import { UncheckedDto } from '../protocol/unchecked.dto.js';
import { HOLD_SOURCES, type HoldSource } from './hold.js';

const REASON = { max: 1000, multiline: true } as const;

export class HoldPath {
  @Uuid()
  readonly holdId: string = '';
}

export class HoldQuery extends ChangeListQuery {}

export class PlaceHoldDto {
  @Day({
    optional: true,
    example: '2026-07-06',
    description: 'The first day whose dose waits; today unless told',
  })
  readonly fromOn?: string;

  @Text({ ...REASON, example: 'Có dấu hiệu ngộ độc, chờ bác sĩ khám' })
  readonly reason: string = '';
}

export class EndHoldDto {
  @Text({ ...REASON, example: 'Đã khám, cho uống theo y lệnh' })
  readonly reason: string = '';
}

export class HoldDto extends UncheckedDto {
  @Uuid()
  readonly id: string = '';

  @Uuid()
  readonly episodeId: string = '';

  @OneOf(HOLD_SOURCES, { name: 'HoldSource', example: 'clinician' })
  readonly source: HoldSource = 'clinician';

  @Text({ ...REASON, example: 'Có dấu hiệu ngộ độc, chờ bác sĩ khám' })
  readonly reason: string = '';

  @Uuid({ nullable: true, description: 'Who put it; null: the program, by the protocol' })
  readonly placedBy: string | null = null;

  @Day({ example: '2026-07-06' })
  readonly fromOn: string = '';

  @Instant()
  readonly placedAt: string = '';

  @Instant({ nullable: true, example: null })
  readonly endedAt: string | null = null;

  @Text({ ...REASON, nullable: true, example: null })
  readonly endReason: string | null = null;

  @WholeNumber({ min: 1, max: 1_000_000, example: 1 })
  readonly version: number = 1;
}

export class PlacedHoldDto extends HoldDto {
  @ListOf(() => TokenOutDto, TOKENS_OUT)
  readonly tokensOut: readonly TokenOutDto[] = [];

  @ListOf(() => TakeHomeOutDto, TAKE_HOMES_OUT)
  readonly takeHomesOut: readonly TakeHomeOutDto[] = [];
}
