import type { InputRule as RuleOf } from '../../cases/steps/step-inputs.js';
import type { CourtStep, DossierStep, ExecutionStep, StayStep } from './compulsory-transitions.js';

/** What may stand beside the moment of a step. */
export type InputField =
  | 'number'
  | 'reason'
  | 'organisationId'
  | 'arrivedAt'
  | 'kind'
  | 'exclusion'
  | 'months'
  | 'forMerit'
  | 'postedOn'
  | 'effectiveOn'
  | 'ground'
  | 'stage'
  | 'days'
  | 'heldOn'
  | 'incidentId'
  | 'since';

type InputRule = RuleOf<InputField>;

/** Steps as they are asked for; the program tells minors and adults apart. */
export type AskedDossierStep = Exclude<DossierStep, 'document-added' | 'forwarded-minor'>;
export type AskedCourtStep = Exclude<CourtStep, 'ordered-minor'>;
export type AskedStayStep = Exclude<StayStep, 'served'>;
export type AskedExecutionStep = ExecutionStep;

const SENT: InputRule = { needs: ['organisationId'], may: ['number', 'arrivedAt'] };
const REASONED: InputRule = { needs: ['reason'] };
const NUMBERED: InputRule = { needs: ['number'], may: ['reason'] };
const NONE: InputRule = {};

export const DOSSIER_INPUTS: Readonly<Record<AskedDossierStep, InputRule>> = {
  'dossier-completed': NUMBERED,
  notified: { may: ['number', 'reason'] },
  submitted: SENT,
  returned: { needs: ['number', 'reason'] },
  resubmitted: SENT,
  forwarded: { needs: ['organisationId', 'number'], may: ['arrivedAt'] },
  'sent-to-court': { needs: ['organisationId', 'number'], may: ['arrivedAt'] },
  'court-asked': REASONED,
  'court-answered': NUMBERED,
  'interim-began': { needs: ['number', 'kind'], may: ['organisationId', 'reason'] },
  'interim-ended': { may: ['reason'] },
  'interim-fled': { needs: ['number', 'reason'] },
  evaded: REASONED,
  'evasion-ended': REASONED,
  discontinued: { needs: ['exclusion', 'reason'] },
  lapsed: { may: ['reason'] },
};

export const COURT_INPUTS: Readonly<Record<AskedCourtStep, InputRule>> = {
  'court-returned': REASONED,
  accepted: NUMBERED,
  prolonged: REASONED,
  ordered: { needs: ['number', 'months'], may: ['organisationId'] },
  refused: { needs: ['number', 'reason'] },
  'court-closed': { needs: ['number', 'reason'] },
  appealed: REASONED,
  'appeal-dismissed': NUMBERED,
  overturned: NUMBERED,
  'order-received': { needs: ['effectiveOn'] },
  postponed: { needs: ['number', 'ground'], may: ['reason'] },
  'postponement-ended': REASONED,
  exempted: { needs: ['number', 'ground'], may: ['reason'] },
  suspended: { needs: ['number', 'reason'] },
  'compliance-ordered': { needs: ['number', 'reason'] },
  'return-ordered': { needs: ['number', 'reason'] },
  reduced: { needs: ['number', 'months', 'postedOn'], may: ['forMerit', 'reason'] },
};

export const EXECUTION_INPUTS: Readonly<Record<AskedExecutionStep, InputRule>> = {
  'facility-asked': { needs: ['number'], may: ['arrivedAt'] },
  designated: { needs: ['number', 'organisationId'] },
  'elsewhere-asked': { needs: ['number', 'organisationId'], may: ['arrivedAt'] },
  'designated-by-ministry': { needs: ['number', 'organisationId'] },
  'designation-delivered': NONE,
  'facility-full': REASONED,
  'force-majeure-ended': { needs: ['since', 'number', 'reason'] },
  enforced: { needs: ['number', 'reason'] },
  fled: { needs: ['number', 'reason'] },
  caught: { may: ['reason'] },
  transferred: { needs: ['number', 'organisationId'], may: ['reason'] },
};

export const STAY_INPUTS: Readonly<Record<AskedStayStep, InputRule>> = {
  received: { may: ['heldOn'] },
  'stage-began': { needs: ['stage'] },
  'stage-ended': { needs: ['stage'] },
  evaluated: REASONED,
  escaped: { needs: ['number', 'reason'], may: ['incidentId'] },
  'escape-reported': { may: ['number'] },
  recovered: { may: ['reason'] },
  'left-for-proceedings': { needs: ['number', 'reason'] },
  'bereavement-asked': REASONED,
  'bereavement-refused': { needs: ['number', 'reason'] },
  'bereavement-granted': { needs: ['number', 'reason', 'days'] },
  'left-for-bereavement': { may: ['reason'] },
  'leave-ended': { may: ['reason'] },
  resumed: { may: ['reason'] },
  imprisoned: REASONED,
  released: { may: ['reason'] },
  'reduction-reviewed': REASONED,
  'protection-needed': REASONED,
  'protection-proposed': { needs: ['number'] },
  'end-announced': { may: ['number'] },
  completed: { needs: ['number'] },
  'came-home': { may: ['reason'] },
  'release-reported': { may: ['reason'] },
  'release-report-missed': REASONED,
};
