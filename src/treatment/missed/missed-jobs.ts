import { defineJob } from '../../platform/jobs/job.js';
import { defineSystemActor } from '../../platform/security/actor.js';

/** Derives what was missed after a site has closed. Its policies: orders, ledger, holds, notices, proposals. */
export const MISSED_DOSES = defineSystemActor('missed-doses');

export const DERIVE_MISSED = defineJob({
  name: 'treatment.derive-missed',
  actor: MISSED_DOSES,
  repeat: 'sweep',
});
