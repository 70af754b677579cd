import {
  addDays,
  addMonths,
  endOfLegalDay,
  legalDayOf,
  startOfLegalDay,
  yearOf,
  type DateOnly,
} from './date.js';
import type { DeadlineRule } from './deadline-rule.js';
import { nthWorkingDay, sameOrNextWorkingDay, type Walk } from './working-days.js';
import type { WorkingCalendar } from './working-calendar.js';

const MS_PER_HOUR = 3_600_000;

/** The bare result of counting, before it is put into words. */
export interface Count {
  readonly dueAt: Date;
  /** First instant of the window, for limits that say "within so much time before the event". */
  readonly opensAt: Date | null;
  /** Last day of the limit; null for hours. */
  readonly lastDay: DateOnly | null;
  /** The day the limit ends by plain counting, when a day off moved it to `lastDay`. */
  readonly movedFrom: DateOnly | null;
  /** Days whose kind was looked up in the calendar. */
  readonly looked: readonly DateOnly[];
}

/** The years in which days off were asked for, the earliest first: none where hours run on or no day can move. */
export const calendarYearsOf = ({ looked }: Pick<Count, 'looked'>): readonly number[] =>
  [...new Set(looked.map(yearOf))].toSorted((a, b) => a - b);

type Counter = (rule: DeadlineRule, start: Date, calendar: WorkingCalendar) => Count;

/** Counts a limit forward from its start, or back from the coming event. */
export const count: Counter = (rule, start, calendar) =>
  rule.direction === 'after' ? countForward(rule, start, calendar) : countBack(rule, start, calendar);

const countForward: Counter = (rule, start, calendar) => {
  const startDay = legalDayOf(start);
  switch (rule.unit) {
    case 'hours':
      return ofInstant(new Date(start.getTime() + rule.value * MS_PER_HOUR));
    case 'working-days':
      return ofWalk(nthWorkingDay(calendar, startDay, rule.value));
    case 'days':
      return ofLastDay(addDays(startDay, rule.value), rule, calendar);
    case 'months':
      return ofLastDay(addMonths(startDay, rule.value), rule, calendar);
  }
};

const ofInstant = (dueAt: Date): Count => ({
  dueAt,
  opensAt: null,
  lastDay: null,
  movedFrom: null,
  looked: [],
});

const ofWalk = ({ day, looked }: Walk): Count => ({
  dueAt: endOfLegalDay(day),
  opensAt: null,
  lastDay: day,
  movedFrom: null,
  looked,
});

function ofLastDay(plainLastDay: DateOnly, rule: DeadlineRule, calendar: WorkingCalendar): Count {
  if (!rule.rollsOver) return ofWalk({ day: plainLastDay, looked: [] });
  const walk = sameOrNextWorkingDay(calendar, plainLastDay);
  return { ...ofWalk(walk), movedFrom: walk.day === plainLastDay ? null : plainLastDay };
}

const countBack: Counter = (rule, event, calendar) => {
  const { at, looked } = goBack(rule, event, calendar);
  const isWindow = rule.bound === 'max';
  const dueAt = isWindow ? event : at;
  const lastDay = rule.unit === 'hours' ? null : lastDayBefore(dueAt);
  return { dueAt, opensAt: isWindow ? at : null, lastDay, movedFrom: null, looked };
};

/** The day whose 24:00 is the instant, or the day that contains it. */
export const lastDayBefore = (instant: Date): DateOnly => legalDayOf(new Date(instant.getTime() - 1));

interface Back {
  readonly at: Date;
  readonly looked: readonly DateOnly[];
}

// Counting back never moves a day: moving it later would cut the notice short, moving it earlier has no basis.
function goBack({ unit, value }: DeadlineRule, event: Date, calendar: WorkingCalendar): Back {
  const endDay = lastDayBefore(event);
  switch (unit) {
    case 'hours':
      return { at: new Date(event.getTime() - value * MS_PER_HOUR), looked: [] };
    case 'days':
      return { at: endOfLegalDay(addDays(endDay, -value)), looked: [] };
    case 'months':
      return { at: endOfLegalDay(addMonths(endDay, -value)), looked: [] };
    case 'working-days': {
      const { day, looked } = nthWorkingDay(calendar, addDays(endDay, 1), value, -1);
      return { at: startOfLegalDay(day), looked };
    }
  }
}
