import type { Tx } from '../platform/database/tx.js';
import type { NewNotification, Notifications } from '../reminders/notifications.js';
import type { CaseFile } from './case-file.js';
import type { Succession } from './procedure.js';

export interface Move {
  readonly file: CaseFile;
  readonly succession: Succession;
  /** The receiver keeps another open file of the kind about the same person. */
  readonly second: boolean;
}

/** Tells the receiver and the giver of a file that went with competence. */
export async function tellOfMove(
  tx: Tx,
  notifications: Notifications,
  { file, succession, second }: Move,
): Promise<void> {
  const { id, successorId, predecessorId, effectiveOn, act } = succession;
  const notice = {
    subject: subjectOf(file),
    onceKey: `succession:${id}:${file.id}`,
    facts: { effectiveOn, act },
  };
  const notices: NewNotification[] = [
    { ...notice, organisationId: successorId, kind: 'case.received' },
    { ...notice, organisationId: predecessorId, kind: 'case.given' },
  ];
  if (second) {
    const onceKey = `second-open:${id}:${file.id}`;
    notices.push({ ...notice, onceKey, organisationId: successorId, kind: 'case.second-open' });
  }
  for (const each of notices) await notifications.raise(tx, each);
}

/** Tells the keeper that it may no longer act on the file, and that nobody has taken over. */
export async function tellOfWaiting(tx: Tx, notifications: Notifications, file: CaseFile): Promise<void> {
  await notifications.raise(tx, {
    subject: subjectOf(file),
    onceKey: `awaiting-reassignment:${file.id}:${file.keeperOrganisationId}`,
    organisationId: file.keeperOrganisationId,
    kind: 'case.awaiting-reassignment',
  });
}

function subjectOf({ id, code }: CaseFile): NewNotification['subject'] {
  return { kind: 'case', id, code };
}
