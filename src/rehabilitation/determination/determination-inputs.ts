import type { InputRule } from '../../cases/steps/step-inputs.js';
import type { AskedDeterminationStep } from './determination-procedure.js';

export type InputField = 'number' | 'result' | 'reason';

export const STEP_INPUTS: Readonly<Record<AskedDeterminationStep, InputRule<InputField>>> = {
  'staff-sent': { may: ['reason'] },
  received: { may: ['reason'] },
  resulted: { needs: ['result'], may: ['number'] },
  told: { may: ['reason'] },
  withdrawn: { needs: ['reason'] },
  died: { needs: ['reason'] },
  voided: { needs: ['reason'] },
};
