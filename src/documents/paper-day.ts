import { legalDayOf, type DateOnly } from '../law/date.js';
import { viDate } from '../law/date-text.js';
import type { Tx } from '../platform/database/tx.js';
import { fieldProblem } from '../platform/errors/problem.js';
import type { PaperFacts } from './paper-facts.js';
import type { Issuer } from './paper-issuers.js';

/**
 * A decision is dated by the day on which it was made, and signed by who held the office that day; a slip by the day on
 * which it is written, and so is every paper of a body that took over: it was not there when the other one acted.
 *
 * @throws Problem 422 for another day than that of the decision; for others a day to come, before the act that the paper
 *   is about, or before its issuer took over
 */
export function dayOfPaper(
  tx: Tx,
  { facts, issuer }: { readonly facts: PaperFacts; readonly issuer: Issuer },
  asked: DateOnly | undefined,
): DateOnly {
  const today = legalDayOf(tx.now);
  const acted = legalDayOf(facts.actedAt);
  const { tookOver } = issuer;
  if (facts.kind === 'decision' && tookOver === null) return dayOfDecision(acted, asked);
  const first = tookOver !== null && tookOver.on > acted ? tookOver.on : acted;
  const on = asked ?? today;
  if (on >= first && on <= today) return on;
  throw fieldProblem('/on', 'documents.dayOfPaper', {
    vi: `Ngày của giấy phải từ ngày ${viDate(first)} đến hôm nay`,
    en: `The day of the paper lies between ${first} and today`,
  });
}

function dayOfDecision(decidedOn: DateOnly, asked: DateOnly = decidedOn): DateOnly {
  if (asked === decidedOn) return decidedOn;
  throw fieldProblem('/on', 'documents.dayOfDecision', {
    vi: `Quyết định ghi ngày ban hành là ngày ${viDate(decidedOn)}, không ghi ngày khác`,
    en: `A decision bears the day on which it was made, ${decidedOn}, and no other`,
  });
}
