import type { InputRule } from '../../cases/steps/step-inputs.js';
import type { FollowStep, PaperStep } from './drug-user-transitions.js';

/** What may stand beside the moment of a step. */
export type InputField =
  | 'number'
  | 'reason'
  | 'organisationId'
  | 'arrivedAt'
  | 'handOver'
  | 'residence'
  | 'sample'
  | 'guardianId'
  | 'until'
  | 'ground'
  | 'determinationOn'
  | 'determinationId';

type Rule = InputRule<InputField>;

const MAY_REASON: Rule = { may: ['reason'] };
const REASONED: Rule = { needs: ['reason'] };
const DECIDED: Rule = { needs: ['number'], may: ['reason'] };
const DETERMINED: Rule = { needs: ['number'], may: ['determinationId', 'reason'] };

export const FOLLOW_INPUTS: Readonly<Record<FollowStep, Rule>> = {
  'residence-verified': { needs: ['residence', 'reason'] },
  'residence-checked': MAY_REASON,
  tested: { needs: ['sample'], may: ['guardianId', 'reason'] },
  'use-found-again': { needs: ['sample', 'reason'], may: ['guardianId', 'arrivedAt'] },
  absent: REASONED,
  returned: MAY_REASON,
  resumed: MAY_REASON,
  moved: MAY_REASON,
  stayed: REASONED,
  'taken-over': MAY_REASON,
  'decision-sent': MAY_REASON,
  'not-applied': REASONED,
};

export const PAPER_INPUTS: Readonly<Record<PaperStep, Rule>> = {
  notified: { needs: ['number'], may: ['organisationId', 'arrivedAt', 'handOver', 'reason'] },
  decided: DETERMINED,
  'decided-again': DETERMINED,
  'decided-after-move': DECIDED,
  'file-sent': { needs: ['number', 'organisationId'], may: ['handOver', 'reason'] },
  suspended: { needs: ['number'], may: ['until', 'reason'] },
  stopped: { needs: ['number', 'ground'], may: ['determinationOn', 'determinationId', 'until', 'reason'] },
  ended: DECIDED,
};
