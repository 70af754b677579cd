import type { DateOnly } from '../../law/date.js';
import { defineSubject } from '../../platform/database/subjects.js';
import type { Tx } from '../../platform/database/tx.js';
import { violatedConstraint } from '../../platform/errors/postgres-errors.js';
import { problem } from '../../platform/errors/problem.js';
import type { TreatmentKind } from '../../law/treatment.js';
import { P } from '../doses.problems.js';
import type { ProtocolCheck } from '../interlock/protocol-checks.rules.js';
import type { DoseUnitName } from '../ledger/amounts.js';
import { GIVING_KINDS } from '../ledger/dose-event.kinds.js';
import type { FormerOrder } from './former-dose.rules.js';

defineSubject('dose-order', 'dose_order');

export interface DoseOrder {
  readonly id: string;
  readonly episodeId: string;
  readonly siteId: number;
  readonly unit: DoseUnitName;
  readonly doses: readonly number[];
  /** Of a volume: micrograms in a millilitre of what it is measured in; null for what has none. */
  readonly strength: number | null;
  readonly fromOn: DateOnly;
  readonly untilOn: DateOnly;
  readonly reason: string;
  /** Why it is recorded after its first day; null where it is not. */
  readonly lateReason: string | null;
  readonly checks: readonly ProtocolCheck[];
  readonly protocolId: string | null;
  /** Of that protocol. */
  readonly protocolSignedByAuthor: boolean;
  readonly prescribedBy: string;
  readonly prescribedAt: Date;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  readonly endedOn: DateOnly | null;
  readonly endedReason: string | null;
  readonly version: number;
}

const SELECTED = `
  select o.id, o.episode_id as "episodeId", o.site_id as "siteId", o.unit, o.doses::float8[] as doses,
    o.strength::float8 as strength, o.from_on as "fromOn",
    o.until_on as "untilOn", o.reason, o.late_reason as "lateReason", o.checks, o.protocol_id as "protocolId", o.prescribed_by as "prescribedBy",
    o.prescribed_at as "prescribedAt", o.approved_by as "approvedBy", o.approved_at as "approvedAt",
    o.ended_on as "endedOn", o.ended_reason as "endedReason", o.version,
    exists (select 1 from treatment_protocol p
      where p.id = o.protocol_id and p.signed_by = p.entered_by) as "protocolSignedByAuthor"
  from dose_order o`;

/** @throws Problem 404 for an order of another site */
export async function orderById(tx: Tx, id: string): Promise<DoseOrder> {
  const order = await tx.one<DoseOrder>(`${SELECTED} where o.id = $1`, [id]);
  if (!order) throw problem(P.noSuchOrder);
  return order;
}

/** Whether what a site has of a medicine by volume carries a strength on its label. */
export async function hasStrength(tx: Tx, siteId: number, medicine: TreatmentKind): Promise<boolean> {
  const row = await tx.one(
    'select 1 from stock_lot where site_id = $1 and medicine = $2 and strength is not null limit 1',
    [siteId, medicine],
  );
  return row !== null;
}

/** Of an episode, the latest first. */
export async function ordersOf(tx: Tx, episodeId: string): Promise<readonly DoseOrder[]> {
  return tx.query<DoseOrder>(
    `${SELECTED} where o.episode_id = $1 order by o.from_on desc, o.id desc limit 1000`,
    [episodeId],
  );
}

/** Approved orders that began before a day and held on at least one, the latest first: what a change is held against. */
export async function ordersBefore(
  tx: Tx,
  episodeId: string,
  fromOn: DateOnly,
): Promise<readonly FormerOrder[]> {
  return tx.query<FormerOrder>(
    `select o.unit, o.strength::float8 as strength, (select sum(dose) from unnest(o.doses) dose)::float8 as daily,
       o.from_on as "fromOn", coalesce(o.ended_on, o.until_on) as "lastOn"
     from dose_order o
     where o.episode_id = $1 and o.approved_at is not null and o.from_on < $2
       and coalesce(o.ended_on, o.until_on) >= o.from_on
     order by o.from_on desc limit 100`,
    [episodeId, fromOn],
  );
}

/** Whether the person was in treatment at another site before: its orders are not this one’s to see. */
export async function cameFromElsewhere(tx: Tx, episodeId: string): Promise<boolean> {
  const row = await tx.one(
    `select 1 from case_event v where v.case_id = $1 and v.type = 'keeper-moved'
       and not exists (select 1 from case_event a where a.replaces_id = v.id)
       and exists (select 1 from case_event b where b.case_id = v.case_id and b.type = 'begun'
         and b.effective_at <= v.effective_at and not exists (select 1 from case_event a where a.replaces_id = b.id))
     limit 1`,
    [episodeId],
  );
  return row !== null;
}

/** Whether doses of these days are on record by an order: another one does not say afterwards what they were given by. */
export async function dosedByOrder(
  tx: Tx,
  episodeId: string,
  from: DateOnly,
  until: DateOnly,
): Promise<boolean> {
  const row = await tx.one(
    `select 1 from dose_event d
     where d.episode_id = $1 and d.day between $2 and $3 and d.order_id is not null and d.kind = any ($4::text[])
       and not exists (select 1 from dose_named n
         where n.named_id = d.id and n.kind in ('voided', 'take-home-returned'))
       and not exists (select 1 from missing_take_home t where t.event_id = d.id and t.withdrawn_at is null) limit 1`,
    [episodeId, from, until, GIVING_KINDS],
  );
  return row !== null;
}

export async function insertOrder(
  tx: Tx,
  order: Omit<
    DoseOrder,
    'approvedBy' | 'approvedAt' | 'endedOn' | 'endedReason' | 'protocolSignedByAuthor' | 'version'
  >,
): Promise<void> {
  await tx.execute(
    `insert into dose_order (id, episode_id, site_id, unit, doses, from_on, until_on, reason, checks, protocol_id,
       prescribed_by, prescribed_at, strength, late_reason)
     values ($1, $2, $3, $4, $5::bigint[], $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      ...[order.id, order.episodeId, order.siteId, order.unit, order.doses, order.fromOn, order.untilOn],
      ...[
        order.reason,
        JSON.stringify(order.checks),
        order.protocolId,
        order.prescribedBy,
        order.prescribedAt,
        order.strength,
        order.lateReason,
      ],
    ],
  );
}

export interface Approval {
  readonly userId: string;
  /** Why the orders before end. */
  readonly why: string;
  /** What it was held against anew. */
  readonly checks: readonly ProtocolCheck[];
  readonly protocolId: string | null;
}

/**
 * The orders before end where this one begins, and it holds from then on, in one statement of each: a dose finds one or
 * the other, never both or none.
 *
 * @returns false when it is not at this version any more
 * @throws Problem 409 where another order holds on one of its days, or the one of the place of before, which is not seen here
 */
export async function approveOrder(
  tx: Tx,
  order: DoseOrder,
  { userId, why, checks, protocolId }: Approval,
): Promise<boolean> {
  let isSeen = false;
  try {
    await tx.execute(
      `update dose_order set ended_on = greatest($2::date, from_on) - 1, ended_by = $3, ended_reason = $4,
         version = version + 1
       where episode_id = $1 and approved_at is not null and id <> $5 and from_on <= $2::date
         and coalesce(ended_on, until_on) >= $2::date`,
      [order.episodeId, order.fromOn, userId, why, order.id],
    );
    isSeen = await anotherHolds(tx, order);
    const rows = await tx.execute(
      `update dose_order set approved_by = $3, approved_at = $4, checks = $5, protocol_id = $6, version = version + 1
       where id = $1 and version = $2 and approved_at is null and ended_on is null`,
      [order.id, order.version, userId, tx.now, JSON.stringify(checks), protocolId],
    );
    return rows === 1;
  } catch (error) {
    if (violatedConstraint(error) === 'dose_order_one_at_a_time')
      throw problem(isSeen ? P.orderOverlaps : P.formerOrderHolds, { cause: error });
    throw error;
  }
}

/** Whether an approved order that is seen here holds on one of the days of this one. */
async function anotherHolds(
  tx: Tx,
  { id, episodeId, fromOn, untilOn }: Pick<DoseOrder, 'id' | 'episodeId' | 'fromOn' | 'untilOn'>,
): Promise<boolean> {
  const row = await tx.one(
    `select 1 from dose_order
     where episode_id = $1 and id <> $2 and approved_at is not null and from_on <= $4
       and coalesce(ended_on, until_on) >= greatest(from_on, $3::date) limit 1`,
    [episodeId, id, fromOn, untilOn],
  );
  return row !== null;
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
