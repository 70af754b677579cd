import { defineJob } from '../platform/jobs/job.js';
import { defineSystemActor } from '../platform/security/actor.js';

/** Fires reminders. Its policies: every deadline and reminder, adding notices; nothing of any file. */
export const REMINDER_SWEEP = defineSystemActor('reminder-sweep');

/** One reminder, put into the queue when its deadline opens and delayed until its time. */
export const FIRE_REMINDER = defineJob<{ readonly reminderId: string }>({
  name: 'reminders.fire',
  actor: REMINDER_SWEEP,
});

/** Every due reminder that has not fired, whatever the queue knows of it. */
export const SWEEP_REMINDERS = defineJob({ name: 'reminders.sweep', actor: REMINDER_SWEEP, repeat: 'sweep' });
