import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import type { ByteRange } from '../platform/crypto/stream-cipher.js';
import { Database } from '../platform/database/database.js';
import { problem, type ProblemType } from '../platform/errors/problem.js';
import type { FileToSend } from '../platform/http/send-file.js';
import type { UserActor } from '../platform/security/actor.js';
import type { Attachment, AttachmentStatus } from './attachment.js';
import { subjectOf } from './attachment.service.js';
import { AttachmentSubjects } from './attachment-subjects.js';
import { AttachmentVault } from './attachment-vault.js';
import { Attachments } from './attachments.js';
import { P } from './attachments.problems.js';
import { FILE_TYPES } from './file-types.rules.js';

/** Why a content is not given out; null where it is. */
const WITHHELD: Readonly<Record<AttachmentStatus, ProblemType | null>> = {
  quarantined: P.quarantined,
  infected: P.infected,
  clean: null,
  unscanned: null,
};

/** Gives the contents of attachments. */
@Injectable()
export class AttachmentContentService {
  constructor(
    private readonly database: Database,
    private readonly attachments: Attachments,
    private readonly subjects: AttachmentSubjects,
    private readonly vault: AttachmentVault,
    private readonly audit: AuditLog,
  ) {}

  /** Recorded before the first byte leaves, and whether or not the last one does. */
  async download(actor: UserActor, id: string): Promise<FileToSend> {
    const attachment = await this.database.read(actor, async (tx) => {
      const found = await this.attachments.byId(tx, id);
      const { persons } = await this.subjects.forReading(tx, subjectOf(found));
      const withheld = found.voidedAt ? P.voided : WITHHELD[found.status];
      if (withheld) throw problem(withheld);
      await this.audit.record(tx, {
        action: 'attachments.attachment.download',
        subject: { kind: 'attachment', id },
        persons,
        detail: { [found.subjectKind]: found.subjectId, kind: found.kind, status: found.status },
      });
      return found;
    });
    return this.answerOf(attachment);
  }

  private answerOf(attachment: Attachment): FileToSend {
    return {
      mediaType: attachment.mediaType,
      size: attachment.size,
      fileName: fileNameOf(attachment),
      tag: attachment.sha256,
      headers: { 'Attachment-Status': attachment.status },
      open: (range: ByteRange) => this.vault.open(attachment, range),
    };
  }
}

/** Of the kind of paper and a part of the id: a name that says nothing about the person. */
function fileNameOf({ id, kind, mediaType }: Attachment): string {
  return `${kind}-${id.slice(-12)}.${FILE_TYPES[mediaType].extensions[0]}`;
}
