import { addDays, addMonths, type DateOnly } from '../law/date.js';
import type { Regime } from '../law/regimes.js';
import { defineSubject } from '../platform/database/subjects.js';

defineSubject('support-worker', 'support_worker');

/** Who of the commune was assigned to a file: NĐ 116/2021 Art 34(1), NĐ 163/2026 Art 130(1). */
export interface SupportWorker {
  readonly id: string;
  readonly caseId: string;
  readonly organisationId: number;
  readonly fullName: string;
  readonly position: string;
  readonly number: string;
  readonly decidedOn: DateOnly;
  readonly fromOn: DateOnly;
  readonly untilOn: DateOnly | null;
  readonly endedReason: string | null;
  readonly regime: Regime;
  readonly formInstrument: string | null;
  readonly formAppendix: string | null;
  readonly formNumber: string | null;
  readonly version: number;
}

/** Whole months from the first day to the last one, both included, or to today. */
export function monthsServed(
  { fromOn, untilOn }: Pick<SupportWorker, 'fromOn' | 'untilOn'>,
  today: DateOnly,
): number {
  const after = addDays(untilOn !== null && untilOn < today ? untilOn : today, 1);
  let months = 0;
  while (addMonths(fromOn, months + 1) <= after) months += 1;
  return months;
}
