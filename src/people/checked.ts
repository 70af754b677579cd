import { dateOnly, type DateOnly } from '../law/date.js';
import type { Text2 } from '../law/text.js';
import type { FieldFault } from '../platform/errors/problem.js';

/** An input in the form to store, and what is wrong with it; the form means nothing while there are faults. */
export interface Checked<T> {
  readonly clean: T;
  readonly faults: readonly FieldFault[];
}

export function fault(pointer: string, code: string, detail: Text2): FieldFault {
  return { pointer, code: `people.${code}`, detail };
}

/** One fault when the condition holds, none otherwise: for lists put together by spreading. */
export function faultIf(wrong: boolean, pointer: string, code: string, detail: Text2): readonly FieldFault[] {
  return wrong ? [fault(pointer, code, detail)] : [];
}

/** A day that the field decorators have found good. */
export function optionalDay(text: string | undefined): DateOnly | null {
  return text === undefined ? null : dateOnly(text);
}
