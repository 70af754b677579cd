import { addMonths, daysBetween, type DateOnly } from './date.js';
import { viDate } from './date-text.js';
import { explain, step, type Explanation } from './explanation.js';
import { cite, type Citation } from './instruments.js';
import type { Regime } from './regime-periods.js';

export interface ReductionRule {
  /** Months that may be taken off, and up to how many for who has done something outstanding. */
  readonly usual: readonly [min: number, max: number];
  readonly forMerit: readonly [min: number, max: number];
  readonly citation: Citation;
}

/** Who has served half of the term and has been rated 'khá' or better for 3 months: NĐ 116/2021 Điều 58 khoản 1. */
const RULE_2021: ReductionRule = {
  usual: [1, 3],
  forMerit: [3, 6],
  citation: cite('nd-116-2021', 'Điều 58 khoản 1'),
};

/** Why there is none since 01/07/2026: the articles on what a court may change name other things. */
export const NO_REDUCTION: readonly Citation[] = [
  cite('luat-120-2025', 'Điều 39'),
  cite('nd-163-2026', 'Điều 110'),
];

/** What the law of a regime lets a court take off; undefined where it knows no reduction. */
export function reductionRule(regime: Regime): ReductionRule | undefined {
  return regime === 'R3' ? undefined : RULE_2021;
}

export interface ReducedTerm {
  readonly startsOn: DateOnly;
  readonly endsOn: DateOnly;
  readonly explanation: Explanation;
}

/**
 * A term after what courts have taken off: the last day of the months that are left. Throws RangeError when more was taken
 * off than there was. Source: NĐ 116/2021 Điều 58 khoản 1.
 */
export function reducedTerm(
  term: { readonly startsOn: DateOnly; readonly months: number },
  reductions: readonly number[],
): ReducedTerm {
  const off = reductions.reduce((sum, months) => sum + months, 0);
  const left = term.months - off;
  if (left < 0) throw new RangeError('More was taken off than the term had');
  const endsOn = addMonths(term.startsOn, left);
  return {
    startsOn: term.startsOn,
    endsOn,
    explanation: explain({
      rule: 'compulsory.reduction',
      version: '2022-01-01',
      inputs: { startsOn: term.startsOn, months: term.months, reductions: reductions.join(', ') },
      steps:
        off === 0
          ? []
          : [
              step(
                `Được giảm ${reductions.join(' + ')} tháng: còn ${left} tháng, hết thời hạn ngày ${viDate(endsOn)}.`,
                `Reduced by ${reductions.join(' + ')} months: ${left} months, ends on ${endsOn}.`,
                RULE_2021.citation,
              ),
            ],
      result: { endsOn, months: left },
    }),
  };
}

/** Half of the term has to be served before: counted in days of the term that have counted. */
export function hasServedHalf(
  { startsOn, endsOn }: { readonly startsOn: DateOnly; readonly endsOn: DateOnly },
  countedDays: number,
): boolean {
  return countedDays * 2 >= daysBetween(startsOn, endsOn);
}
