import { addDays, type DateOnly } from '../../law/date.js';
import { defineSubject } from '../../platform/database/subjects.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Lot } from '../interlock/dose.queries.js';
import type { DoseEventKind } from '../ledger/dose-event.kinds.js';
import { stockChangeOf, type LedgerEntry, type StockChange } from '../ledger/ledger.rules.js';
import {
  changeOfMovement,
  reconcile,
  type StockLine,
  type StockMovementKind,
} from './reconciliation.rules.js';

defineSubject('stock-movement', 'stock_movement');
defineSubject('stock-lot', 'stock_lot');

const LOT = `l.id, l.medicine, l.lot_number as "lotNumber", l.unit, l.strength::float8 as strength, l.expires_on as "expiresOn"`;

/** Lots of a site, those that expire first before the others. */
export async function lotsOf(tx: Tx, siteId: number): Promise<readonly Lot[]> {
  return tx.query<Lot>(
    `select ${LOT} from stock_lot l where l.site_id = $1 order by l.expires_on, l.lot_number, l.id limit 1000`,
    [siteId],
  );
}

/** The lot of that label at a site; made where there is none. */
export async function lotOfLabel(tx: Tx, lot: Lot, siteId: number, userId: string): Promise<Lot> {
  await tx.execute(
    `insert into stock_lot (id, site_id, medicine, lot_number, unit, strength, expires_on, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (site_id, medicine, lot_number) do nothing`,
    [lot.id, siteId, lot.medicine, lot.lotNumber, lot.unit, lot.strength, lot.expiresOn, userId],
  );
  const found = await tx.one<Lot>(
    `select ${LOT} from stock_lot l where l.site_id = $1 and l.medicine = $2 and l.lot_number = $3`,
    [siteId, lot.medicine, lot.lotNumber],
  );
  return found ?? lot;
}

export interface Movement {
  readonly id: string;
  readonly lotId: string;
  readonly siteId: number;
  readonly kind: StockMovementKind;
  readonly measured: number;
  readonly stockDay: DateOnly;
  readonly voidsId: string | null;
  readonly reason: string | null;
  readonly document: string | null;
  readonly clientEventId: string;
}

export async function movementById(tx: Tx, id: string): Promise<Movement | null> {
  return tx.one<Movement>(
    `select id, lot_id as "lotId", site_id as "siteId", kind, measured::float8 as measured, stock_day as "stockDay",
       voids_id as "voidsId", reason, document, client_event_id as "clientEventId"
     from stock_movement where id = $1`,
    [id],
  );
}

export async function insertMovement(tx: Tx, movement: Movement, userId: string): Promise<void> {
  await tx.execute(
    `insert into stock_movement (id, site_id, lot_id, kind, stock_day, at, measured, voids_id, reason, document,
       client_event_id, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      ...[movement.id, movement.siteId, movement.lotId, movement.kind, movement.stockDay, tx.now],
      ...[
        movement.measured,
        movement.voidsId,
        movement.reason,
        movement.document,
        movement.clientEventId,
        userId,
      ],
    ],
  );
}

/** What changed, and what it undoes where it is a void. */
export interface ChangedLine extends StockLine {
  readonly undoes: DoseEventKind | null;
}

/** What changed of each lot over some days, both included: doses by the table of their kinds, and movements. */
export async function changesBetween(
  tx: Tx,
  siteId: number,
  from: DateOnly | null,
  to: DateOnly,
): Promise<ReadonlyMap<string, readonly ChangedLine[]>> {
  const days = [siteId, from, to];
  const doses = await tx.query<{
    lotId: string;
    kind: DoseEventKind;
    names: DoseEventKind | null;
    sum: number;
  }>(
    `select lot_id as "lotId", kind, names_kind as names, sum(measured)::float8 as sum from dose_event
     where site_id = $1 and lot_id is not null and stock_day >= coalesce($2::date, '-infinity') and stock_day <= $3
     group by 1, 2, 3 order by 2, 3`,
    days,
  );
  const moved = await tx.query<{ lotId: string; kind: StockMovementKind; voids: boolean; sum: number }>(
    `select lot_id as "lotId", kind, voids_id is not null as voids, sum(measured)::float8 as sum from stock_movement
     where site_id = $1 and stock_day >= coalesce($2::date, '-infinity') and stock_day <= $3
     group by 1, 2, 3 order by 2, 3`,
    days,
  );
  const lines = new Map<string, ChangedLine[]>();
  const add = (lotId: string, line: ChangedLine): void =>
    void lines.set(lotId, [...(lines.get(lotId) ?? []), line]);
  for (const { lotId, kind, voids, sum } of moved)
    add(lotId, { name: kind, undoes: null, ...changeOfMovement(kind, sum, voids) });
  for (const { lotId, kind, names, sum } of doses)
    add(lotId, { name: kind, undoes: kind === 'voided' ? names : null, ...doseChange(kind, names, sum) });
  return lines;
}

/** What each lot had when a day began: what the latest closed day before left, with what was entered since. */
export async function openingsOf(
  tx: Tx,
  siteId: number,
  from: DateOnly,
): Promise<(lotId: string) => StockChange> {
  const base = await closedDay(tx, siteId, from, 'before');
  const before = await changesBetween(tx, siteId, base && addDays(base.day, 1), addDays(from, -1));
  return (lotId) => {
    const line = base?.lines.find((each) => each.lotId === lotId);
    return reconcile(line?.counted ?? line?.expected ?? NOTHING, before.get(lotId) ?? [], null).expected;
  };
}

const NOTHING: StockChange = { usable: 0, returned: 0 };

/** Counted less expected of each lot, over the closed days of a stretch on which somebody counted. */
export async function variancesBetween(
  tx: Tx,
  siteId: number,
  from: DateOnly,
  to: DateOnly,
): Promise<ReadonlyMap<string, StockChange>> {
  const rows = await tx.query<StockChange & { readonly lotId: string }>(
    `select line ->> 'lotId' as "lotId",
       sum((line -> 'counted' ->> 'usable')::bigint - (line -> 'expected' ->> 'usable')::bigint)::float8 as usable,
       sum((line -> 'counted' ->> 'returned')::bigint - (line -> 'expected' ->> 'returned')::bigint)::float8 as returned
     from site_day d, jsonb_array_elements(d.lines) line
     where d.site_id = $1 and d.day between $2 and $3 and jsonb_typeof(line -> 'counted') = 'object'
     group by 1`,
    [siteId, from, to],
  );
  return new Map(rows.map(({ lotId, usable, returned }) => [lotId, { usable, returned }]));
}

function doseChange(kind: DoseEventKind, names: DoseEventKind | null, measured: number): StockChange {
  const entry = { measured } as LedgerEntry;
  return stockChangeOf({ ...entry, kind }, names === null ? null : { ...entry, kind: names });
}

/** What was counted of each lot at the end of a day, the latest count of it. */
export async function countsOf(
  tx: Tx,
  siteId: number,
  day: DateOnly,
): Promise<ReadonlyMap<string, StockChange>> {
  const rows = await tx.query<StockChange & { lotId: string }>(
    `select distinct on (lot_id) lot_id as "lotId", usable::float8 as usable, returned::float8 as returned
     from stock_count where site_id = $1 and day = $2 order by lot_id, counted_at desc, id desc`,
    [siteId, day],
  );
  return new Map(rows.map(({ lotId, usable, returned }) => [lotId, { usable, returned }]));
}

/** What a closed day left of a lot: what was counted, or else what had to be there. */
export interface ClosedLine {
  readonly lotId: string;
  readonly expected: StockChange;
  readonly counted: StockChange | null;
}

export interface ClosedDay {
  readonly day: DateOnly;
  readonly lines: readonly ClosedLine[];
  readonly explanation: string | null;
  readonly closedAt: Date;
}

/** The latest closed day before one, or that one itself. */
export async function closedDay(
  tx: Tx,
  siteId: number,
  day: DateOnly,
  which: 'before' | 'itself',
): Promise<ClosedDay | null> {
  return tx.one<ClosedDay>(
    `select day, lines, explanation, closed_at as "closedAt" from site_day
     where site_id = $1 and day ${which === 'before' ? '<' : '='} $2 order by day desc limit 1`,
    [siteId, day],
  );
}
