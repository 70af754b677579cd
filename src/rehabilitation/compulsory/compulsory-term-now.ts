import type { CaseEvent } from '../../cases/case-file.js';
import { countedTerm, knownPauses, type CountedTerm } from '../../law/counted-time.js';
import type { DateOnly } from '../../law/date.js';
import { explain, joinExplanations } from '../../law/explanation.js';
import { reducedTerm } from '../../law/term-reduction.js';
import { deductionsOf, pausesOf, reductionsOf } from './compulsory-history.js';
import type { CompulsoryRecord } from './compulsory.record.js';

export type WrittenTerm = Pick<CompulsoryRecord, 'termStartsOn' | 'termMonths'>;

/**
 * When the measure ends as things stand: the court's months less what courts took off and what was served in interim
 * management, more what did not count.
 *
 * @returns null before the term has begun
 */
export function termNow(
  { termStartsOn, termMonths }: WrittenTerm,
  events: readonly CaseEvent[],
  asOf: DateOnly,
): CountedTerm | null {
  if (termStartsOn === null || termMonths === null) return null;
  const { endsOn, explanation } = reducedTerm(
    { startsOn: termStartsOn, months: termMonths },
    reductionsOf(events),
  );
  // Time in prison stops a term since 01/07/2026 alone; until then the court exempted from the rest.
  const pauses = knownPauses(pausesOf(events), asOf);
  const deductions = deductionsOf(events);
  const counted = countedTerm({ startsOn: termStartsOn, endsOn, pauses, deductions, asOf });
  if (explanation.steps.length === 0) return counted;
  const joined = joinExplanations(explanation, counted.explanation);
  return { ...counted, explanation: explain({ ...joined, steps: joined.steps }) };
}
