import { dateOnly, type DateOnly } from './date.js';
import type { DeadlineRule, DeadlineUnit, WarningPoint } from './deadline-rule.js';
import { weakestMark } from './source-mark.js';

/** Rows under Luật 73/2021 and its decrees. */
export const UNDER_LAW_2021: { readonly from: DateOnly; readonly to: DateOnly } = {
  from: dateOnly('2022-01-01'),
  to: dateOnly('2026-06-30'),
};

/** Rows under Luật 120/2025 and its decree. */
export const UNDER_LAW_2025: { readonly from: DateOnly; readonly to: null } = {
  from: dateOnly('2026-07-01'),
  to: null,
};

type Defaulted =
  'alsoFor' | 'bound' | 'direction' | 'recurring' | 'rollsOver' | 'right' | 'mark' | 'warnings';

export type DeadlineDraft = Omit<DeadlineRule, Defaulted> & Partial<Pick<DeadlineRule, Defaulted>>;

/** Completes a row: an ordinary limit counted forward, marked by its citations, with the usual warnings. */
export function deadlineRow(draft: DeadlineDraft): DeadlineRule {
  return {
    alsoFor: [],
    bound: 'max',
    direction: 'after',
    recurring: false,
    rollsOver: true,
    right: false,
    mark: weakestMark(draft.citations.map(({ mark }) => mark)),
    warnings: usualWarnings(draft),
    ...draft,
  };
}

const before = (value: number, unit: WarningPoint['offset']['unit']): WarningPoint => ({
  when: 'before',
  offset: { value, unit },
  escalate: false,
});

const after = (value: number, unit: WarningPoint['offset']['unit']): WarningPoint => ({
  when: 'after',
  offset: { value, unit },
  escalate: true,
});

const ON: WarningPoint = { when: 'on', offset: { value: 0, unit: 'hours' }, escalate: false };

// Warning points are local practice, not law: they may be changed without touching a legal rule.
// Hours run through the night, and so do their warnings. Days end at 24:00, when no office works: what is said a day
// ahead lies in the inbox when the last day begins; a warning some hours before the end would come after closing time.
const BY_UNIT: Record<DeadlineUnit, readonly WarningPoint[]> = {
  hours: [before(6, 'hours'), before(2, 'hours'), ON, after(2, 'hours')],
  'working-days': [before(1, 'working-days'), ON, after(1, 'working-days')],
  days: [before(1, 'days'), ON, after(1, 'working-days')],
  months: [before(15, 'days'), before(5, 'days'), ON, after(1, 'working-days')],
};

const LONG_NOTICE: readonly WarningPoint[] = [
  before(10, 'days'),
  before(3, 'days'),
  ON,
  after(1, 'working-days'),
];

function usualWarnings(draft: DeadlineDraft): readonly WarningPoint[] {
  const points = pointsOf(draft);
  return draft.right ? points.filter(({ when }) => when !== 'after') : points;
}

function pointsOf({ unit, value, bound, direction }: DeadlineDraft): readonly WarningPoint[] {
  const threshold = bound === 'min' && direction === 'after';
  if (threshold) return [ON];
  if (unit === 'days' && value >= 15) return LONG_NOTICE;
  return BY_UNIT[unit];
}
