import type { DateOnly } from '../../law/date.js';
import { text2 } from '../../law/text.js';
import type { Tx } from '../../platform/database/tx.js';
import { nanogramsOf, type DoseUnitName, type StockUnit } from '../ledger/amounts.js';
import { GIVING_KINDS } from '../ledger/dose-event.kinds.js';
import { dosingValues, type ActiveProtocol, type OrderMeasure } from './active-protocols.js';
import type { ProtocolCheck } from './protocol-checks.rules.js';

/** What was given, or is about to be: by the label of its lot, else by its order. */
export interface GivenAmount {
  readonly dose: number;
  readonly unit: DoseUnitName;
  readonly measured: number;
  readonly lotUnit: StockUnit | null;
  readonly lotStrength: number | null;
  readonly strength: number | null;
}

const NOT_ADDED = text2(
  'Có liều trong ngày không rõ lượng hoạt chất: không cộng được liều của cả ngày',
  'Of a dose of this day it is not known how much is in it: the doses of the day were not added up',
);

/**
 * The doses of a day together, whatever orders they were given by, against the most of the protocol. What was given again
 * after vomiting is in the place of what was vomited and does not count. Where something of the day is unknown, the rest
 * alone may be too much already.
 *
 * @returns null where the protocol has no such value, or the dose is the first of its day
 */
export async function checkDayTotal(
  tx: Tx,
  protocol: ActiveProtocol | null,
  order: OrderMeasure,
  {
    episodeId,
    day,
    amount,
  }: { readonly episodeId: string; readonly day: DateOnly; readonly amount: GivenAmount },
): Promise<ProtocolCheck | null> {
  const most = protocol?.given.doseMax;
  if (!protocol || most === undefined) return null;
  const before = await givenOn(tx, episodeId, day);
  if (before.length === 0) return null;
  const by = protocol.given.strengthMicrogramsPerMl ?? null;
  const inPieces = protocol.given.doseUnit === 'piece';
  const contents = [...before, amount].map((each) => (inPieces ? piecesOf(each) : contentOf(each, by)));
  const total = contents.reduce<number>((sum, content) => sum + (content ?? 0), 0);
  const perUnit = inOrdersUnit(order, by);
  const check = {
    check: 'maxDailyDose',
    limit: dosingValues(protocol, order, null).maxDailyDose,
    found: perUnit === null ? null : Math.ceil(total / perUnit),
  } as const;
  if (total > (inPieces ? most : most * 1000)) return { ...check, result: 'failed', why: null };
  return contents.includes(null)
    ? { ...check, found: null, result: 'not-checked', why: NOT_ADDED }
    : { ...check, result: 'passed', why: null };
}

/** How much of what was added up makes one of the order's unit. */
function inOrdersUnit({ unit, strength }: OrderMeasure, protocolStrength: number | null): number | null {
  if (unit === 'microlitre') return strength ?? protocolStrength;
  return unit === 'microgram' ? 1000 : 1;
}

/** Of a lot in pieces what was taken of it; of anything else nobody knows how many pieces it makes. */
function piecesOf({ dose, unit, measured, lotUnit }: GivenAmount): number | null {
  if (lotUnit === 'piece' && measured > 0) return measured;
  return unit === 'piece' ? dose : null;
}

function contentOf(
  { dose, unit, measured, lotUnit, lotStrength, strength }: GivenAmount,
  protocolStrength: number | null,
): number | null {
  if (lotUnit === 'microlitre' && lotStrength !== null && measured > 0)
    return nanogramsOf(measured, lotUnit, lotStrength);
  return nanogramsOf(dose, unit, strength ?? protocolStrength);
}

/** Doses of a day that stand, but for what is not there any more. Of a lot of another site the label is not seen: then its order says it. */
async function givenOn(tx: Tx, episodeId: string, day: DateOnly): Promise<readonly GivenAmount[]> {
  return tx.query<GivenAmount>(
    `select d.dose::float8 as dose, d.measured::float8 as measured, l.unit as "lotUnit", l.strength::float8 as "lotStrength",
       coalesce(o.unit, l.unit, 'microlitre') as unit, o.strength::float8 as strength
     from dose_event d left join stock_lot l on l.id = d.lot_id left join dose_order o on o.id = d.order_id
     where d.episode_id = $1 and d.day = $2 and d.kind = any ($3::text[])
       and not exists (select 1 from dose_named n
         where n.named_id = d.id and n.kind in ('voided', 'take-home-returned'))
       and not exists (select 1 from missing_take_home t where t.event_id = d.id and t.withdrawn_at is null)`,
    [episodeId, day, GIVING_KINDS],
  );
}
