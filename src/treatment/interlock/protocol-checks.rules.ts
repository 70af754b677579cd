import { daysBetween, type DateOnly } from '../../law/date.js';
import { text2, type Text2 } from '../../law/text.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import { UNCHECKED, type MissedDoseStep } from '../protocol/protocol.js';
import { SILENT, valuesReadBy, type NotChecked } from '../protocol/protocol-values.js';

/**
 * The values of a protocol that orders and doses are held against. Each may be absent: what nobody entered and signed is
 * not checked, and the answer says so.
 */
export interface DosingValues {
  /** Of the solution that the protocol was written for: micrograms in a millilitre. */
  readonly strength: number | null;
  /** Of the first order; a day, in the order's unit. */
  readonly minStartDose: number | null;
  readonly maxStartDose: number | null;
  /** Of any order. */
  readonly maxDailyDose: number | null;
  /** Most by which a day's dose may be above that of the order before. */
  readonly maxIncrease: number | null;
  /** Least days for which the dose was the same before it is raised. */
  readonly minDaysBetweenIncreases: number | null;
  /** Most slots a day. */
  readonly maxSlots: number | null;
  /** Longest an order may hold, in days. */
  readonly maxOrderDays: number | null;
  /** What is done after missed days, the fewest first. */
  readonly missedLadder: readonly MissedDoseStep[] | null;
  readonly twoPersonCheck: boolean | null;
  readonly maxTakeHomeDays: number | null;
  /** Of doses that the protocol gives, and that cannot be compared with the order’s: why. */
  readonly unlike: Readonly<Partial<Record<string, Text2>>>;
}

export const NO_VALUES: DosingValues = {
  strength: null,
  minStartDose: null,
  maxStartDose: null,
  maxDailyDose: null,
  maxIncrease: null,
  minDaysBetweenIncreases: null,
  maxSlots: null,
  maxOrderDays: null,
  missedLadder: null,
  twoPersonCheck: null,
  maxTakeHomeDays: null,
  unlike: {},
};

type LimitName = {
  [Name in keyof DosingValues]: DosingValues[Name] extends number | null ? Name : never;
}[keyof DosingValues];

export type ProtocolCheckName = LimitName | 'doseAfterMissed' | 'maintenanceDays';

export type CheckResult = 'passed' | 'failed' | 'not-checked';

const CHECK_LABELS: Readonly<Record<ProtocolCheckName, Text2>> = {
  strength: text2('Nồng độ dung dịch của phác đồ', 'Strength of the solution by the protocol'),
  minStartDose: text2('Liều khởi đầu tối thiểu', 'Smallest dose to begin with'),
  maxStartDose: text2('Liều khởi đầu tối đa', 'Largest dose to begin with'),
  maxDailyDose: text2('Liều tối đa một ngày', 'Largest dose a day'),
  maxIncrease: text2('Mức tăng liều tối đa', 'Largest increase'),
  minDaysBetweenIncreases: text2('Số ngày giữ nguyên liều trước khi tăng', 'Days before an increase'),
  maxSlots: text2('Số lần tối đa một ngày', 'Most slots a day'),
  maxOrderDays: text2('Số ngày tối đa của y lệnh', 'Longest order'),
  doseAfterMissed: text2('Liều sau những ngày bỏ liều', 'Dose after missed days'),
  maintenanceDays: text2(
    'Số ngày tối đa của đơn thuốc giai đoạn duy trì theo Thông tư 26/2023/TT-BYT',
    'Longest prescription in maintenance by TT 26/2023/TT-BYT',
  ),
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

/** What an order says by itself, whatever came before. */
export interface OrderTerms {
  readonly fromOn: DateOnly;
  readonly untilOn: DateOnly;
  readonly doses: readonly number[];
  /** Of a volume: micrograms in a millilitre; null where there is none. */
  readonly strength: number | null;
}

/** What was ordered before, in the unit and strength of the order that is judged. */
export interface FormerDose {
  readonly daily: number;
  /** The first day on which the dose was this one. */
  readonly sinceOn: DateOnly;
  /** Days without a dose before the order begins, as far as they are known. */
  readonly daysWithout: number;
}

export interface OrderToCheck extends OrderTerms {
  /** Null for a first order; `elsewhere` for who came in treatment from another site, whose orders this one does not see. */
  readonly former: FormerDose | 'elsewhere' | null;
}

/**
 * Holds an order against the protocol, as it is written and as it is approved.
 *
 * @param values null where no signed protocol is in force on the day
 */
export function checkOrder(values: DosingValues | null, order: OrderToCheck): readonly ProtocolCheck[] {
  return [...checkBeginning(values, order), ...checkTerms(values, order)];
}

/** What of an order has to fit on each day on which a dose is given by it. */
export function checkTerms(values: DosingValues | null, order: OrderTerms): readonly ProtocolCheck[] {
  const days = daysBetween(order.fromOn, order.untilOn) + 1;
  return [
    ...(order.strength === null
      ? []
      : [held(values, 'strength', order.strength, (limit, own) => own === limit)]),
    atMost(values, 'maxDailyDose', dailyOf(order)),
    atMost(values, 'maxSlots', order.doses.length),
    atMost(values, 'maxOrderDays', days),
  ];
}

/** How it may begin: where treatment does, from the dose before, or after missed days. */
export function checkBeginning(
  values: DosingValues | null,
  { former, ...order }: Pick<OrderToCheck, 'former' | 'fromOn' | 'doses'>,
): readonly ProtocolCheck[] {
  const daily = dailyOf(order);
  if (former === 'elsewhere')
    return [
      {
        check: 'maxIncrease',
        result: 'not-checked',
        limit: null,
        found: null,
        why: values ? ELSEWHERE : UNCHECKED,
      },
    ];
  const step =
    former && (values?.missedLadder?.findLast(({ fromDays }) => fromDays <= former.daysWithout) ?? null);
  if (former === null || step?.action === 'restart')
    return [
      held(values, 'minStartDose', daily, (limit, value) => value >= limit),
      atMost(values, 'maxStartDose', daily),
    ];
  const percent = step?.action === 'reduced-dose' ? (step.percent ?? 100) : 100;
  const most = Math.floor((former.daily * percent) / 100);
  const afterMissed: ProtocolCheck = {
    ...{ check: 'doseAfterMissed', found: daily },
    ...(values?.missedLadder
      ? { result: !step || daily <= most ? 'passed' : 'failed', limit: step ? most : null, why: null }
      : { result: 'not-checked', limit: null, why: values ? SILENT : UNCHECKED }),
  };
  return [
    atMost(values, 'maxIncrease', daily - former.daily),
    ...(daily > former.daily
      ? [
          held(
            values,
            'minDaysBetweenIncreases',
            daysBetween(former.sinceOn, order.fromOn),
            (limit, days) => days >= limit,
          ),
        ]
      : []),
    // What a hold waits for, the clinician who writes decides: the ladder names no dose for it.
    ...(former.daysWithout > 0 && step?.action !== 'hold' ? [afterMissed] : []),
  ];
}

const ELSEWHERE = text2(
  'Liều trước đây do cơ sở khác chỉ định, không thấy ở đây: không kiểm tra mức tăng; xem tóm tắt điều trị (Mẫu 14)',
  'The dose before was ordered at another site and is not seen here: the step was not checked; see the summary (form 14)',
);

/** Holds a number of days to take home against the protocol. */
export function checkTakeHome(values: DosingValues | null, days: number): readonly ProtocolCheck[] {
  return [atMost(values, 'maxTakeHomeDays', days)];
}

/** Whether anything was left unchecked. */
export const isUnchecked = (checks: readonly ProtocolCheck[]): boolean =>
  checks.some(({ result }) => result === 'not-checked');

/** The values of the protocol that were asked for and not held against anything, each once. */
export function notCheckedOf(checks: readonly ProtocolCheck[]): readonly NotChecked[] {
  return checks.flatMap(({ check, result, why }) =>
    result === 'not-checked' && check !== 'maintenanceDays' && why !== null
      ? valuesReadBy(check).map((value) => ({ value, why }))
      : [],
  );
}

const dailyOf = ({ doses }: Pick<OrderTerms, 'doses'>): number => doses.reduce((sum, dose) => sum + dose, 0);

const atMost = (values: DosingValues | null, check: LimitName, found: number): ProtocolCheck =>
  held(values, check, found, (limit, value) => value <= limit);

function held(
  values: DosingValues | null,
  check: LimitName,
  found: number,
  fits: (limit: number, found: number) => boolean,
): ProtocolCheck {
  const limit = values?.[check] ?? null;
  const silent = (why: Text2): ProtocolCheck => ({ check, result: 'not-checked', limit, found, why });
  if (values === null) return silent(UNCHECKED);
  if (limit === null) return silent(values.unlike[check] ?? SILENT);
  return { check, result: fits(limit, found) ? 'passed' : 'failed', limit, found, why: null };
}
