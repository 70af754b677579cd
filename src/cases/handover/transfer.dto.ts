import { ChangePageQuery } from '../../platform/http/change-page.js';
import { Day, Instant, OneOf, Text, Uuid, WholeNumber } from '../../platform/http/fields.js';
import { TRANSFER_STATES, type Transfer, type TransferState } from './transfer.js';

const BODY = { min: 1, max: 2_147_483_647 } as const;

export class TransferPath {
  @Uuid()
  readonly transferId: string = '';
}

export class TransferQuery extends ChangePageQuery {
  @OneOf(['incoming', 'outgoing'], {
    name: 'TransferDirection',
    optional: true,
    description:
      'Offers made to this organisation, or by it; both, and those of organisations below, unless told',
  })
  readonly direction?: 'incoming' | 'outgoing';

  @OneOf(TRANSFER_STATES, { name: 'TransferState', optional: true })
  readonly state?: TransferState;
}

export class TransferInput {
  @WholeNumber({ ...BODY, example: 18, description: 'Of the same kind as the keeper' })
  readonly toOrganisationId: number = 0;

  @Text({ max: 1000, multiline: true, example: 'Người có hồ sơ đã chuyển nơi cư trú về địa bàn xã nhận' })
  readonly reason: string = '';

  @Day({
    example: '2026-07-10',
    description: 'Until when an answer is expected, within 10 days; silence after it is told',
  })
  readonly answerBy: string = '';

  @Day({ example: '2026-12-31', description: 'Until when the giver reads the file after it was taken over' })
  readonly readsUntil: string = '';
}

export class TransferAcceptance {
  @Text({ max: 1000, multiline: true, optional: true, example: 'Đã nhận đủ hồ sơ và đã gặp người có hồ sơ' })
  readonly note?: string;
}

export class TransferReason {
  @Text({ max: 1000, multiline: true, example: 'Người có hồ sơ không cư trú trên địa bàn' })
  readonly reason: string = '';
}

export class TransferDto {
  @Uuid()
  readonly id: string = '';

  @Uuid({
    nullable: true,
    description: 'Null, as its code and the reasons, for who was offered the file and did not get it',
  })
  readonly caseId: string | null = null;

  @Text({ max: 50, nullable: true, example: 'HS-2026-31069-000012' })
  readonly caseCode: string | null = null;

  @WholeNumber({ ...BODY, example: 17 })
  readonly fromOrganisationId: number = 0;

  @Text({ max: 300, example: 'Công an xã Vĩnh Thuận' })
  readonly fromName: string = '';

  @WholeNumber({ ...BODY, example: 18 })
  readonly toOrganisationId: number = 0;

  @Text({ max: 300, example: 'Công an xã Vĩnh Phong' })
  readonly toName: string = '';

  @OneOf(TRANSFER_STATES, { name: 'TransferState' })
  readonly state: TransferState = 'open';

  @Text({ max: 1000, nullable: true, example: 'Người có hồ sơ đã chuyển nơi cư trú về địa bàn xã nhận' })
  readonly reason: string | null = null;

  @Day({ example: '2026-07-10' })
  readonly answerBy: string = '';

  @Day({ example: '2026-12-31' })
  readonly readsUntil: string = '';

  @Instant()
  readonly offeredAt: string = '';

  @Instant({ nullable: true, example: null })
  readonly answeredAt: string | null = null;

  @Text({
    max: 1000,
    nullable: true,
    example: null,
    description: 'Of a refusal or withdrawal; a note of acceptance',
  })
  readonly answerReason: string | null = null;

  @Instant({ nullable: true, example: null, description: 'When it was told that no answer had come in time' })
  readonly silentSince: string | null = null;

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 1, description: 'Of the transfer' })
  readonly version: number = 1;
}

export function toTransferDto(transfer: Transfer): TransferDto {
  const { offeredAt, answeredAt, silentSince, ...same } = transfer;
  return {
    ...same,
    offeredAt: offeredAt.toISOString(),
    answeredAt: answeredAt?.toISOString() ?? null,
    silentSince: silentSince?.toISOString() ?? null,
  };
}
