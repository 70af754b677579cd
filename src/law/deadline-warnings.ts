import { endOfLegalDay, startOfLegalDay, addDays } from './date.js';
import { lastDayBefore } from './deadline-count.js';
import type { DeadlineRule, WarningPoint } from './deadline-rule.js';
import { nthWorkingDay } from './working-days.js';
import type { WorkingCalendar } from './working-calendar.js';

export interface Warning {
  readonly point: WarningPoint;
  readonly at: Date;
}

const MS_PER_HOUR = 3_600_000;

/**
 * The instants of a deadline's warnings, earliest first; those that would fall before the step even starts are
 * dropped. "n working days before" is the instant from which exactly n working days are left.
 */
export function warningsOf(
  rule: DeadlineRule,
  start: Date,
  dueAt: Date,
  calendar: WorkingCalendar,
): readonly Warning[] {
  const earliest = rule.direction === 'after' ? start.getTime() : Number.NEGATIVE_INFINITY;
  return rule.warnings
    .map((point) => ({ point, at: instantOf(point, dueAt, calendar) }))
    .filter(({ at }) => at.getTime() > earliest)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

function instantOf({ when, offset }: WarningPoint, dueAt: Date, calendar: WorkingCalendar): Date {
  if (when === 'on') return dueAt;
  const sign = when === 'before' ? -1 : 1;
  switch (offset.unit) {
    case 'hours':
      return new Date(dueAt.getTime() + sign * offset.value * MS_PER_HOUR);
    case 'days':
      return new Date(dueAt.getTime() + sign * offset.value * 24 * MS_PER_HOUR);
    case 'working-days':
      return sign < 0
        ? workingDaysBefore(dueAt, offset.value, calendar)
        : workingDaysAfter(dueAt, offset.value, calendar);
  }
}

function workingDaysBefore(dueAt: Date, n: number, calendar: WorkingCalendar): Date {
  const dayAfter = addDays(lastDayBefore(dueAt), 1);
  return startOfLegalDay(nthWorkingDay(calendar, dayAfter, n, -1).day);
}

function workingDaysAfter(dueAt: Date, n: number, calendar: WorkingCalendar): Date {
  return endOfLegalDay(nthWorkingDay(calendar, lastDayBefore(dueAt), n).day);
}
