import { defineJob } from '../platform/jobs/job.js';
import { defineSystemActor } from '../platform/security/actor.js';

/** Moves open files where competence moved. Its policies: files, their access, deadlines and notices. */
export const COMPETENCE_TURNOVER = defineSystemActor('competence-turnover');

export const TURN_OVER_FILES = defineJob({
  name: 'cases.turn-over-files',
  actor: COMPETENCE_TURNOVER,
  repeat: 'sweep',
});

/** Looks at the files that hang on one whose state has changed. */
export const FOLLOW_PARENT = defineJob<{ readonly caseId: string }>({
  name: 'cases.follow-parent',
  actor: COMPETENCE_TURNOVER,
});
