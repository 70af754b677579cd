import { defineJob } from '../platform/jobs/job.js';
import { defineSystemActor } from '../platform/security/actor.js';

/** Compares entries with the whole register, in nobody's request: what it finds never changes an answer's time. */
export const DUPLICATE_FINDER = defineSystemActor('duplicate-finder');

export const COMPARE_ENTRY = defineJob<{ readonly personId: string }>({
  name: 'people.compare-entry',
  actor: DUPLICATE_FINDER,
});
