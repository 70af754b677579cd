import type { InputRule as StepInputs } from '../../cases/steps/step-inputs.js';
import type { MonitoringDecision, MonitoringRecordStep } from './monitoring-transitions.js';

type DecisionField =
  'number' | 'reason' | 'effectiveAt' | 'officerName' | 'officerPosition' | 'pauseGround' | 'endGround';

/** Forms 02, 11, 13, 15, 17 of appendix I: what each names. */
export const DECISION_INPUTS: Readonly<Record<MonitoringDecision, StepInputs<DecisionField>>> = {
  'ordered-on-request': {
    needs: ['number', 'officerName', 'officerPosition'],
    may: ['effectiveAt', 'reason'],
  },
  'ordered-anew': { needs: ['number', 'officerName', 'officerPosition'], may: ['effectiveAt', 'reason'] },
  'pause-decided': { needs: ['number', 'pauseGround'], may: ['reason'] },
  // What shows that there was no other breach of the law is the head's to judge: in words.
  'waiver-decided': { needs: ['number', 'reason'] },
  'end-decided': { needs: ['number', 'endGround'], may: ['reason'] },
  'officer-assigned': { needs: ['number', 'officerName', 'officerPosition'], may: ['reason'] },
};

type RecordField =
  | 'reason'
  | 'position'
  | 'device'
  | 'accessories'
  | 'condition'
  | 'backAt'
  | 'removalCause'
  | 'onMedicalAdvice'
  | 'doneByOrganisationId'
  | 'violation'
  | 'receivedAt';

const TAKEN_BACK: StepInputs<RecordField> = { needs: ['condition'], may: ['accessories', 'reason'] };

/** Forms 03 to 10, 12, 14, 16 and 18 of appendix I: of the device only what they name. */
export const RECORD_INPUTS: Readonly<Record<MonitoringRecordStep, StepInputs<RecordField>>> = {
  fitted: { needs: ['position', 'device', 'condition'], may: ['accessories', 'reason'] },
  'device-asked': { may: ['removalCause', 'onMedicalAdvice', 'backAt', 'reason'] },
  removed: {
    needs: ['removalCause', 'condition'],
    may: ['backAt', 'accessories', 'doneByOrganisationId', 'reason'],
  },
  refitted: { needs: ['position', 'device', 'condition'], may: ['accessories', 'reason'] },
  relocated: { needs: ['position', 'condition'], may: ['onMedicalAdvice', 'reason'] },
  // Where accessories alone were replaced, the device keeps its number.
  replaced: { needs: ['condition', 'reason'], may: ['position', 'device', 'accessories'] },
  'pause-recorded': TAKEN_BACK,
  returned: { may: ['reason'] },
  'waiver-recorded': TAKEN_BACK,
  'end-recorded': TAKEN_BACK,
  'residence-changed': { may: ['reason'] },
  violated: { needs: ['violation', 'reason'], may: ['receivedAt'] },
  remedied: { may: ['reason'] },
  'not-remedied': { needs: ['reason'] },
};
