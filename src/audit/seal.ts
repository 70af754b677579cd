import { SEALED_ROW_COLUMNS, type SealedRow } from './sealed-row.js';

/** Most rows of one seal. */
export const SEAL_ROWS = 1_000;

/** One link of the chain: a run of rows in the order of place and id. */
export interface Seal {
  readonly number: number;
  /** First day of the month of all its rows. */
  readonly month: string;
  readonly sealedAt: Date;
  readonly keyVersion: number;
  readonly ids: readonly string[];
  /** One mark for each id, in their order. */
  readonly marks: Buffer;
  readonly lastPlace: string;
  readonly lastId: string;
  readonly digest: Buffer;
}

/** Runs one statement. @returns its rows */
export type Ask = <Row extends object>(sql: string, parameters: readonly unknown[]) => Promise<Row[]>;

const SEAL_COLUMNS = `s.number::float8 as number, s.month::text as month, s.sealed_at as "sealedAt",
  s.key_version as "keyVersion", s.ids::text[] as ids, s.marks, s.last_place::text as "lastPlace",
  s.last_id::text as "lastId", s.digest`;

export type Place = Pick<Seal, 'lastPlace' | 'lastId'>;

/** Before every row. */
export const BEGINNING: Place = {
  lastPlace: '-9223372036854775808',
  lastId: '00000000-0000-0000-0000-000000000000',
};

export async function newestSeal(ask: Ask): Promise<Seal | null> {
  const [seal] = await ask<Seal>(
    `select ${SEAL_COLUMNS} from public.audit_seal s order by number desc limit 1`,
    [],
  );
  return seal ?? null;
}

export async function sealsAfter(ask: Ask, number: number, most: number): Promise<readonly Seal[]> {
  return ask<Seal>(
    `select ${SEAL_COLUMNS} from public.audit_seal s where number > $1 order by number limit $2`,
    [number, most],
  );
}

/**
 * The next rows that can be sealed. No transaction that is still under way has a place before the horizon, so that no
 * row comes in between later, however late it is committed.
 */
export async function rowsToSeal(ask: Ask, { lastPlace, lastId }: Place): Promise<readonly SealedRow[]> {
  return ask<SealedRow>(
    `select ${SEALED_ROW_COLUMNS} from public.audit_event e
     where (e.place, e.id) > ($1::bigint, $2::uuid) and e.place < (
       select pg_snapshot_xmin(pg_current_snapshot())::text::bigint + shift from public.audit_place_shift)
     order by e.place, e.id limit $3`,
    [lastPlace, lastId, SEAL_ROWS],
  );
}

/** All that stands after a place, up to and with another. */
export async function rowsBetween(ask: Ask, after: Place, upTo: Place): Promise<readonly SealedRow[]> {
  return ask<SealedRow>(
    `select ${SEALED_ROW_COLUMNS} from public.audit_event e
     where (e.place, e.id) > ($1::bigint, $2::uuid) and (e.place, e.id) <= ($3::bigint, $4::uuid)
     order by e.place, e.id`,
    [after.lastPlace, after.lastId, upTo.lastPlace, upTo.lastId],
  );
}
