import { legalDayOf, type DateOnly } from '../law/date.js';
import { viDate } from '../law/date-text.js';
import type { Tx } from '../platform/database/tx.js';
import { fieldProblem } from '../platform/errors/problem.js';
import type { PaperFacts } from './paper-facts.js';
import type { Issuer } from './paper-issuers.js';

/**
 * A decision is dated by the day on which it was made, and signed by who held the office that day, and so is the paper of
 * a step that has a number in the file; the paper of another step by the day of the step, or a later one; a slip by the day
 * on which it is written, and so is every paper of a body that took over: it was not there when the other one acted.
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
  if (tookOver === null && isOfItsDay(facts)) return dayOfDecision(acted, asked);
  const first = tookOver !== null && tookOver.on > acted ? tookOver.on : acted;
  const on = asked ?? (facts.kind === 'step' ? first : today);
  if (on >= first && on <= today) return on;
  throw fieldProblem('/on', 'documents.dayOfPaper', {
    vi: `Ngày của giấy phải từ ngày ${viDate(first)} đến hôm nay`,
    en: `The day of the paper lies between ${first} and today`,
  });
}

/** A decision, and whatever else stands in its file under a number. */
function isOfItsDay(facts: PaperFacts): boolean {
  return facts.kind === 'decision' || (facts.kind === 'step' && facts.number !== null);
}

function dayOfDecision(decidedOn: DateOnly, asked: DateOnly = decidedOn): DateOnly {
  if (asked === decidedOn) return decidedOn;
  throw fieldProblem('/on', 'documents.dayOfDecision', {
    vi: `Văn bản đã có số trong hồ sơ ghi ngày ban hành là ngày ${viDate(decidedOn)}, không ghi ngày khác`,
    en: `What stands in the file under a number bears the day on which it was made, ${decidedOn}, and no other`,
  });
}
