import { ChangeListQuery } from '../../platform/http/change-list.js';
import { Day, Instant, ListOf, Text, Uuid, WholeNumber } from '../../platform/http/fields.js';
import { UncheckedDto } from '../protocol/unchecked.dto.js';
import { MAX_INTEGER_ID } from '../../platform/http/path-ids.js';

const BODY = { min: 1, max: MAX_INTEGER_ID, example: 17 } as const;
const REASON = { max: 1000, multiline: true } as const;

export class BookingPath {
  @Uuid()
  readonly bookingId: string = '';
}

export class BookingQuery extends ChangeListQuery {}

export class BookDto {
  @WholeNumber({ ...BODY, description: 'Where the doses are given meanwhile' })
  readonly guestSiteId: number = 0;

  @Day({ example: '2026-07-10', description: 'Today or later' })
  readonly fromOn: string = '';

  @Day({ example: '2026-07-12', description: 'Last day; the order has to hold until then' })
  readonly untilOn: string = '';

  @Text({ ...REASON, example: 'Đi công tác' })
  readonly reason: string = '';
}

export class CancelBookingDto {
  @Text({ ...REASON, example: 'Không đi nữa' })
  readonly reason: string = '';
}

export class ClosedDayDto {
  @Day({ example: '2026-07-11' })
  readonly day: string = '';
}

export class BookingDto extends UncheckedDto {
  @Uuid()
  readonly id: string = '';

  @Uuid()
  readonly episodeId: string = '';

  @WholeNumber(BODY)
  readonly guestSiteId: number = 0;

  @Day({ example: '2026-07-10' })
  readonly fromOn: string = '';

  @Day({ example: '2026-07-12' })
  readonly untilOn: string = '';

  @Text({ ...REASON, example: 'Đi công tác' })
  readonly reason: string = '';

  @ListOf(() => ClosedDayDto, {
    max: 1000,
    example: [],
    description:
      'Days of a booking that stands on which the other site gives nothing, as far as it has said: on them the person gets no dose there',
  })
  readonly closedDays: readonly ClosedDayDto[] = [];

  @Instant({ nullable: true, example: null })
  readonly cancelledAt: string | null = null;

  @Text({ ...REASON, nullable: true, example: null })
  readonly cancelReason: string | null = null;

  @WholeNumber({ min: 1, max: 1_000_000, example: 1 })
  readonly version: number = 1;
}
