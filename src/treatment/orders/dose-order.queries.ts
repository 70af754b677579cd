import type { DateOnly } from '../../law/date.js';
import { defineSubject } from '../../platform/database/subjects.js';
import type { Tx } from '../../platform/database/tx.js';
import { violatedConstraint } from '../../platform/errors/postgres-errors.js';
import { problem } from '../../platform/errors/problem.js';
import { P } from '../doses.problems.js';
import type { ProtocolCheck } from '../interlock/protocol-checks.rules.js';
import type { DoseUnitName } from '../ledger/amounts.js';

defineSubject('dose-order', 'dose_order');

export interface DoseOrder {
  readonly id: string;
  readonly episodeId: string;
  readonly siteId: number;
  readonly unit: DoseUnitName;
  readonly doses: readonly number[];
  readonly fromOn: DateOnly;
  readonly untilOn: DateOnly;
  readonly reason: string;
  readonly checks: readonly ProtocolCheck[];
  readonly protocolId: string | null;
  readonly prescribedBy: string;
  readonly prescribedAt: Date;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  readonly endedOn: DateOnly | null;
  readonly endedReason: string | null;
  readonly version: number;
}

const SELECTED = `
  select o.id, o.episode_id as "episodeId", o.site_id as "siteId", o.unit, o.doses::float8[] as doses, o.from_on as "fromOn",
    o.until_on as "untilOn", o.reason, o.checks, o.protocol_id as "protocolId", o.prescribed_by as "prescribedBy",
    o.prescribed_at as "prescribedAt", o.approved_by as "approvedBy", o.approved_at as "approvedAt",
    o.ended_on as "endedOn", o.ended_reason as "endedReason", o.version
  from dose_order o`;

/** @throws Problem 404 for an order of another site */
export async function orderById(tx: Tx, id: string): Promise<DoseOrder> {
  const order = await tx.one<DoseOrder>(`${SELECTED} where o.id = $1`, [id]);
  if (!order) throw problem(P.noSuchOrder);
  return order;
}

/** Of an episode, the latest first. */
export async function ordersOf(tx: Tx, episodeId: string): Promise<readonly DoseOrder[]> {
  return tx.query<DoseOrder>(
    `${SELECTED} where o.episode_id = $1 order by o.from_on desc, o.id desc limit 1000`,
    [episodeId],
  );
}

/** What was ordered for the day before: what a change is held against. */
export async function dailyDoseBefore(
  tx: Tx,
  episodeId: string,
  fromOn: DateOnly,
  unit: DoseUnitName,
): Promise<number | null> {
  const row = await tx.one<{ daily: number }>(
    `select (select sum(dose) from unnest(o.doses) dose)::float8 as daily from dose_order o
     where o.episode_id = $1 and o.approved_at is not null and o.from_on < $2 and o.unit = $3
       and coalesce(o.ended_on, o.until_on) >= o.from_on
     order by o.from_on desc limit 1`,
    [episodeId, fromOn, unit],
  );
  return row?.daily ?? null;
}

export async function insertOrder(
  tx: Tx,
  order: Omit<DoseOrder, 'approvedBy' | 'approvedAt' | 'endedOn' | 'endedReason' | 'version'>,
): Promise<void> {
  await tx.execute(
    `insert into dose_order (id, episode_id, site_id, unit, doses, from_on, until_on, reason, checks, protocol_id,
       prescribed_by, prescribed_at)
     values ($1, $2, $3, $4, $5::bigint[], $6, $7, $8, $9, $10, $11, $12)`,
    [
      ...[order.id, order.episodeId, order.siteId, order.unit, order.doses, order.fromOn, order.untilOn],
      ...[
        order.reason,
        JSON.stringify(order.checks),
        order.protocolId,
        order.prescribedBy,
        order.prescribedAt,
      ],
    ],
  );
}

/**
 * The orders before end where this one begins, and it holds from then on, in one statement of each: a dose finds one or
 * the other, never both or none.
 *
 * @returns false when it is not at this version any more
 * @throws Problem 409 where another order holds on one of its days
 */
export async function approveOrder(tx: Tx, order: DoseOrder, userId: string, why: string): Promise<boolean> {
  try {
    await tx.execute(
      `update dose_order set ended_on = greatest($2::date, from_on) - 1, ended_by = $3, ended_reason = $4, version = version + 1
       where episode_id = $1 and approved_at is not null and id <> $5 and from_on <= $2::date
         and coalesce(ended_on, until_on) >= $2::date`,
      [order.episodeId, order.fromOn, userId, why, order.id],
    );
    const rows = await tx.execute(
      `update dose_order set approved_by = $3, approved_at = $4, version = version + 1
       where id = $1 and version = $2 and approved_at is null and ended_on is null`,
      [order.id, order.version, userId, tx.now],
    );
    return rows === 1;
  } catch (error) {
    if (violatedConstraint(error) === 'dose_order_one_at_a_time')
      throw problem(P.orderOverlaps, { cause: error });
    throw error;
  }
}

/** @returns false when it is not at this version, or has ended */
export async function endOrder(
  tx: Tx,
  { id, version }: Pick<DoseOrder, 'id' | 'version'>,
  endedOn: DateOnly,
  userId: string,
  reason: string,
): Promise<boolean> {
  const rows = await tx.execute(
    `update dose_order set ended_on = $3, ended_by = $4, ended_reason = $5, version = version + 1
     where id = $1 and version = $2 and ended_on is null`,
    [id, version, endedOn, userId, reason],
  );
  return rows === 1;
}
