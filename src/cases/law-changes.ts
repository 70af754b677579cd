import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { legalDayOf } from '../law/date.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import type { SystemActor } from '../platform/security/actor.js';
import { Notifications } from '../reminders/notifications.js';
import { CASE_COLUMNS, type CaseFile } from './case-file.js';
import { CaseFiles } from './case-files.js';
import { momentOfMove } from './case-steps.js';
import type { CaseProcedure, LawChange } from './procedure.js';
import { tellOfWaiting } from './turnover-notices.js';

const BATCH = 50;

/**
 * Files that no succession moved though their keeper may no longer act: a new law took the competence away, or the
 * body ended. They stay where they are, marked as awaiting reassignment, and no time limit of the old law goes on.
 */
@Injectable()
export class LawChanges {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly notifications: Notifications,
    private readonly audit: AuditLog,
  ) {}

  /** Comes after the files that a succession moves. */
  async apply(actor: SystemActor, procedure: CaseProcedure): Promise<void> {
    await this.inBatches(actor, (tx) => this.markEnded(tx, procedure));
    const { lawChange } = procedure;
    if (lawChange) await this.inBatches(actor, (tx) => this.changeLaw(tx, procedure, lawChange));
  }

  private async inBatches(actor: SystemActor, step: (tx: Tx) => Promise<number>): Promise<void> {
    while ((await this.database.write(actor, step)) === BATCH);
  }

  /** Files of bodies that have ended. */
  private async markEnded(tx: Tx, procedure: CaseProcedure): Promise<number> {
    const files = await tx.query<CaseFile>(
      `select ${CASE_COLUMNS} from case_file f join organisation o on o.id = f.keeper_organisation_id
       where f.kind = $1 and f.closed_on is null and not f.awaiting_reassignment and o.valid_to < $2
         and ${NOT_DUE}
       order by f.id limit ${BATCH} for update of f skip locked`,
      [procedure.kind, legalDayOf(tx.now), procedure.function],
    );
    for (const file of files) await this.mark(tx, file, { status: file.status, lawMovedOn: null });
    return files.length;
  }

  /** Files of before the new law that are still with the body that it took the competence from. */
  private async changeLaw(tx: Tx, procedure: CaseProcedure, change: LawChange): Promise<number> {
    const today = legalDayOf(tx.now);
    if (today < change.on) return 0;
    const files = await tx.query<CaseFile>(
      `select ${CASE_COLUMNS} from case_file f join organisation o on o.id = f.keeper_organisation_id
       where f.kind = $1 and f.closed_on is null and f.law_moved_on is null and f.opened_on < $4 and o.kind = $5
         and ${NOT_DUE}
       order by f.opened_on, f.id limit ${BATCH} for update of f skip locked`,
      [procedure.kind, today, procedure.function, change.on, change.formerKeeper],
    );
    for (const file of files) await this.changeOne(tx, procedure, change, file);
    return files.length;
  }

  private async changeOne(
    tx: Tx,
    procedure: CaseProcedure,
    change: LawChange,
    file: CaseFile,
  ): Promise<void> {
    const at = momentOfMove(await this.files.events(tx, file.id), change.on);
    const { event, status } = await procedure.competenceMoved(tx, file, null, at);
    await this.mark(tx, file, { status, lawMovedOn: change.on });
    await this.files.append(tx, file.id, {
      type: event,
      effective: { at, precision: 'day' },
      statusAfter: status,
    });
  }

  private async mark(
    tx: Tx,
    file: CaseFile,
    { status, lawMovedOn }: { readonly status: string; readonly lawMovedOn: string | null },
  ): Promise<void> {
    await tx.execute(
      `update case_file set status = $2, law_moved_on = coalesce($3, law_moved_on), awaiting_reassignment = true,
         version = version + 1
       where id = $1`,
      [file.id, status, lawMovedOn],
    );
    await tellOfWaiting(tx, this.notifications, file);
    await this.audit.record(tx, {
      action: 'cases.case.awaiting-reassignment',
      subject: { kind: 'case', id: file.id },
      persons: [file.personId],
    });
  }
}

/** No succession moves the file: what one is about to move, or failed to, is not touched. */
const NOT_DUE = `not exists (select 1 from organisation_succession s
  where s.predecessor_id = f.keeper_organisation_id and s.main and s.effective_on <= $2 and (s.corrects_id = f.moved_by
    or (s.corrects_id is null and s.function in ('all', $3) and (s.function = 'all' or f.opened_on <= s.effective_on)
      and (s.effective_on, s.id) > (coalesce(f.moved_on, '-infinity'), coalesce(f.moved_by, 0)))))`;
