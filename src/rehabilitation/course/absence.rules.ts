import type { CaseEvent } from '../../cases/case-file.js';
import { standingEvents } from '../../cases/case-steps.js';
import { legalDayOf } from '../../law/date.js';
import { computeDeadline, governingVersion, type ComputedDeadline } from '../../law/deadlines.js';
import type { Regime } from '../../law/regimes.js';
import type { WorkingCalendar } from '../../law/working-calendar.js';

/** When the person left the facility, where he is away at that moment. */
export function leftAt(events: readonly CaseEvent[], at: Date): Date | null {
  const last = standingEvents(events)
    .filter(({ type, effectiveAt }) => (type === 'left' || type === 'returned') && effectiveAt <= at)
    .toSorted((a, b) => a.effectiveAt.getTime() - b.effectiveAt.getTime())
    .at(-1);
  return last?.type === 'left' ? last.effectiveAt : null;
}

/**
 * From when an absence is a termination by the person: 5 working days until 30/06/2026 (NĐ 116/2021 Điều 3 khoản 5), 2
 * since then (NĐ 163/2026 Điều 4 khoản 9), by the law of the day of leaving: no text shortens an absence that had begun.
 *
 * @param regime that governs time limits of the file on the day of leaving
 */
export function absenceLimit(regime: Regime, left: Date, calendar: WorkingCalendar): ComputedDeadline {
  const rule = governingVersion('voluntary.absence-self-termination', regime, legalDayOf(left));
  if (!rule) throw new Error(`${regime} does not say from when an absence is a termination`);
  return computeDeadline(rule, left, calendar);
}
