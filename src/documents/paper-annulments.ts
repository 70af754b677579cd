import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import type { CaseFile } from '../cases/case-file.js';
import type { Tx } from '../platform/database/tx.js';
import { PaperRecords, type PaperRecord } from './paper-record.js';

/** Papers fall with the step that they certify. */
@Injectable()
export class PaperAnnulments {
  constructor(
    private readonly papers: PaperRecords,
    private readonly audit: AuditLog,
  ) {}

  /**
   * The decision of this number was entered by mistake: what was printed of it is void, so that it is not printed again.
   * The number stays used.
   *
   * @param reason of the annulment
   */
  async decisionAnnulled(tx: Tx, file: CaseFile, number: string, reason: string): Promise<void> {
    const id = await this.papers.standing(tx, file.id, 'decision', number);
    if (id !== null) await this.void(tx, file, { id, kind: 'decision', number }, reason);
  }

  /**
   * The step was entered by mistake: every paper that was printed of it is void.
   *
   * @param reason of the annulment
   */
  async stepAnnulled(tx: Tx, file: CaseFile, eventId: string, reason: string): Promise<void> {
    for (const paper of await this.papers.ofStep(tx, eventId)) await this.void(tx, file, paper, reason);
  }

  /**
   * The file should never have been: nothing that was printed from it certifies anything.
   *
   * @param reason for which the file was voided
   */
  async fileVoided(tx: Tx, file: CaseFile, reason: string): Promise<void> {
    for (const paper of await this.papers.standingOfCase(tx, file.id))
      await this.void(tx, file, paper, reason);
  }

  private async void(
    tx: Tx,
    file: CaseFile,
    { id, kind, number }: Pick<PaperRecord, 'id' | 'kind' | 'number'>,
    reason: string,
  ): Promise<void> {
    await this.papers.void(tx, id, reason);
    await this.audit.record(tx, {
      action: 'documents.paper.voided',
      subject: { kind: 'paper', id },
      persons: [file.personId],
      detail: { kind, number, caseId: file.id },
    });
  }
}
