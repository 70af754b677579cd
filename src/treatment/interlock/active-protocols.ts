import { Injectable } from '@nestjs/common';
import type { DateOnly } from '../../law/date.js';
import { text2, type Text2 } from '../../law/text.js';
import type { TreatmentKind } from '../../law/treatment.js';
import type { Tx } from '../../platform/database/tx.js';
import type { DoseUnitName } from '../ledger/amounts.js';
import { NO_VALUES, type DosingValues } from './protocol-checks.rules.js';

export interface ActiveProtocol {
  readonly id: string;
  /** As they are kept: doses in micrograms of the substance. */
  readonly given: GivenValues;
  readonly twoPersonCheck: boolean | null;
  readonly maxTakeHomeDays: number | null;
  /** Most days from one urine test to the next; null where the protocol has no schedule. */
  readonly testEveryDays: number | null;
  readonly missed: MissedValues;
}

type GivenValues = Readonly<Record<string, unknown>>;

/** What the protocol says of missed days; each may be absent. */
export interface MissedValues {
  readonly warnAt: readonly number[] | null;
  readonly holdFrom: number | null;
}

/** What an answer says of the protocol that was asked. */
export interface ProtocolState {
  readonly protocolId: string | null;
  readonly unchecked: boolean;
  readonly why: Text2 | null;
}

const NO_PROTOCOL = text2(
  'Cơ sở chưa có phác đồ đang có hiệu lực được ký: hệ thống ghi nhận, không kiểm tra liều',
  'This site has no signed protocol in force: doses are recorded and not checked',
);
const SILENT = text2(
  'Phác đồ đang có hiệu lực không nêu đủ giá trị: phần còn thiếu không được kiểm tra',
  'The protocol in force does not give every value: what it lacks was not checked',
);

/** @param complete whether the protocol gave every value that was asked for */
export function stateOf(protocol: ActiveProtocol | null, complete: boolean): ProtocolState {
  if (protocol === null) return { protocolId: null, unchecked: true, why: NO_PROTOCOL };
  return { protocolId: protocol.id, unchecked: !complete, why: complete ? null : SILENT };
}

/** The signed protocol of a site in force on a day: what doses are held against. Without one nothing is checked. */
@Injectable()
export class ActiveProtocols {
  async on(
    tx: Tx,
    { siteId, kind }: { readonly siteId: number; readonly kind: TreatmentKind },
    day: DateOnly,
  ): Promise<ActiveProtocol | null> {
    const row = await tx.one<{ id: string; given: GivenValues }>(
      `select id, protocol_values as given from treatment_protocol
       where organisation_id = $1 and kind = $2 and signed_at is not null and in_force_from <= $3
         and (signed_at at time zone 'Asia/Ho_Chi_Minh')::date <= $3
       order by in_force_from desc, number desc limit 1`,
      [siteId, kind, day],
    );
    if (!row) return null;
    const { id, given } = row;
    const warnAfter = wholeOf(given, 'warnAfterMissedDays');
    return {
      ...{ id, given },
      twoPersonCheck: typeof given['twoPersonCheck'] === 'boolean' ? given['twoPersonCheck'] : null,
      maxTakeHomeDays: wholeOf(given, 'takeHomeMostDays'),
      testEveryDays: wholeOf(given, 'testEveryDays'),
      missed: {
        warnAt: warnAfter === null ? null : [warnAfter],
        holdFrom: wholeOf(given, 'holdAfterMissedDays'),
      },
    };
  }
}

/**
 * What the protocol says of an order, in the order's unit. Doses are kept in micrograms; of a solution they are compared by
 * the strength that the protocol itself names, and not at all where it names none.
 */
export function dosingValues(
  { given, twoPersonCheck, maxTakeHomeDays }: ActiveProtocol,
  unit: DoseUnitName,
  phase: string | null,
): DosingValues {
  const dose = (name: string, rounded: (exact: number) => number): number | null => {
    const micrograms = wholeOf(given, name);
    const strength = wholeOf(given, 'strengthMicrogramsPerMl');
    if (micrograms === null || unit === 'piece') return null;
    if (unit === 'microgram') return micrograms;
    return strength === null || strength === 0 ? null : rounded((micrograms * 1000) / strength);
  };
  return {
    ...NO_VALUES,
    // In whole microlitres a bound is met exactly where its rounding is: up for the least, down for the most.
    minStartDose: dose('startDoseMinMicrograms', Math.ceil),
    maxStartDose: dose('startDoseMaxMicrograms', Math.floor),
    maxDailyDose: dose('doseMaxMicrograms', Math.floor),
    maxIncrease: dose('doseStepMaxMicrograms', Math.floor),
    maxSlots: wholeOf(given, 'slotsADay'),
    maxOrderDays:
      phase === null ? null : wholeOf(given['prescriptionDays'] as GivenValues | undefined, phase),
    ...{ twoPersonCheck, maxTakeHomeDays },
  };
}

function wholeOf(given: GivenValues | undefined, name: string): number | null {
  const value = given?.[name];
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null;
}
