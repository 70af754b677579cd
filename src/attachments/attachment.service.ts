import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { P as HTTP } from '../platform/errors/platform.problems.js';
import { problem } from '../platform/errors/problem.js';
import { rowFeed } from '../platform/database/row-feeds.js';
import { changePage, type ChangePage } from '../platform/http/change-page.js';
import type { UserActor } from '../platform/security/actor.js';
import type { Attachment, AttachmentSubject } from './attachment.js';
import {
  toAttachmentDto,
  type AttachmentDto,
  type AttachmentQuery,
  type VoidAttachmentDto,
} from './attachment.dto.js';
import { AttachmentSubjects } from './attachment-subjects.js';
import { Attachments } from './attachments.js';
import { P } from './attachments.problems.js';

/** What is known of attachments: listed, read, taken back. */
@Injectable()
export class AttachmentService {
  constructor(
    private readonly database: Database,
    private readonly attachments: Attachments,
    private readonly subjects: AttachmentSubjects,
    private readonly audit: AuditLog,
  ) {}

  async list(
    actor: UserActor,
    subject: AttachmentSubject,
    query: AttachmentQuery,
  ): Promise<ChangePage<AttachmentDto>> {
    const filter = { kind: query.kind ?? null, withVoided: query.voided ?? false };
    return this.database.read(actor, async (tx) => {
      const { persons } = await this.subjects.forReading(tx, subject);
      const page = await changePage(tx, query, {
        feed: rowFeed({ table: 'attachment', of: ['subject_id', subject.id] }),
        place: ['uuid'],
        placeOf: ({ id }: Attachment) => [id],
        rows: (after, ids, limit) =>
          this.attachments.ofSubject(tx, subject, {
            ...filter,
            before: after ? String(after[0]) : null,
            ids,
            limit,
          }),
        inScope: async (ids) => ids,
        voided: (ids) => this.attachments.voidedOf(tx, ids),
        map: toAttachmentDto,
      });
      const detail = { count: page.items.length };
      await this.audit.record(tx, { action: 'attachments.list.read', subject, persons, detail });
      return page;
    });
  }

  async read(actor: UserActor, id: string): Promise<AttachmentDto> {
    return this.database.read(actor, async (tx) => {
      const attachment = await this.attachments.byId(tx, id);
      await this.record(tx, 'attachments.attachment.read', attachment);
      return toAttachmentDto(attachment);
    });
  }

  /** The row and the content stay; it is given out no more. @throws Problem 403 for another body's, unless he keeps the file */
  async void(
    actor: UserActor,
    id: string,
    version: number,
    { reason }: VoidAttachmentDto,
  ): Promise<AttachmentDto> {
    return this.database.write(actor, async (tx) => {
      const seen = await this.attachments.byId(tx, id);
      await this.subjects.forVoiding(tx, subjectOf(seen), seen.organisationId);
      if (seen.version !== version) throw problem(HTTP.staleVersion);
      if (seen.voidedAt) throw problem(P.voided);
      const voided = await this.attachments.void(tx, seen, actor, reason);
      await this.record(tx, 'attachments.attachment.void', voided);
      return toAttachmentDto(voided);
    });
  }

  private async record(tx: Tx, action: string, attachment: Attachment): Promise<void> {
    const { persons } = await this.subjects.forReading(tx, subjectOf(attachment));
    await this.audit.record(tx, {
      action,
      subject: { kind: 'attachment', id: attachment.id },
      persons,
      detail: { [attachment.subjectKind]: attachment.subjectId, kind: attachment.kind },
    });
  }
}

export function subjectOf({ subjectKind, subjectId }: Attachment): AttachmentSubject {
  return { kind: subjectKind, id: subjectId };
}
