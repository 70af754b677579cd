import { defineSubject } from '../../platform/database/subjects.js';
import type { Tx } from '../../platform/database/tx.js';
import type { DoseUnitName } from '../ledger/amounts.js';
import type { DoseEvent } from '../interlock/dose.queries.js';

defineSubject('redose-decision', 'redose_decision');

/** That a dose is given again, as it stands. */
export interface StandingDecision {
  /** The most that is given, in the unit of the order. */
  readonly dose: number;
  readonly decidedBy: string;
}

/**
 * The decision on an entry of vomiting that stands.
 *
 * @param at null before giving; of what was given already, when: a decision that came afterwards is none. To the minute, as
 *   people write times down
 */
export async function decisionStanding(
  tx: Tx,
  vomitedId: string,
  at: Date | null,
): Promise<StandingDecision | null> {
  return tx.one<StandingDecision>(
    `select dose::float8 as dose, decided_by as "decidedBy" from redose_decision
     where vomited_id = $1 and replaced_at is null
       and ($2::timestamptz is null or date_trunc('minute', decided_at) <= $2)`,
    [vomitedId, at],
  );
}

/** The most that is given again for each of these entries of vomiting, where a decision stands. */
export async function standingDecisions(
  tx: Tx,
  vomited: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (vomited.length === 0) return new Map();
  const rows = await tx.query<{ id: string; dose: number }>(
    `select vomited_id as id, dose::float8 as dose from redose_decision
     where vomited_id = any ($1::uuid[]) and replaced_at is null`,
    [vomited],
  );
  return new Map(rows.map(({ id, dose }) => [id, dose]));
}

export interface DecisionOfEntry extends RedoseDecision {
  readonly vomitedId: string;
  readonly decidedAt: Date;
  readonly replacedAt: Date | null;
}

/** What was decided on each of these entries of vomiting, the latest first; of one entry the last twenty. */
export async function decisionsOn(tx: Tx, vomited: readonly string[]): Promise<readonly DecisionOfEntry[]> {
  if (vomited.length === 0) return [];
  return tx.query<DecisionOfEntry>(
    `select r.id, r.vomited_id as "vomitedId", r.dose::float8 as dose, r.unit, r.reason, r.decided_by as "decidedBy",
       r.decided_at as "decidedAt", r.replaced_at as "replacedAt"
     from unnest($1::uuid[]) asked (id) cross join lateral (
       select * from redose_decision r where r.vomited_id = asked.id order by r.id desc limit 20) r
     order by r.id desc`,
    [vomited],
  );
}

/** Whether an entry of vomiting was voided, or something was given again for it. */
export async function isFollowed(tx: Tx, vomitedId: string): Promise<boolean> {
  const row = await tx.one(
    `select 1 from dose_named where named_id = $1 and kind in ('voided', 're-dosed') and released_at is null limit 1`,
    [vomitedId],
  );
  return row !== null;
}

export interface RedoseDecision {
  readonly id: string;
  readonly dose: number;
  readonly unit: DoseUnitName;
  readonly reason: string;
  readonly decidedBy: string;
}

/** Takes the place of the one before. */
export async function insertDecision(
  tx: Tx,
  vomited: Pick<DoseEvent, 'id' | 'day' | 'episodeId' | 'siteId' | 'homeSiteId'>,
  { id, dose, unit, reason, decidedBy }: RedoseDecision,
): Promise<void> {
  await tx.execute(
    'update redose_decision set replaced_at = $2 where vomited_id = $1 and replaced_at is null',
    [vomited.id, tx.now],
  );
  await tx.execute(
    `insert into redose_decision (id, vomited_id, vomited_day, episode_id, site_id, home_site_id, dose, unit, reason,
       decided_by, decided_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[id, vomited.id, vomited.day, vomited.episodeId, vomited.siteId, vomited.homeSiteId],
      ...[dose, unit, reason, decidedBy, tx.now],
    ],
  );
}
