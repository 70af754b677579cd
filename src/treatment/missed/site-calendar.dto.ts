import { ChangeListQuery } from '../../platform/http/change-list.js';
import { MAX_INTEGER_ID } from '../../platform/http/path-ids.js';
import { Day, Flag, Text, Uuid, WholeNumber } from '../../platform/http/fields.js';
import { CLOCK_TIME } from './site-calendar.rules.js';

const BODY = { min: 1, max: MAX_INTEGER_ID, example: 16 } as const;
const MINUTES = { min: 1, max: 1440, example: 15 } as const;

export class ClosurePath {
  @Uuid()
  readonly closureId: string = '';
}

export class ClosureQuery extends ChangeListQuery {}

export class DosingHoursDto {
  @Day({
    example: '2026-07-06',
    description: 'First day on which missed doses are derived; replaced until one was, and kept from then on',
  })
  readonly fromOn: string = '';

  @Text({ ...CLOCK_TIME, example: '11:30', description: 'Until when doses are given on a day' })
  readonly closesAt: string = '';

  @WholeNumber({
    ...MINUTES,
    optional: true,
    description: 'A void that comes later after its entry is marked late in the audit; absent: none is',
  })
  readonly lateVoidMinutes?: number;

  @Flag({
    ...{ optional: true, example: false },
    description:
      'No doses on public holidays and on days off in their place, by the calendar of working days; absent: it gives every day',
  })
  readonly closedOnHolidays?: boolean;
}

export class DosingSiteDto {
  @WholeNumber(BODY)
  readonly siteId: number = 0;

  @Day({
    nullable: true,
    example: '2026-07-06',
    description: 'Null: nobody has been treated here yet, and nobody has said since when',
  })
  readonly fromOn: string | null = null;

  @Text({
    ...{ ...CLOCK_TIME, nullable: true, example: '11:30' },
    description: 'Null: nobody has said; a day is looked through when it has ended',
  })
  readonly closesAt: string | null = null;

  @WholeNumber({ ...MINUTES, nullable: true, description: 'Null: no void is marked late' })
  readonly lateVoidMinutes: number | null = null;

  @Flag({ example: false, description: 'None is missed on a public holiday' })
  readonly closedOnHolidays: boolean = false;

  @Day({ nullable: true, example: null, description: 'The last day whose missed doses were derived' })
  readonly derivedUntil: string | null = null;
}

export class WriteClosureDto {
  @Day({
    example: '2026-07-06',
    description:
      'Today or later; with `lateReason` also a day that has passed, as far back as doses are told late',
  })
  readonly day: string = '';

  @Text({ max: 200, example: 'Nghỉ lễ' })
  readonly reason: string = '';

  @Text({
    ...{ max: 1000, optional: true, example: 'Mất điện cả ngày, chưa kịp báo' },
    description:
      'Why it is said afterwards: of a day that has passed, or whose missed doses were derived. What was derived is taken back',
  })
  readonly lateReason?: string;

  @WholeNumber({
    ...{ ...BODY, optional: true },
    description:
      'The site of the day, where it was another one whose place the own one has taken; of a day that has passed. Absent: the own one',
  })
  readonly siteId?: number;
}

export class ClosureDto {
  @Uuid()
  readonly id: string = '';

  @WholeNumber({ ...BODY, description: 'The own site, or one whose place it has taken' })
  readonly siteId: number = 0;

  @Day({ example: '2026-07-06' })
  readonly day: string = '';

  @Text({ max: 200, example: 'Nghỉ lễ' })
  readonly reason: string = '';

  @Text({
    ...{ max: 1000, nullable: true, example: null },
    description: 'Null: it was said before the day was derived',
  })
  readonly lateReason: string | null = null;
}
