import { defineJob } from '../platform/jobs/job.js';
import { defineSystemActor } from '../platform/security/actor.js';

/** Its policies: rotations and their steps; the rows that are rewritten through functions of their own. */
export const KEY_ROTATION = defineSystemActor('key-rotation');

/** Goes on with what is under way, whichever process began it. */
export const ROTATE_KEYS = defineJob({ name: 'keys.rotate', actor: KEY_ROTATION, repeat: 'sweep' });
