import type { DoorDefinition } from './door.js';
import type { VoluntaryView } from './voluntary.view.js';

/** Where files of some doors are served: which ones, and how they answer. */
export interface Desk<Answer extends object> {
  readonly doors: readonly DoorDefinition[];
  /** Within the transaction of the step: what is answered is what is kept for a repetition. */
  readonly show: (view: VoluntaryView) => Answer;
}
