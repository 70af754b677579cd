import { Injectable, Logger } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { legalDayOf } from '../law/date.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import type { SystemActor } from '../platform/security/actor.js';
import { Deadlines } from '../reminders/deadlines.js';
import { Notifications } from '../reminders/notifications.js';

const BATCH = 50;

interface OwedLimit {
  readonly id: string;
  readonly rule: string;
  readonly ruleVersion: string;
  readonly dueAt: Date;
  readonly caseId: string;
  readonly caseCode: string;
  readonly personId: string;
  readonly successionId: number;
  readonly predecessorId: number;
  readonly successorId: number;
}

/**
 * Lets limits that a body owes on files of others go to whoever has taken over everything from it: its inbox is opened by
 * nobody any more, and what is told there of a limit of 24 hours is told to no one. Limits of a keeper go with its files.
 */
@Injectable()
export class OwedLimits {
  private readonly logger = new Logger(OwedLimits.name);

  constructor(
    private readonly database: Database,
    private readonly deadlines: Deadlines,
    private readonly notifications: Notifications,
    private readonly audit: AuditLog,
  ) {}

  /** Limit by limit, each in a transaction of its own: one that cannot go is told of and holds up no other. */
  async follow(actor: SystemActor): Promise<void> {
    const stuck: string[] = [];
    for (;;) {
      const ids = await this.database.read(actor, (tx) => dueLimits(tx, stuck));
      if (ids.length === 0) break;
      for (const id of ids) if (!(await this.handOne(actor, id))) stuck.push(id);
    }
    if (stuck.length > 0) this.logger.error(`Limits that could not follow competence: ${stuck.join(', ')}`);
  }

  private async handOne(actor: SystemActor, id: string): Promise<boolean> {
    try {
      await this.database.write(actor, async (tx) => {
        const limit = await lockDue(tx, id);
        if (limit) await this.handOn(tx, limit);
      });
      return true;
    } catch (error) {
      this.logger.warn(`Limit ${id}: ${error instanceof Error ? error.message : 'unknown error'}`);
      return false;
    }
  }

  private async handOn(tx: Tx, limit: OwedLimit): Promise<void> {
    const { id, predecessorId: from, successorId: to, successionId: succession } = limit;
    await this.deadlines.handOn(tx, id, to, succession);
    await this.notifications.raise(tx, {
      ...{ organisationId: to, kind: 'deadline.received', onceKey: `succession:${succession}:${id}` },
      subject: { kind: 'case', id: limit.caseId, code: limit.caseCode },
      deadlineId: id,
      facts: { rule: limit.rule, ruleVersion: limit.ruleVersion, dueAt: limit.dueAt.toISOString() },
    });
    await this.audit.record(tx, {
      action: 'cases.deadline.competence-moved',
      subject: { kind: 'case', id: limit.caseId },
      persons: [limit.personId],
      detail: { deadline: id, rule: limit.rule, from, to, succession },
    });
  }
}

/** Open limits of bodies that lost everything since; one that went to the wrong heir goes on to the right one. */
const DUE = `
  from organisation_succession s
  join deadline d on d.organisation_id = s.predecessor_id and d.status = 'open' and d.subject_kind = 'case'
  join case_file f on f.id = d.subject_id
  left join organisation_succession before on before.id = d.moved_by
  where s.effective_on <= $1 and s.main
    and (f.keeper_organisation_id <> d.organisation_id or f.closed_on is not null)
    and (s.corrects_id = d.moved_by or (s.corrects_id is null and s.function = 'all'
      and (s.effective_on, s.id) > (coalesce(before.effective_on, '-infinity'), coalesce(before.id, 0))))`;

async function dueLimits(tx: Tx, stuck: readonly string[]): Promise<readonly string[]> {
  const rows = await tx.query<{ id: string }>(
    `select distinct d.id ${DUE} and d.id <> all ($2::uuid[]) order by d.id limit ${BATCH}`,
    [legalDayOf(tx.now), stuck],
  );
  return rows.map(({ id }) => id);
}

/** The limit with the earliest succession that is due for it; null when another process was faster. */
async function lockDue(tx: Tx, id: string): Promise<OwedLimit | null> {
  return tx.one<OwedLimit>(
    `select d.id, d.rule, d.rule_version as "ruleVersion", d.due_at as "dueAt", f.id as "caseId", f.code as "caseCode",
       f.person_id as "personId", s.id as "successionId", s.predecessor_id as "predecessorId",
       s.successor_id as "successorId"
     ${DUE} and d.id = $2
     order by s.effective_on, s.id limit 1
     for update of d`,
    [legalDayOf(tx.now), id],
  );
}
