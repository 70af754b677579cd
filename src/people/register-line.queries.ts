import type { Birth, DateOnly } from '../law/date.js';
import type { Tx } from '../platform/database/tx.js';
import type { IdentifierKind } from './identifier.rules.js';
import type { Sex } from './person-kinds.js';
import { birthOfRow } from './person-reader.js';
import type { PersonVault } from './person-vault.js';
import { RESIDENCE_FIRST } from './residence.js';

/** A person as a statutory book names him. */
export interface PersonInBook {
  readonly id: string;
  readonly fullName: string;
  readonly birth: Birth;
  readonly sex: Sex;
  readonly identifier: { readonly kind: IdentifierKind; readonly value: string } | null;
  /** Name of the unit where he lived on the day. */
  readonly residence: string | null;
}

/** Of whom a line tells, and of which day. */
export interface BookedPerson {
  readonly id: string;
  readonly on: DateOnly;
}

interface Row {
  readonly place: number;
  readonly id: string;
  readonly fullName: string;
  readonly birthDate: DateOnly | null;
  readonly birthYear: number;
  readonly sex: Sex;
  readonly identifierId: string | null;
  readonly kind: IdentifierKind | null;
  readonly sealed: Buffer | null;
  readonly residence: string | null;
}

/**
 * In the order asked, null for whom the actor does not see: under row-level security. A number that no key opens is left
 * out.
 */
export async function personsInBook(
  tx: Tx,
  vault: PersonVault,
  asked: readonly BookedPerson[],
): Promise<readonly (PersonInBook | null)[]> {
  if (asked.length === 0) return [];
  const rows = await tx.query<Row>(
    `select asked.place::integer - 1 as place, p.id, p.full_name as "fullName", p.birth_date as "birthDate", p.birth_year as "birthYear", p.sex,
       paper.id as "identifierId", paper.kind, paper.value_sealed as sealed, home.name as residence
     from unnest($1::uuid[], $2::date[]) with ordinality as asked (id, day, place)
     join person p on p.id = asked.id
     left join lateral (
       select i.id, i.kind, i.value_sealed from person_identifier i where i.person_id = p.id and i.ended_at is null
       order by array_position(array['citizen-id', 'passport', 'old-id'], i.kind), i.id limit 1
     ) paper on true
     left join lateral (
       select u.name from person_address a join unit u on u.id = a.unit_id
       where a.person_id = p.id and a.from_on <= asked.day and (a.until_on is null or a.until_on >= asked.day)
       order by ${RESIDENCE_FIRST} limit 1
     ) home on true
     order by asked.place`,
    [asked.map(({ id }) => id), asked.map(({ on }) => on)],
  );
  const seen = new Map(rows.map((row) => [row.place, toPerson(vault, row)]));
  return asked.map((_each, place) => seen.get(place) ?? null);
}

function toPerson(vault: PersonVault, row: Row): PersonInBook {
  const { id, fullName, sex, residence, identifierId, kind, sealed } = row;
  const value = identifierId && sealed ? vault.open('identifier', identifierId, sealed) : null;
  return {
    ...{ id, fullName, sex, residence, birth: birthOfRow(row) },
    identifier: kind && value !== null ? { kind, value } : null,
  };
}
