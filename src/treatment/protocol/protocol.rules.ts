import type { Text2 } from '../../law/text.js';
import type { TreatmentKindDefinition } from '../kinds/kind.js';
import type { ProtocolValues } from './protocol.js';
import { PROTOCOL_VALUE_NAMES, type ProtocolValueName } from './protocol-values.js';

export interface ProtocolFault {
  /** In the values: 'doseMax'; null: of all of them. */
  readonly field: string | null;
  readonly detail: Text2;
}

const DOSES = ['startDoseMin', 'startDoseMax', 'doseMax', 'doseStepMax'] as const;

/** Whether the numbers fit each other and the kind; whether they are right, a clinician answers for. */
export function protocolFaults(
  { phases, doseUnit }: Pick<TreatmentKindDefinition, 'phases' | 'doseUnit'>,
  values: ProtocolValues,
): readonly ProtocolFault[] {
  const { missedLadder = [], prescriptionDays = {} } = values;
  return [
    ...(PROTOCOL_VALUE_NAMES.some((name) => isGiven(values[name]))
      ? []
      : [{ field: null, detail: NO_VALUE }]),
    ...unitFaults(doseUnit, values),
    ...ascending(values, 'startDoseMin', 'startDoseMax'),
    ...ascending(values, 'startDoseMax', 'doseMax'),
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

/** Signed without any it would say that something is checked. The same of the database, as far as it can say it. */
const isGiven = (value: ProtocolValues[ProtocolValueName]): boolean =>
  value !== undefined && (typeof value !== 'object' || Object.keys(value).length > 0);

/** Where orders are by volume alone, or in micrograms, pieces could never be compared; where they may be either, it is said. */
function unitFaults(
  ofKind: TreatmentKindDefinition['doseUnit'],
  { doseUnit, ...values }: ProtocolValues,
): readonly ProtocolFault[] {
  if (ofKind !== null && doseUnit === 'piece') return [{ field: 'doseUnit', detail: NOT_IN_PIECES }];
  const named = DOSES.some((dose) => values[dose] !== undefined);
  return ofKind === null && named && doseUnit === undefined
    ? [{ field: 'doseUnit', detail: UNIT_NEEDED }]
    : [];
}

type NumberField = {
  [Field in keyof ProtocolValues]-?: NonNullable<ProtocolValues[Field]> extends number ? Field : never;
}[keyof ProtocolValues];

function ascending(values: ProtocolValues, low: NumberField, high: NumberField): readonly ProtocolFault[] {
  const [from, to] = [values[low], values[high]];
  return from === undefined || to === undefined || from <= to ? [] : [{ field: high, detail: TOO_LOW }];
}

const NO_VALUE: Text2 = {
  vi: 'Phác đồ phải nêu ít nhất một giá trị: không có giá trị nào thì không có gì được kiểm tra',
  en: 'A protocol has at least one value: without any, nothing is checked',
};
const NOT_IN_PIECES: Text2 = {
  vi: 'Liều của loại điều trị này không tính theo viên',
  en: 'Doses of this kind of treatment are not counted in pieces',
};
const UNIT_NEEDED: Text2 = {
  vi: 'Loại điều trị này chưa quy định đơn vị của liều: nêu các liều ở đây tính theo microgam hay theo viên',
  en: 'The kind of treatment does not say the unit: name in what these doses are counted',
};
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
