import type { DateOnly } from '../law/date.js';
import { Day, Instant, ListOf, Text, WholeNumber } from '../platform/http/fields.js';
import { PageQuery } from '../platform/http/page.js';

export class OverviewQuery extends PageQuery {
  @WholeNumber({
    min: 1,
    max: 2_147_483_647,
    optional: true,
    example: 2_100_091,
    description: 'Units that lie in this one',
  })
  readonly unit?: number;
}

export class FormerUnitDto {
  @WholeNumber({ min: 1, max: 2_147_483_647, example: 1_331_057 })
  readonly id: number = 0;

  @Text({ max: 200, example: 'Xã Tân Thuận' })
  readonly name: string = '';

  @Day({ nullable: true, example: '2025-06-30', description: 'Its last day' })
  readonly endedOn: DateOnly | null = null;
}

/** What is due in one commune, for whoever supervises it. */
export class UnitOverviewDto {
  @WholeNumber({ min: 1, max: 2_147_483_647, example: 2_331_069 })
  readonly unitId: number = 0;

  @Text({ max: 200, example: 'Xã Vĩnh Thuận' })
  readonly unitName: string = '';

  @Day({
    nullable: true,
    example: null,
    description:
      'Last day of a unit that has been dissolved without one main successor: somebody has to say who carries on',
  })
  readonly unitEndedOn: DateOnly | null = null;

  @ListOf(() => FormerUnitDto, {
    max: 1000,
    description: 'Dissolved units that this one carries on; what is still open for them is counted here',
  })
  readonly formerUnits: readonly FormerUnitDto[] = [];

  @WholeNumber({
    min: 0,
    max: 2_147_483_647,
    example: 4,
    description: 'Open deadlines, the overdue ones among them',
  })
  readonly open: number = 0;

  @WholeNumber({ min: 0, max: 2_147_483_647, example: 1 })
  readonly overdue: number = 0;

  @Instant({ description: 'The soonest of the open ones' })
  readonly nextDueAt: string = '';
}

export interface UnitOverviewRow extends Omit<UnitOverviewDto, 'nextDueAt'> {
  readonly nextDueAt: Date;
}

export function toUnitOverviewDto(row: UnitOverviewRow): UnitOverviewDto {
  return { ...row, nextDueAt: row.nextDueAt.toISOString() };
}
