import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Warning } from '../law/deadlines.js';
import type { Tx } from '../platform/database/tx.js';
import { Outbox } from '../platform/jobs/outbox.js';
import { FIRE_REMINDER } from './reminder.jobs.js';

export interface Planned {
  readonly deadlineId: string;
  readonly warnings: readonly Warning[];
}

/** Writes down when warnings of limits fire, and lets the queue know. */
@Injectable()
export class ReminderPlanning {
  constructor(private readonly outbox: Outbox) {}

  async plan(tx: Tx, planned: readonly Planned[]): Promise<void> {
    const rows = planned.flatMap(({ deadlineId, warnings }) =>
      warnings.map((warning) => ({
        id: uuidv7(),
        deadline_id: deadlineId,
        point: pointName(warning),
        fire_at: warning.at,
        escalates: warning.point.escalate,
      })),
    );
    if (rows.length === 0) return;
    tx.sendAhead(
      `insert into reminder (id, deadline_id, point, fire_at, escalates)
       select id, deadline_id, point, fire_at, escalates from jsonb_to_recordset($1::jsonb)
         as row(id uuid, deadline_id uuid, point text, fire_at timestamptz, escalates boolean)`,
      [JSON.stringify(rows)],
    );
    await this.outbox.addAll(
      tx,
      FIRE_REMINDER,
      rows.map((row) => ({ payload: { reminderId: row.id }, runAt: row.fire_at })),
    );
  }

  /**
   * For limits whose end moved: what is planned for the old end goes. A warning that is still to come is told at its
   * new time, whether or not it was told of the old end; one whose new time has passed is told at once, unless it was
   * told already.
   */
  async planAnew(tx: Tx, moved: readonly Planned[]): Promise<void> {
    const ids = moved.map(({ deadlineId }) => deadlineId);
    await tx.query(
      `update reminder set cancelled_at = now()
       where deadline_id = any ($1::uuid[]) and fired_at is null and cancelled_at is null`,
      [ids],
    );
    const told = await toldPoints(tx, ids);
    await this.plan(
      tx,
      moved.map(({ deadlineId, warnings }) => ({
        deadlineId,
        warnings: warnings
          .filter((warning) => warning.at > tx.now || !told.has(`${deadlineId} ${pointName(warning)}`))
          // Due from now on: it does not come late.
          .map(({ point, at }) => ({ point, at: at > tx.now ? at : tx.now })),
      })),
    );
  }
}

/** Asked after the update, which waits for a reminder that is being fired. */
async function toldPoints(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ id: string; point: string }>(
    `select deadline_id as id, point from reminder
     where deadline_id = any ($1::uuid[]) and fired_at is not null`,
    [ids],
  );
  return new Set(rows.map(({ id, point }) => `${id} ${point}`));
}

/** 'before-6-hours', 'on', 'after-1-working-days': one of a kind planned for a deadline. */
function pointName({ point }: Warning): string {
  return point.when === 'on' ? 'on' : `${point.when}-${point.offset.value}-${point.offset.unit}`;
}
