import { addMonths, type DateOnly } from './date.js';
import { viDate } from './date-text.js';
import { explain, step, type ExplanationStep } from './explanation.js';
import type { GroundAge } from './ground.js';
import { cite } from './instruments.js';
import { REGIMES, type Regime } from './regime-periods.js';
import { TermRangeError, termRule, type Term, type TermRule } from './terms.js';

export interface CompulsoryTermInput {
  /** That of the term: of the day of the decision, unless a transition rule says otherwise. */
  readonly regime: Regime;
  readonly age: GroundAge;
  /** Which rehabilitation of the person this is: 1, 2, … */
  readonly ordinal: number;
  /** What the court's decision says. */
  readonly months: number;
  /** The first day: see {@link compulsoryTerm}. */
  readonly startsOn: DateOnly;
  /** That the person was held to be brought there, where that came first. */
  readonly wasHeld: boolean;
}

/**
 * The term of compulsory rehabilitation. R1–R2: the months of the court's decision, 12 to 24, of a minor 6 to 12, from the
 * day on which the person was held to be brought to the facility, else from the handover record. R3: 24 months the first
 * time, 36 from the second; the text names no first day: from the handover record (interpretation).
 * Throws TermRangeError for months or an ordinal outside the law.
 * Source: XLVPHC 2012 Điều 95 khoản 2, Điều 110 khoản 2; Luật 73/2021 Điều 33 khoản 3; Luật 120/2025 Điều 29 khoản 1.
 */
export function compulsoryTerm(input: CompulsoryTermInput): Term {
  const { startsOn, months, ordinal, age } = input;
  const rule = monthsAllowed(input);
  const endsOn = addMonths(startsOn, months);
  const explanation = explain({
    rule: rule.key,
    version: rule.from,
    citations: rule.citations,
    inputs: { row: rule.id, age, ordinal, startsOn, months },
    steps: [lengthStep(rule, input), startStep(input), lastDayStep(startsOn, months, endsOn)],
    result: { startsOn, endsOn, months },
  });
  return { startsOn, endsOn, months, explanation };
}

/**
 * The rule for the months that a court may decide. Throws TermRangeError when it may not decide these.
 *
 * @returns the rule, with its bounds
 */
export function monthsAllowed({
  regime,
  age,
  ordinal,
  months,
}: Pick<CompulsoryTermInput, 'regime' | 'age' | 'ordinal' | 'months'>): TermRule {
  const rule = ruleOf(regime, age, ordinal);
  if (!Number.isSafeInteger(ordinal) || ordinal < 1) {
    throw new TermRangeError('ordinal-invalid', rule, `not a rehabilitation ordinal: ${ordinal}`);
  }
  if (Number.isSafeInteger(months) && months >= (rule.min ?? 0) && months <= (rule.max ?? months))
    return rule;
  const message = `${months} months: the law allows ${rule.min} to ${rule.max}`;
  throw new TermRangeError('months-out-of-range', rule, message);
}

function ruleOf(regime: Regime, age: GroundAge, ordinal: number): TermRule {
  const key =
    regime !== 'R3'
      ? age === 'adult'
        ? 'compulsory.term-adult'
        : 'compulsory.term-minor'
      : ordinal === 1
        ? 'rehabilitation.term-first'
        : 'rehabilitation.term-later';
  const rule = termRule(key, REGIMES[regime].from);
  if (!rule) throw new RangeError(`absent: no rule ${key} in ${regime}`);
  return rule;
}

function lengthStep(rule: TermRule, { regime, months, ordinal }: CompulsoryTermInput): ExplanationStep {
  const [citation] = rule.citations;
  if (regime === 'R3') {
    const which = ordinal === 1 ? 'lần đầu' : `lần thứ ${ordinal} (từ lần thứ hai trở lên)`;
    return step(
      `Cai nghiện ${which}: thời hạn ${months} tháng.`,
      `Rehabilitation no. ${ordinal}: ${months} months.`,
      citation,
    );
  }
  return step(
    `Quyết định của Tòa án ghi ${months} tháng, trong khung từ đủ ${rule.min} tháng đến ${rule.max} tháng.`,
    `The court decided ${months} months, within the ${rule.min} to ${rule.max} months of the law.`,
    citation,
  );
}

function startStep({ regime, startsOn, wasHeld }: CompulsoryTermInput): ExplanationStep {
  if (regime !== 'R3' && wasHeld) {
    return step(
      `Thời hạn tính từ ngày người phải chấp hành bị tạm giữ để đưa đi: ${viDate(startsOn)}.`,
      `The term runs from the day on which the person was held to be brought there: ${startsOn}.`,
      cite('xlvphc-2012', 'Điều 110 khoản 2'),
    );
  }
  return step(
    `Không có văn bản nói khác: thời hạn tính từ ngày lập biên bản giao, nhận (${viDate(startsOn)}).`,
    `No text says otherwise: the term is taken to run from the handover record (${startsOn}).`,
    regime === 'R3' ? cite('nd-163-2026', 'Điều 108 khoản 1') : cite('nd-116-2021', 'Điều 55 khoản 2'),
    'interpretation',
  );
}

const lastDayStep = (startsOn: DateOnly, months: number, endsOn: DateOnly): ExplanationStep =>
  step(
    `${viDate(startsOn)} + ${months} tháng: không tính ngày đầu tiên, hết thời hạn lúc 24:00 ngày ${viDate(endsOn)}.`,
    `${startsOn} + ${months} months: the first day not counted, ends at 24:00 of ${endsOn}.`,
    cite('blds-2015', 'Điều 147 khoản 2, Điều 148 khoản 3', 'interpretation'),
  );
