import type { DateOnly } from '../law/date.js';
import { viDate } from '../law/date-text.js';
import { REGIMES } from '../law/regimes.js';
import { problem } from '../platform/errors/problem.js';
import { P } from './law.problems.js';

/** An empty list would say that there was no rule; that the rules of those years are absent is another matter. */
export function requireDescribed(asOf: DateOnly | undefined): void {
  const { from } = REGIMES.R1;
  if (asOf === undefined || asOf >= from) return;
  throw problem(P.notDescribed, { parameters: { from: viDate(from) }, extensions: { describedFrom: from } });
}
