import { DAY_KINDS, isWorkingDay, type WorkingCalendar } from './working-calendar.js';
import { count, type Count } from './deadline-count.js';
import type { DeadlineRule, DeadlineUnit } from './deadline-rule.js';
import { warningsOf, type Warning } from './deadline-warnings.js';
import { dayText, instantText } from './date-text.js';
import { yearOf, type DateOnly } from './date.js';
import { explain, step, type Explanation, type ExplanationStep } from './explanation.js';
import { cite } from './instruments.js';
import { text2, type Text2 } from './text.js';

export interface ComputedDeadline {
  /** Exclusive: a step is in time when it happens before this instant, late from this instant on. */
  readonly dueAt: Date;
  /** First instant of the window, for limits counted back as "within so much time before"; null otherwise. */
  readonly opensAt: Date | null;
  readonly explanation: Explanation;
  readonly warnings: readonly Warning[];
}

/**
 * When a step is due. `start` is the instant that starts the limit; for rules with direction 'before' it is the
 * exclusive end of the term or contract (24:00 of its last day), from which the limit is counted back.
 * Hours run on without a break; days and working days leave out the first day and end at 24:00 in
 * Asia/Ho_Chi_Minh; a last day off moves to the next working day, never for hours.
 * Source: BLDS 2015 Điều 147, 148; the article of the rule itself.
 */
export function computeDeadline(
  rule: DeadlineRule,
  start: Date,
  calendar: WorkingCalendar,
): ComputedDeadline {
  const counted = count(rule, start, calendar);
  return {
    dueAt: counted.dueAt,
    opensAt: counted.opensAt,
    explanation: explainDeadline(rule, start, counted, calendar),
    warnings: warningsOf(rule, start, counted.dueAt, calendar),
  };
}

function explainDeadline(
  rule: DeadlineRule,
  start: Date,
  counted: Count,
  calendar: WorkingCalendar,
): Explanation {
  const { dueAt, opensAt, lastDay } = counted;
  return explain({
    rule: rule.key,
    version: rule.from,
    citations: rule.citations,
    mark: rule.mark,
    inputs: {
      row: rule.id,
      start: start.toISOString(),
      value: rule.value,
      unit: rule.unit,
      bound: rule.bound,
      direction: rule.direction,
    },
    steps: [
      ruleStep(rule),
      startStep(rule, start),
      ...daySteps(rule, counted, calendar),
      ...movedSteps(counted),
      endStep(rule, counted),
      ...missingYears(counted.looked, calendar),
    ],
    result: { dueAt: dueAt.toISOString(), opensAt: opensAt?.toISOString() ?? null, lastDay },
  });
}

const UNIT_NAMES: Record<DeadlineUnit, { readonly vi: string; readonly one: string; readonly many: string }> =
  {
    hours: { vi: 'giờ', one: 'hour', many: 'hours' },
    days: { vi: 'ngày', one: 'day', many: 'days' },
    'working-days': { vi: 'ngày làm việc', one: 'working day', many: 'working days' },
    months: { vi: 'tháng', one: 'month', many: 'months' },
  };

/** '03 ngày làm việc' and '3 working days'. */
export function quantityText(value: number, unit: DeadlineUnit): Text2 {
  const name = UNIT_NAMES[unit];
  return text2(
    `${String(value).padStart(2, '0')} ${name.vi}`,
    `${value} ${value === 1 ? name.one : name.many}`,
  );
}

function ruleStep(rule: DeadlineRule): ExplanationStep {
  const quantity = quantityText(rule.value, rule.unit);
  const { vi, en } = limitText(rule, quantity);
  return step(
    `${rule.step.vi}: ${vi} ${rule.startsWith.vi}.`,
    `${rule.step.en}: ${en} ${rule.startsWith.en}.`,
    rule.citations[0],
  );
}

function limitText({ direction, bound }: DeadlineRule, { vi, en }: Text2): Text2 {
  if (direction === 'before') {
    return bound === 'min'
      ? text2(`chậm nhất ${vi} trước`, `at least ${en} before`)
      : text2(`trong thời hạn ${vi} trước`, `within ${en} before`);
  }
  return bound === 'min'
    ? text2(`từ đủ ${vi} kể từ`, `from ${en} after`)
    : text2(`trong thời hạn ${vi} kể từ`, `within ${en} from`);
}

function startStep(rule: DeadlineRule, start: Date): ExplanationStep {
  const at = instantText(start);
  if (rule.direction === 'before') {
    return step(
      `Mốc tính lùi: ${at.vi}. Bộ luật Dân sự không quy định cách tính lùi; ngày tìm được không dời khi rơi vào ngày nghỉ.`,
      `Counted back from ${at.en}. The Civil Code has no rule for counting back; the day found is not moved when it is a day off.`,
      undefined,
      'interpretation',
    );
  }
  if (rule.unit === 'hours') {
    return step(
      `Bắt đầu tính từ ${at.vi}. Văn bản không nói về ngày nghỉ: giờ chạy liên tục, không dừng vào ngày nghỉ.`,
      `Runs from ${at.en}. The text is silent on days off: hours run on without a break.`,
      cite('blds-2015', 'Điều 147 khoản 1'),
      'interpretation',
    );
  }
  return step(
    `Sự kiện bắt đầu: ${at.vi}. Ngày đầu tiên không được tính.`,
    `Started at ${at.en}. The first day is not counted.`,
    cite('blds-2015', 'Điều 147 khoản 2'),
  );
}

/** Names each day that is left out of a count of working days, and each make-up day that is counted. */
function daySteps(
  rule: DeadlineRule,
  { looked }: Count,
  calendar: WorkingCalendar,
): readonly ExplanationStep[] {
  if (rule.unit !== 'working-days') return [];
  return looked.flatMap((day) => {
    const { kind } = calendar.dayKind(day);
    if (kind === 'working') return [];
    return [dayStep(day, calendar, isWorkingDay(calendar, day))];
  });
}

function dayStep(day: DateOnly, calendar: WorkingCalendar, counted: boolean): ExplanationStep {
  const { kind, row } = calendar.dayKind(day);
  const date = dayText(day);
  const name = row === undefined ? text2('', '') : text2(` (${row.name.vi})`, ` (${row.name.en})`);
  const verdict = counted ? text2(', được tính', ', counted') : text2(', không tính', ', not counted');
  const vi = `${date.vi}: ${DAY_KINDS[kind].vi}${name.vi}${verdict.vi}.`;
  const en = `${date.en}: ${DAY_KINDS[kind].en}${name.en}${verdict.en}.`;
  return step(vi, en, undefined, row?.mark);
}

function movedSteps({ movedFrom, lastDay }: Count): readonly ExplanationStep[] {
  if (movedFrom === null || lastDay === null) return [];
  const from = dayText(movedFrom);
  const to = dayText(lastDay);
  const moved = step(
    `Ngày cuối cùng ${from.vi} là ngày nghỉ: thời hạn kết thúc vào ngày làm việc tiếp theo, ${to.vi}.`,
    `The last day, ${from.en}, is a day off: the limit ends on the next working day, ${to.en}.`,
    cite('blds-2015', 'Điều 148 khoản 5'),
  );
  return [moved];
}

function endStep(rule: DeadlineRule, { dueAt, opensAt, lastDay }: Count): ExplanationStep {
  const due = instantText(dueAt);
  if (opensAt !== null) {
    const opens = instantText(opensAt);
    return step(
      `Thực hiện từ ${opens.vi} đến trước ${due.vi}.`,
      `To be done from ${opens.en} until before ${due.en}.`,
    );
  }
  if (lastDay === null) return step(`Hết hạn lúc ${due.vi}.`, `Due at ${due.en}.`);
  const day = dayText(lastDay);
  const clause = rule.unit === 'months' ? 'Điều 148 khoản 3, 6' : 'Điều 148 khoản 1, 6';
  return step(`Hết hạn lúc 24:00 ${day.vi}.`, `Due at 24:00 of ${day.en}.`, cite('blds-2015', clause));
}

function missingYears(looked: readonly DateOnly[], calendar: WorkingCalendar): readonly ExplanationStep[] {
  const years = [...new Set(looked.map(yearOf))].toSorted((a, b) => a - b);
  return years
    .filter((year) => !calendar.isComplete(year))
    .map((year) =>
      step(
        `Lịch nghỉ lễ, tết và làm bù năm ${year} chưa được nhập đầy đủ: thời hạn này chưa được kiểm chứng.`,
        `The table of holidays and make-up days of ${year} has not been entered completely: this limit is unverified.`,
        undefined,
        'unverified',
      ),
    );
}
