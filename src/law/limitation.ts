import { addMonths, type DateOnly } from './date.js';
import { viDate } from './date-text.js';
import { deadlineRule, type DeadlineRule } from './deadlines.js';
import { explain, step, type Explanation } from './explanation.js';
import { REGIMES, type Regime } from './regime-periods.js';

/** Whether the person hides from the measure, and when he last stopped doing so. */
export interface KnownEvasion {
  readonly goesOn: boolean;
  /** Null where none has ended. */
  readonly endedOn: DateOnly | null;
}

const NO_EVASION: KnownEvasion = { goesOn: false, endedOn: null };

export interface Limitation {
  /** The last day on which the measure may be applied; null where the law on record names none. */
  readonly lastDay: DateOnly | null;
  readonly explanation: Explanation;
}

/**
 * Until when compulsory rehabilitation may be applied. R3: 3 months from the last act, or again from the day on which the
 * person no longer evaded it; none runs out while he does. Until 30/06/2026 the period is absent (the Law on Handling
 * Administrative Violations was read in its text of 2012 alone): nothing is worked out, and that is said.
 * Source: Luật 120/2025 Điều 35 khoản 4, Điều 36 khoản 3.
 */
export function compulsoryLimitation(
  regime: Regime,
  lastActOn: DateOnly,
  { goesOn, endedOn: evasionEndedOn }: KnownEvasion = NO_EVASION,
): Limitation {
  const rule = deadlineRule('compulsory.limitation', REGIMES[regime].from);
  if (!rule) return { lastDay: null, explanation: absent(regime, lastActOn) };
  if (goesOn) return { lastDay: null, explanation: standingStill(rule, lastActOn) };
  const from = evasionEndedOn !== null && evasionEndedOn > lastActOn ? evasionEndedOn : lastActOn;
  const lastDay = addMonths(from, rule.value);
  const months = String(rule.value).padStart(2, '0');
  const start =
    from === lastActOn
      ? step(
          `Thời hiệu ${months} tháng tính từ ngày thực hiện hành vi lần cuối: ${viDate(from)}.`,
          `The limitation period of ${rule.value} months runs from the last act: ${from}.`,
          rule.citations[0],
        )
      : step(
          `Thời hiệu ${months} tháng được tính lại từ ngày chấm dứt trốn tránh, cản trở: ${viDate(from)}.`,
          `The limitation period of ${rule.value} months runs again from the end of the evasion: ${from}.`,
          rule.citations[0],
        );
  return {
    lastDay,
    explanation: explain({
      rule: rule.key,
      version: rule.from,
      citations: rule.citations,
      inputs: { row: rule.id, lastActOn, evasionEndedOn },
      steps: [
        start,
        step(
          `Ngày cuối cùng: ${viDate(lastDay)}, không dời khi là ngày nghỉ.`,
          `The last day is ${lastDay}, day off or not.`,
        ),
      ],
      result: { lastDay },
    }),
  };
}

const standingStill = (rule: DeadlineRule, lastActOn: DateOnly): Explanation =>
  explain({
    rule: rule.key,
    version: rule.from,
    citations: rule.citations,
    inputs: { row: rule.id, lastActOn, evasion: 'goes-on' },
    steps: [
      step(
        'Người này đang trốn tránh, cản trở việc áp dụng biện pháp: thời hiệu được tính lại từ khi chấm dứt hành vi đó.',
        'The person evades the measure: the limitation period runs again from when that ends.',
        rule.citations[0],
      ),
    ],
    result: { lastDay: null },
  });

const absent = (regime: Regime, lastActOn: DateOnly): Explanation =>
  explain({
    rule: 'compulsory.limitation',
    version: REGIMES[regime].from,
    inputs: { lastActOn },
    steps: [
      step(
        'Thời hiệu áp dụng trước ngày 01/07/2026 chưa được kiểm chứng (chỉ đọc Luật Xử lý vi phạm hành chính bản năm 2012): không tự tính.',
        'The limitation period before 2026-07-01 was not verified (the Law on Handling Administrative Violations was read in its text of 2012): it is not worked out.',
        undefined,
        'unverified',
      ),
    ],
    result: { lastDay: null },
  });
