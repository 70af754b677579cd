import { P } from '../cases.problems.js';

/** What a step of any file may be answered with. */
export const CASES_STEP_PROBLEMS = [
  P.notFound,
  P.readOnly,
  P.notKeptThen,
  P.stepNotAllowed,
  P.laterStepImpossible,
  P.lawAbsent,
] as const;
