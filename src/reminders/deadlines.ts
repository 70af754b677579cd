import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { DeadlineRule } from '../law/deadlines.js';
import { dateOnly } from '../law/date.js';
import { joinExplanations, type Explanation } from '../law/explanation.js';
import { Calendar } from '../legal-reference/calendar.js';
import type { Tx } from '../platform/database/tx.js';
import { DEADLINE_COLUMNS, type Deadline, type DeadlineStatus, type OpenDeadline } from './deadline.js';
import { countLimit, ruleOf, type ChainedDeadline } from './deadline.rules.js';
import { ReminderPlanning } from './reminder-planning.js';

export interface CloseDeadline {
  readonly subjectId: string;
  readonly rule: string;
  /** Legal instant at which the step took effect, or at which the deadline lost its ground. */
  readonly at: Date;
  /** 'met' becomes 'met-late' by itself where the step came too late. */
  readonly outcome: Exclude<DeadlineStatus, 'open' | 'met-late'>;
  readonly reason: string;
  /** Why the law itself ended it, where it did. */
  readonly because?: Explanation;
  /** The body that took the step: where several owe the same, its own ends and no other's. */
  readonly by?: number;
}

/** Who has to meet a deadline from now on, and in which unit's lists it stands. */
export interface DeadlineKeeper {
  readonly organisationId: number;
  readonly unitId: number;
}

/**
 * Opens, moves and closes statutory time limits in the transaction of the step that causes it, with the warnings
 * that go before and after.
 */
@Injectable()
export class Deadlines {
  constructor(
    private readonly calendar: Calendar,
    private readonly reminders: ReminderPlanning,
  ) {}

  /**
   * Opens a limit by the version of its rule that was in force on the governing day.
   *
   * @throws Error when the law of that regime knows no such limit on that day: the procedure asked for the wrong key
   */
  async open(tx: Tx, input: OpenDeadline): Promise<Deadline> {
    const rule = ruleOf(input, tx.now);
    const calendar = await this.calendar.forTx(tx);
    const computed = countLimit(rule, input.start, calendar, input.after);
    const explanation = input.because
      ? joinExplanations(input.because, computed.explanation)
      : computed.explanation;
    const deadline = newDeadline(tx, input, rule, computed);
    const versions = computed.calendarYears.map((year) => calendar.versionOf(year));
    await insertDeadline(tx, deadline, versions, {
      ...{ explanation, because: input.because ?? null, afterId: input.after?.id ?? null },
      isRight: rule.right,
    });
    await this.reminders.plan(tx, [{ deadlineId: deadline.id, warnings: computed.warnings }]);
    return deadline;
  }

  /**
   * Closes the open deadline of that rule.
   *
   * @returns it as it is now; null when none was open or the actor may not act on it: where the step is what the deadline
   * asks for, one that was lost must not go unnoticed
   */
  async close(tx: Tx, input: CloseDeadline): Promise<Deadline | null> {
    const because = input.because ? JSON.stringify(input.because) : null;
    return tx.one<Deadline>(
      `with closed as (
         update deadline d set closed_at = $1, closed_reason = $3, closing_recorded_at = $6,
           closing_explanation = $7, version = version + 1,
           status = case when $2 = 'met' and $1::timestamptz >= d.due_at then 'met-late' else $2 end
         where d.status = 'open' and d.subject_id = $4 and d.rule = $5 and ($8::integer is null or d.organisation_id = $8
           or not exists (select 1 from deadline o where o.status = 'open' and o.subject_id = $4 and o.rule = $5
             and o.organisation_id = $8))
         returning d.*
       ), cancelled as (
         update reminder set cancelled_at = now() from closed
         where reminder.deadline_id = closed.id and reminder.fired_at is null and reminder.cancelled_at is null
       )
       select ${DEADLINE_COLUMNS} from closed d`,
      [input.at, input.outcome, input.reason, input.subjectId, input.rule, tx.now, because, input.by ?? null],
    );
  }

  /**
   * Hands all open deadlines of a file to another organisation, together with the file, and to the unit in which the
   * file is kept from then on: the successor where the old unit was dissolved. Limits run on unchanged.
   *
   * @returns how many were handed over
   */
  async move(tx: Tx, subjectId: string, to: DeadlineKeeper, from: number | null = null): Promise<number> {
    return tx.execute(
      `update deadline set organisation_id = $2, unit_id = $3, version = version + 1
       where subject_id = $1 and status = 'open' and organisation_id = coalesce($4, organisation_id)`,
      [subjectId, to.organisationId, to.unitId, from],
    );
  }

  /** Hands one open limit to the body that has taken over everything from the one that owed it; its file stays. */
  async handOn(tx: Tx, id: string, organisationId: number, successionId: number): Promise<void> {
    await tx.execute(
      `update deadline set organisation_id = $2, moved_by = $3, version = version + 1 where id = $1`,
      [id, organisationId, successionId],
    );
  }

  async ofSubject(tx: Tx, subjectId: string): Promise<Deadline[]> {
    return tx.query<Deadline>(
      `select ${DEADLINE_COLUMNS} from deadline d where d.subject_id = $1 order by d.opened_at, d.id`,
      [subjectId],
    );
  }
}

function newDeadline(
  tx: Tx,
  input: OpenDeadline,
  rule: DeadlineRule,
  { startsAt, dueAt, calendarYears, missingYears }: ChainedDeadline,
): Deadline {
  return {
    id: uuidv7(),
    subjectKind: input.subject.kind,
    subjectId: input.subject.id,
    subjectCode: input.subject.code,
    organisationId: input.organisationId,
    unitId: input.unitId,
    rule: rule.key,
    ruleVersion: dateOnly(rule.from),
    regime: input.regime,
    startsAt,
    dueAt,
    openedAt: tx.now,
    provisional: missingYears.length > 0,
    calendar: calendarYears.map((year) => ({
      year,
      complete: !missingYears.includes(year),
      calendarChanged: false,
    })),
    status: 'open',
    closedAt: null,
    closedReason: null,
    closingRecordedAt: null,
  };
}

async function insertDeadline(
  tx: Tx,
  deadline: Deadline,
  versions: readonly number[],
  {
    explanation,
    because,
    afterId,
    isRight,
  }: {
    readonly explanation: Explanation;
    readonly because: Explanation | null;
    readonly afterId: string | null;
    readonly isRight: boolean;
  },
): Promise<void> {
  const missing = deadline.calendar.filter(({ complete }) => !complete);
  tx.sendAhead(
    `insert into deadline (id, subject_kind, subject_id, subject_code, organisation_id, unit_id, rule, rule_version,
       regime, starts_at, due_at, opened_at, calendar_years, calendar_versions, missing_years, explanation, because, follows_id,
       is_right)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
    [
      deadline.id,
      deadline.subjectKind,
      deadline.subjectId,
      deadline.subjectCode,
      deadline.organisationId,
      deadline.unitId,
      deadline.rule,
      deadline.ruleVersion,
      deadline.regime,
      deadline.startsAt,
      deadline.dueAt,
      deadline.openedAt,
      deadline.calendar.map(({ year }) => year),
      versions,
      missing.map(({ year }) => year),
      JSON.stringify(explanation),
      because && JSON.stringify(because),
      afterId,
      isRight,
    ],
  );
}
