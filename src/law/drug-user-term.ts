import { addMonths, type DateOnly } from './date.js';
import { viDate } from './date-text.js';
import { explain, step, type ExplanationStep } from './explanation.js';
import { cite } from './instruments.js';
import { REGIMES, type Regime } from './regime-periods.js';
import { termRule, type Term } from './terms.js';

export interface DrugUserTermInput {
  /** Of the day of the decision. */
  readonly regime: Regime;
  readonly decidedOn: DateOnly;
  /** A new decision because the person used drugs again while managed. */
  readonly again: boolean;
}

/**
 * The term of the management of a drug user: a year from the day of the decision; from that of the new decision where
 * the person used drugs again.
 * Throws RangeError for a regime without the rule.
 * Source: Luật 73/2021 Điều 23 khoản 2, NĐ 105/2021 Điều 43; Luật 120/2025 Điều 24 khoản 2, NĐ 163/2026 Điều 59 khoản 1.
 */
export function drugUserTerm({ regime, decidedOn, again }: DrugUserTermInput): Term {
  const rule = termRule('drug-user.term', REGIMES[regime].from);
  if (!rule?.max) throw new RangeError(`absent: no term of a drug user's management in ${regime}`);
  const months = rule.max * 12;
  const endsOn = addMonths(decidedOn, months);
  const explanation = explain({
    rule: rule.key,
    version: rule.from,
    citations: rule.citations,
    inputs: { row: rule.id, decidedOn, again },
    steps: [...(again ? [AGAIN[regime === 'R3' ? 'law2025' : 'law2021']] : []), yearStep(decidedOn, endsOn)],
    result: { startsOn: decidedOn, endsOn, months },
  });
  return { startsOn: decidedOn, endsOn, months, explanation };
}

const AGAIN: Readonly<Record<'law2021' | 'law2025', ExplanationStep>> = {
  law2021: step(
    'Tiếp tục sử dụng trái phép chất ma túy trong thời hạn quản lý: thời hạn xác định lại là 01 năm, kể từ ngày ra Quyết định quản lý mới.',
    'Drugs used again while managed: the year is counted anew from the new decision.',
    cite('nd-105-2021', 'Điều 43 khoản 2'),
  ),
  law2025: step(
    'Tiếp tục sử dụng trái phép chất ma túy trong thời hạn quản lý: có Quyết định quản lý mới; nghị định không nhắc lại thời hạn, hiểu là 01 năm kể từ ngày ra quyết định mới.',
    'Drugs used again while managed: there is a new decision; the decree does not repeat the term, which is taken to be a year from the new decision.',
    cite('nd-163-2026', 'Điều 59 khoản 1'),
    'interpretation',
  ),
};

const yearStep = (decidedOn: DateOnly, endsOn: DateOnly): ExplanationStep =>
  step(
    `01 năm kể từ ngày ra quyết định ${viDate(decidedOn)}: không tính ngày đầu tiên, hết thời hạn lúc 24:00 ngày ${viDate(endsOn)}.`,
    `One year from the decision of ${decidedOn}: the first day not counted, ends at 24:00 of ${endsOn}.`,
    cite('blds-2015', 'Điều 147 khoản 2, Điều 148 khoản 3', 'interpretation'),
  );

/** Why a move does not change when the term ends, by the law of the day of the move. */
export function movedTermStep(regime: Regime): ExplanationStep {
  return regime === 'R3'
    ? step(
        'Chuyển nơi cư trú: tính tiếp thời hạn còn lại. Nghị định tính tiếp từ khi có quyết định của nơi mới, không nói những ngày trước đó có tính hay không: hiểu theo hướng có lợi là vẫn tính, ngày hết thời hạn không đổi.',
        'The person moved: what is left of the term goes on. The decree counts on from the decision of the new place and is silent on the days before it: in the person’s favour they count, and the end stays.',
        cite('nd-163-2026', 'Điều 60 khoản 1'),
        'interpretation',
      )
    : step(
        'Chuyển nơi cư trú: thời hạn tính tiếp từ ngày chuyển đi đến hết thời gian còn lại.',
        'The person moved: the term is counted on from the day of leaving until it is over.',
        cite('nd-105-2021', 'Điều 43 khoản 3'),
      );
}

/** Why custody does not move the end of the term: Luật 120/2025 Điều 24 khoản 7 compares it with what is left. */
export const CUSTODY_COUNTS = step(
  'Tạm đình chỉ do bị tạm giữ, tạm giam: luật so thời hạn tạm giữ, tạm giam với thời hạn quản lý còn lại và cho tiếp tục đến hết thời hạn; hiểu là ngày hết thời hạn không dời.',
  'Suspended while in custody: the law compares custody with what is left and lets the management go on to its end; the end is taken to stay.',
  cite('luat-120-2025', 'Điều 24 khoản 7'),
  'interpretation',
);
