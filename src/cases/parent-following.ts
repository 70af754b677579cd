import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { HandlesJob } from '../platform/jobs/job.js';
import type { SystemActor } from '../platform/security/actor.js';
import { CASE_COLUMNS, type CaseFile } from './case-file.js';
import { Procedures } from './procedures.js';
import { FOLLOW_PARENT } from './turnover.jobs.js';

/** Lets files follow the one that they hang on, open or ended by it: what becomes of them, their procedure says. */
@Injectable()
export class ParentFollowing {
  constructor(
    private readonly database: Database,
    private readonly procedures: Procedures,
  ) {}

  @HandlesJob(FOLLOW_PARENT)
  async run({ caseId }: { readonly caseId: string }, actor: SystemActor): Promise<void> {
    await this.database.write(actor, async (tx) => {
      // Held until the end: whoever changes it meanwhile would ask for nothing that this one has not seen.
      const parent = await tx.one<CaseFile>(
        `select ${CASE_COLUMNS} from case_file f where f.id = $1 for share of f`,
        [caseId],
      );
      if (!parent) return;
      for (const file of await this.children(tx, caseId)) {
        const { carriedBy } = this.procedures.of(file.kind);
        const carries = carriedBy?.states[parent.kind]?.includes(parent.status) === true;
        await carriedBy?.changed(tx, file, parent, carries);
      }
    });
  }

  private async children(tx: Tx, parentId: string): Promise<readonly CaseFile[]> {
    const reasons = this.procedures.all().flatMap(({ carriedBy }) => carriedBy?.endedReason ?? []);
    return tx.query<CaseFile>(
      `select ${CASE_COLUMNS} from case_file f
       where f.parent_id = $1 and (f.closed_on is null or f.closed_reason = any ($2::text[]))
       order by f.id for update of f`,
      [parentId, reasons],
    );
  }
}
