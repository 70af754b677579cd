import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { subjectTable } from '../platform/database/subjects.js';
import type { Subject } from '../platform/security/subject.js';
import type { Tx } from '../platform/database/tx.js';

/** Codes, numbers and dates that tell what happened; never a person's data. */
export type AuditDetail = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

export interface AuditEntry {
  /** `slice.object.act`, such as `people.person.read`. */
  readonly action: string;
  readonly subject?: Subject;
  /** Persons whose data was shown or changed. A list leaves one entry with all of them. */
  readonly persons?: readonly string[];
  readonly outcome?: 'done' | 'refused';
  readonly detail?: AuditDetail;
}

/** Writes down who did what, in the transaction that does it: no act without its record, no record without the act. */
@Injectable()
export class AuditLog {
  /** @throws Error when what a user did is about a kind of subject that nobody declared */
  async record(tx: Tx, entry: AuditEntry): Promise<void> {
    const user = tx.actor.kind === 'user' ? tx.actor : null;
    if (user && entry.outcome !== 'refused') concern(tx, entry);
    tx.sendAhead(
      `insert into audit_event (id, legal_at, user_id, organisation_id, system, action, outcome, subject_kind,
         subject_id, persons, request_id, detail)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        uuidv7(),
        tx.now,
        user?.userId ?? null,
        user?.organisationId ?? null,
        tx.actor.kind === 'system' ? tx.actor.name : null,
        entry.action,
        entry.outcome ?? 'done',
        entry.subject?.kind ?? null,
        entry.subject?.id ?? null,
        entry.persons ?? [],
        tx.requestId,
        JSON.stringify(user?.client ? { ...entry.detail, client: true } : (entry.detail ?? {})),
      ],
    );
  }
}

/** Tells the transaction what it is about, so that a kept answer is given again only to who still sees all of it. */
function concern(tx: Tx, { subject, persons = [] }: AuditEntry): void {
  for (const shown of [...(subject ? [subject] : []), ...persons.map((id) => ({ kind: 'person', id }))]) {
    subjectTable(shown.kind);
    tx.concern(shown);
  }
}
