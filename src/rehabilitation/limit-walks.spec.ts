import { stuckLimits } from '../../test/setup/limit-walk.js';
import type { SteppedProcedure } from '../cases/steps/stepped-procedure.js';
import { COMPULSORY } from './compulsory/compulsory-procedure.js';
import { DETERMINATION } from './determination/determination-procedure.js';
import { DRUG_USER } from './drug-user/drug-user-procedure.js';
import { MONITORING_DECISION } from './monitoring/monitoring-owed.js';
import { MONITORING } from './monitoring/monitoring-procedure.js';
import { DOORS } from './voluntary/doors.js';

const PROCEDURES: readonly SteppedProcedure[] = [
  ...Object.values(DOORS),
  COMPULSORY,
  DRUG_USER,
  DETERMINATION,
  MONITORING,
];

/** Met in a file of its own, which hangs on this one: ADR 43. */
const ELSEWHERE: readonly string[] = [MONITORING_DECISION];

describe('limits that steps start', () => {
  it.each(PROCEDURES.map((procedure) => [procedure.kind, procedure] as const))(
    'of %s are met by a later step, in whatever state they may be open',
    (_kind, procedure) => {
      const stuck = stuckLimits(procedure).filter(({ rule }) => !ELSEWHERE.includes(rule));
      expect(stuck.map(({ rule, state, regime }) => `${regime} ${rule} in ${state}`)).toEqual([]);
    },
  );
});
