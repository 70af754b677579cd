import { addDays, addMonths, daysBetween, type DateOnly } from './date.js';
import { viDate } from './date-text.js';
import { explain, step, type Explanation, type ExplanationStep } from './explanation.js';
import { cite, type Citation } from './instruments.js';
import { REGIMES, type Regime } from './regime-periods.js';
import { quantityText } from './deadline-text.js';
import { termRule, type TermRule } from './terms.js';
import { text2, type Text2 } from './text.js';

/** The five stages of rehabilitation; in the law a, b, c, d, đ. */
export type Stage = 'intake' | 'detoxification' | 'education' | 'labour-therapy' | 'reintegration';

interface StageInfo {
  readonly letter: string;
  readonly label: Text2;
  /** The rule of its length, where the law sets one. */
  readonly length?: string;
}

export const STAGES: Readonly<Record<Stage, StageInfo>> = {
  intake: {
    letter: 'a',
    label: text2('Tiếp nhận, phân loại', 'Intake and classification'),
    length: 'stage.intake',
  },
  detoxification: {
    letter: 'b',
    label: text2(
      'Điều trị cắt cơn, giải độc, rối loạn tâm thần và các bệnh lý khác',
      'Detoxification, mental and other illness',
    ),
    length: 'stage.detoxification',
  },
  education: {
    letter: 'c',
    label: text2('Giáo dục, tư vấn, phục hồi hành vi, nhân cách', 'Education and counselling'),
    length: 'stage.education',
  },
  'labour-therapy': {
    letter: 'd',
    label: text2('Lao động trị liệu, học nghề', 'Labour therapy and vocational training'),
  },
  reintegration: {
    letter: 'đ',
    label: text2('Chuẩn bị tái hòa nhập cộng đồng', 'Preparing for reintegration'),
    length: 'stage.reintegration',
  },
};

export const STAGE_NAMES = Object.keys(STAGES) as readonly Stage[];

/** Time that a person spent in a stage. Stages are intervals: c and d overlap. */
export interface StageInterval {
  readonly stage: Stage;
  readonly from: DateOnly;
  /** The last day; null while it goes on. */
  readonly to: DateOnly | null;
}

/** Why a stage does not count as done. */
export type StageFault = 'missing' | 'open' | 'too-short' | 'too-long' | 'before-detoxification';

export interface StageFinding {
  readonly stage: Stage;
  readonly fault: StageFault;
  readonly detail: Text2;
  readonly citation: Citation;
}

export interface StagesCheck {
  readonly complete: boolean;
  readonly findings: readonly StageFinding[];
  readonly explanation: Explanation;
}

/**
 * Whether the stages that the law asks for were done. R3: all five, within their lengths. R1–R2: voluntary rehabilitation at
 * least a, b and c, without lengths.
 * Source: Luật 73/2021 Điều 29 khoản 2; Luật 120/2025 Điều 29 khoản 2, 3; NĐ 163/2026 Điều 84–88.
 *
 * @param intervals those of one stage may be several; their days are added
 * @param endsOn the last day of the term, on which stages d and đ end at the latest
 * @param part what is asked for instead of what the regime does, where the law lets a person go on elsewhere
 */
export function checkStages(
  regime: Regime,
  intervals: readonly StageInterval[],
  endsOn: DateOnly,
  part?: AskedStages,
): StagesCheck {
  const { stages: asked, ground } = part ?? askedUnder(regime);
  const findings = asked.flatMap((stage) => findingOf(stage, regime, intervals, endsOn));
  return {
    complete: findings.length === 0,
    findings,
    explanation: explain({
      rule: 'stages.complete',
      version: REGIMES[regime].from,
      citations: [ground],
      inputs: { regime, endsOn },
      steps: [askedStep(asked, ground), ...asked.map((stage) => doneStep(stage, intervals, findings))],
      result: { complete: findings.length === 0 },
    }),
  };
}

export interface AskedStages {
  readonly stages: readonly Stage[];
  readonly ground: Citation;
}

/** The stages after which a person may go on at home, and after which support is paid. */
export const FIRST_THREE = ['intake', 'detoxification', 'education'] as const;

/** What a person has to do at a private facility before going on at home. */
export const PART_AT_FACILITY: AskedStages = {
  stages: FIRST_THREE,
  ground: cite('luat-120-2025', 'Điều 30 khoản 1 điểm d'),
};

const askedUnder = (regime: Regime): AskedStages => ({
  stages: regime === 'R3' ? STAGE_NAMES : FIRST_THREE,
  ground: groundOf(regime),
});

const groundOf = (regime: Regime): Citation =>
  regime === 'R3' ? cite('luat-120-2025', 'Điều 29 khoản 2, 3') : cite('luat-73-2021', 'Điều 29 khoản 2');

function findingOf(
  stage: Stage,
  regime: Regime,
  intervals: readonly StageInterval[],
  endsOn: DateOnly,
): readonly StageFinding[] {
  const own = intervals.filter((interval) => interval.stage === stage);
  if (own.length === 0) return [finding(stage, 'missing', text2('chưa có', 'not done'), groundOf(regime))];
  // The last ones go on to the end of the term.
  const closed = own.map(({ from, to }) => ({ from, to: to ?? (goesToTheEnd(stage) ? endsOn : null) }));
  const open = closed.find(({ to }) => to === null);
  if (open) {
    const detail = text2(`chưa kết thúc từ ngày ${viDate(open.from)}`, `still open since ${open.from}`);
    return [finding(stage, 'open', detail, groundOf(regime))];
  }
  const done = closed.map(({ from, to }) => ({ from, to: to ?? endsOn }));
  return regime === 'R3' ? [...lengthFinding(stage, done), ...orderFinding(stage, done, intervals)] : [];
}

const goesToTheEnd = (stage: Stage): boolean => stage === 'labour-therapy' || stage === 'reintegration';

interface Done {
  readonly from: DateOnly;
  readonly to: DateOnly;
}

function lengthFinding(stage: Stage, done: readonly Done[]): readonly StageFinding[] {
  const { length } = STAGES[stage];
  const rule = length === undefined ? undefined : termRule(length, REGIMES.R3.from);
  const [citation] = rule?.citations ?? [];
  if (!rule || !citation) return [];
  const days = done.reduce((sum, { from, to }) => sum + daysBetween(from, to) + 1, 0);
  const first = done.map(({ from }) => from).toSorted((a, b) => a.localeCompare(b))[0];
  if (!first) return [];
  const shortest = rule.min === null ? null : daysBetween(first, lengthFrom(first, rule, rule.min));
  if (shortest !== null && days < shortest)
    return [finding(stage, 'too-short', lengthText(days, rule, 'min'), citation)];
  // Stage đ is "the 30 days before the end": more of it harms nobody, and its start is a plan.
  const longest =
    rule.max === null || stage === 'reintegration'
      ? null
      : daysBetween(first, lengthFrom(first, rule, rule.max));
  return longest !== null && days > longest
    ? [finding(stage, 'too-long', lengthText(days, rule, 'max'), citation)]
    : [];
}

/** The day after so much time from a first day, that day counted: ten days from the 1st end before the 11th. */
function lengthFrom(first: DateOnly, { unit }: TermRule, value: number): DateOnly {
  switch (unit) {
    case 'days':
      return addDays(first, value);
    case 'months':
      return addMonths(first, value);
    case 'years':
      return addMonths(first, value * 12);
  }
}

function lengthText(days: number, { min, max, unit }: TermRule, bound: 'min' | 'max'): Text2 {
  const asked = quantityText((bound === 'min' ? min : max) ?? 0, unit === 'years' ? 'months' : unit);
  return bound === 'min'
    ? text2(`mới ${days} ngày, tối thiểu ${asked.vi}`, `${days} days, at least ${asked.en} wanted`)
    : text2(`${days} ngày, tối đa ${asked.vi}`, `${days} days, at most ${asked.en} allowed`);
}

/** Stage d begins when stage b has ended: NĐ 163/2026 Điều 87 khoản 3. */
function orderFinding(
  stage: Stage,
  done: readonly Done[],
  intervals: readonly StageInterval[],
): readonly StageFinding[] {
  if (stage !== 'labour-therapy') return [];
  const ends = intervals.flatMap(({ stage: other, to }) => (other === 'detoxification' && to ? [to] : []));
  const [lastEnd] = ends.toSorted((a, b) => b.localeCompare(a));
  const early = done.find(({ from }) => lastEnd !== undefined && from < lastEnd);
  if (!early || !lastEnd) return [];
  const detail = text2(
    `bắt đầu ngày ${viDate(early.from)}, trước khi kết thúc giai đoạn cắt cơn (${viDate(lastEnd)})`,
    `began on ${early.from}, before detoxification ended (${lastEnd})`,
  );
  return [finding(stage, 'before-detoxification', detail, cite('nd-163-2026', 'Điều 87 khoản 3'))];
}

function finding(stage: Stage, fault: StageFault, detail: Text2, citation: Citation): StageFinding {
  const { letter, label } = STAGES[stage];
  return {
    stage,
    fault,
    detail: text2(
      `Giai đoạn ${letter} (${label.vi}): ${detail.vi}`,
      `Stage ${letter} (${label.en}): ${detail.en}`,
    ),
    citation,
  };
}

const askedStep = (asked: readonly Stage[], ground: Citation): ExplanationStep => {
  const letters = asked.map((stage) => STAGES[stage].letter).join(', ');
  return step(`Phải thực hiện các giai đoạn ${letters}.`, `Stages ${letters} have to be done.`, ground);
};

function doneStep(
  stage: Stage,
  intervals: readonly StageInterval[],
  findings: readonly StageFinding[],
): ExplanationStep {
  const found = findings.find((each) => each.stage === stage);
  if (found) return step(`${found.detail.vi}.`, `${found.detail.en}.`, found.citation);
  const { letter } = STAGES[stage];
  const spans = intervals.filter((each) => each.stage === stage);
  const vi = spans.map(({ from, to }) => `${viDate(from)} – ${to ? viDate(to) : 'hết thời hạn'}`).join('; ');
  const en = spans.map(({ from, to }) => `${from} to ${to ?? 'the end of the term'}`).join('; ');
  return step(`Giai đoạn ${letter}: ${vi}.`, `Stage ${letter}: ${en}.`);
}
