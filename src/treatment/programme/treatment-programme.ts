import type { DateOnly } from '../../law/date.js';
import type { TreatmentKind } from '../kinds/kind.js';

/** Authority of limited time for a kind of treatment. */
export interface TreatmentProgramme {
  readonly code: string;
  readonly kind: TreatmentKind;
  readonly name: string;
  /** Number of the act: 1302/QĐ-UBND. */
  readonly act: string;
  readonly actOn: DateOnly;
  /** The unit in which it holds. */
  readonly unitId: number;
  readonly fromOn: DateOnly;
  /** Null: no last day is known. */
  readonly untilOn: DateOnly | null;
  /** First and last day on which it takes in; null: as long as it holds. */
  readonly enrolsFrom: DateOnly | null;
  readonly enrolsUntil: DateOnly | null;
  /** How many it takes in all; null: not known. */
  readonly quota: number | null;
  /** It came with the program. */
  readonly shipped: boolean;
}
