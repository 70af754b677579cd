import { isWithin, type DateOnly } from '../law/date.js';
import type { Text2 } from '../law/text.js';
import type { FieldFault } from '../platform/errors/problem.js';
import type { Unit } from '../units/unit.js';
import type { SeatedBody } from './unit-change.js';

/** What the register says of what the plan names. */
export interface PlanFacts {
  /** Every unit that the plan names. */
  readonly units: ReadonlyMap<number, Unit>;
  /** Others that stand on the day beside the new ones, or bear one of their codes. */
  readonly neighbours: readonly Unit[];
  /** Seated in the units that change, also those of another time. */
  readonly bodies: readonly SeatedBody[];
}

/** A fault of the body of a request. */
export function fault(
  pointer: string,
  code: string,
  detail: Text2,
  parameters?: FieldFault['parameters'],
): FieldFault {
  return { pointer, code: `unitChange.${code}`, detail, ...(parameters && { parameters }) };
}

/** True when the body stands on the day, its first and last day included. */
export function standsOnDay({ validFrom, validTo }: SeatedBody, day: DateOnly): boolean {
  return isWithin(day, validFrom, validTo);
}
