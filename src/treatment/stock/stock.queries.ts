import { addDays, type DateOnly } from '../../law/date.js';
import { defineSubject } from '../../platform/database/subjects.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Lot } from '../interlock/dose.queries.js';
import { permissionsOf, ROLE_NAMES } from '../../identity/roles.js';
import { DOSE_EVENT_KIND_NAMES, DOSE_EVENT_KINDS, type DoseEventKind } from '../ledger/dose-event.kinds.js';
import type { SiteDayFlag } from './site-day.code-lists.js';
import { stockChangeOf, type LedgerEntry, type StockChange } from '../ledger/ledger.rules.js';
import type { LossFlag } from '../witness/loss-notice.code-lists.js';
import type { Witness } from '../witness/witness.rules.js';
import {
  changeOfMovement,
  reconcile,
  type StockLine,
  type StockMovementKind,
} from './reconciliation.rules.js';

defineSubject('stock-movement', 'stock_movement');
defineSubject('stock-lot', 'stock_lot');

const LOT = `l.id, l.medicine, l.lot_number as "lotNumber", l.unit, l.strength::float8 as strength, l.expires_on as "expiresOn",
  l.site_id as "siteId"`;

/** Bodies for which a body acts today, itself among them: their lots are its own to keep. Its id is the first parameter. */
const BODIES = `any (array(select c.organisation_id from organisation_closure c
  where c.viewer_id = $1 and (select app.today()) between c.acts_from and c.acts_until))`;

/** Lots of a site and of those that it took over, those that expire first before the others. */
export async function lotsOf(tx: Tx, siteId: number): Promise<readonly Lot[]> {
  return tx.query<Lot>(
    `select ${LOT} from stock_lot l where l.site_id = ${BODIES} order by l.expires_on, l.lot_number, l.id limit 1000`,
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

export interface Movement extends Witness {
  readonly id: string;
  readonly lotId: string;
  readonly siteId: number;
  readonly kind: StockMovementKind;
  readonly measured: number;
  readonly stockDay: DateOnly;
  readonly voidsId: string | null;
  readonly reason: string | null;
  readonly document: string | null;
  /** Of a loss that nobody who can be asked saw. */
  readonly flags: readonly LossFlag[];
  readonly clientEventId: string;
}

export async function movementById(tx: Tx, id: string): Promise<Movement | null> {
  return tx.one<Movement>(
    `select id, lot_id as "lotId", site_id as "siteId", kind, measured::float8 as measured, stock_day as "stockDay",
       voids_id as "voidsId", reason, document, witness_id as "witnessId", witness_name as "witnessName", flags,
       client_event_id as "clientEventId"
     from stock_movement where id = $1`,
    [id],
  );
}

export async function insertMovement(tx: Tx, movement: Movement, userId: string): Promise<void> {
  await tx.execute(
    `insert into stock_movement (id, site_id, lot_id, kind, stock_day, at, measured, voids_id, reason, document,
       client_event_id, recorded_by, witness_id, witness_name, flags)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      ...[movement.id, movement.siteId, movement.lotId, movement.kind, movement.stockDay, tx.now],
      ...[
        movement.measured,
        movement.voidsId,
        movement.reason,
        movement.document,
        movement.clientEventId,
        userId,
        movement.witnessId,
        movement.witnessName,
        movement.flags,
      ],
    ],
  );
}

/** What changed, and what it undoes where it is a void. */
export interface ChangedLine extends StockLine {
  readonly undoes: DoseEventKind | null;
}

/**
 * What changed of each lot over some days, both included: doses by the table of their kinds, and movements; also as a body
 * entered it that the site took over. Of the ledger the months of those days alone: what counts on another day than its own
 * is told apart.
 *
 * @param lotSite of the lots that this body received alone
 */
export async function changesBetween(
  tx: Tx,
  siteId: number,
  from: DateOnly | null,
  to: DateOnly,
  lotSite: number | null = null,
): Promise<ReadonlyMap<string, readonly ChangedLine[]>> {
  const days = [siteId, from, to, lotSite];
  const ofLots = '($4::integer is null or lot_id in (select id from stock_lot where site_id = $4))';
  const doses = await tx.query<{
    lotId: string;
    kind: DoseEventKind;
    names: DoseEventKind | null;
    sum: number;
  }>(
    `select lot_id as "lotId", kind, names_kind as names, sum(measured)::float8 as sum
     from (
       select lot_id, kind, names_kind, measured from dose_event
       where site_id = ${BODIES} and lot_id is not null and stock_day = day
         and day >= coalesce($2::date, '-infinity') and day <= $3
       union all
       select lot_id, kind, names_kind, measured from dose_stock_elsewhere
       where site_id = ${BODIES} and stock_day >= coalesce($2::date, '-infinity') and stock_day <= $3) changed
     where ${ofLots}
     group by 1, 2, 3 order by 2, 3`,
    days,
  );
  const moved = await tx.query<{ lotId: string; kind: StockMovementKind; voids: boolean; sum: number }>(
    `select lot_id as "lotId", kind, voids_id is not null as voids, sum(measured)::float8 as sum from stock_movement
     where site_id = ${BODIES} and stock_day >= coalesce($2::date, '-infinity') and stock_day <= $3 and ${ofLots}
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

/**
 * What each lot had when a day began: what the latest closed day before left, with what was entered since. Of a lot of a
 * body that the site took over, the latest one that either closed, the site itself since it acts for that body.
 */
export async function openingsOf(
  tx: Tx,
  siteId: number,
  from: DateOnly,
): Promise<(lot: Pick<Lot, 'id' | 'siteId'>) => StockChange> {
  const bases = await closedBefore(tx, siteId, from);
  const changes = new Map<number, ReadonlyMap<string, readonly ChangedLine[]>>();
  for (const { lotSite, day } of bases) {
    const since = day && addDays(day, 1);
    const one = bases.length > 1 ? lotSite : null;
    changes.set(lotSite, await changesBetween(tx, siteId, since, addDays(from, -1), one));
  }
  return (lot) => {
    const line = bases
      .find(({ lotSite }) => lotSite === lot.siteId)
      ?.lines?.find(({ lotId }) => lotId === lot.id);
    const since = changes.get(lot.siteId)?.get(lot.id) ?? [];
    return reconcile(line?.counted ?? line?.expected ?? NOTHING, since, null).expected;
  };
}

interface Base {
  readonly lotSite: number;
  readonly day: DateOnly | null;
  readonly lines: readonly ClosedLine[] | null;
}

/** Of each body whose lots a site keeps, the latest closed day before one that tells of them. */
async function closedBefore(tx: Tx, siteId: number, from: DateOnly): Promise<readonly Base[]> {
  return tx.query<Base>(
    `select c.organisation_id as "lotSite", last.day, last.lines
     from organisation_closure c left join lateral (
       select s.day, s.lines from site_day s
       where (s.site_id = c.organisation_id or (s.site_id = c.viewer_id and s.day >= c.acts_from)) and s.day < $2
       order by s.day desc, s.site_id = c.viewer_id desc limit 1) last on true
     where c.viewer_id = $1 and (select app.today()) between c.acts_from and c.acts_until`,
    [siteId, from],
  );
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
     where d.site_id = ${BODIES} and d.day between $2 and $3 and jsonb_typeof(line -> 'counted') = 'object'
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
     from stock_count where site_id = ${BODIES} and day = $2 order by lot_id, counted_at desc, id desc`,
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
  readonly earlyReason: string | null;
  readonly flags: readonly SiteDayFlag[];
  readonly closedAt: Date;
}

/** Who may close a day. */
const CLOSERS = ROLE_NAMES.filter((role) => permissionsOf([role]).has('stock.close-day'));
const TAKEN_OUT = DOSE_EVENT_KIND_NAMES.filter((kind) => DOSE_EVENT_KINDS[kind].stock === 'out');

/** Whether somebody took doses of a day out of stock, and whether another who did not could close it. */
export async function handsOf(
  tx: Tx,
  siteId: number,
  day: DateOnly,
  userId: string,
): Promise<{ readonly gave: boolean; readonly another: boolean }> {
  const row = await tx.one<{ gave: boolean; another: boolean }>(
    `with gave as (
       select user_id from dose_event
       where site_id = ${BODIES} and day = $2 and stock_day = day and kind = any ($4::text[]) and user_id is not null
       union
       select user_id from dose_stock_elsewhere
       where site_id = ${BODIES} and stock_day = $2 and kind = any ($4::text[]) and user_id is not null)
     select exists (select 1 from gave where user_id = $3) as gave,
       exists (select 1 from user_account u join user_role r on r.user_id = u.id
         where u.organisation_id = $1 and u.id <> $3 and u.locked_at is null and r.role = any ($5::text[])
           and u.id not in (select user_id from gave)) as another`,
    [siteId, day, userId, TAKEN_OUT, CLOSERS],
  );
  return row ?? { gave: false, another: false };
}

/** When a site closes, by the clock of Vietnam: '11:00:00'; the end of the day where it has not said. */
export async function closingTimeOf(tx: Tx, siteId: number): Promise<string> {
  const row = await tx.one<{ closesAt: string }>(
    'select closes_at::text as "closesAt" from dosing_site where site_id = $1',
    [siteId],
  );
  return row?.closesAt ?? '24:00:00';
}

/** The latest closed day before one, or that one itself. */
export async function closedDay(
  tx: Tx,
  siteId: number,
  day: DateOnly,
  which: 'before' | 'itself',
): Promise<ClosedDay | null> {
  return tx.one<ClosedDay>(
    `select day, lines, explanation, early_reason as "earlyReason", flags, closed_at as "closedAt" from site_day
     where site_id = $1 and day ${which === 'before' ? '<' : '='} $2 order by day desc limit 1`,
    [siteId, day],
  );
}
