import { defineJob } from '../platform/jobs/job.js';
import { defineSystemActor } from '../platform/security/actor.js';

/** Scans attachments. Its policies: every attachment, of which it changes what the scanner says; nothing of any file. */
export const ATTACHMENT_SCANNER = defineSystemActor('attachment-scanner');

/** Removes contents that nobody attached. Its policies: old rows of announced uploads. */
export const UPLOAD_CLEANUP = defineSystemActor('upload-cleanup');

export const SCAN_ATTACHMENT = defineJob<{ readonly attachmentId: string }>({
  name: 'attachments.scan',
  actor: ATTACHMENT_SCANNER,
});

/** Every attachment that waits for a scan, whatever the queue knows of it. */
export const SCAN_WAITING = defineJob({
  name: 'attachments.scan-waiting',
  actor: ATTACHMENT_SCANNER,
  repeat: { everyMs: 600_000 },
});

export const CLEAN_UP_UPLOADS = defineJob({
  name: 'attachments.clean-up-uploads',
  actor: UPLOAD_CLEANUP,
  repeat: { everyMs: 3_600_000 },
});
