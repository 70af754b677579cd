import { Injectable, Logger } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { addDays, dateOnly, legalDayOf, startOfLegalDay } from '../law/date.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { People } from '../people/people.js';
import { HandlesJob, type JobPayload } from '../platform/jobs/job.js';
import type { SystemActor } from '../platform/security/actor.js';
import { Deadlines } from '../reminders/deadlines.js';
import { Notifications } from '../reminders/notifications.js';
import { CaseFiles } from './case-files.js';
import { CASE_COLUMNS, type CaseFile } from './case-file.js';
import { turnoverRules, type Succession, type TurnoverRule } from './ports.js';
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
    private readonly audit: AuditLog,
  ) {}

  @HandlesJob(TURN_OVER_FILES)
  async run(_payload: JobPayload, actor: SystemActor): Promise<void> {
    for (const rule of turnoverRules()) await this.moveAll(actor, rule);
  }

  /** File by file, each in a transaction of its own: one that cannot move is told of and holds up no other. */
  private async moveAll(actor: SystemActor, rule: TurnoverRule): Promise<void> {
    const stuck: string[] = [];
    for (;;) {
      const ids = await this.database.read(actor, (tx) => dueFiles(tx, rule, stuck));
      if (ids.length === 0) break;
      for (const id of ids) if (!(await this.moveOne(actor, rule, id))) stuck.push(id);
    }
    if (stuck.length > 0) this.logger.error(`Files that could not follow competence: ${stuck.join(', ')}`);
  }

  private async moveOne(actor: SystemActor, rule: TurnoverRule, id: string): Promise<boolean> {
    try {
      await this.database.write(actor, async (tx) => {
        const file = await lockDue(tx, rule, id);
        if (file) await this.move(tx, file, rule);
      });
      return true;
    } catch (error) {
      this.logger.warn(`File ${id}: ${error instanceof Error ? error.message : 'unknown error'}`);
      return false;
    }
  }

  private async move(tx: Tx, { succession, ...file }: FileToMove, rule: TurnoverRule): Promise<void> {
    const effective = await this.momentOf(tx, file, succession);
    const { event, status } = await rule.competenceMoved(tx, file, succession, effective);
    await this.deadlines.move(tx, file.id, { organisationId: succession.successorId, unitId: file.unitId });
    await moveAccess(tx, file, succession);
    await this.movePersonAccess(tx, file, succession);
    await tx.execute(
      `update case_file set keeper_organisation_id = $2, status = $3, moved_on = $4, moved_by = $5,
         version = version + 1
       where id = $1`,
      [file.id, succession.successorId, status, succession.effectiveOn, succession.id],
    );
    await this.files.append(tx, file.id, {
      type: event,
      effective: { at: effective, precision: 'day' },
      statusAfter: status,
      facts: { from: succession.predecessorId, to: succession.successorId, act: succession.act },
    });
    await this.tell(tx, file, succession);
    await this.audit.record(tx, {
      action: 'cases.case.competence-moved',
      subject: { kind: 'case', id: file.id },
      persons: [file.personId],
      detail: { from: succession.predecessorId, to: succession.successorId, succession: succession.id },
    });
  }

  /** The first moment of competence, or the file's last step where that was entered late and came after. */
  private async momentOf(tx: Tx, file: CaseFile, succession: Succession): Promise<Date> {
    const effective = startOfLegalDay(dateOnly(succession.effectiveOn));
    const last = (await this.files.events(tx, file.id)).at(-1);
    return last && last.effectiveAt > effective ? last.effectiveAt : effective;
  }

  /** The giver reads the person as long as the file, unless it keeps another file about the same person. */
  private async movePersonAccess(tx: Tx, file: CaseFile, succession: Succession): Promise<void> {
    const { predecessorId, successorId } = succession;
    const fromOn = dateOnly(succession.effectiveOn);
    const untilOn = dateOnly(succession.handoverUntil);
    await this.people.grantAccess(tx, file.personId, {
      organisationId: successorId,
      reason: 'keeper',
      acts: true,
      fromOn,
    });
    if (await keepsAnotherFile(tx, file, predecessorId)) return;
    await this.people.grantAccess(tx, file.personId, {
      organisationId: predecessorId,
      reason: 'former-keeper',
      acts: false,
      fromOn,
      untilOn,
    });
    const lastDay = addDays(fromOn, -1);
    for (const reason of ['registered', 'keeper'] as const) {
      await this.people.endAccess(tx, file.personId, { organisationId: predecessorId, reason, lastDay });
    }
  }

  private async tell(tx: Tx, file: CaseFile, succession: Succession): Promise<void> {
    const notice = {
      subject: { kind: 'case', id: file.id, code: file.code },
      onceKey: `succession:${succession.id}:${file.id}`,
      facts: { effectiveOn: succession.effectiveOn, act: succession.act },
    };
    await this.notifications.raise(tx, {
      ...notice,
      organisationId: succession.successorId,
      kind: 'case.received',
    });
    await this.notifications.raise(tx, {
      ...notice,
      organisationId: succession.predecessorId,
      kind: 'case.given',
    });
  }
}

/**
 * Open files whose keeper has lost competence by a succession later than the one that moved them last: competence that
 * comes back moves a file back once, not for ever.
 */
const DUE = `
  from organisation_succession s
  join case_file f on f.keeper_organisation_id = s.predecessor_id
  where s.effective_on <= $1 and s.main and s.function in ('all', $2) and f.kind = $3 and f.closed_on is null
    and (s.effective_on, s.id) > (coalesce(f.moved_on, '-infinity'), coalesce(f.moved_by, 0))`;

async function dueFiles(tx: Tx, rule: TurnoverRule, stuck: readonly string[]): Promise<readonly string[]> {
  const rows = await tx.query<{ id: string }>(
    `select distinct f.id ${DUE} and f.id <> all ($4::uuid[]) order by f.id limit ${BATCH}`,
    [legalDayOf(tx.now), rule.function, rule.kind, stuck],
  );
  return rows.map((row) => row.id);
}

/** The file with the earliest succession that is due for it; null when another process has moved it meanwhile. */
async function lockDue(tx: Tx, rule: TurnoverRule, id: string): Promise<FileToMove | null> {
  return tx.one<FileToMove>(
    `select ${CASE_COLUMNS}, json_build_object('id', s.id, 'predecessorId', s.predecessor_id,
         'successorId', s.successor_id, 'function', s.function, 'effectiveOn', s.effective_on,
         'handoverUntil', s.handover_until, 'act', s.act) as succession
     ${DUE} and f.id = $4
     order by s.effective_on, s.id limit 1
     for update of f`,
    [legalDayOf(tx.now), rule.function, rule.kind, id],
  );
}

async function keepsAnotherFile(tx: Tx, file: CaseFile, organisationId: number): Promise<boolean> {
  const other = await tx.one(
    'select 1 from case_file where person_id = $1 and keeper_organisation_id = $2 and id <> $3 and closed_on is null limit 1',
    [file.personId, organisationId, file.id],
  );
  return other !== null;
}

/** The giver's right to act becomes a right to read until the handover ends; the receiver gets the right to act. */
async function moveAccess(tx: Tx, file: CaseFile, succession: Succession): Promise<void> {
  const { predecessorId, successorId, effectiveOn, handoverUntil } = succession;
  const lastDay = addDays(dateOnly(effectiveOn), -1);
  await tx.query('select app.end_case_access($1, $2, $3)', [file.id, predecessorId, lastDay]);
  await tx.execute(
    `insert into case_access (case_id, organisation_id, reason, acts, from_on, until_on)
     values ($1, $2, 'keeper', true, $4, 'infinity'), ($1, $3, 'former-keeper', false, $4, $5)`,
    [file.id, successorId, predecessorId, effectiveOn, handoverUntil],
  );
}
