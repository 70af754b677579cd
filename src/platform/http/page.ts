import { P } from '../errors/platform.problems.js';
import { fieldProblem, problem } from '../errors/problem.js';
import { isDay, isInstant, isUuid } from './field-rules.js';
import { ListOf, Text, WholeNumber } from './fields.js';

/** Asks for one page of a list. Extend it with the list's own filters. */
export class PageQuery {
  @WholeNumber({ min: 1, max: 200, optional: true, example: 50, description: 'Items a page, 50 unless told' })
  readonly limit: number = 50;

  @Text({
    max: 1000,
    optional: true,
    description: '`nextCursor` of the page before',
    example: 'WyIyMDI2LTA3LTAyIl0',
  })
  readonly cursor?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

/** The document's class for a page of these items, `PersonPage` for `PersonDto`. */
export function PageOf<T extends object>(item: new () => T): new () => Page<T> {
  class PageDto implements Page<T> {
    @ListOf(() => item, { max: 200 })
    readonly items: readonly T[] = [];

    @Text({ max: 1000, nullable: true, example: null, description: 'Null on the last page' })
    readonly nextCursor: string | null = null;
  }
  Object.defineProperty(PageDto, 'name', { value: `${item.name.replace(/Dto$/, '')}Page` });
  return PageDto;
}

export type CursorPart = 'uuid' | 'whole' | 'text' | 'instant' | 'day' | 'transaction';
export type CursorValue = string | number;

const ACCEPTS: Readonly<Record<CursorPart, (value: unknown) => boolean>> = {
  uuid: isUuid,
  // As large as a number of a column is: what is larger no list has given, and PostgreSQL refuses it.
  whole: (value) => Number.isSafeInteger(value) && Math.abs(Number(value)) <= 2_147_483_647,
  text: (value) => typeof value === 'string' && value.length <= 500 && !value.includes('\u0000'),
  instant: isInstant,
  day: isDay,
  transaction: (value) => typeof value === 'string' && /^\d{1,19}$/.test(value),
};

/** Names the place after the last row shown. It says nothing that the row did not show. */
export function encodeCursor(values: readonly CursorValue[]): string {
  return Buffer.from(JSON.stringify(values), 'utf8').toString('base64url');
}

/**
 * The values of a cursor; null when none was sent.
 *
 * @throws Problem 400 for a cursor that this list never gave
 */
export function decodeCursor(
  cursor: string | undefined,
  shape: readonly CursorPart[],
  parameter = 'cursor',
): CursorValue[] | null {
  if (cursor === undefined) return null;
  const values = valuesOf(cursor, shape);
  if (values) return values;
  throw problem(P.invalidParameter, {
    faults: [{ parameter, code: 'field.cursor', detail: NOT_OF_THIS_LIST }],
  });
}

/**
 * The same of a search that is asked by a body.
 *
 * @throws Problem 422 at `/cursor` for a cursor that this search never gave
 */
export function decodeBodyCursor(
  cursor: string | undefined,
  shape: readonly CursorPart[],
): CursorValue[] | null {
  if (cursor === undefined) return null;
  const values = valuesOf(cursor, shape);
  if (values) return values;
  throw fieldProblem('/cursor', 'field.cursor', NOT_OF_THIS_LIST);
}

const NOT_OF_THIS_LIST = {
  vi: 'Giá trị không phải do danh sách này trả về',
  en: 'This list never gave such a value',
};

function valuesOf(cursor: string, shape: readonly CursorPart[]): CursorValue[] | null {
  const values = parse(cursor);
  const fits = values.length === shape.length && shape.every((part, at) => ACCEPTS[part](values[at]));
  return fits ? (values as CursorValue[]) : null;
}

function parse(cursor: string): unknown[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(values) ? values : [];
  } catch {
    return [];
  }
}

/**
 * Cuts a page out of rows that were read with `limit + 1`.
 *
 * @param keyOf the values that order the list, the last one unique
 */
export function toPage<Row, T>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly CursorValue[],
  map: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(map),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null,
  };
}
