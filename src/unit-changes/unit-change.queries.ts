import type { DateOnly } from '../law/date.js';
import type { ChangeFeed, RowId } from '../platform/database/changes.js';
import { rowFeed } from '../platform/database/row-feeds.js';
import type { Tx } from '../platform/database/tx.js';
import { UNIT_COLUMNS, type Unit } from '../units/unit.js';
import type { BodyEffect, SeatedBody, UnitChange, UnitChangePlan } from './unit-change.js';
import type { PlanFacts } from './plan-facts.js';

const CHANGE = `
  select c.id, c.kind, c.act, c.effective_on as "effectiveOn", c.handover_until as "handoverUntil", c.unit_ids as "unitIds",
    c.successors, c.requested_at as "requestedAt", c.run_requested_at as "runRequestedAt",
    c.withdrawn_at as "withdrawnAt", c.withdrawn_reason as "withdrawnReason", c.applied_at as "appliedAt",
    c.successor_ids as "successorIds", c.files, c.files_left as "filesLeft", c.files_awaiting as "filesAwaiting", c.deadlines, c.finished_at as "finishedAt",
    c.problem
  from unit_change c`;

export async function changeById(tx: Tx, id: string): Promise<UnitChange | null> {
  return tx.one<UnitChange>(`${CHANGE} where c.id = $1`, [id]);
}

/** The same, held until the transaction ends. */
export async function lockedChange(tx: Tx, id: string): Promise<UnitChange | null> {
  return tx.one<UnitChange>(`${CHANGE} where c.id = $1 for update`, [id]);
}

/** Where a page begins: after the change of this day and id. */
export type ChangePlace = [effectiveOn: DateOnly, id: string];

/** Everybody reads all of them. Those that were asked for begin on their day by themselves. */
export const UNIT_CHANGE_CHANGES: ChangeFeed = {
  ...rowFeed({ table: 'unit_change' }),
  passed: `
    select id from unit_change
    where id > $2::uuid and run_requested_at is not null and effective_on > $1::date and effective_on <= app.today()
    order by id limit $3`,
};

/** The latest day first: those after a place, or those of these ids. */
export async function listChanges(
  tx: Tx,
  unitId: number | null,
  after: ChangePlace | null,
  ids: readonly RowId[] | null,
  limit: number,
): Promise<UnitChange[]> {
  return tx.query<UnitChange>(
    `${CHANGE} where ($1::integer is null or c.unit_ids @> array[$1] or c.successor_ids @> array[$1]
         or c.successors @> jsonb_build_array(jsonb_build_object('unitId', $1::integer)))
       and ($2::date is null or (c.effective_on, c.id) < ($2, $3::uuid))
       and ($5::uuid[] is null or c.id = any ($5))
     order by c.effective_on desc, c.id desc limit $4`,
    [unitId, after?.[0] ?? null, after?.[1] ?? null, limit, ids],
  );
}

/** Entering changes goes one after the other: two of one unit at once would each not see the other. */
export async function holdPlans(tx: Tx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('unit_change', 0))`);
}

/**
 * Another change that is not done and names one of the units, on either side. Communes go on as other records where their
 * province changes: a change of one of them comes before it, or not at all.
 */
export async function openChangeOf(
  tx: Tx,
  unitIds: readonly number[],
  effectiveOn: DateOnly,
  otherThan: string | null,
): Promise<{ readonly id: string; readonly name: string } | null> {
  return tx.one(
    `select c.id, u.name from unit_change c
     cross join lateral (
       select unnest(c.unit_ids) as id
       union select (s ->> 'unitId')::integer from jsonb_array_elements(c.successors) s) as named
     join unit u on u.id = named.id
     where c.withdrawn_at is null and c.applied_at is null and c.id <> coalesce($2, gen_random_uuid())
       and (u.id = any ($1)
         or (u.parent_id = any ($1) and (c.effective_on >= $3::date or $3::date <= app.today()))
         or (c.effective_on <= $3::date and exists (
           select 1 from unit below where below.id = any ($1) and below.parent_id = u.id)))
     order by c.id limit 1`,
    [unitIds, otherThan, effectiveOn],
  );
}

export async function addChange(tx: Tx, id: string, plan: UnitChangePlan, by: string): Promise<void> {
  const { kind, act, effectiveOn, handoverUntil, unitIds, successors } = plan;
  await tx.execute(
    `insert into unit_change (id, kind, act, effective_on, handover_until, unit_ids, successors, requested_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, kind, act, effectiveOn, handoverUntil, unitIds, JSON.stringify(successors), by],
  );
}

/** What the register says of what a plan names. */
export async function factsOf(tx: Tx, plan: UnitChangePlan): Promise<PlanFacts> {
  const { unitIds, successors, effectiveOn } = plan;
  const named = [...unitIds, ...successors.flatMap(({ unitId }) => unitId ?? [])];
  const units = await unitsWithIds(tx, named);
  const codes = successors.flatMap(({ code }) => code ?? []);
  const neighbours = await tx.query<Unit>(
    `select ${UNIT_COLUMNS} from unit u
     where daterange(u.valid_from, u.valid_to, '[]') @> $1::date
       and exists (select 1 from unit o where o.id = any ($2) and o.level = u.level
         and (o.parent_id is not distinct from u.parent_id or u.code = any ($3)))`,
    [effectiveOn, unitIds, codes],
  );
  return {
    units: new Map(units.map((unit) => [unit.id, unit])),
    neighbours,
    bodies: (await bodiesIn(tx, unitIds)).filter(({ validTo }) => validTo === null || validTo >= effectiveOn),
  };
}

export async function unitsWithIds(tx: Tx, ids: readonly number[]): Promise<Unit[]> {
  return tx.query<Unit>(`select ${UNIT_COLUMNS} from unit u where u.id = any ($1)`, [ids]);
}

/** Every body that is or was seated in these very units, in the order of the units. */
export async function bodiesIn(tx: Tx, unitIds: readonly number[]): Promise<SeatedBody[]> {
  return tx.query<SeatedBody>(
    `select o.id, o.kind, o.sector, o.name, o.unit_id as "unitId", u.name as "unitName", o.valid_from as "validFrom",
       o.valid_to as "validTo"
     from organisation o join unit u on u.id = o.unit_id where o.unit_id = any ($1)
     order by array_position($1::integer[], o.unit_id), o.kind, o.id`,
    [unitIds],
  );
}

/** What a change did to a body. */
export interface ChangedBody {
  readonly organisationId: number;
  readonly effect: BodyEffect;
  readonly heirIds: readonly number[];
  readonly nameBefore: string;
  readonly nameAfter: string;
  readonly unitBefore: number;
  readonly unitAfter: number;
}

export async function changedBodies(
  tx: Tx,
  changeId: string,
  after: number | null,
  limit: number,
): Promise<ChangedBody[]> {
  return tx.query<ChangedBody>(
    `select organisation_id as "organisationId", effect, heir_ids as "heirIds", name_before as "nameBefore",
       name_after as "nameAfter", unit_before as "unitBefore", unit_after as "unitAfter"
     from unit_change_body where change_id = $1 and ($2::integer is null or organisation_id > $2)
     order by organisation_id limit $3`,
    [changeId, after, limit],
  );
}

export interface Correction {
  readonly id: string;
  readonly changeId: string;
  readonly reason: string;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  readonly correctedAt: Date;
}

/** The earliest first. */
export async function correctionsOf(tx: Tx, changeIds: readonly string[]): Promise<Correction[]> {
  return tx.query<Correction>(
    `select id, change_id as "changeId", reason, before, after, corrected_at as "correctedAt" from unit_change_correction
     where change_id = any ($1::uuid[]) order by corrected_at, id`,
    [changeIds],
  );
}
