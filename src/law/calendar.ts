import { dateOnly, eachDay, type DateOnly } from './date.js';
import type { SourceMark } from './source-mark.js';
import { text2, type Text2 } from './text.js';
import { compensatoryRows, isWeeklyRest, type CalendarRow } from './working-calendar.js';

export {
  DAY_KINDS,
  isWorkingDay,
  workingCalendar,
  type CalendarRow,
  type DayKind,
  type WorkingCalendar,
} from './working-calendar.js';

/** What is known of one year's table. A year with a gap is never complete: its deadlines say so. */
export interface CalendarYear {
  readonly complete: boolean;
  readonly missing: readonly Text2[];
}

const SHIPPED_YEARS: readonly number[] = [2022, 2023, 2024, 2025, 2026, 2027];

// BLLĐ 2019 Điều 112 khoản 1 điểm a, c, d, đ: the days fixed in the solar calendar.
const FIXED: readonly { readonly day: string; readonly name: Text2 }[] = [
  { day: '01-01', name: text2('Tết Dương lịch', 'New Year’s Day') },
  { day: '04-30', name: text2('Ngày Chiến thắng', 'Victory Day') },
  { day: '05-01', name: text2('Ngày Quốc tế lao động', 'International Labour Day') },
  { day: '09-02', name: text2('Quốc khánh', 'National Day') },
];

// The 10th day of the third lunar month (Điều 112 khoản 1 điểm e), computed and compared with published calendars.
const HUNG_KINGS: readonly string[] = ['2024-04-18', '2025-04-07', '2026-04-26', '2027-04-16'];

interface TetBlock {
  readonly from: string;
  readonly to: string;
  readonly act: string | null;
  readonly mark: SourceMark;
}

// The days off that were published for the year, weekly rest days and compensation included. Of 2024 only the days
// themselves were found, in no source that says where it has them from.
const TET: readonly TetBlock[] = [
  { from: '2024-02-08', to: '2024-02-14', act: null, mark: 'unverified' },
  { from: '2025-01-25', to: '2025-02-02', act: null, mark: 'secondary' },
  { from: '2026-02-14', to: '2026-02-22', act: 'Thông báo 9441/TB-BNV', mark: 'secondary' },
];

const holiday = (
  date: DateOnly,
  name: Text2,
  act: string | null = null,
  mark: SourceMark = 'secondary',
): CalendarRow => ({ date, kind: 'holiday', name, act, mark });

const fixedHolidays: readonly CalendarRow[] = SHIPPED_YEARS.flatMap((year) =>
  FIXED.map(({ day, name }) => holiday(dateOnly(`${year}-${day}`), name)),
);

const hungKings: readonly CalendarRow[] = HUNG_KINGS.map((day) =>
  holiday(dateOnly(day), text2('Giỗ Tổ Hùng Vương', 'Hùng Kings’ Commemoration Day')),
);

const tetHolidays: readonly CalendarRow[] = TET.flatMap(tetRows);

// Weekly rest days inside the block stay weekly rest days: they are off without a row.
function tetRows({ from, to, act, mark }: TetBlock): readonly CalendarRow[] {
  const name = text2('Tết Nguyên đán', 'Lunar New Year');
  return eachDay(dateOnly(from), dateOnly(to))
    .filter((day) => !isWeeklyRest(day))
    .map((day) => holiday(day, name, act, mark));
}

const singleHolidays = [...fixedHolidays, ...hungKings];

/**
 * The days off that the sources name, each marked, and the compensatory days that follow from them (BLLĐ 2019 Điều 111
 * khoản 3). The published Tết blocks already contain their compensation. Ordered by day.
 */
export const SHIPPED_CALENDAR: readonly CalendarRow[] = [
  ...singleHolidays,
  ...tetHolidays,
  ...compensatoryRows(singleHolidays),
].toSorted((a, b) => a.date.localeCompare(b.date));

const TET_UNKNOWN = text2('Lịch nghỉ Tết Nguyên đán của năm', 'The Lunar New Year days off of the year');
const HUNG_KINGS_UNKNOWN = text2(
  'Ngày dương lịch của Giỗ Tổ Hùng Vương (10/3 âm lịch)',
  'The solar date of Hùng Kings’ Commemoration Day',
);
const CULTURE_DAY_UNKNOWN = text2(
  'Ngày Văn hóa Việt Nam 24/11: chưa thấy văn bản luật quy định ngày nghỉ',
  'Culture Day (24 November): the law that would make it a day off was not seen',
);
const ALWAYS_UNKNOWN: readonly Text2[] = [
  text2(
    'Ngày nghỉ Quốc khánh thứ hai (01/9 hoặc 03/9), do Thủ tướng Chính phủ quyết định hằng năm',
    'The second day off of National Day (1 or 3 September), fixed by the Prime Minister each year',
  ),
  text2('Hoán đổi ngày làm việc và ngày làm bù của năm', 'Swapped working days and make-up days of the year'),
];

const year = (...missing: readonly Text2[]): CalendarYear => ({
  complete: false,
  missing: [...missing, ...ALWAYS_UNKNOWN],
});

/** What is still missing per year. Entering the year's notice is what makes a year complete. */
export const CALENDAR_YEARS: Readonly<Record<number, CalendarYear>> = {
  2022: year(TET_UNKNOWN, HUNG_KINGS_UNKNOWN),
  2023: year(TET_UNKNOWN, HUNG_KINGS_UNKNOWN),
  2024: year(),
  2025: year(),
  2026: year(CULTURE_DAY_UNKNOWN),
  2027: year(TET_UNKNOWN, CULTURE_DAY_UNKNOWN),
};

/** Shipped years without any gap: none, because no year's second National Day has been verified. */
export const COMPLETE_YEARS: ReadonlySet<number> = new Set(
  Object.entries(CALENDAR_YEARS).flatMap(([key, { complete }]) => (complete ? [Number(key)] : [])),
);
