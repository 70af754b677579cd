import { Injectable } from '@nestjs/common';
import type { DateOnly } from '../../law/date.js';
import { text2, type Text2 } from '../../law/text.js';
import type { TreatmentKind } from '../../law/treatment.js';
import type { Tx } from '../../platform/database/tx.js';
import type { TreatmentPhase } from '../kinds/kind.js';
import type { DoseUnitName } from '../ledger/amounts.js';
import { activeProtocol, UNCHECKED, type ProtocolValues } from '../protocol/protocol.js';
import type { NotChecked } from '../protocol/protocol-values.js';
import { NO_VALUES, type DosingValues } from './protocol-checks.rules.js';

export interface ActiveProtocol {
  readonly id: string;
  /** As they are kept: doses in micrograms of the substance. */
  readonly given: ProtocolValues;
  /** Who entered it signed it: no other clinician looked at it. */
  readonly signedByAuthor: boolean;
  readonly twoPersonCheck: boolean | null;
  readonly maxTakeHomeDays: number | null;
  /** Most days from one urine test to the next; null where the protocol has no schedule. */
  readonly testEveryDays: number | null;
}

/** What an answer says of the protocol that was asked. */
export interface ProtocolState {
  readonly protocolId: string | null;
  readonly unchecked: boolean;
  readonly why: Text2 | null;
  readonly notChecked: readonly NotChecked[];
  readonly signedByAuthor: boolean;
}

const IN_PART = text2(
  'Một số giá trị của phác đồ không được kiểm tra: xem danh sách',
  'Some values of the protocol were not checked: see the list',
);

export function stateOf(
  protocol: Pick<ActiveProtocol, 'id' | 'signedByAuthor'> | null,
  notChecked: readonly NotChecked[],
): ProtocolState {
  if (protocol === null)
    return { protocolId: null, unchecked: true, why: UNCHECKED, notChecked, signedByAuthor: false };
  const unchecked = notChecked.length > 0;
  const { id: protocolId, signedByAuthor } = protocol;
  return { protocolId, unchecked, why: unchecked ? IN_PART : null, notChecked, signedByAuthor };
}

/** The signed protocol of a site in force on a day: what doses are held against. Without one nothing is checked. */
@Injectable()
export class ActiveProtocols {
  async on(
    tx: Tx,
    { siteId, kind }: { readonly siteId: number; readonly kind: TreatmentKind },
    day: DateOnly,
  ): Promise<ActiveProtocol | null> {
    const found = await activeProtocol(tx, { siteId, kind, on: day });
    return found && asActive({ ...found, signedByAuthor: found.signedBy === found.enteredBy });
  }
}

/** A signed protocol as doses are held against it. */
export function asActive({
  id,
  values,
  signedByAuthor = false,
}: {
  readonly id: string;
  readonly values: ProtocolValues;
  readonly signedByAuthor?: boolean;
}): ActiveProtocol {
  return {
    ...{ id, given: values, signedByAuthor },
    twoPersonCheck: values.twoPersonCheck ?? null,
    maxTakeHomeDays: values.takeHomeMostDays ?? null,
    testEveryDays: values.testEveryDays ?? null,
  };
}

/** In what an order counts its doses. */
export interface OrderMeasure {
  readonly unit: DoseUnitName;
  /** Of a volume: micrograms in a millilitre; null where the order names none. */
  readonly strength: number | null;
}

/**
 * What the protocol says of an order, in the order's unit. Doses are kept in micrograms; of a solution they are compared by
 * the strength that the order names, else by the protocol's own, and not at all where neither names one.
 */
export function dosingValues(
  {
    given,
    twoPersonCheck,
    maxTakeHomeDays,
  }: Pick<ActiveProtocol, 'given' | 'twoPersonCheck' | 'maxTakeHomeDays'>,
  { unit, strength }: OrderMeasure,
  phase: string | null,
): DosingValues {
  const by = strength ?? given.strengthMicrogramsPerMl;
  const dose = (micrograms: number | undefined, rounded: (exact: number) => number): number | null => {
    if (micrograms === undefined || unit === 'piece') return null;
    if (unit === 'microgram') return micrograms;
    return by === undefined ? null : rounded((micrograms * 1000) / by);
  };
  return {
    ...NO_VALUES,
    strength: unit === 'microlitre' ? (given.strengthMicrogramsPerMl ?? null) : null,
    // In whole microlitres a bound is met exactly where its rounding is: up for the least, down for the most.
    minStartDose: dose(given.startDoseMinMicrograms, Math.ceil),
    maxStartDose: dose(given.startDoseMaxMicrograms, Math.floor),
    maxDailyDose: dose(given.doseMaxMicrograms, Math.floor),
    maxIncrease: dose(given.doseStepMaxMicrograms, Math.floor),
    minDaysBetweenIncreases: given.doseStepEveryDays ?? null,
    maxSlots: given.slotsADay ?? null,
    maxOrderDays: phase === null ? null : (given.prescriptionDays?.[phase as TreatmentPhase] ?? null),
    missedLadder: given.missedLadder ?? null,
    ...{ twoPersonCheck, maxTakeHomeDays },
  };
}
