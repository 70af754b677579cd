import type { Parameters } from '../platform/database/parameters.js';
import type { CursorValue } from '../platform/http/page.js';

/** Rows that each belong to an organisation and lie in a unit: for both there is an index in the order of the list. */
export interface ScopedRows {
  /** The table with its alias. */
  readonly from: string;
  readonly id: string;
  readonly organisation: string;
  readonly unit: string;
  /** What the list is ordered by, before the id. */
  readonly place: string;
  readonly placeType: 'date' | 'timestamptz';
  readonly direction: 'asc' | 'desc';
}

export interface ScopedPage {
  readonly organisationId: number;
  /** Rows of this unit and of the units in it. */
  readonly unit: number | undefined;
  readonly conditions: readonly string[];
  readonly after: readonly CursorValue[] | null;
  readonly limit: number;
}

/** Rows beside those of the organisations that the actor may read: a join with the rows, and which of it. */
export type FurtherRows = (own: string) => { readonly from: string; readonly condition: string };

/** The organisations that an organisation may read today. @param own stands for its id */
export const readBy = (own: string): string => `
  select c.organisation_id as id from organisation_closure c
  where c.viewer_id = ${own} and app.today() between c.reads_from and c.reads_until`;

export const unitsIn = (unit: string): string =>
  `select u.unit_id as id from unit_closure u where u.ancestor_id = ${unit}`;

/** The order of a list, for its last sorting too. */
export const inOrder = ({ place, id, direction }: ScopedRows): string =>
  `order by ${place} ${direction}, ${id} ${direction}`;

/**
 * The ids of one page out of any number of rows: the first rows of each organisation in scope, or, where the unit asked
 * for has fewer units in it than that, the first rows of each unit. Each part comes out of an index, so that a page costs
 * as much among millions as among thousands.
 *
 * @returns a query of `id` and `place`
 */
export function idsOfPage(
  parameters: Parameters,
  rows: ScopedRows,
  page: ScopedPage,
  further?: FurtherRows,
): string {
  const own = parameters.add(page.organisationId, 'integer');
  const limit = parameters.add(page.limit, 'integer');
  const conditions = [...page.conditions, ...placeCondition(parameters, rows, page.after)];
  const firstOf = (from: string, ...which: readonly string[]): string =>
    `select ${rows.id} as id, ${rows.place} as place from ${from}
     where ${[...which, ...conditions].join(' and ')} ${inOrder(rows)} limit ${limit}`;
  const ofReading = `${rows.organisation} = reading.id`;
  const beside = further?.(own);
  const union = (parts: readonly (string | false | undefined)[]): string =>
    `select * from (${parts
      .filter(Boolean)
      .map((part) => `(${part})`)
      .join(' union ')}) as found
     order by place ${rows.direction}, id ${rows.direction} limit ${limit}`;
  if (page.unit === undefined) {
    return `with reading as materialized (${readBy(own)})
      ${union([
        `select page.* from reading, lateral (${firstOf(rows.from, ofReading)}) as page`,
        beside && firstOf(beside.from, beside.condition),
      ])}`;
  }
  const inUnit = filter(rows.unit, 'wanted');
  return `with reading as materialized (${readBy(own)}),
      wanted as materialized (${unitsIn(parameters.add(page.unit, 'integer'))}),
      chosen as materialized (select (select count(*) from wanted) < (select count(*) from reading) as by_unit)
    ${union([
      `select page.* from reading, lateral (${firstOf(rows.from, ofReading, inUnit)}) as page
       where not (select by_unit from chosen)`,
      `select page.* from wanted, lateral (${firstOf(
        rows.from,
        `${rows.unit} = wanted.id`,
        filter(rows.organisation, 'reading'),
      )}) as page
       where (select by_unit from chosen)`,
      beside && firstOf(beside.from, beside.condition, inUnit),
    ])}`;
}

/** Asked of each row that the index brings, never a way to the rows: what is in `is true` is joined with nothing. */
const filter = (column: string, ids: string): string => `(${column} in (select id from ${ids})) is true`;

/** What stands behind a place in the order of the list: none where the page is the first. */
export function placeCondition(
  parameters: Parameters,
  { place, placeType, id, direction }: ScopedRows,
  after: readonly CursorValue[] | null,
): readonly string[] {
  if (after === null) return [];
  const [at, last] = after;
  const beyond = direction === 'asc' ? '>' : '<';
  return [`(${place}, ${id}) ${beyond} (${parameters.add(at, placeType)}, ${parameters.add(last, 'uuid')})`];
}
