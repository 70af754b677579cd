import { defineJob } from '../../platform/jobs/job.js';
import { defineSystemActor } from '../../platform/security/actor.js';

/** Tells of offers and answers, and of silence. Its policies: transfers and notices. */
export const CASE_TRANSFERS = defineSystemActor('case-transfers');

export const FOLLOW_TRANSFERS = defineJob({
  name: 'cases.follow-transfers',
  actor: CASE_TRANSFERS,
  repeat: 'sweep',
});

/** Reads who kept each file on each day. */
export const KEEPER_CHECK = defineSystemActor('keeper-check');

export const CHECK_KEEPERS = defineJob({
  name: 'cases.check-keepers',
  actor: KEEPER_CHECK,
  repeat: { everyMs: 86_400_000 },
});
