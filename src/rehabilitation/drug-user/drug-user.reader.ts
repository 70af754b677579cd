import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import { CaseFiles } from '../../cases/case-files.js';
import { legalDayOf } from '../../law/date.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import type { UserActor } from '../../platform/security/actor.js';
import { Deadlines } from '../../reminders/deadlines.js';
import { readPapers } from '../../cases/steps/act-papers.js';
import type { DrugUserManagementDto } from './drug-user-answer.dto.js';
import { DRUG_USER } from './drug-user-procedure.js';
import { toDrugUserDto } from './drug-user.view.js';

/** Puts together what a file says, after each step and on its own. */
@Injectable()
export class DrugUserReader {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly deadlines: Deadlines,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Problem 404 for a file that is absent, out of scope or of another procedure */
  async read(actor: UserActor, id: string): Promise<DrugUserManagementDto> {
    return this.database.read(actor, async (tx) => {
      const dto = await this.show(tx, id);
      await this.audit.record(tx, {
        action: `${DRUG_USER.auditName}.read`,
        subject: { kind: 'case', id },
        persons: [dto.personId],
      });
      return dto;
    });
  }

  /** The answer of every step, within its transaction: what is answered is what is kept for a repetition. */
  async show(tx: Tx, id: string): Promise<DrugUserManagementDto> {
    const file = await this.files.byId(tx, id, DRUG_USER.kind);
    const [events, papers, deadlines] = await Promise.all([
      this.files.events(tx, id),
      readPapers(tx, id),
      this.deadlines.ofSubject(tx, id),
    ]);
    return toDrugUserDto({ file, events, papers, deadlines, today: legalDayOf(tx.now), legalNow: tx.now });
  }
}
