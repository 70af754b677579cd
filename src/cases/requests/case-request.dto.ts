import type { DateOnly } from '../../law/date.js';
import { ChangePageQuery } from '../../platform/http/change-page.js';
import { Day, Instant, ListOf, OneOf, Text, Uuid, WholeNumber } from '../../platform/http/fields.js';
import { CASE_KINDS, type CaseKind } from '../case-file.js';
import { REQUEST_STATES, stateOf, type CaseRequest, type RequestState } from './case-request.js';

const BODY = { min: 1, max: 2_147_483_647 } as const;

export class RequestPath {
  @Uuid()
  readonly requestId: string = '';
}

export class IncomingRequestPath {
  @Uuid()
  readonly incomingRequestId: string = '';
}

export class RequestQuery extends ChangePageQuery {
  @OneOf(['incoming', 'outgoing'], {
    name: 'CaseRequestDirection',
    optional: true,
    description: 'Asked of this organisation, or by it; both, and those of organisations below, unless told',
  })
  readonly direction?: 'incoming' | 'outgoing';
}

export class RequestInput {
  @OneOf(CASE_KINDS, { name: 'CaseKind', example: 'home-rehabilitation' })
  readonly kind: CaseKind = 'home-rehabilitation';

  @Text({
    max: 1000,
    multiline: true,
    example: 'Người có tên đã chuyển đến cư trú trên địa bàn xã từ ngày 01/07/2026',
    description: 'Whoever keeps such a file reads it',
  })
  readonly reason: string = '';

  @Day({ example: '2026-07-20', description: 'Until when an answer is expected; silence after it is told' })
  readonly answerBy: string = '';
}

export class RequestDecline {
  @Text({ max: 1000, multiline: true, example: 'Người có hồ sơ vẫn cư trú trên địa bàn xã' })
  readonly reason: string = '';
}

export class RequestedFileDto {
  @Uuid()
  readonly caseId: string = '';

  @Text({ max: 50, example: 'HS-2026-31069-000012' })
  readonly caseCode: string = '';

  @Instant({ nullable: true, example: null })
  readonly declinedAt: string | null = null;

  @Text({ max: 1000, nullable: true, example: null })
  readonly declineReason: string | null = null;
}

export class CaseRequestDto {
  @Uuid()
  readonly id: string = '';

  @OneOf(CASE_KINDS, { name: 'CaseKind', example: 'home-rehabilitation' })
  readonly kind: CaseKind = 'home-rehabilitation';

  @Uuid({ nullable: true, description: 'The entry of who asks; null for who does not see it' })
  readonly personId: string | null = null;

  @WholeNumber({ ...BODY, example: 17, description: 'Who asks' })
  readonly organisationId: number = 0;

  @Text({ max: 300, example: 'Công an xã Vĩnh Thuận' })
  readonly organisationName: string = '';

  @Text({ max: 1000, example: 'Người có tên đã chuyển đến cư trú trên địa bàn xã từ ngày 01/07/2026' })
  readonly reason: string = '';

  @Day({ example: '2026-07-20' })
  readonly answerBy: string = '';

  @OneOf(REQUEST_STATES, { name: 'CaseRequestState', example: 'open' })
  readonly state: RequestState = 'open';

  @Instant()
  readonly askedAt: string = '';

  @ListOf(() => RequestedFileDto, {
    max: 100,
    description:
      'Files of the caller that may be meant. Empty for who asked, whether there is one or not: who keeps it offers it as a transfer, or does not',
  })
  readonly files: readonly RequestedFileDto[] = [];

  @WholeNumber({ ...BODY, example: 1 })
  readonly version: number = 1;
}

export function toRequestDto(request: CaseRequest, today: DateOnly): CaseRequestDto {
  const { withdrawnAt: _withdrawnAt, askedAt, files, ...shown } = request;
  return {
    ...shown,
    state: stateOf(request, today),
    askedAt: askedAt.toISOString(),
    files: files.map(({ declinedAt, ...file }) => ({
      ...file,
      declinedAt: declinedAt === null ? null : new Date(declinedAt).toISOString(),
    })),
  };
}
