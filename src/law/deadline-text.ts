import type { DeadlineRule, DeadlineUnit } from './deadline-rule.js';
import { text2, type Text2 } from './text.js';

interface UnitName {
  readonly vi: string;
  readonly one: string;
  readonly many: string;
}

const UNIT_NAMES: Readonly<Record<DeadlineUnit, UnitName>> = {
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

/** 'trong thời hạn 03 ngày làm việc kể từ', to be followed by what starts it. */
export function limitText({ value, unit, direction, bound }: DeadlineRule): Text2 {
  const { vi, en } = quantityText(value, unit);
  if (direction === 'before') return limitBefore(vi, en, bound === 'min');
  return bound === 'min'
    ? text2(`từ đủ ${vi} kể từ`, `from ${en} after`)
    : text2(`trong thời hạn ${vi} kể từ`, `within ${en} from`);
}

function limitBefore(vi: string, en: string, atLeast: boolean): Text2 {
  return atLeast
    ? text2(`chậm nhất ${vi} trước`, `at least ${en} before`)
    : text2(`trong thời hạn ${vi} trước`, `within ${en} before`);
}
