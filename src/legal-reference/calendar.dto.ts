import { CALENDAR_YEARS, type CalendarRow, type CalendarYear } from '../law/calendar.js';
import { yearOf, type DateOnly } from '../law/date.js';
import { cite, type Citation } from '../law/instruments.js';
import { REGIMES } from '../law/regime-periods.js';
import type { SourceMark } from '../law/source-mark.js';
import { text2 } from '../law/text.js';
import { BilingualDto } from '../platform/http/bilingual.dto.js';
import {
  Day,
  Flag,
  Instant,
  ListOf,
  Nested,
  OneOf,
  Text,
  Uuid,
  WholeNumber,
} from '../platform/http/fields.js';
import type { CalendarEntry, YearDeclaration } from './calendar.queries.js';
import type { CalendarEffect } from './calendar-usage.js';
import { effectiveRows, ENTERED_DAY_KINDS, type EnteredDayKind } from './effective-calendar.js';
import { CitationDto, toCitationDto } from './citation.dto.js';
import { SOURCE_MARKS } from './law.code-lists.js';

// The law of the years before is not described: nothing is counted in them.
export const CALENDAR_YEAR_RANGE = { min: yearOf(REGIMES.R1.from), max: 2100 } as const;
const ROW_KINDS: readonly CalendarRow['kind'][] = ['holiday', 'compensatory-off', 'make-up-working'];
const ORIGINS = ['shipped', 'entered'] as const;
type Origin = (typeof ORIGINS)[number];

export class CalendarYearPath {
  @WholeNumber({ ...CALENDAR_YEAR_RANGE, example: 2027 })
  readonly year: number = 0;
}

export class EnterCalendarDayDto {
  @Day({ example: '2027-02-05' })
  readonly date: DateOnly = '' as DateOnly;

  @OneOf(ENTERED_DAY_KINDS, {
    name: 'EnteredDayKind',
    description: 'ordinary: takes back what the calendar said of the day',
  })
  readonly kind: EnteredDayKind = 'holiday';

  @Text({ max: 200, example: 'Nghỉ Tết Nguyên đán Đinh Mùi' })
  readonly nameVi: string = '';

  @Text({ max: 200, example: 'Lunar New Year' })
  readonly nameEn: string = '';

  @Text({
    max: 200,
    example: 'Thông báo 1234/TB-BNV',
    description: 'Number of the act or notice that says so',
  })
  readonly act: string = '';

  @OneOf(SOURCE_MARKS, {
    name: 'SourceMark',
    optional: true,
    description: 'How the act was read; in its official text unless told',
  })
  readonly mark: SourceMark = 'official';

  @Text({
    max: 500,
    optional: true,
    example: 'Thông báo mới thay đổi ngày nghỉ',
    description: 'Why a day that is in the calendar already is corrected',
  })
  readonly reason?: string;
}

export class DeclareCalendarYearDto {
  @Text({ max: 200, example: 'Thông báo 1234/TB-BNV', description: 'Number of the act that fixes the year' })
  readonly act: string = '';
}

export class CalendarDayDto {
  @Day({ example: '2027-02-05' })
  readonly date: DateOnly = '' as DateOnly;

  @OneOf(ROW_KINDS, { name: 'CalendarDayKind', example: 'holiday' })
  readonly kind: CalendarRow['kind'] = 'holiday';

  @Nested(() => BilingualDto)
  readonly name: BilingualDto = new BilingualDto();

  @Text({ max: 200, nullable: true, example: 'Thông báo 1234/TB-BNV' })
  readonly act: string | null = null;

  @OneOf(SOURCE_MARKS, { name: 'SourceMark', example: 'official' })
  readonly mark: SourceMark = 'unverified';

  @OneOf(ORIGINS, { name: 'CalendarDayOrigin', description: 'shipped with the program, or entered since' })
  readonly origin: Origin = 'shipped';
}

export class CalendarEntryDto {
  @Uuid()
  readonly id: string = '';

  @Day({ example: '2027-02-05' })
  readonly date: DateOnly = '' as DateOnly;

  @OneOf(ENTERED_DAY_KINDS, { name: 'EnteredDayKind' })
  readonly kind: EnteredDayKind = 'holiday';

  @Nested(() => BilingualDto)
  readonly name: BilingualDto = new BilingualDto();

  @Text({ max: 200, example: 'Thông báo 1234/TB-BNV' })
  readonly act: string = '';

  @OneOf(SOURCE_MARKS, { name: 'SourceMark', example: 'official' })
  readonly mark: SourceMark = 'unverified';

  @Text({ max: 500, nullable: true, example: null })
  readonly reason: string | null = null;

  @Instant()
  readonly enteredAt: string = '';

  @Instant({ nullable: true, example: null, description: 'Null: in effect' })
  readonly supersededAt: string | null = null;
}

export class CalendarCompletionDto {
  @Text({ max: 200, example: 'Thông báo 1234/TB-BNV' })
  readonly act: string = '';

  @Instant()
  readonly declaredAt: string = '';
}

export class CalendarYearDto {
  @WholeNumber({ ...CALENDAR_YEAR_RANGE, example: 2027 })
  readonly year: number = 0;

  @Flag({ example: false, description: 'Every day off and every make-up day is known' })
  readonly complete: boolean = false;

  @Nested(() => CalendarCompletionDto, { nullable: true, description: 'Who says that it is complete' })
  readonly completion: CalendarCompletionDto | null = null;

  @ListOf(() => BilingualDto, {
    max: 20,
    description: 'What is not known of the year; an administrator enters it',
  })
  readonly missing: readonly BilingualDto[] = [];

  @ListOf(() => CitationDto, {
    max: 10,
    description: 'Why holidays are days off, and when one is made up for',
  })
  readonly citations: readonly CitationDto[] = [];

  @ListOf(() => CalendarDayDto, { max: 366, description: 'Days that are not what their weekday makes them' })
  readonly days: readonly CalendarDayDto[] = [];

  @ListOf(() => CalendarEntryDto, {
    max: 10_000,
    description: 'All that was entered, superseded entries as well',
  })
  readonly entries: readonly CalendarEntryDto[] = [];
}

/** What hangs on the calendar of a year when it is changed. */
export class AffectedDeadlinesDto {
  @WholeNumber({
    min: 0,
    max: 2_147_483_647,
    example: 12,
    description: 'Open deadlines of the whole country that were counted on this year',
  })
  readonly open: number = 0;

  @WholeNumber({
    min: 0,
    max: 2_147_483_647,
    example: 13,
    description:
      'How many a job looks at now: these, those met too late or ended by a new law, and those warned of in its working days',
  })
  readonly toRecount: number = 0;

  @Uuid()
  readonly recountId: string = '';

  @Text({
    max: 200,
    example: '/v1/calendar-recounts/01890a5d-ac96-774b-bcce-b302099a8057',
    description:
      'How far the job is and how many ends moved. Which ones, the bodies that have them are told: in their inbox and at `/v1/deadline-moves`',
  })
  readonly recount: string = '';
}

export class EnteredCalendarDayDto extends CalendarEntryDto {
  @Nested(() => AffectedDeadlinesDto)
  readonly affected: AffectedDeadlinesDto = new AffectedDeadlinesDto();
}

export class DeclaredCalendarYearDto extends CalendarYearDto {
  @Nested(() => AffectedDeadlinesDto)
  readonly affected: AffectedDeadlinesDto = new AffectedDeadlinesDto();
}

export function toAffectedDto(effect: CalendarEffect): AffectedDeadlinesDto {
  return { ...effect, recount: `/v1/calendar-recounts/${effect.recountId}` };
}

export function toCalendarEntryDto(entry: CalendarEntry): CalendarEntryDto {
  const { nameVi, nameEn, enteredAt, supersededAt, ...rest } = entry;
  return {
    ...rest,
    name: text2(nameVi, nameEn),
    enteredAt: enteredAt.toISOString(),
    supersededAt: supersededAt?.toISOString() ?? null,
  };
}

/** @param entries all that was ever entered for the year */
export function toCalendarYearDto(
  year: number,
  entries: readonly CalendarEntry[],
  declaration: YearDeclaration | null,
): CalendarYearDto {
  const known = CALENDAR_YEARS[year] ?? NOTHING_KNOWN;
  const complete = known.complete || declaration !== null;
  return {
    year,
    complete,
    completion: declaration && { act: declaration.act, declaredAt: declaration.declaredAt.toISOString() },
    missing: complete ? [] : known.missing,
    citations: BASIS.map(toCitationDto),
    days: daysOf(year, entries),
    entries: entries.map(toCalendarEntryDto),
  };
}

function daysOf(year: number, entries: readonly CalendarEntry[]): readonly CalendarDayDto[] {
  const inEffect = entries.filter(({ supersededAt }) => supersededAt === null);
  const entered = new Set(inEffect.map(({ date }) => date));
  return effectiveRows(inEffect)
    .filter(({ date }) => yearOf(date) === year)
    .map((row) => toCalendarDayDto(row, entered.has(row.date) ? 'entered' : 'shipped'));
}

function toCalendarDayDto(row: CalendarRow, origin: Origin): CalendarDayDto {
  return { ...row, origin };
}

const BASIS: readonly Citation[] = [cite('blld-2019', 'Điều 111 khoản 3'), cite('blld-2019', 'Điều 112')];

const NOTHING_KNOWN: CalendarYear = {
  complete: false,
  missing: [text2('Toàn bộ ngày nghỉ và ngày làm bù của năm', 'All days off and make-up days of the year')],
};
