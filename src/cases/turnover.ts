import { Injectable, Logger } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { dateOnly, legalDayOf } from '../law/date.js';
import { People } from '../people/people.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { HandlesJob, type JobPayload } from '../platform/jobs/job.js';
import type { SystemActor } from '../platform/security/actor.js';
import { Deadlines } from '../reminders/deadlines.js';
import { Notifications } from '../reminders/notifications.js';
import { CASE_COLUMNS, type CaseFile } from './case-file.js';
import { CaseFiles } from './case-files.js';
import { momentOfMove } from './case-steps.js';
import { LawChanges } from './law-changes.js';
import { OwedLimits } from './owed-limits.js';
import type { CaseProcedure, Succession } from './procedure.js';
import { Procedures } from './procedures.js';
import { keepsAnotherFile, moveCaseAccess, movePersonAccess, unitOfKeeper } from './turnover-access.js';
import { tellOfMove } from './turnover-notices.js';
import { TURN_OVER_FILES } from './turnover.jobs.js';

const BATCH = 50;

interface FileToMove extends CaseFile {
  readonly succession: Succession;
}

/**
 * Lets open files follow competence: from the day on which it moved, the successor keeps the file with everything
 * that is open, and the giver reads it until the handover ends. Where nobody is the main successor the file stays
 * until somebody decides; the list of files awaiting reassignment shows it.
 */
@Injectable()
export class Turnover {
  private readonly logger = new Logger(Turnover.name);

  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly deadlines: Deadlines,
    private readonly notifications: Notifications,
    private readonly people: People,
    private readonly procedures: Procedures,
    private readonly lawChanges: LawChanges,
    private readonly owedLimits: OwedLimits,
    private readonly audit: AuditLog,
  ) {}

  @HandlesJob(TURN_OVER_FILES)
  async run(_payload: JobPayload, actor: SystemActor): Promise<void> {
    for (const procedure of this.procedures.all()) {
      await this.moveAll(actor, procedure);
      await this.lawChanges.apply(actor, procedure);
    }
    // After the files: what they do not take along is owed on files of others.
    await this.owedLimits.follow(actor);
  }

  /** File by file, each in a transaction of its own: one that cannot move is told of and holds up no other. */
  private async moveAll(actor: SystemActor, procedure: CaseProcedure): Promise<void> {
    const stuck: string[] = [];
    for (;;) {
      const ids = await this.database.read(actor, (tx) => dueFiles(tx, procedure, stuck));
      if (ids.length === 0) break;
      for (const id of ids) if (!(await this.moveOne(actor, procedure, id))) stuck.push(id);
    }
    if (stuck.length > 0) this.logger.error(`Files that could not follow competence: ${stuck.join(', ')}`);
  }

  private async moveOne(actor: SystemActor, procedure: CaseProcedure, id: string): Promise<boolean> {
    try {
      await this.database.write(actor, async (tx) => {
        const file = await lockDue(tx, procedure, id);
        if (file) await this.move(tx, file, procedure);
      });
      return true;
    } catch (error) {
      this.logger.warn(`File ${id}: ${error instanceof Error ? error.message : 'unknown error'}`);
      return false;
    }
  }

  private async move(tx: Tx, { succession, ...file }: FileToMove, procedure: CaseProcedure): Promise<void> {
    const effective = momentOfMove(await this.files.events(tx, file.id), dateOnly(succession.effectiveOn));
    const { event, status, byLaw } = await procedure.competenceMoved(tx, file, succession, effective);
    const unitId = await unitOfKeeper(tx, succession.successorId, file.unitId);
    const second = await keepsAnotherFile(tx, file, succession.successorId, file.kind);
    // What others owe on the file stays with them, or goes with their own competence.
    const to = { organisationId: succession.successorId, unitId };
    await this.deadlines.move(tx, file.id, to, succession.predecessorId);
    await moveCaseAccess(tx, file, succession);
    await movePersonAccess(tx, this.people, file, succession);
    await tx.execute(
      `update case_file set keeper_organisation_id = $2, unit_id = $3, status = $4, moved_on = $5, moved_by = $6,
         law_moved_on = case when $7 then $5 else law_moved_on end, awaiting_reassignment = false,
         version = version + 1
       where id = $1`,
      [...[file.id, succession.successorId, unitId, status, succession.effectiveOn, succession.id], byLaw],
    );
    await this.files.append(tx, file.id, {
      type: event,
      effective: { at: effective, precision: 'day' },
      statusAfter: status,
      facts: { from: succession.predecessorId, to: succession.successorId, act: succession.act },
    });
    await tellOfMove(tx, this.notifications, { file, succession, second });
    await this.audit.record(tx, {
      action: 'cases.case.competence-moved',
      subject: { kind: 'case', id: file.id },
      persons: [file.personId],
      detail: { from: succession.predecessorId, to: succession.successorId, succession: succession.id },
    });
  }
}

/**
 * Open files whose keeper has lost competence by a succession later than the one that moved them last and than their
 * own first day: competence that comes back moves a file back once, not for ever, and a file that was opened after it
 * had come back stays. Who has lost everything keeps no file, however late that was entered. A succession that sets
 * another one right moves what that one has moved.
 */
const DUE = `
  from organisation_succession s
  join case_file f on f.keeper_organisation_id = s.predecessor_id
  where s.effective_on <= $1 and s.main and f.kind = $3 and f.closed_on is null and (s.corrects_id = f.moved_by
    or (s.corrects_id is null and s.function in ('all', $2) and (s.function = 'all' or f.opened_on <= s.effective_on)
      and (s.effective_on, s.id) > (coalesce(f.moved_on, '-infinity'), coalesce(f.moved_by, 0))))`;

async function dueFiles(
  tx: Tx,
  procedure: CaseProcedure,
  stuck: readonly string[],
): Promise<readonly string[]> {
  const rows = await tx.query<{ id: string }>(
    `select distinct f.id ${DUE} and f.id <> all ($4::uuid[]) order by f.id limit ${BATCH}`,
    [legalDayOf(tx.now), procedure.function, procedure.kind, stuck],
  );
  return rows.map((row) => row.id);
}

/** The file with the earliest succession that is due for it; null when another process has moved it meanwhile. */
async function lockDue(tx: Tx, procedure: CaseProcedure, id: string): Promise<FileToMove | null> {
  return tx.one<FileToMove>(
    `select ${CASE_COLUMNS}, json_build_object('id', s.id, 'predecessorId', s.predecessor_id,
         'successorId', s.successor_id, 'function', s.function, 'effectiveOn', s.effective_on,
         'handoverUntil', s.handover_until, 'act', s.act, 'correctsId', s.corrects_id) as succession
     ${DUE} and f.id = $4
     order by s.effective_on, s.id limit 1
     for update of f`,
    [legalDayOf(tx.now), procedure.function, procedure.kind, id],
  );
}
