import { dateOnly, isWithin, type DateOnly } from './date.js';
import type { InstrumentKey } from './instrument.js';
import { text2, type Text2 } from './text.js';

/** A stretch of time with one set of texts and one set of competent bodies. */
export type Regime = 'R1' | 'R1b' | 'R2' | 'R3';

export interface RegimePeriod {
  readonly from: DateOnly;
  readonly to: DateOnly | null;
  readonly instruments: readonly InstrumentKey[];
  readonly title: Text2;
}

const OLD_TEXTS = ['luat-73-2021', 'nd-105-2021', 'nd-109-2021', 'nd-116-2021'] as const;

export const REGIMES: Readonly<Record<Regime, RegimePeriod>> = {
  R1: {
    from: dateOnly('2022-01-01'),
    to: dateOnly('2025-02-28'),
    instruments: OLD_TEXTS,
    title: text2(
      'Luật Phòng, chống ma túy 2021; ngành Lao động - Thương binh và Xã hội quản lý nhà nước',
      'Law of 2021; State management by the labour sector',
    ),
  },
  R1b: {
    from: dateOnly('2025-03-01'),
    to: dateOnly('2025-06-30'),
    instruments: [...OLD_TEXTS, 'ttlt-03-2025'],
    title: text2(
      'Luật Phòng, chống ma túy 2021; Bộ Công an quản lý nhà nước, không còn Công an cấp huyện',
      'Law of 2021; State management by the Ministry of Public Security, no district police',
    ),
  },
  R2: {
    from: dateOnly('2025-07-01'),
    to: dateOnly('2026-06-30'),
    instruments: [...OLD_TEXTS, 'ttlt-03-2025', 'nd-184-2025', 'pl-08-2025'],
    title: text2(
      'Luật Phòng, chống ma túy 2021; chính quyền địa phương hai cấp',
      'Law of 2021; two-tier local government',
    ),
  },
  R3: {
    from: dateOnly('2026-07-01'),
    to: null,
    instruments: ['luat-120-2025', 'nd-163-2026'],
    title: text2(
      'Luật Phòng, chống ma túy 2025; Công an cấp xã tiếp nhận và quyết định',
      'Law of 2025; the commune police receive and decide',
    ),
  },
};

const REGIME_ORDER: readonly Regime[] = ['R1', 'R1b', 'R2', 'R3'];

/** The first day of Luật 120/2025/QH15 and NĐ 163/2026/NĐ-CP. */
export const NEW_LAW_FROM: DateOnly = REGIMES.R3.from;

/**
 * The regime in force on a day. Throws RangeError before 2022-01-01: the law of those years is absent here.
 * Source: Luật 73/2021 Điều 54; NĐ 184/2025; Luật 120/2025 Điều 55; NĐ 163/2026 Điều 150.
 */
export function regimeOn(day: DateOnly): Regime {
  const regime = REGIME_ORDER.find((key) => isWithin(day, REGIMES[key].from, REGIMES[key].to));
  if (regime === undefined)
    throw new RangeError(`absent: the law before ${REGIMES.R1.from} is not described (${day})`);
  return regime;
}

/**
 * The day of a regime that stands for `day`: the day itself, or the regime's nearest one where the regime governs what
 * began before its first day or came after its last (transition rules reach over both borders).
 */
export function nearestDayOf(regime: Regime, day: DateOnly): DateOnly {
  const { from, to } = REGIMES[regime];
  if (day < from) return from;
  return to !== null && day > to ? to : day;
}
