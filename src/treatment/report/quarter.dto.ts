import { TERMINATION_GROUNDS, type TerminationGround } from '../../law/treatment-ends.js';
import type { TreatmentKind } from '../../law/treatment.js';
import { BilingualDto } from '../../platform/http/bilingual.dto.js';
import { Day, Flag, ListOf, Nested, OneOf, Text, WholeNumber } from '../../platform/http/fields.js';
import { MAX_INTEGER_ID } from '../../platform/http/path-ids.js';
import { ExplanationDto } from '../../reminders/deadline.dto.js';
import { TREATMENT_KIND_NAMES } from '../kinds/kinds.js';
import { MOST, STOCK_UNITS, type StockUnit } from '../ledger/amounts.js';
import type { QuarterPeriod } from '../ledger/ledger-days.js';
import { StockChangeDto } from '../stock/stock.dto.js';
import { PERIOD_NAMES, REPORT_ROWS, type ReportRow } from './quarter-rows.js';

const PERSONS = { min: 0, max: 2_147_483_647, example: 3 } as const;
const DOSES = { min: 0, max: 2_147_483_647, example: 412 } as const;
const AMOUNT = { min: -MOST * 1000, max: MOST * 1000, example: 824_000 } as const;
const GROUNDS = Object.keys(TERMINATION_GROUNDS) as readonly TerminationGround[];

export class TreatmentQuarterQuery {
  @WholeNumber({ min: 2020, max: 2200, example: 2026 })
  readonly year: number = 2026;

  @WholeNumber({ min: 1, max: 4, example: 2 })
  readonly quarter: number = 1;

  @OneOf(PERIOD_NAMES, {
    ...{ name: 'TreatmentReportPeriod', optional: true, example: 'calendar' },
    description:
      'Absent: the quarter of the calendar; `report`: from the 15th to the 14th, by TT 05/2023/TT-BYT',
  })
  readonly period?: QuarterPeriod;
}

export class TerminatedDto {
  @OneOf(GROUNDS, { name: 'TerminationGround', example: 'missed-days' })
  readonly ground: TerminationGround = 'missed-days';

  @WholeNumber(PERSONS)
  readonly persons: number = 0;
}

/** Persons of one kind of treatment and one programme. */
export class TreatmentGroupDto {
  @OneOf(TREATMENT_KIND_NAMES, { name: 'TreatmentKind', example: 'methadone-treatment' })
  readonly kind: TreatmentKind = 'methadone-treatment';

  @Text({ max: 50, nullable: true, example: null, description: 'Null: under no programme of limited time' })
  readonly programmeCode: string | null = null;

  @WholeNumber(PERSONS)
  readonly inTreatmentAtStart: number = 0;

  @WholeNumber(PERSONS)
  readonly admitted: number = 0;

  @WholeNumber(PERSONS)
  readonly begun: number = 0;

  @WholeNumber(PERSONS)
  readonly movedIn: number = 0;

  @WholeNumber(PERSONS)
  readonly movedOut: number = 0;

  @ListOf(() => TerminatedDto, { max: 20 })
  readonly terminated: readonly TerminatedDto[] = [];

  @WholeNumber(PERSONS)
  readonly completed: number = 0;

  @WholeNumber(PERSONS)
  readonly died: number = 0;

  @WholeNumber({
    ...PERSONS,
    description: 'Start + begun + moved in - moved out - terminated - completed - died',
  })
  readonly inTreatmentAtEnd: number = 0;

  @WholeNumber({ ...PERSONS, description: 'Of those in treatment at the end' })
  readonly overSixMonths: number = 0;

  @WholeNumber({ ...PERSONS, description: 'Of those of more than six months' })
  readonly overTwelveMonths: number = 0;

  @WholeNumber({ ...PERSONS, description: 'In treatment at the end, less those with doses for several days' })
  readonly dosingAtSite: number = 0;

  @WholeNumber({ ...PERSONS, description: 'In treatment at the end, with doses for several days' })
  readonly multiDay: number = 0;

  @WholeNumber({ ...PERSONS, description: 'Terminated for days missed, or by the person unasked' })
  readonly droppedOut: number = 0;
}

export class DoseGroupDto {
  @OneOf(TREATMENT_KIND_NAMES, { name: 'TreatmentKind', example: 'methadone-treatment' })
  readonly kind: TreatmentKind = 'methadone-treatment';

  @WholeNumber(DOSES)
  readonly given: number = 0;

  @WholeNumber({ ...DOSES, example: 20 })
  readonly takenHome: number = 0;

  @WholeNumber({ ...DOSES, example: 7 })
  readonly missed: number = 0;

  @WholeNumber({ ...DOSES, example: 0 })
  readonly doubled: number = 0;
}

/** A medicine, in its smallest unit. */
export class StockGroupDto {
  @OneOf(TREATMENT_KIND_NAMES, { name: 'TreatmentKind', example: 'methadone-treatment' })
  readonly medicine: TreatmentKind = 'methadone-treatment';

  @OneOf(STOCK_UNITS, { name: 'StockUnit' })
  readonly unit: StockUnit = 'microlitre';

  @Nested(() => StockChangeDto)
  readonly opening: StockChangeDto = new StockChangeDto();

  @WholeNumber(AMOUNT)
  readonly received: number = 0;

  @WholeNumber(AMOUNT)
  readonly dispensed: number = 0;

  @WholeNumber({ ...AMOUNT, example: 500 })
  readonly spilled: number = 0;

  @WholeNumber({ ...AMOUNT, example: 0, description: 'Brought back by people, and kept apart' })
  readonly returned: number = 0;

  @WholeNumber({ ...AMOUNT, example: 0 })
  readonly sentBack: number = 0;

  @WholeNumber({ ...AMOUNT, example: 0 })
  readonly destroyed: number = 0;

  @Nested(() => StockChangeDto, { description: 'Counted less expected, of closed days' })
  readonly variance: StockChangeDto = new StockChangeDto();

  @Nested(() => StockChangeDto)
  readonly closing: StockChangeDto = new StockChangeDto();
}

/** The row has no number, and says why. */
export class EmptyRowDto {
  @WholeNumber({ ...PERSONS, nullable: true, example: null })
  readonly value: number | null = null;

  @Nested(() => BilingualDto)
  readonly reason: BilingualDto = new BilingualDto();
}

export class ReportSourceDto {
  @OneOf(REPORT_ROWS, { name: 'TreatmentReportRow', example: 'begun' })
  readonly row: ReportRow = 'begun';

  @Nested(() => BilingualDto)
  readonly label: BilingualDto = new BilingualDto();

  @Nested(() => BilingualDto, { description: 'From which records the number comes' })
  readonly source: BilingualDto = new BilingualDto();
}

export class TreatmentQuarterDto {
  @WholeNumber({ min: 1, max: MAX_INTEGER_ID, example: 17 })
  readonly siteId: number = 0;

  @Day({ example: '2026-04-01' })
  readonly from: string = '';

  @Day({ example: '2026-06-30', description: 'Today where the quarter is not over' })
  readonly to: string = '';

  @Flag({ description: 'The quarter is over' })
  readonly complete: boolean = true;

  @OneOf(PERIOD_NAMES, { name: 'TreatmentReportPeriod', example: 'calendar' })
  readonly period: QuarterPeriod = 'calendar';

  @Nested(() => ExplanationDto, { description: 'Why it has these days' })
  readonly periodExplanation: ExplanationDto = new ExplanationDto();

  @ListOf(() => TreatmentGroupDto, { max: 200 })
  readonly persons: readonly TreatmentGroupDto[] = [];

  @ListOf(() => DoseGroupDto, { max: 20 })
  readonly doses: readonly DoseGroupDto[] = [];

  @ListOf(() => StockGroupDto, { max: 20 })
  readonly stock: readonly StockGroupDto[] = [];

  @Nested(() => EmptyRowDto)
  readonly hiv: EmptyRowDto = new EmptyRowDto();

  @ListOf(() => ReportSourceDto, { max: 50 })
  readonly sources: readonly ReportSourceDto[] = [];
}
