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
   * For limits that were counted anew: where a warning has another time now, what is planned for the old one goes. A
   * warning that is still to come is told at its new time, whether or not it was told at the old one; one whose new time
   * has passed is told at once, unless it was told already.
   */
  async planAnew(tx: Tx, counted: readonly Planned[]): Promise<void> {
    const ids = counted.map(({ deadlineId }) => deadlineId);
    const pending = await pendingOf(tx, ids);
    const told = await toldPoints(tx, ids);
    const wanted = counted.map(({ deadlineId, warnings }) => ({
      deadlineId,
      warnings: warnings.filter(
        (warning) => warning.at > tx.now || !told.has(`${deadlineId} ${pointName(warning)}`),
      ),
    }));
    const changed = wanted.filter((each) => !isPlanned(each, pending));
    if (changed.length === 0) return;
    await cancelAll(tx, changed);
    await this.plan(
      tx,
      changed.map(({ deadlineId, warnings }) => ({
        deadlineId,
        // Due from now on: what has passed does not come late.
        warnings: warnings.map(({ point, at }) => ({ point, at: at > tx.now ? at : tx.now })),
      })),
    );
  }
}

interface Pending {
  readonly deadlineId: string;
  readonly point: string;
  readonly at: Date;
}

/** Holds them: none fires meanwhile. */
async function pendingOf(tx: Tx, ids: readonly string[]): Promise<readonly Pending[]> {
  return tx.query<Pending>(
    `select deadline_id as "deadlineId", point, fire_at as at from reminder
     where deadline_id = any ($1::uuid[]) and fired_at is null and cancelled_at is null
     for update`,
    [ids],
  );
}

function isPlanned({ deadlineId, warnings }: Planned, pending: readonly Pending[]): boolean {
  const its = pending.filter((each) => each.deadlineId === deadlineId);
  const isThere = (warning: Warning): boolean =>
    its.some(({ point, at }) => point === pointName(warning) && at.getTime() === warning.at.getTime());
  return its.length === warnings.length && warnings.every(isThere);
}

async function cancelAll(tx: Tx, changed: readonly Planned[]): Promise<void> {
  await tx.execute(
    `update reminder set cancelled_at = now()
     where deadline_id = any ($1::uuid[]) and fired_at is null and cancelled_at is null`,
    [changed.map(({ deadlineId }) => deadlineId)],
  );
}

/** Asked after `pendingOf`, which waits for a reminder that is being fired. */
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
