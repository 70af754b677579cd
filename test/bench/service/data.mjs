// Loads a register by COPY: bodies, officers with their sessions, persons, files, time limits.
import { randomUUID } from 'node:crypto';
import { prepareDatabase } from '../../../dist/commands/prepare-database.js';
import { copyIn, dropIndexes, field } from './copy.mjs';
import { COLUMNS, FILE_ROWS, filesOf } from './files.mjs';
import { configOf, connect } from './installation.mjs';
import { generator, inventedName, PeopleMaker } from './people.mjs';

const AN_GIANG = '91';
const BATCH = 20_000;
const CHUNK = 500;
const OFFICERS_OF_A_COMMUNE = 10;
const OFFICERS_OF_THE_PROVINCE = 1500;

export const PERSON_ROWS = {
  person: (p) => [
    [p.id, p.name, p.key, p.birthDate, p.year, p.sex, p.commune.police, '2026-07-01T01:00:00Z'],
  ],
  person_identifier: (p) => [sealed(p, 'citizen-id', p.identifier)],
  person_contact: (p) => (p.contact ? [sealed(p, 'phone', p.contact)] : []),
  person_address: (p) => [
    [p.address.id, p.id, 'current', p.commune.unitId, p.address.detail, '2025-07-01', '2026-07-01T01:00:00Z'],
  ],
  person_access: (p) => [
    [p.id, p.commune.police, 'registered', 't', '2026-07-01', p.commune.police],
    [p.id, p.commune.police, 'keeper', 't', '2026-07-02', p.commune.police],
    ...(p.serial % 3 === 0
      ? [[p.id, p.commune.committee, 'referred', 'f', '2026-07-01', p.commune.police]]
      : []),
  ],
};
const ROWS = { ...PERSON_ROWS, ...FILE_ROWS };
const TABLES = Object.keys(ROWS);

const sealed = (p, kind, { id, value, print }) => [id, p.id, kind, value, print, 1, '2026-07-01T01:00:00Z'];

/** @param {{ persons: number, wholeCountry: boolean }} size */
export async function loadData(env, { persons, wholeCountry }, tell) {
  const config = configOf(env);
  await prepareDatabase(config);
  const owner = await connect(env.DATABASE_OWNER_URL);
  try {
    await seedBodies(owner);
    const communes = await communesOf(owner, wholeCountry ? null : AN_GIANG);
    await seedOfficers(owner);
    const indexes = await dropIndexes(owner, [...TABLES, 'person_search', 'person_match']);
    // Triggers and foreign keys have nothing to say of rows that are made as they would make them.
    await owner.query('set session_replication_role = replica');
    await owner.query(
      "set synchronous_commit = off; set maintenance_work_mem = '512MB'; set work_mem = '256MB'",
    );
    await loadPersons(owner, new PeopleMaker(config), communes, persons, tell);
    await fillCounters(owner, communes);
    await fillSearch(owner, tell);
    for (const sql of indexes) await owner.query(sql);
    tell('indexes made');
    await owner.query('vacuum analyze');
  } finally {
    await owner.end();
  }
}

/** Committee and police of each commune and the police of each province; one body that reads all of the country. */
async function seedBodies(owner) {
  await owner.query(`
    insert into organisation (kind, name, name_folded, unit_id, valid_from)
    select kind, 'Cơ quan ' || u.id, 'co quan ' || u.id, u.id, '2020-01-01' from unit u
    join (values ('commune', 'commune-police'), ('commune', 'commune-peoples-committee'), ('province', 'provincial-police'))
      as wanted (level, kind) on wanted.level = u.level
    where u.valid_to is null`);
  await owner.query('select app.rebuild_organisation_closure()');
  // No body of the country reads the files of all: this one does, to measure the widest search that there could be.
  await owner.query(`
    insert into organisation_closure (viewer_id, organisation_id, reads_from, reads_until)
    select viewer.id, o.id, '2020-01-01', 'infinity'
    from organisation viewer join unit u on u.id = viewer.unit_id and u.code = '01', organisation o
    where viewer.kind = 'provincial-police' and u.valid_to is null and o.id <> viewer.id
    on conflict (viewer_id, organisation_id, reads_from) do nothing`);
}

async function communesOf(owner, province) {
  const { rows } = await owner.query(
    `select police.unit_id as "unitId", commune.code, police.id as police, committee.id as committee
     from organisation police
     join organisation committee on committee.unit_id = police.unit_id and committee.kind = 'commune-peoples-committee'
     join unit commune on commune.id = police.unit_id join unit province on province.id = commune.parent_id
     where police.kind = 'commune-police' and ($1::text is null or province.code = $1) order by police.id`,
    [province],
  );
  return rows.map((row) => ({ ...row, files: 0, officer: randomUUID() }));
}

/** Of the province and its communes, each with a session that is good for a year; the first of a commune is its head. */
async function seedOfficers(owner) {
  await owner.query(
    `create temp table hired as
     select gen_random_uuid() as id, o.id as organisation_id, o.kind, n,
       case o.kind when 'provincial-police' then 'provincial-officer'
         else case n when 1 then 'head-of-commune-police' else 'commune-police-officer' end end as role
     from organisation o join unit u on u.id = o.unit_id left join unit province on province.id = u.parent_id
     cross join lateral generate_series(1, case o.kind when 'provincial-police' then $2::integer else $3::integer end) n
     where u.valid_to is null and (o.kind = 'provincial-police' and u.code in ($1, '01')
       or o.kind = 'commune-police' and province.code = $1)`,
    [AN_GIANG, OFFICERS_OF_THE_PROVINCE, OFFICERS_OF_A_COMMUNE],
  );
  await owner.query(`
    insert into user_account (id, login, full_name, organisation_id, organisation_kind)
    select id, 'can.bo.' || organisation_id || '.' || n, 'Cán bộ ' || n, organisation_id, kind from hired`);
  await owner.query(
    'insert into user_role (user_id, role, organisation_kind) select id, role, kind from hired',
  );
  await owner.query(
    `insert into user_credential (user_id, password_hash, temporary) select id, '$argon2id$', false from hired`,
  );
  await owner.query(
    `insert into session (id, user_id, expires_at) select gen_random_uuid(), id, now() + interval '1 year' from hired`,
  );
}

async function loadPersons(owner, maker, communes, count, tell) {
  const random = generator(7);
  const now = Date.now();
  for (let done = 0; done < count; done += BATCH) {
    const people = Array.from({ length: Math.min(BATCH, count - done) }, (_none, at) => {
      const person = maker.person(done + at, communes[(done + at) % communes.length], random);
      return { person, files: filesOf(person, now) };
    });
    for (const table of TABLES)
      await copyIn(owner, `${table} (${COLUMNS[table]})`, linesOf(people, ROWS[table], now));
    tell(`${done + people.length} persons`);
  }
}

function* linesOf(people, rowsOf, now) {
  for (let from = 0; from < people.length; from += CHUNK) {
    let lines = '';
    for (const { person, files } of people.slice(from, from + CHUNK)) {
      for (const row of rowsOf(person, files, now)) lines += `${row.map(field).join('\t')}\n`;
    }
    yield lines;
  }
}

async function fillCounters(owner, communes) {
  await owner.query(
    `insert into case_code_counter (unit_code, year, last)
     select coalesce(u.code, u.id::text), 2026, t.files
     from unnest($1::int[], $2::int[]) as t (unit_id, files) join unit u on u.id = t.unit_id`,
    [communes.map(({ unitId }) => unitId), communes.map(({ files }) => files)],
  );
}

/** What the triggers would have written row by row. */
async function fillSearch(owner, tell) {
  const access = `(select person_id, organisation_id, min(from_on) as from_on from person_access group by 1, 2) a`;
  await owner.query(`
    insert into person_search (organisation_id, word, name_key, person_id, from_on, until_on)
    select a.organisation_id, w.word, p.name_key, p.id, a.from_on, 'infinity'
    from person p join ${access} on a.person_id = p.id
    cross join lateral (select distinct word from unnest(string_to_array(trim(p.name_key), ' ')) word) w
    order by a.organisation_id, w.word, p.id`);
  tell('names made ready for search');
  await owner.query(`
    insert into person_match (organisation_id, key, person_id, from_on, until_on)
    select a.organisation_id, k.key, a.person_id, a.from_on, 'infinity'
    from ${access}
    join (
      select id as person_id, app.birth_key(birth_date) as key from person where birth_date is not null
      union all select person_id, value_index from person_identifier
      union all select person_id, value_index from person_contact) k on k.person_id = a.person_id
    order by a.organisation_id, k.key`);
}

export { inventedName };
