import { addDays, daysBetween, isWithin, laterDay, type DateOnly } from './date.js';
import { viDate } from './date-text.js';
import { explain, step, type Explanation, type ExplanationStep } from './explanation.js';
import { cite, type Citation } from './instruments.js';
import { REGIMES } from './regime-periods.js';
import type { SourceMark } from './source-mark.js';
import { text2, type Text2 } from './text.js';

/** Why time of a measure is not counted. */
export type PauseKind =
  'prison' | 'escape' | 'unreported-absence' | 'unknown-absence' | 'between-places' | 'monitoring-paused';

/** Time that does not count: from the first day that does not, until the first day that counts again. */
export interface Pause {
  readonly kind: PauseKind;
  readonly from: DateOnly;
  /** Null while it goes on. */
  readonly until: DateOnly | null;
}

/** Time before the measure that is taken off its term, in whole days: interim management in a facility. */
export interface Deduction {
  readonly from: DateOnly;
  /** The last day of it. */
  readonly to: DateOnly;
}

export interface CountedTermInput {
  readonly startsOn: DateOnly;
  /** The last day by the bare term, as `Term` says it. */
  readonly endsOn: DateOnly;
  readonly pauses: readonly Pause[];
  readonly deductions?: readonly Deduction[];
  /** The day as of which the remaining time is told. */
  readonly asOf: DateOnly;
}

export interface CountedTerm {
  /** The last day, with what does not count and what is taken off; null while time stands still. */
  readonly endsOn: DateOnly | null;
  /** Days of the term that have counted by the end of `asOf`, deductions included. */
  readonly countedDays: number;
  /** Days that are left after `asOf`. */
  readonly remainingDays: number;
  readonly isPaused: boolean;
  readonly explanation: Explanation;
}

interface PauseVersion {
  readonly from: DateOnly;
  readonly to: DateOnly | null;
  readonly citation: Citation;
}

interface PauseRule {
  readonly label: Text2;
  readonly versions: readonly PauseVersion[];
}

const LAW_2021 = { from: REGIMES.R1.from, to: REGIMES.R2.to } as const;
const LAW_2025 = { from: REGIMES.R3.from, to: REGIMES.R3.to } as const;

/** What each pause rests on, version by version. Until 30/06/2026 no text lets a prison sentence stop a term. */
export const PAUSES: Readonly<Record<PauseKind, PauseRule>> = {
  prison: {
    label: text2('chấp hành án phạt tù', 'prison sentence'),
    versions: [{ ...LAW_2025, citation: cite('luat-120-2025', 'Điều 47 khoản 1') }],
  },
  escape: {
    label: text2('bỏ trốn', 'escape'),
    versions: [
      { ...LAW_2021, citation: cite('nd-116-2021', 'Điều 56 khoản 4') },
      { ...LAW_2025, citation: cite('nd-163-2026', 'Điều 107 khoản 4, Điều 109 khoản 3') },
    ],
  },
  'unreported-absence': {
    label: text2('vắng mặt không khai báo', 'unreported absence'),
    versions: [
      { ...LAW_2021, citation: cite('nd-116-2021', 'Điều 79 khoản 1 điểm b') },
      { ...LAW_2025, citation: cite('nd-163-2026', 'Điều 136 khoản 1 điểm a') },
    ],
  },
  'unknown-absence': {
    label: text2('vắng mặt không rõ ở đâu', 'absence, whereabouts unknown'),
    versions: [{ ...LAW_2025, citation: cite('nd-163-2026', 'Điều 60 khoản 2') }],
  },
  // What is left of the term runs from the record of who takes the person over, whose first day is not counted.
  'between-places': {
    label: text2(
      'từ khi thôi cai nghiện tại cơ sở đến khi lập biên bản tiếp nhận phần còn lại',
      'from the end at the facility until the rest is taken over',
    ),
    versions: [{ ...LAW_2025, citation: cite('luat-120-2025', 'Điều 32 khoản 2 điểm b') }],
  },
  // Of the time that a waiver asks for alone: whoever wears no device does not carry the decision out.
  'monitoring-paused': {
    label: text2('tạm dừng giám sát điện tử', 'paused monitoring'),
    versions: [{ ...LAW_2025, citation: cite('nd-163-2026', 'Điều 20 khoản 1') }],
  },
};

/** The article by which time of a kind does not count, on a day; undefined where the law of that day knows none. */
export function pauseCitation(kind: PauseKind, on: DateOnly): Citation | undefined {
  return PAUSES[kind].versions.find(({ from, to }) => isWithin(on, from, to))?.citation;
}

/**
 * Pauses as far as the law knew them: time of before the first article that lets a kind of time stop a term counts as any
 * other. A pause over such a day is cut there, so that one day more or less of it changes one day (interpretation).
 */
export function knownPauses(pauses: readonly Pause[], asOf: DateOnly): readonly Pause[] {
  return pauses.flatMap((pause) => {
    const known = PAUSES[pause.kind].versions.map((version) => version.from).toSorted()[0];
    if (known === undefined) return [];
    const from = laterDay(pause.from, known);
    const isOver = from !== pause.from && from >= (pause.until ?? addDays(asOf, 1));
    return isOver || !pauseKnown(pause, asOf) ? [] : [{ ...pause, from }];
  });
}

const pauseKnown = ({ kind, from, until }: Pause, asOf: DateOnly): boolean =>
  pauseCitation(kind, until ?? laterDay(from, asOf)) !== undefined;

/**
 * The end of a term in which some days do not count: each such day moves the last day by one, days that two pauses share
 * only once; what is taken off brings it forward. A pause is counted in whole days, the first one included and the one on
 * which the person is back left out (the texts name no hour: interpretation), so that none is lost or gained.
 * Throws RangeError when a pause or deduction ends before it begins, or the term does, and for a pause that the law of its
 * last day does not know.
 * Source: Luật 120/2025 Điều 37 khoản 2, Điều 47 khoản 1; NĐ 163/2026 Điều 60, 107, 109, 136; NĐ 116/2021 Điều 44 khoản 3,
 * Điều 56 khoản 4, Điều 79 khoản 1 điểm b.
 */
export function countedTerm(input: CountedTermInput): CountedTerm {
  const { startsOn, endsOn, asOf } = input;
  const pauses = merged(input.pauses.filter(({ until }) => until === null || until > startsOn));
  const deducted = daysOf(input.deductions ?? []);
  const total = positive(daysBetween(startsOn, endsOn), 'The term ends before it begins');
  const owed = Math.max(0, total - deducted);
  const end = endOf(startsOn, owed, pauses);
  const counted = Math.min(owed, countedUntil(startsOn, asOf, pauses));
  const isPaused = counted < owed && pauses.some((pause) => includes(pause, asOf));
  return {
    endsOn: end,
    countedDays: counted + (total - owed),
    remainingDays: owed - counted,
    isPaused,
    explanation: explained(input, end, { total, deducted: total - owed, counted, owed }),
  };
}

interface Stretch {
  readonly from: DateOnly;
  readonly until: DateOnly | null;
}

/** Stretches in order, none touching another: a day that lies in two of them is one day. */
function merged(pauses: readonly Stretch[]): readonly Stretch[] {
  const result: Stretch[] = [];
  for (const next of pauses.toSorted((a, b) => a.from.localeCompare(b.from))) {
    if (next.until !== null && next.until < next.from) throw new RangeError('A pause ends before it begins');
    const last = result.at(-1);
    if (!last || (last.until !== null && next.from > last.until)) result.push(next);
    else result[result.length - 1] = { from: last.from, until: laterEnd(last.until, next.until) };
  }
  return result;
}

const laterEnd = (a: DateOnly | null, b: DateOnly | null): DateOnly | null =>
  a === null || b === null ? null : laterDay(a, b);

const includes = ({ from, until }: Stretch, day: DateOnly): boolean =>
  from <= day && (until === null || day < until);

/** The first day of a term is not counted (BLDS 2015, Điều 147): after `owed` more days that count, it is over. */
function endOf(startsOn: DateOnly, owed: number, pauses: readonly Stretch[]): DateOnly | null {
  let end = addDays(startsOn, owed);
  for (const { from, until } of pauses) {
    const first = laterDay(from, addDays(startsOn, 1));
    if (first > end) break;
    if (until === null) return null;
    end = addDays(end, Math.max(0, daysBetween(first, until)));
  }
  return end;
}

function countedUntil(startsOn: DateOnly, asOf: DateOnly, pauses: readonly Stretch[]): number {
  if (asOf <= startsOn) return 0;
  const after = addDays(asOf, 1);
  const paused = pauses.reduce((sum, { from, until }) => {
    const first = laterDay(from, addDays(startsOn, 1));
    const last = until === null || until > after ? after : until;
    return sum + Math.max(0, daysBetween(first, last));
  }, 0);
  return daysBetween(startsOn, asOf) - paused;
}

/** Whole days, the first and the last included; days that two deductions share count once. */
function daysOf(deductions: readonly Deduction[]): number {
  return merged(deductions.map(({ from, to }) => ({ from, until: addDays(to, 1) }))).reduce(
    (sum, { from, until }) => sum + (until ? daysBetween(from, until) : 0),
    0,
  );
}

function positive(days: number, fault: string): number {
  if (days < 0) throw new RangeError(fault);
  return days;
}

interface Figures {
  readonly total: number;
  readonly deducted: number;
  readonly counted: number;
  readonly owed: number;
}

function explained(
  { startsOn, endsOn, pauses, deductions = [], asOf }: CountedTermInput,
  end: DateOnly | null,
  { total, deducted, counted, owed }: Figures,
): Explanation {
  return explain({
    rule: 'term.counted-time',
    version: '2022-01-01',
    inputs: { startsOn, endsOn, asOf, pauses: pauses.length, deductedDays: deducted },
    steps: [
      step(
        `Thời hạn từ ngày ${viDate(startsOn)} đến hết ngày ${viDate(endsOn)}: ${total} ngày.`,
        `The term runs from ${startsOn} to the end of ${endsOn}: ${total} days.`,
      ),
      ...deductions.map(deductionStep),
      ...pauses.map((pause) => pauseStep(pause, asOf)),
      endStep(end, owed - counted, asOf),
    ],
    result: { endsOn: end, countedDays: counted + deducted, remainingDays: owed - counted },
  });
}

const deductionStep = ({ from, to }: Deduction): ExplanationStep =>
  step(
    `Trừ thời gian quản lý tại cơ sở từ ngày ${viDate(from)} đến hết ngày ${viDate(to)}: ${daysBetween(from, to) + 1} ngày.`,
    `Interim management from ${from} to ${to} is taken off: ${daysBetween(from, to) + 1} days.`,
    to >= REGIMES.R3.from ? cite('luat-120-2025', 'Điều 37 khoản 2') : cite('nd-116-2021', 'Điều 44 khoản 3'),
  );

const WHOLE_DAYS: SourceMark = 'interpretation';

function pauseStep({ kind, from, until }: Pause, asOf: DateOnly): ExplanationStep {
  const { label } = PAUSES[kind];
  const citation = pauseCitation(kind, until ?? laterDay(from, asOf));
  if (!citation) throw new RangeError(`No law on record lets ${kind} of ${from} stop a term`);
  if (until === null) {
    return step(
      `Không tính thời gian ${label.vi} từ ngày ${viDate(from)}, chưa kết thúc.`,
      `Time of ${label.en} from ${from} on, not over yet, does not count.`,
      citation,
      WHOLE_DAYS,
    );
  }
  const days = daysBetween(from, until);
  return step(
    `Không tính thời gian ${label.vi} từ ngày ${viDate(from)} đến trước ngày ${viDate(until)}: ${days} ngày.`,
    `Time of ${label.en} from ${from} until before ${until} does not count: ${days} days.`,
    citation,
    WHOLE_DAYS,
  );
}

function endStep(end: DateOnly | null, remaining: number, asOf: DateOnly): ExplanationStep {
  if (end === null) {
    return step(
      `Chưa xác định được ngày hết thời hạn: còn lại ${remaining} ngày tính từ khi thời gian được tính tiếp.`,
      `The last day is not known: ${remaining} days are left once time counts again.`,
    );
  }
  return step(
    `Hết thời hạn lúc 24:00 ngày ${viDate(end)}; tính đến hết ngày ${viDate(asOf)} còn ${remaining} ngày.`,
    `Ends at 24:00 of ${end}; after ${asOf} ${remaining} days are left.`,
  );
}
