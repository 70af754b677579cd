import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Tx } from '../platform/database/tx.js';
import type { DeadlineSubject } from './deadline.js';
import type { NotificationKind } from './reminder.code-lists.js';

export interface NewNotification {
  readonly organisationId: number;
  readonly kind: NotificationKind;
  /** Names the cause: the same cause gives one organisation one notice, however often it is raised. */
  readonly onceKey: string;
  readonly subject: DeadlineSubject;
  readonly reminderId?: string;
  readonly deadlineId?: string;
  /** Codes, dates and numbers. */
  readonly facts?: Readonly<Record<string, string | number | null>>;
}

/** The inbox of organisations: whoever works there today finds the notice. */
@Injectable()
export class Notifications {
  /** Adds the notice unless it is there already: exactly once by the unique key. @returns false where it was there */
  async raise(tx: Tx, notice: NewNotification): Promise<boolean> {
    const rows = await tx.execute(
      `insert into notification (id, organisation_id, reminder_id, kind, subject_kind, subject_id, deadline_id, facts,
         raised_at, once_key)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       on conflict do nothing`,
      [
        uuidv7(),
        notice.organisationId,
        notice.reminderId ?? null,
        notice.kind,
        notice.subject.kind,
        notice.subject.id,
        notice.deadlineId ?? null,
        JSON.stringify({ ...notice.facts, code: notice.subject.code }),
        tx.now,
        notice.onceKey,
      ],
    );
    return rows === 1;
  }
}
