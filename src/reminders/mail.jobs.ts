import { defineJob } from '../platform/jobs/job.js';
import { defineSystemActor } from '../platform/security/actor.js';

/** Sends notices by mail. Its policies: notices, addresses, wishes, deliveries, whether a limit runs; no name, no file. */
export const NOTICE_MAIL = defineSystemActor('notice-mail');

/** One mail. What it says and to whom is read when it is sent. */
export const SEND_DELIVERY = defineJob<{ readonly deliveryId: string }>({
  name: 'reminders.send-delivery',
  actor: NOTICE_MAIL,
});

/** Every notice for which nobody has decided yet who gets it by mail, and every mail that waits, whatever the queue knows. */
export const SWEEP_DELIVERIES = defineJob({
  name: 'reminders.sweep-deliveries',
  actor: NOTICE_MAIL,
  repeat: 'sweep',
});
