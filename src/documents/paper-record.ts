import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { DateOnly } from '../law/date.js';
import { ColumnCipher, type CipherPlace } from '../platform/crypto/column-cipher.js';
import { defineSubject } from '../platform/database/subjects.js';
import type { RowId } from '../platform/database/changes.js';
import type { Tx } from '../platform/database/tx.js';
import type { PaperKind } from './paper-kinds.js';
import type { PaperText } from './render.js';
import type { Capacity } from './signature.rules.js';

defineSubject('paper', 'paper');

export interface PaperRecord {
  readonly id: string;
  readonly caseId: string;
  readonly organisationId: number;
  readonly kind: PaperKind;
  readonly template: string;
  readonly templateVersion: number;
  readonly formInstrument: string | null;
  readonly formAppendix: string | null;
  readonly formNumber: string | null;
  readonly number: string | null;
  readonly givenNumberId: string | null;
  /** Whose act it is about. */
  readonly actOrganisationId: number;
  /** Of a paper of a step: the event that it is about. */
  readonly eventId: string | null;
  /** Of a decision or a step: the number under which it stands in its file. */
  readonly actNumber: string | null;
  readonly datedOn: DateOnly;
  readonly capacity: Capacity;
  readonly officeHolderId: string | null;
  readonly signerUserId: string | null;
  readonly contentHash: string;
  readonly madeAt: Date;
  readonly recordedBy: string;
  readonly voidedAt: Date | null;
  readonly voidReason: string | null;
  readonly version: number;
}

export type NewPaper = Omit<
  PaperRecord,
  'contentHash' | 'madeAt' | 'recordedBy' | 'voidedAt' | 'voidReason' | 'version'
>;

interface Sealed {
  readonly sealed: Buffer;
}

const COLUMNS = `p.id, p.case_id as "caseId", p.organisation_id as "organisationId", p.kind, p.template,
  p.template_version as "templateVersion", p.form_instrument as "formInstrument", p.form_appendix as "formAppendix",
  p.form_number as "formNumber", p.number, p.given_number_id as "givenNumberId",
  p.act_organisation_id as "actOrganisationId", p.event_id as "eventId", p.act_number as "actNumber", p.dated_on as "datedOn", p.capacity,
  p.office_holder_id as "officeHolderId", p.signer_user_id as "signerUserId", p.content_hash as "contentHash",
  p.made_at as "madeAt", p.recorded_by as "recordedBy", p.voided_at as "voidedAt", p.void_reason as "voidReason",
  p.version`;

const SALT_BYTES = 16;

/** Papers as they are kept: what the template was filled with, sealed; never the file itself. */
@Injectable()
export class PaperRecords {
  constructor(private readonly cipher: ColumnCipher) {}

  async insert(tx: Tx, paper: NewPaper, fields: PaperText): Promise<void> {
    if (tx.actor.kind !== 'user') throw new Error('Papers are made by users');
    const content = JSON.stringify({ fields, salt: randomBytes(SALT_BYTES).toString('base64') });
    await tx.execute(
      `insert into paper (id, case_id, organisation_id, kind, template, template_version, form_instrument,
         form_appendix, form_number, number, given_number_id, act_organisation_id, event_id, act_number, dated_on, capacity,
         office_holder_id, signer_user_id, content_sealed, content_hash, recorded_by, recorded_by_organisation_id, made_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
         $21, $22, $23)`,
      [
        ...[paper.id, paper.caseId, paper.organisationId, paper.kind, paper.template, paper.templateVersion],
        ...[paper.formInstrument, paper.formAppendix, paper.formNumber, paper.number, paper.givenNumberId],
        ...[paper.actOrganisationId, paper.eventId, paper.actNumber],
        ...[paper.datedOn, paper.capacity, paper.officeHolderId, paper.signerUserId],
        ...[this.cipher.encrypt(content, placeOf(paper.id)), hashOf(content)],
        ...[tx.actor.userId, tx.actor.organisationId, tx.now],
      ],
    );
  }

  async byId(tx: Tx, id: string): Promise<PaperRecord | null> {
    return tx.one<PaperRecord>(`select ${COLUMNS} from paper p where p.id = $1`, [id]);
  }

  /** Newest first, voided ones too. */
  async ofCase(tx: Tx, caseId: string, ids: readonly RowId[] | null): Promise<readonly PaperRecord[]> {
    return tx.query<PaperRecord>(
      `select ${COLUMNS} from paper p where p.case_id = $1 and ($2::uuid[] is null or p.id = any ($2))
       order by p.made_at desc, p.id desc limit 1000`,
      [caseId, ids],
    );
  }

  /** The paper of the kind that stands, where there is one; of decisions, the one of the decision with this number. */
  async standing(tx: Tx, caseId: string, kind: PaperKind, number: string | null): Promise<string | null> {
    const row = await tx.one<{ id: string }>(
      `select p.id from paper p where p.case_id = $1 and p.kind = $2 and p.voided_at is null
         and ($3::text is null or p.act_number = $3) limit 1`,
      [caseId, kind, number],
    );
    return row?.id ?? null;
  }

  /** The paper of a step by this template that stands, where there is one. */
  async standingOfStep(tx: Tx, eventId: string, template: string): Promise<string | null> {
    const row = await tx.one<{ id: string }>(
      `select p.id from paper p
       where p.event_id = $1 and p.template = $2 and p.kind = 'step' and p.voided_at is null`,
      [eventId, template],
    );
    return row?.id ?? null;
  }

  async standingOfCase(tx: Tx, caseId: string): Promise<readonly PaperRecord[]> {
    return tx.query<PaperRecord>(
      `select ${COLUMNS} from paper p where p.case_id = $1 and p.voided_at is null order by p.id`,
      [caseId],
    );
  }

  /** All papers of a step that stand. */
  async ofStep(tx: Tx, eventId: string): Promise<readonly PaperRecord[]> {
    return tx.query<PaperRecord>(
      `select ${COLUMNS} from paper p
       where p.event_id = $1 and p.kind = 'step' and p.voided_at is null order by p.id`,
      [eventId],
    );
  }

  /** @throws Error when what was sealed is not what the paper was made of */
  async fieldsOf(tx: Tx, { id, contentHash }: PaperRecord): Promise<PaperText> {
    const row = await tx.one<Sealed>('select content_sealed as sealed from paper where id = $1', [id]);
    if (!row) throw new Error('A paper that was just read is gone');
    const content = this.cipher.decrypt(row.sealed, placeOf(id));
    if (hashOf(content) !== contentHash) throw new Error('The content of a paper does not have its hash');
    return (JSON.parse(content) as { readonly fields: PaperText }).fields;
  }

  /** @returns false when the paper was voided meanwhile */
  async void(tx: Tx, id: string, reason: string): Promise<boolean> {
    if (tx.actor.kind !== 'user') throw new Error('Papers are voided by users');
    const rows = await tx.execute(
      `update paper set voided_at = $2, voided_by = $3, void_reason = $4, version = version + 1
       where id = $1 and voided_at is null`,
      [id, tx.now, tx.actor.userId, reason],
    );
    return rows > 0;
  }
}

const placeOf = (row: string): CipherPlace => ({ table: 'paper', column: 'content_sealed', row });

const hashOf = (content: string): string => createHash('sha256').update(content).digest('hex');
