import { Inject, Injectable, Logger } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../audit/audit-log.js';
import { CONFIG, type Config } from '../platform/config/config.js';
import { Database } from '../platform/database/database.js';
import { Replay } from '../platform/database/idempotency-store.js';
import type { Tx } from '../platform/database/tx.js';
import { fieldProblem, Problem, problem } from '../platform/errors/problem.js';
import { FILE_FIELD, type IncomingForm } from '../platform/http/incoming-form.js';
import { tellFormContent } from '../platform/http/request-context.js';
import { checkedFields } from '../platform/http/validation.pipe.js';
import { Outbox } from '../platform/jobs/outbox.js';
import type { UserActor } from '../platform/security/actor.js';
import { newObjectKey } from '../platform/storage/object-store.js';
import type { AttachmentSubject } from './attachment.js';
import { AddAttachmentDto, toAttachmentDto, type AttachmentDto } from './attachment.dto.js';
import { SCAN_ATTACHMENT } from './attachment.jobs.js';
import { AttachmentSubjects } from './attachment-subjects.js';
import { AttachmentVault } from './attachment-vault.js';
import { Attachments } from './attachments.js';
import { P } from './attachments.problems.js';
import { FileIntake } from './file-intake.js';
import type { MediaType } from './file-types.rules.js';
import { Uploads } from './uploads.js';

interface Received {
  readonly storageKey: string;
  readonly input: AddAttachmentDto;
  readonly mediaType: MediaType;
  readonly size: number;
  readonly sha256: Buffer;
}

const REQUIRED = { vi: 'Phải gửi kèm một tệp', en: 'A file must be sent' };
const EMPTY = { vi: 'Tệp rỗng', en: 'The file is empty' };

/**
 * Adds attachments. The content is in the storage, durable, before the row that speaks of it commits; what the row's
 * transaction refuses is removed at once, what a crash leaves by a job.
 */
@Injectable()
export class AttachmentUploadService {
  private readonly logger = new Logger(AttachmentUploadService.name);

  constructor(
    private readonly database: Database,
    private readonly subjects: AttachmentSubjects,
    private readonly attachments: Attachments,
    private readonly uploads: Uploads,
    private readonly intake: FileIntake,
    private readonly vault: AttachmentVault,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async add(actor: UserActor, subject: AttachmentSubject, form: IncomingForm): Promise<AttachmentDto> {
    form.expect(this.config.files.maxBytes);
    const storageKey = newObjectKey();
    await this.database.prepare(actor, async (tx) => {
      // Nobody sends a hundred megabytes to learn that he may not.
      await this.subjects.forChange(tx, subject);
      await this.refuseTooMany(tx, actor, subject, 0);
      await this.uploads.announce(tx, storageKey, actor.userId);
    });
    let mayStand = false;
    try {
      const received = await this.receive(storageKey, form);
      tellFormContent([subject, received.input, received.size, received.sha256.toString('hex')]);
      mayStand = true;
      return await this.database.write(actor, (tx) => this.attach(tx, actor, subject, received));
    } catch (error) {
      if (!mayStand || isRefusal(error)) await this.discard(actor, storageKey);
      throw error;
    }
  }

  /** Each body has room of its own: one to which a file was referred leaves the keeper his. Exact where the subject is held. */
  private async refuseTooMany(
    tx: Tx,
    { organisationId }: UserActor,
    subject: AttachmentSubject,
    size: number,
  ): Promise<void> {
    const { maxPerSubject, maxSubjectBytes } = this.config.files;
    const kept = await this.attachments.keptOf(tx, subject, organisationId);
    if (kept.count < maxPerSubject && kept.bytes + size <= maxSubjectBytes) return;
    throw problem(P.tooMany, { extensions: { limit: maxPerSubject, limitBytes: maxSubjectBytes } });
  }

  private async receive(storageKey: string, form: IncomingForm): Promise<Received> {
    const { fields, file } = await form.read(this.config.files.maxBytes, (incoming) =>
      this.intake.take(storageKey, incoming),
    );
    const input = await checkedFields(fields, AddAttachmentDto);
    if (!file) throw fieldProblem(`/${FILE_FIELD}`, 'field.required', REQUIRED);
    const { size, sha256 } = file.evidence;
    if (size === 0) throw fieldProblem(`/${FILE_FIELD}`, 'attachments.empty', EMPTY);
    return { storageKey, input, size, sha256, mediaType: await this.intake.typeOf(storageKey, file) };
  }

  private async attach(
    tx: Tx,
    actor: UserActor,
    subject: AttachmentSubject,
    received: Received,
  ): Promise<AttachmentDto> {
    const { persons } = await this.subjects.forChange(tx, subject);
    await this.uploads.finish(tx, received.storageKey);
    await this.refuseTooMany(tx, actor, subject, received.size);
    const scanned = this.config.files.clamavUrl !== null;
    const attachment = await this.attachments.insert(tx, {
      id: uuidv7(),
      subject,
      ...received,
      kind: received.input.kind,
      title: received.input.title ?? null,
      keyVersion: this.vault.keyVersion,
      status: scanned ? 'quarantined' : 'unscanned',
      actor,
    });
    const { id, kind, mediaType, size, status } = attachment;
    if (scanned) await this.outbox.add(tx, SCAN_ATTACHMENT, { attachmentId: id });
    await this.audit.record(tx, {
      action: 'attachments.attachment.add',
      subject: { kind: 'attachment', id },
      persons,
      detail: { [subject.kind]: subject.id, kind, mediaType, size, status },
    });
    return toAttachmentDto(attachment);
  }

  private async discard(actor: UserActor, storageKey: string): Promise<void> {
    try {
      await this.vault.remove(storageKey);
      await this.database.prepare(actor, (tx) => this.uploads.forget(tx, storageKey));
    } catch (error) {
      // The job finds it by its row; the caller is told why his file was refused.
      this.logger.warn(
        `A refused file was not removed: ${error instanceof Error ? error.message : 'unknown'}`,
      );
    }
  }
}

/** Sure not to have committed. Of any other error nobody knows, and the row may stand. */
function isRefusal(error: unknown): boolean {
  return error instanceof Replay || (error instanceof Problem && error.type.status < 500);
}
