import type { DateOnly } from '../../law/date.js';
import type { Tx } from '../../platform/database/tx.js';
import { GIVING_KINDS } from '../ledger/dose-event.kinds.js';
import { COMING_KINDS } from '../missed/missed.rules.js';
import { changesBetween, lotsOf, openingsOf, variancesBetween } from '../stock/stock.queries.js';
import type { CountedDoses, CountedPersons, LotOfQuarter } from './quarter.rules.js';

const COUNTED = [...GIVING_KINDS, 'missed'];

/** Of the caller's body, and of those that it took over from. */
export async function countPersons(tx: Tx, from: DateOnly, to: DateOnly): Promise<readonly CountedPersons[]> {
  return tx.query<CountedPersons>(
    `select kind, programme_code as "programmeCode", measure, ground, persons from app.treatment_counts($1, $2)`,
    [from, to],
  );
}

/** A missed dose of which an entry was told later by which the person came is none. */
export async function countDoses(tx: Tx, from: DateOnly, to: DateOnly): Promise<readonly CountedDoses[]> {
  return tx.query<CountedDoses>(
    'select kind, entry, doses from app.dose_counts($1, $2, $3::text[], $4::text[])',
    [from, to, COUNTED, COMING_KINDS],
  );
}

/** Each lot that had something, or of which something was entered. */
export async function lotsOfQuarter(
  tx: Tx,
  siteId: number,
  from: DateOnly,
  to: DateOnly,
): Promise<readonly LotOfQuarter[]> {
  const openingOf = await openingsOf(tx, siteId, from);
  const changes = await changesBetween(tx, siteId, from, to);
  const variances = await variancesBetween(tx, siteId, from, to);
  return (await lotsOf(tx, siteId))
    .map((lot) => ({
      ...{ medicine: lot.medicine, unit: lot.unit, opening: openingOf(lot) },
      lines: (changes.get(lot.id) ?? []).map(({ undoes, ...line }) => ({
        ...line,
        name: undoes ?? line.name,
      })),
      variance: variances.get(lot.id) ?? { usable: 0, returned: 0 },
    }))
    .filter(({ opening, lines }) => opening.usable !== 0 || opening.returned !== 0 || lines.length > 0);
}
