import { daysBetween, type DateOnly } from '../../law/date.js';
import { text2, type Text2 } from '../../law/text.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';

/**
 * The values of a protocol that orders and doses are held against. Each may be absent: what nobody entered and signed is
 * not checked, and the answer says so.
 */
export interface DosingValues {
  /** Of the first order; a day, in the order's unit. */
  readonly minStartDose: number | null;
  readonly maxStartDose: number | null;
  /** Of any order. */
  readonly maxDailyDose: number | null;
  /** Most by which a day's dose may be above that of the order before. */
  readonly maxIncrease: number | null;
  /** Most slots a day. */
  readonly maxSlots: number | null;
  /** Longest an order may hold, in days. */
  readonly maxOrderDays: number | null;
  readonly twoPersonCheck: boolean | null;
  readonly maxTakeHomeDays: number | null;
}

export const NO_VALUES: DosingValues = {
  minStartDose: null,
  maxStartDose: null,
  maxDailyDose: null,
  maxIncrease: null,
  maxSlots: null,
  maxOrderDays: null,
  twoPersonCheck: null,
  maxTakeHomeDays: null,
};

export type ProtocolCheckName = Exclude<keyof DosingValues, 'twoPersonCheck'>;

export type CheckResult = 'passed' | 'failed' | 'not-checked';

const CHECK_LABELS: Readonly<Record<ProtocolCheckName, Text2>> = {
  minStartDose: text2('Liều khởi đầu tối thiểu', 'Smallest dose to begin with'),
  maxStartDose: text2('Liều khởi đầu tối đa', 'Largest dose to begin with'),
  maxDailyDose: text2('Liều tối đa một ngày', 'Largest dose a day'),
  maxIncrease: text2('Mức tăng liều tối đa', 'Largest increase'),
  maxSlots: text2('Số lần tối đa một ngày', 'Most slots a day'),
  maxOrderDays: text2('Số ngày tối đa của y lệnh', 'Longest order'),
  maxTakeHomeDays: text2('Số ngày mang về tối đa', 'Most days to take home'),
};
const RESULT_LABELS: Readonly<Record<CheckResult, Text2>> = {
  passed: text2('Phù hợp phác đồ', 'Within the protocol'),
  failed: text2('Không phù hợp phác đồ', 'Outside the protocol'),
  'not-checked': text2('Không kiểm tra', 'Not checked'),
};
export const CHECK_NAMES = Object.keys(CHECK_LABELS) as readonly ProtocolCheckName[];
export const CHECK_RESULTS = Object.keys(RESULT_LABELS) as readonly CheckResult[];

defineCodeList(
  'protocol-check-name',
  text2('Nội dung kiểm tra theo phác đồ', 'Check against a protocol'),
  CHECK_LABELS,
);
defineCodeList('protocol-check-result', text2('Kết quả kiểm tra', 'Result of a check'), RESULT_LABELS);

export interface ProtocolCheck {
  readonly check: ProtocolCheckName;
  readonly result: CheckResult;
  /** What was held against what; null where nothing was. */
  readonly limit: number | null;
  readonly found: number | null;
  readonly why: Text2 | null;
}

export interface OrderToCheck {
  readonly fromOn: DateOnly;
  readonly untilOn: DateOnly;
  readonly doses: readonly number[];
  /** The day's dose of the order before; null for a first one. */
  readonly before: number | null;
}

const NO_PROTOCOL = text2(
  'Chưa có phác đồ đang có hiệu lực được người có chuyên môn ký: hệ thống ghi nhận, không kiểm tra',
  'No signed protocol is in force: the system records and does not check',
);
const NO_VALUE = text2(
  'Phác đồ đang có hiệu lực không nêu giá trị này: không kiểm tra',
  'The protocol in force does not give this value: not checked',
);

/**
 * Holds an order against the protocol.
 *
 * @param values null where no signed protocol is in force on the day
 */
export function checkOrder(values: DosingValues | null, order: OrderToCheck): readonly ProtocolCheck[] {
  const daily = order.doses.reduce((sum, dose) => sum + dose, 0);
  const days = daysBetween(order.fromOn, order.untilOn) + 1;
  const atMost = (check: ProtocolCheckName, found: number): ProtocolCheck =>
    held(values, check, found, (limit, value) => value <= limit);
  return [
    ...(order.before === null
      ? [held(values, 'minStartDose', daily, (limit, value) => value >= limit), atMost('maxStartDose', daily)]
      : [atMost('maxIncrease', daily - order.before)]),
    atMost('maxDailyDose', daily),
    atMost('maxSlots', order.doses.length),
    atMost('maxOrderDays', days),
  ];
}

/** Holds a number of days to take home against the protocol. */
export function checkTakeHome(values: DosingValues | null, days: number): readonly ProtocolCheck[] {
  return [held(values, 'maxTakeHomeDays', days, (limit, value) => value <= limit)];
}

/** Whether anything was left unchecked. */
export const isUnchecked = (checks: readonly ProtocolCheck[]): boolean =>
  checks.some(({ result }) => result === 'not-checked');

function held(
  values: DosingValues | null,
  check: ProtocolCheckName,
  found: number,
  fits: (limit: number, found: number) => boolean,
): ProtocolCheck {
  const limit = values?.[check] ?? null;
  const silent = (why: Text2): ProtocolCheck => ({ check, result: 'not-checked', limit, found, why });
  if (values === null) return silent(NO_PROTOCOL);
  if (limit === null) return silent(NO_VALUE);
  return { check, result: fits(limit, found) ? 'passed' : 'failed', limit, found, why: null };
}
