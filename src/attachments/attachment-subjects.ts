import { Injectable } from '@nestjs/common';
import { CaseFiles } from '../cases/case-files.js';
import type { Tx } from '../platform/database/tx.js';
import { problem } from '../platform/errors/problem.js';
import type { AttachmentSubject } from './attachment.js';
import { P } from './attachments.problems.js';

/** Whom a subject is about. */
export interface SubjectFacts {
  readonly persons: readonly string[];
}

/** Asks each kind of subject who may see and change what belongs to it. A further kind is a further case here. */
@Injectable()
export class AttachmentSubjects {
  constructor(private readonly files: CaseFiles) {}

  /** @throws Problem 404 when absent or out of scope */
  async forReading(tx: Tx, { kind, id }: AttachmentSubject): Promise<SubjectFacts> {
    switch (kind) {
      case 'case':
        return { persons: [(await this.files.byId(tx, id)).personId] };
    }
  }

  /** Holds the subject until the transaction ends. @throws Problem as `forReading`, and 403 for who only reads it */
  async forChange(tx: Tx, { kind, id }: AttachmentSubject): Promise<SubjectFacts> {
    switch (kind) {
      case 'case':
        return { persons: [(await this.files.lock(tx, id)).personId] };
    }
  }

  /** Holds the subject too. @throws Problem as `forChange`, and 403 for who neither added it nor answers for the subject */
  async forVoiding(tx: Tx, subject: AttachmentSubject, organisationId: number): Promise<SubjectFacts> {
    const facts = await this.forChange(tx, subject);
    if (await this.answersFor(tx, subject, organisationId)) return facts;
    throw problem(P.voidedByOthers, { extensions: { organisationId } });
  }

  private async answersFor(
    tx: Tx,
    { kind, id }: AttachmentSubject,
    organisationId: number,
  ): Promise<boolean> {
    switch (kind) {
      case 'case':
        return this.files.answersFor(tx, id, organisationId);
    }
  }
}
