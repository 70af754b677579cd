import { dateOnly, type DateOnly } from '../../law/date.js';
import type { Tx } from '../../platform/database/tx.js';
import type { TreatmentKind } from '../kinds/kind.js';
import { SHIPPED_PROGRAMMES } from './shipped-programmes.js';
import type { TreatmentProgramme } from './treatment-programme.js';

type Row = Omit<TreatmentProgramme, 'shipped'>;

/** Those that came with the program and those that were entered, the latest first. */
export async function programmesOf(
  tx: Tx,
  kind: TreatmentKind | null = null,
): Promise<readonly TreatmentProgramme[]> {
  const entered = await tx.query<Row>(
    `select p.code, p.kind, p.name, p.act, p.act_on as "actOn", p.unit_id as "unitId", p.from_on as "fromOn",
       p.until_on as "untilOn", p.enrols_from as "enrolsFrom", p.enrols_until as "enrolsUntil", p.quota
     from treatment_programme p order by p.code`,
  );
  const all = [...SHIPPED_PROGRAMMES, ...entered.map((row) => ({ ...row, shipped: false }))];
  return all
    .filter((programme) => kind === null || programme.kind === kind)
    .toSorted((a, b) => b.fromOn.localeCompare(a.fromOn) || a.code.localeCompare(b.code));
}

/** How many have been enrolled, wherever. */
export async function enrolledUnder(tx: Tx, code: string): Promise<number> {
  const row = await tx.one<{ count: number }>('select app.enrolled_under($1) as count', [code]);
  return row?.count ?? 0;
}

/**
 * Whether a unit lies in the programme's area: by itself or, since units merged, by a part of what it is made of.
 */
export async function liesIn(tx: Tx, unitId: number, areaId: number): Promise<boolean> {
  const found = await tx.one(
    `select 1 from unit_closure part join unit_closure area on area.unit_id = part.unit_id
     where part.ancestor_id = $1 and area.ancestor_id = $2 limit 1`,
    [unitId, areaId],
  );
  return found !== null;
}

export const asDay = (day: string | undefined): DateOnly | null => (day === undefined ? null : dateOnly(day));
