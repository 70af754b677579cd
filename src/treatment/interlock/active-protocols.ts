import { Injectable } from '@nestjs/common';
import { legalDayOf, type DateOnly } from '../../law/date.js';
import { text2, type Text2 } from '../../law/text.js';
import type { TreatmentKind } from '../../law/treatment.js';
import type { Tx } from '../../platform/database/tx.js';
import type { TreatmentPhase } from '../kinds/kind.js';
import type { DoseUnitName } from '../ledger/amounts.js';
import {
  activeProtocol,
  UNCHECKED,
  UNCHECKED_AT_HOME,
  UNCHECKED_UNSEEN,
  uncheckedBy,
  type ProtocolDoseUnit,
  type ProtocolValues,
  type Unchecked,
} from '../protocol/protocol.js';
import { OTHER_UNIT, STRENGTH_UNKNOWN, type NotChecked } from '../protocol/protocol-values.js';
import { NO_VALUES, type DosingValues } from './protocol-checks.rules.js';

export interface ActiveProtocol {
  readonly id: string;
  /** As they are kept: doses as its own `doseUnit` counts them. */
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
  // Of a guest the home's protocol is the one that his order is held against.
  const ofHome = notChecked.find(({ why }) => why === UNCHECKED_AT_HOME || why === UNCHECKED_UNSEEN);
  const why = ofHome?.why ?? IN_PART;
  return { protocolId, unchecked, why: unchecked ? why : null, notChecked, signedByAuthor };
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

  /** What an answer of a site says of its own protocol of today. */
  async uncheckedToday(tx: Tx, siteId: number, kind: TreatmentKind): Promise<Unchecked> {
    return uncheckedBy(await this.on(tx, { siteId, kind }, legalDayOf(tx.now)));
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
 * What the protocol says of an order, in the order's unit. Pieces are compared with pieces, and micrograms with what is in a
 * volume: by the strength that the order names, else by the protocol's own. A dose of the protocol that cannot be compared is
 * named with the reason: it is there, and says nothing of this order.
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
  const { doseUnit = 'microgram' } = given;
  const by = strength ?? given.strengthMicrogramsPerMl;
  const unlike = whyUnlike(doseUnit, unit, by);
  const dose = (value: number | undefined, rounded: (exact: number) => number): number | null => {
    if (value === undefined || unlike !== null) return null;
    return unit === 'microlitre' && by !== undefined ? rounded((value * 1000) / by) : value;
  };
  const doses = {
    minStartDose: given.startDoseMin,
    maxStartDose: given.startDoseMax,
    maxDailyDose: given.doseMax,
    maxIncrease: given.doseStepMax,
  };
  return {
    ...NO_VALUES,
    strength: unit === 'microlitre' ? (given.strengthMicrogramsPerMl ?? null) : null,
    // In whole microlitres a bound is met exactly where its rounding is: up for the least, down for the most.
    minStartDose: dose(doses.minStartDose, Math.ceil),
    maxStartDose: dose(doses.maxStartDose, Math.floor),
    maxDailyDose: dose(doses.maxDailyDose, Math.floor),
    maxIncrease: dose(doses.maxIncrease, Math.floor),
    minDaysBetweenIncreases: given.doseStepEveryDays ?? null,
    maxSlots: given.slotsADay ?? null,
    maxOrderDays: phase === null ? null : (given.prescriptionDays?.[phase as TreatmentPhase] ?? null),
    missedLadder: given.missedLadder ?? null,
    ...{ twoPersonCheck, maxTakeHomeDays },
    unlike: Object.fromEntries(
      Object.entries(doses).flatMap(([check, value]) =>
        value === undefined || unlike === null ? [] : [[check, unlike]],
      ),
    ),
  };
}

/** Why doses of a protocol and of an order cannot be compared; null where they can. */
function whyUnlike(
  ofProtocol: ProtocolDoseUnit,
  ofOrder: DoseUnitName,
  strength: number | undefined,
): Text2 | null {
  if ((ofProtocol === 'piece') !== (ofOrder === 'piece')) return OTHER_UNIT;
  return ofOrder === 'microlitre' && strength === undefined ? STRENGTH_UNKNOWN : null;
}
