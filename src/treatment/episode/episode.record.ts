import { ProcedureRecords } from '../../cases/steps/procedure-record.js';
import type { DateOnly } from '../../law/date.js';
import type { TreatmentKind, TreatmentPhase } from '../kinds/kind.js';

/** What is kept of an episode besides its file. */
export interface EpisodeRecord {
  readonly caseId: string;
  readonly kind: TreatmentKind;
  /** Who keeps the file: it follows the file. */
  readonly siteId: number;
  readonly programmeCode: string | null;
  /** As the history leads to it, kept for whoever gives doses. */
  readonly phase: TreatmentPhase | null;
  readonly consentedOn: DateOnly | null;
}

export const EPISODES = new ProcedureRecords<EpisodeRecord>('treatment_episode', {
  kind: 'kind',
  siteId: 'site_id',
  programmeCode: 'programme_code',
  phase: 'phase',
  consentedOn: 'consented_on',
});
