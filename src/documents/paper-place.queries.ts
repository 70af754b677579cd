import type { OrganisationRow } from '../identity/organisations.js';
import type { DateOnly } from '../law/date.js';
import type { OrganisationKind } from '../law/organisation-kinds.js';
import type { Tx } from '../platform/database/tx.js';

/** Whose name stands above that of a body. A committee of a commune writes its own name alone. */
const SUPERIORS: Readonly<Partial<Record<OrganisationKind, OrganisationKind>>> = {
  'commune-police': 'provincial-police',
  'public-rehabilitation-facility': 'provincial-police',
};

/** The superior that a heading names, as it stood on the day; null where there is none on record. */
export async function superiorOf(tx: Tx, body: OrganisationRow, on: DateOnly): Promise<string | null> {
  const kind = SUPERIORS[body.kind];
  if (!kind) return null;
  const row = await tx.one<{ name: string }>(
    `select o.name from organisation o join unit_closure c on c.ancestor_id = o.unit_id
     where c.unit_id = $1 and o.kind = $2 and daterange(o.valid_from, o.valid_to, '[]') @> $3::date
     order by o.id limit 1`,
    [body.unitId, kind, on],
  );
  return row?.name ?? null;
}

/** 'Vĩnh Thuận': the place that papers of a body are dated from. */
export async function placeNameOf(tx: Tx, unitId: number | null): Promise<string | null> {
  const row = await tx.one<{ name: string }>('select short_name as name from unit where id = $1', [unitId]);
  return row?.name ?? null;
}

/** 'xã Vĩnh Thuận, tỉnh An Giang', up to the province. */
export async function unitText(tx: Tx, unitId: number): Promise<string> {
  const rows = await tx.query<{ name: string }>(
    `with recursive up (id, parent_id, name, depth) as (
       select id, parent_id, name, 1 from unit where id = $1
       union all
       select u.id, u.parent_id, u.name, up.depth + 1 from up join unit u on u.id = up.parent_id where up.depth < 5
     )
     select name from up order by depth`,
    [unitId],
  );
  return rows.map(({ name }) => name.charAt(0).toLocaleLowerCase('vi') + name.slice(1)).join(', ');
}
