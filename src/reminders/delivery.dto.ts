import { Instant, OneOf, Uuid, WholeNumber } from '../platform/http/fields.js';
import { ChangePageQuery } from '../platform/http/change-page.js';
import type { DeliveryPurpose, DeliveryReason, DeliveryStatus } from './delivery.js';
import { DELIVERY_PURPOSES, DELIVERY_REASONS, DELIVERY_STATUSES } from './delivery.code-lists.js';

export class DeliveryQuery extends ChangePageQuery {
  @OneOf(DELIVERY_STATUSES, { name: 'DeliveryStatus', optional: true, example: 'failed' })
  readonly status?: DeliveryStatus;
}

/** A mail, without what it said and to which address. */
export class DeliveryDto {
  @Uuid({ description: 'The first part of its Message-ID' })
  readonly id: string = '';

  @OneOf(DELIVERY_PURPOSES, { name: 'DeliveryPurpose' })
  readonly purpose: DeliveryPurpose = 'notice';

  @OneOf(DELIVERY_STATUSES, { name: 'DeliveryStatus', example: 'sent' })
  readonly status: DeliveryStatus = 'planned';

  @OneOf(DELIVERY_REASONS, { name: 'DeliveryReason', nullable: true, example: null })
  readonly reason: DeliveryReason | null = null;

  @Instant({ description: 'Legal time before which it waits' })
  readonly dueAt: string = '';

  @WholeNumber({ min: 0, max: 32_767, example: 1, description: 'How often it was handed to the mail server' })
  readonly attempts: number = 0;

  @Instant({ nullable: true, description: 'Real time at which it was sent or given up' })
  readonly endedAt: string | null = null;
}

export class OverseenDeliveryDto extends DeliveryDto {
  @Uuid()
  readonly userId: string = '';

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 17 })
  readonly organisationId: number = 0;
}

export interface DeliveryRow {
  readonly id: string;
  readonly userId: string;
  readonly organisationId: number;
  readonly purpose: DeliveryPurpose;
  readonly status: DeliveryStatus;
  readonly reason: DeliveryReason | null;
  readonly dueAt: Date;
  readonly attempts: number;
  readonly endedAt: Date | null;
  readonly recordedAt: Date;
}

export function toDeliveryDto({
  id,
  purpose,
  status,
  reason,
  dueAt,
  attempts,
  endedAt,
}: DeliveryRow): DeliveryDto {
  return {
    id,
    purpose,
    status,
    reason,
    dueAt: dueAt.toISOString(),
    attempts,
    endedAt: endedAt?.toISOString() ?? null,
  };
}

export function toOverseenDeliveryDto(row: DeliveryRow): OverseenDeliveryDto {
  return { ...toDeliveryDto(row), userId: row.userId, organisationId: row.organisationId };
}
