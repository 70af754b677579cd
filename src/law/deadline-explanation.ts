import { dayText, endText, instantText } from './date-text.js';
import { legalDayOf, type DateOnly } from './date.js';
import { calendarYearsOf, lastDayBefore, type Count } from './deadline-count.js';
import type { DeadlineRule } from './deadline-rule.js';
import { limitText, quantityText } from './deadline-text.js';
import { explain, step, type Explanation, type ExplanationStep } from './explanation.js';
import { cite } from './instruments.js';
import { text2, type Text2 } from './text.js';
import { DAY_KINDS, isWorkingDay, type WorkingCalendar } from './working-calendar.js';

/** Puts a counted limit into sentences: the rule, its start, each day left out, the arithmetic, the end. */
export function explainDeadline(
  rule: DeadlineRule,
  start: Date,
  counted: Count,
  calendar: WorkingCalendar,
): Explanation {
  return explain({
    rule: rule.key,
    version: rule.from,
    citations: rule.citations,
    mark: rule.mark,
    inputs: inputsOf(rule, start),
    steps: [
      ruleStep(rule),
      startStep(rule, start),
      ...daysOff(rule, counted, calendar),
      ...arithmetic(rule, start, counted, calendar),
      ...moved(counted),
      endStep(rule, counted),
      ...missingYears(counted, calendar).map(missingYear),
    ],
    result: {
      dueAt: counted.dueAt.toISOString(),
      opensAt: counted.opensAt?.toISOString() ?? null,
      lastDay: counted.lastDay,
    },
  });
}

function inputsOf({ id, value, unit, bound, direction }: DeadlineRule, start: Date): Explanation['inputs'] {
  return { row: id, start: start.toISOString(), value, unit, bound, direction };
}

function ruleStep(rule: DeadlineRule): ExplanationStep {
  const limit = limitText(rule);
  const vi = `${rule.step.vi}: ${limit.vi} ${rule.startsWith.vi}.`;
  const en = `${rule.step.en}: ${limit.en} ${rule.startsWith.en}.`;
  return step(vi, en, rule.citations[0]);
}

function startStep(rule: DeadlineRule, start: Date): ExplanationStep {
  if (rule.direction === 'before') return countedBackFrom(endText(start));
  const at = instantText(start);
  return rule.unit === 'hours' ? runsFrom(at) : startedAt(at);
}

const countedBackFrom = (end: Text2): ExplanationStep =>
  step(
    `Mốc tính lùi: ${end.vi}. Bộ luật Dân sự không quy định cách tính lùi; ngày tìm được không dời khi rơi vào ngày nghỉ.`,
    `Counted back from ${end.en}. The Civil Code has no rule for counting back; the day found is not moved when it is a day off.`,
    undefined,
    'interpretation',
  );

const runsFrom = (at: Text2): ExplanationStep =>
  step(
    `Bắt đầu tính từ ${at.vi}. Văn bản không nói về ngày nghỉ: giờ chạy liên tục, không dừng vào ngày nghỉ.`,
    `Runs from ${at.en}. The text is silent on days off: hours run on without a break.`,
    cite('blds-2015', 'Điều 147 khoản 1'),
    'interpretation',
  );

const startedAt = (at: Text2): ExplanationStep =>
  step(
    `Sự kiện bắt đầu: ${at.vi}. Ngày đầu tiên không được tính.`,
    `Started at ${at.en}. The first day is not counted.`,
    cite('blds-2015', 'Điều 147 khoản 2'),
  );

function daysOff(
  rule: DeadlineRule,
  { looked }: Count,
  calendar: WorkingCalendar,
): readonly ExplanationStep[] {
  const verdict =
    rule.unit === 'working-days'
      ? text2('không tính', 'not counted')
      : text2('thời hạn không kết thúc vào ngày này', 'the limit does not end on it');
  return looked.filter((day) => !isWorkingDay(calendar, day)).map((day) => dayStep(day, calendar, verdict));
}

function dayStep(day: DateOnly, calendar: WorkingCalendar, verdict: Text2): ExplanationStep {
  const { kind, row } = calendar.dayKind(day);
  const date = dayText(day);
  const name = row === undefined ? text2('', '') : text2(` (${row.name.vi})`, ` (${row.name.en})`);
  const vi = `${date.vi}: ${DAY_KINDS[kind].vi}${name.vi}, ${verdict.vi}.`;
  const en = `${date.en}: ${DAY_KINDS[kind].en}${name.en}, ${verdict.en}.`;
  return step(vi, en, undefined, row?.mark);
}

function arithmetic(
  rule: DeadlineRule,
  start: Date,
  counted: Count,
  calendar: WorkingCalendar,
): readonly ExplanationStep[] {
  if (rule.unit === 'working-days') return [countedDays(counted, calendar)];
  const quantity = quantityText(rule.value, rule.unit);
  const sign = rule.direction === 'after' ? '+' : '−';
  const { from, to } = endpoints(rule, start, counted);
  return [
    step(`${from.vi} ${sign} ${quantity.vi} = ${to.vi}.`, `${from.en} ${sign} ${quantity.en} = ${to.en}.`),
  ];
}

interface Endpoints {
  readonly from: Text2;
  readonly to: Text2;
}

function endpoints(
  rule: DeadlineRule,
  start: Date,
  { dueAt, opensAt, lastDay, movedFrom }: Count,
): Endpoints {
  const back = rule.direction === 'before';
  const reached = opensAt ?? dueAt;
  if (rule.unit === 'hours') {
    const write = back ? endText : instantText;
    return { from: write(start), to: write(reached) };
  }
  const plainEnd = movedFrom ?? (opensAt === null ? lastDay : null) ?? lastDayBefore(reached);
  return { from: dayText(back ? lastDayBefore(start) : legalDayOf(start)), to: dayText(plainEnd) };
}

/** '(1) Thứ hai 29/06/2026; (2) Thứ ba 30/06/2026', make-up days named. */
function countedDays({ looked }: Count, calendar: WorkingCalendar): ExplanationStep {
  const days = looked.filter((day) => isWorkingDay(calendar, day));
  const texts = days.map((day, index) => numbered(day, index + 1, calendar));
  return step(
    `Tính: ${texts.map(({ vi }) => vi).join('; ')}.`,
    `Counted: ${texts.map(({ en }) => en).join('; ')}.`,
  );
}

function numbered(day: DateOnly, number: number, calendar: WorkingCalendar): Text2 {
  const { kind } = calendar.dayKind(day);
  const date = dayText(day);
  if (kind === 'working') return text2(`(${number}) ${date.vi}`, `(${number}) ${date.en}`);
  return text2(
    `(${number}) ${date.vi}, ${DAY_KINDS[kind].vi}`,
    `(${number}) ${date.en}, ${DAY_KINDS[kind].en}`,
  );
}

function moved({ movedFrom, lastDay }: Count): readonly ExplanationStep[] {
  if (movedFrom === null || lastDay === null) return [];
  const to = dayText(lastDay);
  const text = step(
    `Ngày cuối cùng là ngày nghỉ: thời hạn kết thúc vào ngày làm việc tiếp theo, ${to.vi}.`,
    `The last day is a day off: the limit ends on the next working day, ${to.en}.`,
    cite('blds-2015', 'Điều 148 khoản 5'),
  );
  return [text];
}

function endStep(rule: DeadlineRule, { dueAt, opensAt, lastDay }: Count): ExplanationStep {
  if (opensAt !== null) return windowStep(opensAt, dueAt);
  if (lastDay === null) return dueStep(instantText(dueAt));
  const clause = rule.unit === 'months' ? 'Điều 148 khoản 3, 6' : 'Điều 148 khoản 1, 6';
  return { ...dueStep(endText(dueAt)), citation: cite('blds-2015', clause) };
}

const dueStep = (due: Text2): ExplanationStep => step(`Hết hạn lúc ${due.vi}.`, `Due at ${due.en}.`);

function windowStep(opensAt: Date, dueAt: Date): ExplanationStep {
  const opens = instantText(opensAt);
  const due = endText(dueAt);
  return step(
    `Thực hiện từ ${opens.vi} đến trước ${due.vi}.`,
    `To be done from ${opens.en} until before ${due.en}.`,
  );
}

/** The years whose table was needed and is not complete: the limit may still move. */
export function missingYears(counted: Count, calendar: WorkingCalendar): readonly number[] {
  return calendarYearsOf(counted).filter((year) => !calendar.isComplete(year));
}

const missingYear = (year: number): ExplanationStep =>
  step(
    `Lịch nghỉ lễ, tết và làm bù năm ${year} chưa được nhập đầy đủ: thời hạn này chưa được kiểm chứng.`,
    `The table of holidays and make-up days of ${year} has not been entered completely: this limit is unverified.`,
    undefined,
    'unverified',
  );
