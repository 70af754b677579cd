import { daysBetween, type DateOnly } from '../../law/date.js';
import { maintenancePrescription, type TreatmentKind } from '../../law/treatment.js';
import { TREATMENT_KINDS } from '../kinds/kinds.js';
import { dosingValues, type ActiveProtocol, type OrderMeasure } from './active-protocols.js';
import { checkTerms, type OrderTerms, type ProtocolCheck } from './protocol-checks.rules.js';

/** An order as far as it has to fit on each of its days. */
export interface OrderOfDay extends OrderMeasure {
  readonly fromOn: DateOnly;
  readonly untilOn: DateOnly;
  /** The last day on which it holds where it was ended early. */
  readonly endedOn: DateOnly | null;
  readonly doses: readonly number[];
}

/**
 * An order held anew against what holds on a day: the protocol in force, the phase of the episode, and of Methadone in
 * maintenance the most days by law. It may have been approved before another protocol, or in another phase.
 */
export function checksOnDay(
  protocol: ActiveProtocol | null,
  { kind, phase }: { readonly kind: TreatmentKind; readonly phase: string | null },
  order: OrderOfDay,
  day: DateOnly,
): readonly ProtocolCheck[] {
  const terms = { ...order, untilOn: order.endedOn ?? order.untilOn };
  return [
    ...checkTerms(protocol && dosingValues(protocol, order, phase), terms),
    ...checkMaintenance(kind, phase, terms, day),
  ];
}

/** TT 26/2023 Art 5(1)a, of the maintenance phase alone; nothing where it does not apply. */
export function checkMaintenance(
  kind: TreatmentKind,
  phase: string | null,
  { fromOn, untilOn }: Pick<OrderTerms, 'fromOn' | 'untilOn'>,
  on: DateOnly,
): readonly ProtocolCheck[] {
  const rule = maintenancePrescription(kind, on);
  if (!rule || phase !== TREATMENT_KINDS[kind].maintenance) return [];
  const found = daysBetween(fromOn, untilOn) + 1;
  const result = found <= rule.mostDays ? 'passed' : 'failed';
  return [{ check: 'maintenanceDays', result, limit: rule.mostDays, found, why: null }];
}
