import { defineJob } from '../platform/jobs/job.js';
import { defineSystemActor } from '../platform/security/actor.js';

/** Applies changes of units. Its policies: changes and what they did to bodies; organisations and their successions. */
export const UNIT_CHANGE = defineSystemActor('unit-change');

/** Applies what is due and asked for, and tells how far the files are: on request, and by the sweep. */
export const RUN_UNIT_CHANGES = defineJob({ name: 'unit-changes.run', actor: UNIT_CHANGE, repeat: 'sweep' });
