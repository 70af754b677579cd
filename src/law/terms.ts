import { addMonths, isWithin, type DateOnly } from './date.js';
import { viDate } from './date-text.js';
import { explain, step, type Explanation, type ExplanationStep } from './explanation.js';
import { cite } from './instruments.js';
import { REGIMES, type Regime } from './regime-periods.js';
import type { TermRule } from './term-rule.js';
import { TERM_RULES } from './data/term-rules.js';

export { TERM_RULES } from './data/term-rules.js';
export type { TermRule, TermUnit } from './term-rule.js';

export type TermFault = 'months-out-of-range' | 'ordinal-invalid' | 'reception-missing' | 'decision-missing';

/** A term that the law does not allow, or facts without which it can't be worked out. */
export class TermRangeError extends RangeError {
  override readonly name = 'TermRangeError';

  constructor(
    readonly fault: TermFault,
    /** The rule that was to be applied. */
    readonly rule: TermRule,
    message: string,
  ) {
    super(message);
  }
}

export interface HomeRehabilitationTermInput {
  readonly regime: Regime;
  /** Which rehabilitation of the person this is: 1, 2, … */
  readonly ordinal: number;
  /** R3: day of the reception record. */
  readonly receptionOn?: DateOnly;
  /** R1–R2: what the decision (Mẫu 24 PL II NĐ 116/2021) says. */
  readonly decision?: { readonly startsOn: DateOnly; readonly months: number };
}

export interface Term {
  readonly startsOn: DateOnly;
  /** Last day of the term; it ends at 24:00 of this day. */
  readonly endsOn: DateOnly;
  readonly months: number;
  readonly explanation: Explanation;
}

/** The version of a term rule in force on a day; undefined when the law of that day knows none. */
export function termRule(key: string, on: DateOnly): TermRule | undefined {
  return TERM_RULES.find((rule) => rule.key === key && isWithin(on, rule.from, rule.to));
}

/**
 * The term of home or community rehabilitation. R3: 24 months the first time, 36 from the second, from the day of
 * the reception record. R1–R2: the months that the decision says, 6 to 12.
 * The last day is the same-numbered day of the last month (or the last day of that month): the first day is not
 * counted. It is not moved when it is a day off: the roll-over serves steps to be done, not the length of a measure.
 * Throws TermRangeError when the months or the ordinal are outside the law, or the needed fact is missing.
 * Source: Luật 120/2025 Điều 29 khoản 1, Điều 32 khoản 2 điểm a; Luật 73/2021 Điều 30 khoản 2; BLDS 2015 Điều 147, 148.
 */
export function homeRehabilitationTerm(input: HomeRehabilitationTermInput): Term {
  return input.regime === 'R3' ? termFromReception(input, homeClock) : termFromDecision(input);
}

export interface FacilityTermInput {
  readonly regime: Regime;
  readonly ordinal: number;
  /** R3: day of the facility's reception record. */
  readonly receptionOn?: DateOnly;
  /** R1–R2: what the contract (Mẫu 28 PL II NĐ 116/2021) says. */
  readonly contract?: { readonly startsOn: DateOnly; readonly months: number };
}

/**
 * The term at a facility. R1–R2, public and private: the months of the contract, 6 to 12. R3, private: 24 months the
 * first time, 36 from the second, from the day of the facility's reception record.
 * Throws TermRangeError as `homeRehabilitationTerm`.
 * Source: Luật 73/2021 Điều 31 khoản 1; Luật 120/2025 Điều 29 khoản 1, Điều 33 khoản 2.
 */
export function facilityTerm({ contract, ...input }: FacilityTermInput): Term {
  if (input.regime === 'R3') return termFromReception(input, privateFacilityClock);
  return termWritten('facility-rehabilitation.term', { ...input, written: contract }, contractStep);
}

/**
 * Why a term under R3 at a public facility or reformatory is absent: Luật 120/2025 Điều 29 khoản 1 says how long,
 * Điều 34 not from which day.
 */
export function publicFacilityTermAbsent(ordinal: number): Explanation {
  const rule = requiredRule(ordinal === 1 ? 'rehabilitation.term-first' : 'rehabilitation.term-later', 'R3');
  return explain({
    rule: rule.key,
    version: rule.from,
    citations: rule.citations,
    inputs: { row: rule.id, ordinal },
    steps: [ordinalStep(rule, ordinal), NO_FIRST_DAY, WHO_WRITES_IT],
    result: { startsOn: null, endsOn: null, months: exactMonths(rule) },
  });
}

/**
 * The term under R3 at a public facility or reformatory from the day that a paper about the person says: the law itself
 * says how long, not from which day.
 * Throws TermRangeError when the ordinal is outside the law.
 * Source: Luật 120/2025 Điều 29 khoản 1, Điều 34.
 */
export function publicFacilityTermWritten(ordinal: number, startsOn: DateOnly): Term {
  return termFromReception({ regime: 'R3', ordinal, receptionOn: startsOn }, writtenClock);
}

interface Reception {
  readonly regime: Regime;
  readonly ordinal: number;
  readonly receptionOn?: DateOnly;
}

function termFromReception(
  { ordinal, receptionOn, regime }: Reception,
  clock: (receptionOn: DateOnly) => ExplanationStep,
): Term {
  const first = requiredRule('rehabilitation.term-first', regime);
  if (!Number.isSafeInteger(ordinal) || ordinal < 1) {
    throw new TermRangeError('ordinal-invalid', first, `not a rehabilitation ordinal: ${ordinal}`);
  }
  const rule = ordinal === 1 ? first : requiredRule('rehabilitation.term-later', regime);
  if (receptionOn === undefined) {
    throw new TermRangeError(
      'reception-missing',
      rule,
      'the reception record has no day yet: the term has not begun',
    );
  }
  return build(rule, { ordinal, startsOn: receptionOn, months: exactMonths(rule) }, [
    ordinalStep(rule, ordinal),
    clock(receptionOn),
  ]);
}

function termFromDecision({ ordinal, decision, regime }: HomeRehabilitationTermInput): Term {
  return termWritten('home-rehabilitation.term', { ordinal, regime, written: decision }, decisionStep);
}

interface WrittenTerm {
  readonly regime: Regime;
  readonly ordinal: number;
  readonly written?: { readonly startsOn: DateOnly; readonly months: number };
}

function termWritten(
  key: string,
  { ordinal, regime, written }: WrittenTerm,
  told: (rule: TermRule, startsOn: DateOnly, months: number) => ExplanationStep,
): Term {
  const rule = requiredRule(key, regime);
  if (written === undefined) {
    throw new TermRangeError('decision-missing', rule, 'the paper that says the term is missing');
  }
  const { startsOn, months } = written;
  if (!allows(rule, months)) {
    throw new TermRangeError(
      'months-out-of-range',
      rule,
      `${months} months: the law allows ${rule.min} to ${rule.max}`,
    );
  }
  return build(rule, { ordinal, startsOn, months }, [told(rule, startsOn, months)]);
}

function requiredRule(key: string, regime: Regime): TermRule {
  const rule = termRule(key, REGIMES[regime].from);
  if (rule === undefined) throw new RangeError(`absent: no rule ${key} in ${regime}`);
  return rule;
}

function exactMonths({ key, min, max }: TermRule): number {
  if (min === null || min !== max) throw new RangeError(`${key} is not an exact term`);
  return min;
}

function allows({ min, max }: TermRule, months: number): boolean {
  return Number.isSafeInteger(months) && months >= (min ?? 0) && months <= (max ?? Number.MAX_SAFE_INTEGER);
}

interface Facts {
  readonly ordinal: number;
  readonly startsOn: DateOnly;
  readonly months: number;
}

function build(
  rule: TermRule,
  { ordinal, startsOn, months }: Facts,
  steps: readonly ExplanationStep[],
): Term {
  const endsOn = addMonths(startsOn, months);
  const explanation = explain({
    rule: rule.key,
    version: rule.from,
    citations: rule.citations,
    inputs: { row: rule.id, ordinal, startsOn, months },
    steps: [...steps, lastDayStep(startsOn, months, endsOn), NOT_MOVED],
    result: { startsOn, endsOn, months },
  });
  return { startsOn, endsOn, months, explanation };
}

function ordinalStep(rule: TermRule, ordinal: number): ExplanationStep {
  const months = exactMonths(rule);
  const vi = ordinal === 1 ? 'lần đầu' : `lần thứ ${ordinal} (từ lần thứ hai trở lên)`;
  const en = ordinal === 1 ? 'first time' : `time no. ${ordinal} (second time or later)`;
  return step(
    `Cai nghiện ${vi}: thời hạn ${months} tháng.`,
    `Rehabilitation, ${en}: ${months} months.`,
    rule.citations[0],
  );
}

const homeClock = (receptionOn: DateOnly): ExplanationStep =>
  step(
    `Thời hạn tính từ ngày Công an cấp xã lập biên bản tiếp nhận đăng ký: ${viDate(receptionOn)}.`,
    `The term runs from the day of the commune police’s reception record: ${receptionOn}.`,
    cite('luat-120-2025', 'Điều 32 khoản 2 điểm a'),
  );

const privateFacilityClock = (receptionOn: DateOnly): ExplanationStep =>
  step(
    `Thời hạn tính từ ngày cơ sở cai nghiện ma túy lập biên bản tiếp nhận: ${viDate(receptionOn)}.`,
    `The term runs from the day of the facility’s reception record: ${receptionOn}.`,
    cite('luat-120-2025', 'Điều 33 khoản 2'),
  );

const NO_FIRST_DAY = step(
  'Luật số 120/2025/QH15 và Nghị định 163/2026/NĐ-CP không nói thời hạn tại cơ sở công lập, trường giáo dưỡng tính từ ngày nào: chưa có dữ liệu, không tự tính.',
  'Neither Law 120/2025 nor Decree 163/2026 says from which day the term runs at a public facility or reformatory: it is absent and not worked out.',
  cite('luat-120-2025', 'Điều 34'),
  'unverified',
);

const WHO_WRITES_IT = step(
  'Cơ sở tiếp nhận hoặc Công an cấp xã ghi ngày bắt đầu theo văn bản về người đó (quyết định, biên bản giao nhận).',
  'The facility or the commune police enter the first day by a paper about the person (decision, record of handing over).',
);

const writtenClock = (startsOn: DateOnly): ExplanationStep =>
  step(
    `Luật không nói thời hạn tại cơ sở công lập, trường giáo dưỡng tính từ ngày nào: tính từ ngày ghi trong văn bản, ${viDate(startsOn)}.`,
    `The law does not say from which day the term runs at a public facility or reformatory: it runs from the day in the paper, ${startsOn}.`,
    cite('luat-120-2025', 'Điều 34'),
    'interpretation',
  );

const contractStep = (rule: TermRule, startsOn: DateOnly, months: number): ExplanationStep =>
  step(
    `Hợp đồng ghi ${months} tháng từ ngày ${viDate(startsOn)}, trong khung từ đủ ${rule.min} tháng đến ${rule.max} tháng.`,
    `The contract says ${months} months from ${startsOn}, within the ${rule.min} to ${rule.max} months of the law.`,
    rule.citations[0],
  );

const decisionStep = (rule: TermRule, startsOn: DateOnly, months: number): ExplanationStep =>
  step(
    `Quyết định ghi ${months} tháng từ ngày ${viDate(startsOn)}, trong khung từ đủ ${rule.min} tháng đến ${rule.max} tháng.`,
    `The decision says ${months} months from ${startsOn}, within the ${rule.min} to ${rule.max} months of the law.`,
    rule.citations[0],
  );

const lastDayStep = (startsOn: DateOnly, months: number, endsOn: DateOnly): ExplanationStep =>
  step(
    `${viDate(startsOn)} + ${months} tháng: không tính ngày đầu tiên, hết thời hạn lúc 24:00 ngày ${viDate(endsOn)} (ngày tương ứng, hoặc ngày cuối tháng nếu không có ngày tương ứng).`,
    `${startsOn} + ${months} months: the first day not counted, ends at 24:00 of ${endsOn} (the corresponding day, or the last day of the month without one).`,
    cite('blds-2015', 'Điều 147 khoản 2, Điều 148 khoản 3', 'interpretation'),
  );

const NOT_MOVED = step(
  'Ngày cuối cùng không dời khi rơi vào ngày nghỉ: quy tắc dời ngày áp dụng cho việc phải làm, không kéo dài biện pháp.',
  'The last day is not moved when it is a day off: the roll-over serves steps to be done and does not lengthen a measure.',
  undefined,
  'interpretation',
);
