import { stuckLimits, type StuckLimit } from '../test/setup/limit-walk.js';
import type { SteppedProcedure } from './cases/steps/stepped-procedure.js';
import { COMPULSORY } from './rehabilitation/compulsory/compulsory-procedure.js';
import { DETERMINATION } from './rehabilitation/determination/determination-procedure.js';
import { DRUG_USER } from './rehabilitation/drug-user/drug-user-procedure.js';
import { MONITORING_DECISION } from './rehabilitation/monitoring/monitoring-owed.js';
import { MONITORING } from './rehabilitation/monitoring/monitoring-procedure.js';
import { DOORS } from './rehabilitation/voluntary/doors.js';
import { TREATMENT_PROCEDURES } from './treatment/kinds/kinds.js';

const PROCEDURES: readonly SteppedProcedure[] = [
  ...Object.values(DOORS),
  COMPULSORY,
  DRUG_USER,
  DETERMINATION,
  MONITORING,
  ...TREATMENT_PROCEDURES,
];

/** Limits that a table alone does not show to be met, each with where and why. */
const EXPLAINED: readonly { readonly rule: string; readonly in?: readonly string[] }[] = [
  // Met in a file of its own, which hangs on this one: ADR 43.
  { rule: MONITORING_DECISION },
  // A result that was found before the notice is entered after it alone: the time runs from that notice (ADR 42).
  { rule: 'drug-user.decision', in: ['found', 'verified'] },
];
const isExplained = ({ rule, state }: StuckLimit): boolean =>
  EXPLAINED.some((each) => each.rule === rule && (each.in === undefined || each.in.includes(state)));

describe('limits that steps start', () => {
  it.each(PROCEDURES.map((procedure) => [procedure.kind, procedure] as const))(
    'of %s are met by a later step, in whatever state they may be open',
    (_kind, procedure) => {
      const stuck = stuckLimits(procedure).filter((limit) => !isExplained(limit));
      expect(stuck.map(({ rule, state, regime }) => `${regime} ${rule} in ${state}`)).toEqual([]);
    },
  );
});
