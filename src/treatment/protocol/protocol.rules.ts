import type { Text2 } from '../../law/text.js';
import type { TreatmentKindDefinition } from '../kinds/kind.js';
import type { ProtocolValues } from './protocol.js';

export interface ProtocolFault {
  /** In the values: 'doseMaxMicrograms'. */
  readonly field: string;
  readonly detail: Text2;
}

/** Whether the numbers fit each other; whether they are right, a clinician answers for. */
export function protocolFaults(
  { phases }: Pick<TreatmentKindDefinition, 'phases'>,
  values: ProtocolValues,
): readonly ProtocolFault[] {
  const { missedLadder = [], prescriptionDays = {} } = values;
  return [
    ...ascending(values, 'startDoseMinMicrograms', 'startDoseMaxMicrograms'),
    ...ascending(values, 'startDoseMaxMicrograms', 'doseMaxMicrograms'),
    ...ascending(values, 'warnAfterMissedDays', 'holdAfterMissedDays'),
    ...missedLadder.flatMap((step, at) => {
      const before = missedLadder[at - 1];
      const rises = before === undefined || step.fromDays > before.fromDays;
      const told = (step.action === 'reduced-dose') === (step.percent !== undefined);
      return [
        ...(rises ? [] : [{ field: `missedLadder/${at}/fromDays`, detail: LADDER_RISES }]),
        ...(told ? [] : [{ field: `missedLadder/${at}/percent`, detail: PERCENT_OF_REDUCED }]),
      ];
    }),
    ...Object.keys(prescriptionDays)
      .filter((phase) => !phases.some((known) => known === phase))
      .map((phase) => ({ field: `prescriptionDays/${phase}`, detail: NO_SUCH_PHASE })),
  ];
}

type NumberField = {
  [Field in keyof ProtocolValues]-?: NonNullable<ProtocolValues[Field]> extends number ? Field : never;
}[keyof ProtocolValues];

function ascending(values: ProtocolValues, low: NumberField, high: NumberField): readonly ProtocolFault[] {
  const [from, to] = [values[low], values[high]];
  return from === undefined || to === undefined || from <= to ? [] : [{ field: high, detail: TOO_LOW }];
}

const TOO_LOW: Text2 = { vi: 'Nhỏ hơn giá trị phải đứng trước', en: 'Less than what must not exceed it' };
const LADDER_RISES: Text2 = { vi: 'Số ngày phải tăng dần', en: 'The days have to rise' };
const PERCENT_OF_REDUCED: Text2 = {
  vi: 'Tỷ lệ chỉ ghi, và phải ghi, khi giảm liều',
  en: 'A percentage belongs to a reduced dose, and to no other',
};
const NO_SUCH_PHASE: Text2 = {
  vi: 'Loại điều trị này không có giai đoạn đó',
  en: 'This kind of treatment has no such phase',
};
