import { defineJob } from '../platform/jobs/job.js';
import { defineSystemActor } from '../platform/security/actor.js';

/** Fires reminders. Its policies: every deadline and reminder, adding notices; nothing of any file. */
export const REMINDER_SWEEP = defineSystemActor('reminder-sweep');

/** Counts limits anew. Its policies: recounts, every deadline and reminder, adding notices; deadlines change by a function. */
export const CALENDAR_RECOUNT = defineSystemActor('calendar-recount');

/** Goes on with what is under way, whichever process began it: asked for with the change, and by the sweep. */
export const RECOUNT_DEADLINES = defineJob({
  name: 'deadlines.recount',
  actor: CALENDAR_RECOUNT,
  repeat: 'sweep',
});

/** One reminder, put into the queue when its deadline opens and delayed until its time. */
export const FIRE_REMINDER = defineJob<{ readonly reminderId: string }>({
  name: 'reminders.fire',
  actor: REMINDER_SWEEP,
});

/** Every due reminder that has not fired, whatever the queue knows of it. */
export const SWEEP_REMINDERS = defineJob({ name: 'reminders.sweep', actor: REMINDER_SWEEP, repeat: 'sweep' });
