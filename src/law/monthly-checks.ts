import { addMonths, type DateOnly } from './date.js';

/** A stretch of the management in which the residence has to be checked. */
export interface CheckedStretch {
  readonly from: DateOnly;
  /** Null while it goes on. */
  readonly until: DateOnly | null;
}

/** A month that passed without a check. */
export interface MissedCheck {
  /** Of the check or the beginning before. */
  readonly since: DateOnly;
  /** The last day on which the next one was in time. */
  readonly dueOn: DateOnly;
  /** The day on which it was made good; null where it was not. */
  readonly checkedOn: DateOnly | null;
}

/**
 * Months without a check of the residence: "at least once a month" is read as no more than a month after the last one
 * (interpretation), the first counted from the beginning of each stretch.
 * Source: NĐ 105/2021 Điều 47 khoản 1, NĐ 163/2026 Điều 61 khoản 1 điểm a.
 */
export function missedChecks(
  stretches: readonly CheckedStretch[],
  checks: readonly DateOnly[],
  asOf: DateOnly,
): readonly MissedCheck[] {
  return stretches.flatMap(({ from, until }) => {
    const last = until ?? asOf;
    const within = checks.filter((day) => day >= from && day <= last).toSorted();
    const missed: MissedCheck[] = [];
    let since = from;
    for (const day of within) {
      const dueOn = addMonths(since, 1);
      if (day > dueOn) missed.push({ since, dueOn, checkedOn: day });
      since = day;
    }
    const dueOn = addMonths(since, 1);
    if (last > dueOn) missed.push({ since, dueOn, checkedOn: null });
    return missed;
  });
}
