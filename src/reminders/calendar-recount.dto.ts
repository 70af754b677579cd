import { CALENDAR_YEAR_RANGE as YEARS } from '../legal-reference/calendar.dto.js';
import { Instant, Uuid, WholeNumber } from '../platform/http/fields.js';
import { ChangePageQuery } from '../platform/http/change-page.js';

const NUMBER = { min: 0, max: 2_147_483_647 } as const;

export class CalendarRecountQuery extends ChangePageQuery {
  @WholeNumber({ ...YEARS, optional: true, example: 2027 })
  readonly year?: number;
}

export class CalendarRecountPath {
  @Uuid()
  readonly recountId: string = '';
}

/** A job that counts the deadlines of a year anew. */
export class CalendarRecountDto {
  @Uuid()
  readonly id: string = '';

  @WholeNumber({ ...YEARS, example: 2027 })
  readonly year: number = 0;

  @Uuid({ nullable: true, description: 'The entry that asked for it; null: the year was declared complete' })
  readonly calendarDayId: string | null = null;

  @Instant()
  readonly requestedAt: string = '';

  @WholeNumber({ ...NUMBER, example: 1200, description: 'Deadlines that were counted on the year by then' })
  readonly total: number = 0;

  @WholeNumber({
    ...NUMBER,
    example: 400,
    description: 'Looked at. Those that an earlier recount has counted on the same calendar are passed over',
  })
  readonly done: number = 0;

  @WholeNumber({ ...NUMBER, example: 3, description: 'Whose end moved: `/v1/deadline-moves?recountId=`' })
  readonly moved: number = 0;

  @WholeNumber({
    ...NUMBER,
    example: 0,
    description: 'Whose rule the program no longer knows: left as they were',
  })
  readonly failed: number = 0;

  @Instant({ nullable: true, example: null })
  readonly finishedAt: string | null = null;
}

export interface CalendarRecountRow extends Omit<CalendarRecountDto, 'requestedAt' | 'finishedAt'> {
  readonly requestedAt: Date;
  readonly finishedAt: Date | null;
}

export function toCalendarRecountDto(row: CalendarRecountRow): CalendarRecountDto {
  return {
    ...row,
    requestedAt: row.requestedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
