import { Injectable, Logger } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../audit/audit-log.js';
import { Calendar } from '../legal-reference/calendar.js';
import type { EffectiveCalendar } from '../legal-reference/effective-calendar.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { HandlesJob, type JobPayload } from '../platform/jobs/job.js';
import type { SystemActor } from '../platform/security/actor.js';
import { countAnew, runsBy, type LimitToRecount, type Recounted } from './calendar-recount.rules.js';
import {
  finishRecount,
  keepCounts,
  lockNextRecount,
  nextLimits,
  noteProgress,
  type OpenRecount,
} from './calendar-recount.queries.js';
import { Notifications } from './notifications.js';
import { ReminderPlanning } from './reminder-planning.js';
import { RECOUNT_DEADLINES } from './reminder.jobs.js';
import { SubjectPersons } from './subject-persons.js';

const BATCH = 100;

/**
 * Counts anew what was counted on a calendar that has changed since, some limits in each transaction: killed at any
 * moment it goes on where it was. Each whose end moved keeps the old one with its explanation, and who has to act finds a
 * notice. Warnings are planned anew wherever one has another time now, for some are counted in working days themselves.
 */
@Injectable()
export class CalendarRecount {
  private readonly logger = new Logger(CalendarRecount.name);

  constructor(
    private readonly database: Database,
    private readonly calendar: Calendar,
    private readonly reminders: ReminderPlanning,
    private readonly notifications: Notifications,
    private readonly subjects: SubjectPersons,
    private readonly audit: AuditLog,
  ) {}

  @HandlesJob(RECOUNT_DEADLINES)
  async run(_payload: JobPayload, actor: SystemActor): Promise<void> {
    while (await this.database.write(actor, (tx) => this.goOn(tx)));
  }

  /** @returns whether there may be more */
  private async goOn(tx: Tx): Promise<boolean> {
    const recount = await lockNextRecount(tx);
    if (!recount) return false;
    const limits = await nextLimits(tx, recount.id, BATCH);
    const last = limits.at(-1);
    if (!last) {
      await finishRecount(tx, recount.id);
      await this.audit.record(tx, {
        action: 'deadlines.recount.finished',
        detail: { recountId: recount.id, year: recount.year },
      });
      return true;
    }
    // Read after the limits are held: whoever changes the calendar from now on finds them counted on the one before.
    const counted = this.countAll(limits, await this.calendar.forTx(tx));
    const moved = await this.keep(tx, recount, counted);
    const failed = limits.length - counted.length;
    await noteProgress(tx, recount.id, { done: limits.length, moved, failed, afterId: last.id });
    return true;
  }

  private countAll(limits: readonly LimitToRecount[], calendar: EffectiveCalendar): readonly Recounted[] {
    return limits.flatMap((limit) => {
      try {
        return [countAnew(limit, calendar)];
      } catch (error) {
        const reason = error instanceof Error ? error.message : 'unknown error';
        this.logger.error(`The deadline ${limit.id} stays as it was counted: ${reason}`);
        return [];
      }
    });
  }

  /** @returns how many ends moved */
  private async keep(tx: Tx, recount: OpenRecount, counted: readonly Recounted[]): Promise<number> {
    const movedIds = await keepCounts(
      tx,
      recount.id,
      counted.map((each) => ({ ...each, moveId: uuidv7() })),
    );
    const open = counted.filter((each) => runsBy(each, tx.now));
    await this.reminders.planAnew(
      tx,
      open.map(({ limit, warnings }) => ({ deadlineId: limit.id, warnings })),
    );
    const moved = counted.filter(({ limit }) => movedIds.has(limit.id));
    if (moved.length === 0) return 0;
    // Nobody has to act on what the law has ended.
    for (const each of moved) if (each.limit.status !== 'superseded') await this.tell(tx, recount, each);
    await this.audit.record(tx, {
      action: 'deadlines.recount.moved',
      persons: await this.subjects.behind(
        tx,
        moved.map(({ limit }) => limit),
      ),
      detail: { recountId: recount.id, year: recount.year, count: moved.length },
    });
    return moved.length;
  }

  private async tell(tx: Tx, recount: OpenRecount, { limit, dueAt }: Recounted): Promise<void> {
    const { id, subjectKind, subjectId, subjectCode, organisationId, rule, ruleVersion } = limit;
    await this.notifications.raise(tx, {
      organisationId,
      kind: 'deadline.moved',
      onceKey: `recount:${recount.id}:${id}`,
      subject: { kind: subjectKind, id: subjectId, code: subjectCode },
      deadlineId: id,
      facts: {
        rule,
        ruleVersion,
        year: recount.year,
        dueBefore: limit.dueAt.toISOString(),
        dueAt: dueAt.toISOString(),
      },
    });
  }
}
