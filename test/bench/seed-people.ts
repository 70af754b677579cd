import type pg from 'pg';
import type { BlindIndex } from '../../src/platform/crypto/blind-index.js';
import { nameKey } from '../../src/people/name.rules.js';
import names from './names.json';

const {
  family: FAMILY,
  middle: MIDDLE,
  given: GIVEN,
} = names as unknown as {
  readonly family: readonly (readonly [name: string, share: number])[];
  readonly middle: readonly (readonly [name: string, share: number])[];
  readonly given: readonly string[];
};

const BATCH = 10_000;

/** The same numbers each time, so that two runs measure the same register. */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

function weighted(entries: readonly (readonly [string, number])[], random: () => number): string {
  const total = entries.reduce((sum, [, share]) => sum + share, 0);
  let rest = random() * total;
  for (const [name, share] of entries) {
    rest -= share;
    if (rest < 0) return name;
  }
  return entries[0]?.[0] ?? '';
}

/** An invented name with the family names as common as they are in the country. */
export function inventedName(random: () => number): string {
  const parts = [weighted(FAMILY, random), weighted(MIDDLE, random)];
  if (random() < 0.2) parts.push(GIVEN[Math.floor(random() * GIVEN.length)] ?? '');
  return [...parts, GIVEN[Math.floor(random() * GIVEN.length)] ?? ''].join(' ');
}

/** Committee and police of each current commune, and the police of each province that supervises them. */
export async function seedBodies(owner: pg.Client): Promise<void> {
  await owner.query(`
    insert into organisation (kind, name, name_folded, unit_id, valid_from)
    select kind, 'Cơ quan ' || u.id, 'co quan ' || u.id, u.id, '2020-01-01' from unit u
    join (values ('commune', 'commune-police'), ('commune', 'commune-peoples-committee'), ('province', 'provincial-police'))
      as wanted (level, kind) on wanted.level = u.level
    where u.valid_to is null`);
  await owner.query('select app.rebuild_organisation_closure()');
}

interface Commune {
  readonly unitId: number;
  readonly police: number;
  readonly committee: number;
}

/** A person of the register as invented: what a duplicate check may ask for again. */
export interface InventedPerson {
  readonly name: string;
  readonly key: string;
  readonly birthDate: string | null;
  readonly year: number;
  readonly citizenId: string;
  readonly phone: string | null;
  readonly unitId: number;
  readonly police: number;
  readonly committee: number | null;
}

/**
 * Persons of invented names, spread over all communes; a fifth of them in the province of `crowdedProvince`. Each was
 * registered by the police of his commune, every third is seen by the committee as well. Each has a number and an
 * address, most a day of birth and a phone; of one in twenty the day is 1 January, and one phone in fifty is shared.
 *
 * @returns every thousandth of them
 */
export async function seedPeople(
  owner: pg.Client,
  count: number,
  crowdedProvince: string,
  index: BlindIndex,
): Promise<readonly InventedPerson[]> {
  const communes = await communesOf(owner, crowdedProvince);
  const random = generator(7);
  const sample: InventedPerson[] = [];
  for (const table of INDEXED) await owner.query(`alter table ${table} disable trigger user`);
  for (let done = 0; done < count; done += BATCH) {
    const people = Array.from({ length: Math.min(BATCH, count - done) }, (_none, at) =>
      invent(done + at, communes, random),
    );
    await insertBatch(owner, people, index);
    sample.push(...people.filter((_person, at) => at % 1000 === 0));
  }
  for (const table of INDEXED) await owner.query(`alter table ${table} enable trigger user`);
  await fillSearch(owner);
  return sample;
}

const INDEXED = ['person_access', 'person_identifier', 'person_contact'];

async function communesOf(owner: pg.Client, crowdedProvince: string): Promise<Communes> {
  const { rows } = await owner.query<Commune & { province: string }>(
    `select police.unit_id as "unitId", police.id as police, committee.id as committee, province.code as province
     from organisation police
     join organisation committee on committee.unit_id = police.unit_id and committee.kind = 'commune-peoples-committee'
     join unit commune on commune.id = police.unit_id join unit province on province.id = commune.parent_id
     where police.kind = 'commune-police' order by police.id`,
  );
  return {
    crowded: rows.filter((row) => row.province === crowdedProvince),
    others: rows.filter((row) => row.province !== crowdedProvince),
  };
}

interface Communes {
  readonly crowded: readonly Commune[];
  readonly others: readonly Commune[];
}

function invent(serial: number, communes: Communes, random: () => number): InventedPerson {
  const pool = random() < 0.2 ? communes.crowded : communes.others;
  const commune = pool[Math.floor(random() * pool.length)] ?? { unitId: 0, police: 0, committee: 0 };
  const name = inventedName(random);
  const year = 1950 + Math.floor(random() * 60);
  return {
    name,
    key: nameKey(name),
    birthDate: birthDateIn(year, random),
    year,
    citizenId: `001${String(serial).padStart(9, '0')}`,
    phone: phoneOf(serial, random),
    unitId: commune.unitId,
    police: commune.police,
    committee: random() < 1 / 3 ? commune.committee : null,
  };
}

function birthDateIn(year: number, random: () => number): string | null {
  const kind = random();
  if (kind < 0.1) return null;
  if (kind < 0.15) return `${year}-01-01`;
  return new Date(Date.UTC(year, 0, 1 + Math.floor(random() * 365))).toISOString().slice(0, 10);
}

function phoneOf(serial: number, random: () => number): string | null {
  if (random() < 0.3) return null;
  const number = random() < 0.02 ? Math.floor(serial / 2000) : serial;
  return `09${String(number).padStart(8, '0')}`;
}

async function insertBatch(
  owner: pg.Client,
  people: readonly InventedPerson[],
  index: BlindIndex,
): Promise<void> {
  await owner.query(
    `with person_in as materialized (
       select gen_random_uuid() as id, * from unnest($1::text[], $2::text[], $3::date[], $4::integer[], $5::integer[],
         $6::integer[], $7::integer[], $8::bytea[], $9::bytea[])
         as t (name, key, born, year, police, committee, unit_id, citizen_id, phone)
     ), entered as (
       insert into person (id, full_name, name_key, birth_date, birth_year, sex, registered_by_organisation_id,
         registered_at)
       select id, name, key, born, year, 'unknown', police, now() from person_in
     ), identified as (
       insert into person_identifier (id, person_id, kind, value_sealed, value_index, index_key_version, recorded_at)
       select gen_random_uuid(), id, 'citizen-id', '\\x00', citizen_id, 1, now() from person_in
     ), reached as (
       insert into person_contact (id, person_id, kind, value_sealed, value_index, index_key_version, recorded_at)
       select gen_random_uuid(), id, 'phone', '\\x00', phone, 1, now() from person_in where phone is not null
     ), housed as (
       insert into person_address (id, person_id, kind, unit_id, from_on, recorded_at)
       select gen_random_uuid(), id, 'current', unit_id, '2025-07-01', now() from person_in
     )
     insert into person_access (person_id, organisation_id, reason, acts, from_on, granted_by_organisation_id)
     select id, police, 'registered', true, '2026-01-01'::date, police from person_in
     union all
     select id, committee, 'referred', false, '2026-01-01', police from person_in where committee is not null`,
    [
      people.map((person) => person.name),
      people.map((person) => person.key),
      people.map((person) => person.birthDate),
      people.map((person) => person.year),
      people.map((person) => person.police),
      people.map((person) => person.committee),
      people.map((person) => person.unitId),
      people.map((person) => index.index('citizen-id', person.citizenId).value),
      people.map((person) => (person.phone === null ? null : index.index('phone', person.phone).value)),
    ],
  );
}

/** What the triggers would have written row by row. */
async function fillSearch(owner: pg.Client): Promise<void> {
  await owner.query(`
    insert into person_search (organisation_id, word, name_key, person_id, from_on, until_on)
    select a.organisation_id, w.word, p.name_key, p.id, a.from_on, a.until_on
    from person p join person_access a on a.person_id = p.id
    cross join lateral (
      select distinct word from unnest(string_to_array(trim(p.name_key), ' ')) word) w
    order by a.organisation_id, w.word, p.id`);
  await owner.query(`
    insert into person_match (organisation_id, key, person_id, from_on, until_on)
    select a.organisation_id, k.key, a.person_id, a.from_on, a.until_on
    from person_access a
    join (
      select id as person_id, app.birth_key(birth_date) as key from person where birth_date is not null
      union all select person_id, value_index from person_identifier
      union all select person_id, value_index from person_contact) k on k.person_id = a.person_id
    order by a.organisation_id, k.key`);
}

/** The body of this kind that stands today in the unit of this code. */
export async function organisationOf(owner: pg.Client, kind: string, unitCode: string): Promise<number> {
  const { rows } = await owner.query<{ id: number }>(
    `select o.id from organisation o join unit u on u.id = o.unit_id
     where o.kind = $1 and u.code = $2 and u.valid_to is null`,
    [kind, unitCode],
  );
  return rows[0]?.id ?? 0;
}
