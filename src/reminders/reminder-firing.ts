import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { HandlesJob, type JobPayload } from '../platform/jobs/job.js';
import type { SystemActor } from '../platform/security/actor.js';
import { Notifications } from './notifications.js';
import type { NotificationKind } from './reminder.code-lists.js';
import { FIRE_REMINDER, SWEEP_REMINDERS } from './reminder.jobs.js';
import { REMINDER_LATENESS } from './reminder.metrics.js';

const BATCH = 100;

interface DueReminder {
  readonly id: string;
  readonly point: string;
  readonly escalates: boolean;
  readonly deadlineId: string;
  readonly organisationId: number;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly subjectCode: string;
  readonly rule: string;
  readonly ruleVersion: string;
  readonly dueAt: Date;
  readonly fireAt: Date;
}

/**
 * Turns due reminders into notices, and ends rights that have run out. Due is what legal time says; the queue only brings the occasion, so a job that
 * comes too early does nothing and the sweep finds what no job brought.
 */
@Injectable()
export class ReminderFiring {
  constructor(
    private readonly database: Database,
    private readonly notifications: Notifications,
  ) {}

  @HandlesJob(FIRE_REMINDER)
  async fireOne({ reminderId }: { readonly reminderId: string }, actor: SystemActor): Promise<void> {
    await this.database.write(actor, async (tx) => this.fire(tx, await takeDue(tx, 1, reminderId)));
  }

  @HandlesJob(SWEEP_REMINDERS)
  async sweep(_payload: JobPayload, actor: SystemActor): Promise<void> {
    for (;;) {
      const fired = await this.database.write(actor, async (tx) => this.fire(tx, await takeDue(tx, BATCH)));
      if (fired < BATCH) break;
    }
    while ((await this.database.write(actor, (tx) => runOut(tx))) === BATCH);
  }

  private async fire(tx: Tx, due: readonly DueReminder[]): Promise<number> {
    for (const { fireAt } of due) {
      const late = (tx.now.getTime() - fireAt.getTime()) / 1000;
      tx.afterCommit(() => REMINDER_LATENESS.observe(late));
    }
    for (const reminder of due.filter((each) => !isPointless(each, tx.now))) {
      await this.notify(tx, reminder, reminder.organisationId, kindOf(reminder));
      if (!reminder.escalates) continue;
      for (const superior of await supervisorsOf(tx, reminder.organisationId)) {
        await this.notify(tx, reminder, superior, 'deadline.escalated');
      }
    }
    return due.length;
  }

  private async notify(
    tx: Tx,
    reminder: DueReminder,
    organisationId: number,
    kind: NotificationKind,
  ): Promise<void> {
    await this.notifications.raise(tx, {
      organisationId,
      kind,
      onceKey: `reminder:${reminder.id}`,
      subject: { kind: reminder.subjectKind, id: reminder.subjectId, code: reminder.subjectCode },
      reminderId: reminder.id,
      deadlineId: reminder.deadlineId,
      facts: {
        rule: reminder.rule,
        ruleVersion: reminder.ruleVersion,
        point: reminder.point,
        dueAt: reminder.dueAt.toISOString(),
      },
    });
  }
}

/** A warning that something is due soon, when it has been due already: late entries and outages bring it. */
function isPointless({ point, dueAt }: DueReminder, now: Date): boolean {
  return point.startsWith('before-') && dueAt <= now;
}

function kindOf({ point }: DueReminder): NotificationKind {
  if (point === 'on') return 'deadline.due';
  return point.startsWith('before-') ? 'deadline.approaching' : 'deadline.overdue';
}

/** What a person could have done and nobody had to: it ends with its end, and nobody was late. @returns how many */
async function runOut(tx: Tx): Promise<number> {
  const ended = await tx.query(
    `with ended as (
       update deadline set status = 'ran-out', closed_at = due_at, closed_reason = 'ran-out', closing_recorded_at = $1,
         version = version + 1
       where id in (select id from deadline where status = 'open' and is_right and due_at <= $1
         order by due_at limit ${BATCH} for update skip locked)
       returning id
     ), cancelled as (
       update reminder set cancelled_at = now() from ended
       where reminder.deadline_id = ended.id and reminder.fired_at is null and reminder.cancelled_at is null
     )
     select id from ended`,
    [tx.now],
  );
  return ended.length;
}

/** Claims due reminders of open deadlines; a second worker passes over rows that the first holds. */
async function takeDue(tx: Tx, limit: number, reminderId: string | null = null): Promise<DueReminder[]> {
  return tx.query<DueReminder>(
    `with due as (
       select r.id from reminder r join deadline d on d.id = r.deadline_id
       where r.fired_at is null and r.cancelled_at is null and r.fire_at <= $1 and d.status = 'open'
         and ($2::uuid is null or r.id = $2)
       order by r.fire_at, r.id limit $3
       for update of r skip locked
     )
     update reminder r set fired_at = now() from due, deadline d
     where r.id = due.id and d.id = r.deadline_id
     returning r.id, r.point, r.escalates, d.id as "deadlineId", d.organisation_id as "organisationId",
       d.subject_kind as "subjectKind", d.subject_id as "subjectId", d.subject_code as "subjectCode", d.rule,
       d.rule_version as "ruleVersion", d.due_at as "dueAt", r.fire_at as "fireAt"`,
    [tx.now, reminderId, limit],
  );
}

async function supervisorsOf(tx: Tx, organisationId: number): Promise<readonly number[]> {
  const rows = await tx.query<{ id: number }>('select organisation_id as id from app.supervisors_of($1)', [
    organisationId,
  ]);
  return rows.map((row) => row.id);
}
