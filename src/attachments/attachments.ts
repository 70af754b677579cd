import { Injectable } from '@nestjs/common';
import type { RowId } from '../platform/database/changes.js';
import type { Tx } from '../platform/database/tx.js';
import { P as HTTP } from '../platform/errors/platform.problems.js';
import { problem } from '../platform/errors/problem.js';
import type { UserActor } from '../platform/security/actor.js';
import {
  ATTACHMENT_COLUMNS,
  type Attachment,
  type AttachmentKind,
  type AttachmentStatus,
  type AttachmentSubject,
} from './attachment.js';
import { P } from './attachments.problems.js';
import type { MediaType } from './file-types.rules.js';

export interface NewAttachment {
  readonly id: string;
  readonly subject: AttachmentSubject;
  readonly kind: AttachmentKind;
  readonly title: string | null;
  readonly mediaType: MediaType;
  readonly size: number;
  readonly sha256: Buffer;
  readonly storageKey: string;
  readonly keyVersion: number;
  readonly status: AttachmentStatus;
  readonly actor: UserActor;
}

export interface AttachmentFilter {
  readonly kind: AttachmentKind | null;
  readonly withVoided: boolean;
  /** The id of the last one shown. */
  readonly before: string | null;
  readonly ids: readonly RowId[] | null;
  readonly limit: number;
}

/** The rows of attachments; what they say of contents, never the contents. */
@Injectable()
export class Attachments {
  async insert(tx: Tx, { subject, actor, ...made }: NewAttachment): Promise<Attachment> {
    await tx.execute(
      `insert into attachment (id, subject_kind, subject_id, kind, title, media_type, size, sha256, storage_key,
         key_version, status, uploaded_by, organisation_id, added_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        ...[made.id, subject.kind, subject.id, made.kind, made.title, made.mediaType, made.size, made.sha256],
        ...[made.storageKey, made.keyVersion, made.status, actor.userId, actor.organisationId, tx.now],
      ],
    );
    return this.byId(tx, made.id);
  }

  /** @throws Problem 404 when absent or out of scope */
  async byId(tx: Tx, id: string): Promise<Attachment> {
    const found = await tx.one<Attachment>(`select ${ATTACHMENT_COLUMNS} from attachment a where a.id = $1`, [
      id,
    ]);
    if (!found) throw problem(P.notFound);
    return found;
  }

  /** Newest first. */
  async ofSubject(
    tx: Tx,
    { kind, id }: AttachmentSubject,
    filter: AttachmentFilter,
  ): Promise<readonly Attachment[]> {
    return tx.query<Attachment>(
      `select ${ATTACHMENT_COLUMNS} from attachment a
       where a.subject_kind = $1 and a.subject_id = $2
         and ($3::text is null or a.kind = $3)
         and ($4 or a.voided_at is null)
         and ($5::uuid is null or a.id < $5)
         and ($7::uuid[] is null or a.id = any ($7))
       order by a.id desc limit $6`,
      [kind, id, filter.kind, filter.withVoided, filter.before, filter.limit, filter.ids],
    );
  }

  async voidedOf(tx: Tx, ids: readonly RowId[]): Promise<readonly RowId[]> {
    const sql = 'select id from attachment where id = any ($1::uuid[]) and voided_at is not null';
    return (await tx.query<{ id: string }>(sql, [ids])).map(({ id }) => id);
  }

  /** What the storage holds for the subject of a body; voided ones lie there too. */
  async keptOf(
    tx: Tx,
    { kind, id }: AttachmentSubject,
    organisationId: number,
  ): Promise<{ count: number; bytes: number }> {
    const kept = await tx.one<{ count: number; bytes: number }>(
      `select count(*)::int as count, coalesce(sum(size), 0)::float8 as bytes
       from attachment where subject_kind = $1 and subject_id = $2 and organisation_id = $3`,
      [kind, id, organisationId],
    );
    return kept ?? { count: 0, bytes: 0 };
  }

  /** @throws Problem 412 when it is not at the version that the caller saw */
  async void(tx: Tx, { id, version }: Attachment, actor: UserActor, reason: string): Promise<Attachment> {
    const changed = await tx.execute(
      `update attachment set voided_at = $3, voided_by = $4, voided_by_organisation_id = $5, void_reason = $6,
         version = version + 1
       where id = $1 and version = $2`,
      [id, version, tx.now, actor.userId, actor.organisationId, reason],
    );
    if (changed === 0) throw problem(HTTP.staleVersion);
    return this.byId(tx, id);
  }
}
