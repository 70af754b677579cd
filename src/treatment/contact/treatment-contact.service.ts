import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import { CaseFiles } from '../../cases/case-files.js';
import { refuseUnlessKeeper } from '../../cases/keeping.js';
import { Database } from '../../platform/database/database.js';
import { problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from '../treatment.problems.js';
import type { TreatmentContactDto } from './treatment-contact.dto.js';

/** The keeper of a file asks who treats the person within it for contact: a notice, and nothing of either file. */
@Injectable()
export class TreatmentContactService {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly audit: AuditLog,
  ) {}

  /**
   * The place of treatment hears of it once a day. The answer is the same whether or not anybody treats.
   *
   * @throws Problem 403 for who does not keep the file, 409 for a file that has ended or within which nobody was asked to treat
   */
  async ask(actor: UserActor, caseId: string): Promise<TreatmentContactDto> {
    return this.database.write(actor, async (tx) => {
      const file = await this.files.byId(tx, caseId);
      await refuseUnlessKeeper(tx, file.keeperOrganisationId);
      if (file.closedOn !== null) throw problem(P.fileEnded);
      if (!(await tx.one('select 1 from treatment_request where case_id = $1 limit 1', [caseId])))
        throw problem(P.nobodyAsked);
      await tx.query('select app.ask_treatment_contact($1, $2)', [caseId, tx.now]);
      await this.audit.record(tx, {
        action: 'treatment.contact.asked',
        subject: { kind: 'case', id: caseId },
        persons: [file.personId],
      });
      return { caseId, askedAt: tx.now.toISOString() };
    });
  }
}
