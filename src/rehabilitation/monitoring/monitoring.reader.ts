import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import { CASE_COLUMNS, type CaseFile } from '../../cases/case-file.js';
import { CaseFiles } from '../../cases/case-files.js';
import { legalDayOf, type DateOnly } from '../../law/date.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import type { UserActor } from '../../platform/security/actor.js';
import { Deadlines } from '../../reminders/deadlines.js';
import { readPapers } from '../../cases/steps/act-papers.js';
import type { ElectronicMonitoringDto } from './monitoring-answer.dto.js';
import { measureOf, type CarriedMeasure } from './monitoring-measure.js';
import { MONITORING } from './monitoring-procedure.js';
import { toElectronicMonitoringDto } from './monitoring.view.js';

/** Puts together what a file says, after each step and on its own. */
@Injectable()
export class MonitoringReader {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly deadlines: Deadlines,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Problem 404 for a file that is absent, out of scope or of another procedure */
  async read(actor: UserActor, id: string): Promise<ElectronicMonitoringDto> {
    return this.database.read(actor, async (tx) => {
      const dto = await this.show(tx, id);
      await this.audit.record(tx, {
        action: `${MONITORING.auditName}.read`,
        subject: { kind: 'case', id },
        persons: [dto.personId],
      });
      return dto;
    });
  }

  /** The file on which a monitoring hangs, as of a day; null where the actor does not see it. */
  async measureOf(tx: Tx, { parentId }: CaseFile, on: DateOnly): Promise<CarriedMeasure | null> {
    if (parentId === null) return null;
    const sql = `select ${CASE_COLUMNS} from case_file f where f.id = $1`;
    const parent = await tx.one<CaseFile>(sql, [parentId]);
    return parent && measureOf(tx, this.files, parent, on);
  }

  /** The answer of every step, within its transaction: what is answered is what is kept for a repetition. */
  async show(tx: Tx, id: string): Promise<ElectronicMonitoringDto> {
    const file = await this.files.byId(tx, id, MONITORING.kind);
    const today = legalDayOf(tx.now);
    const [events, papers, deadlines, measure] = await Promise.all([
      this.files.events(tx, id),
      readPapers(tx, id),
      this.deadlines.ofSubject(tx, id),
      this.measureOf(tx, file, today),
    ]);
    return toElectronicMonitoringDto({ file, events, papers, deadlines, measure, today, legalNow: tx.now });
  }
}
