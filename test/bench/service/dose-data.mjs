// Loads a year of doses by COPY and by the server itself: sites, who works there, patients, orders, the ledger with its claims.
import { copyIn, dropIndexes, field } from './copy.mjs';
import { COLUMNS } from './files.mjs';
import { connect, configOf } from './installation.mjs';
import { generator, idOf, PeopleMaker } from './people.mjs';
import { PERSON_ROWS } from './data.mjs';

const BATCH = 20_000;
const EPISODE = 16;
const DISPENSERS = 8;
const CLINICIANS = 4;
const ORDER_DAYS = 30;
/** Microlitres of 10 mg/ml. */
const DOSE = 6000;
const STRENGTH = 10_000;
const VIETNAM = "(now() at time zone 'Asia/Ho_Chi_Minh')::date";

/** About as many patients at each site, whatever the size. */
export const PATIENTS_OF_A_SITE = 137;

/**
 * @param {{ patients: number, days: number }} size days of the ledger, up to yesterday; nobody has had the dose of today
 * @param {(words: string) => void} tell
 */
export async function loadDoses(env, { patients, days }, tell) {
  const owner = await connect(env.DATABASE_OWNER_URL);
  try {
    const sites = await seedSites(owner, Math.ceil(patients / PATIENTS_OF_A_SITE));
    await seedStaff(owner);
    // Triggers and foreign keys have nothing to say of rows that are made as they would make them.
    await owner.query('set session_replication_role = replica');
    await owner.query(
      "set synchronous_commit = off; set maintenance_work_mem = '512MB'; set work_mem = '256MB'",
    );
    await loadPatients(owner, new PeopleMaker(configOf(env)), sites, patients);
    tell(`${patients} patients of ${sites.length} sites`);
    await seedOrders(owner, days);
    await fillLedger(owner, days, tell);
    await owner.query('vacuum analyze');
  } finally {
    await owner.end();
  }
}

async function seedSites(owner, count) {
  await owner.query(
    `insert into organisation (kind, name, name_folded, unit_id, valid_from)
     select 'methadone-clinic', 'Cơ sở ' || u.id, 'co so ' || u.id, u.id, '2020-01-01'
     from unit u where u.level = 'commune' and u.valid_to is null order by u.id limit $1`,
    [count],
  );
  await owner.query('select app.rebuild_organisation_closure()');
  await owner.query(`
    insert into stock_lot (id, site_id, medicine, lot_number, unit, strength, expires_on, recorded_by)
    select uuidv7(), id, 'methadone-treatment', 'LO-' || id, 'microlitre', ${STRENGTH}, ${VIETNAM} + 700, uuidv7()
    from organisation where kind = 'methadone-clinic'`);
  await owner.query(`
    insert into dosing_site (site_id, from_on, closes_at, derived_until, recorded_by)
    select id, ${VIETNAM} - 400, '11:00', ${VIETNAM} - 1, uuidv7() from organisation where kind = 'methadone-clinic'`);
  const { rows } = await owner.query(`
    select o.id as police, o.id as committee, o.unit_id as "unitId", u.code
    from organisation o join unit u on u.id = o.unit_id where o.kind = 'methadone-clinic' order by o.id`);
  return rows;
}

/** Each with a session that is good for a year. */
async function seedStaff(owner) {
  await owner.query(
    `create temp table hired as
     select uuidv7() as id, o.id as organisation_id, o.kind, n,
       case when n <= $1 then 'dispenser' else 'clinician' end as role
     from organisation o cross join generate_series(1, $1::integer + $2::integer) n where o.kind = 'methadone-clinic'`,
    [DISPENSERS, CLINICIANS],
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
    `insert into session (id, user_id, expires_at) select uuidv7(), id, now() + interval '1 year' from hired`,
  );
}

const ROWS = {
  ...PERSON_ROWS,
  case_file: (p) => [
    [
      ...[p.episode, 'methadone-treatment', p.code, p.id, p.commune.police, p.commune.unitId, 'in-treatment'],
      ...['2025-01-05', '2025-01-05T01:00:00Z', null, null, 4],
    ],
  ],
  case_access: (p) => [[p.episode, p.commune.police, 'keeper', 't', '2025-01-05', p.commune.police]],
  treatment_episode: (p) => [
    [p.episode, 'methadone-treatment', p.commune.police, 'maintenance', '2025-01-05'],
  ],
};
const TARGETS = { ...COLUMNS, treatment_episode: 'case_id, kind, site_id, phase, consented_on' };

async function loadPatients(owner, maker, sites, count) {
  const random = generator(7);
  for (let done = 0; done < count; done += BATCH) {
    const people = Array.from({ length: Math.min(BATCH, count - done) }, (_none, at) => {
      const serial = done + at;
      const person = maker.person(serial, sites[serial % sites.length], random);
      const code = `HS-2025-${person.commune.code}-${String(serial).padStart(6, '0')}`;
      return { ...person, code, episode: idOf(EPISODE, serial) };
    });
    for (const [table, rowsOf] of Object.entries(ROWS)) {
      const lines = people.flatMap((person) => rowsOf(person)).map((row) => `${row.map(field).join('\t')}\n`);
      await copyIn(owner, `${table} (${TARGETS[table]})`, [lines.join('')]);
    }
  }
}

/** One order after the other; the last one holds today. */
async function seedOrders(owner, days) {
  await owner.query(
    `insert into dose_order (id, episode_id, site_id, unit, strength, doses, from_on, until_on, reason, checks, prescribed_by,
       prescribed_at, approved_by, approved_at)
     select uuidv7(), e.case_id, e.site_id, 'microlitre', ${STRENGTH}, array[$2::bigint], first, first + $3::integer - 1,
       'Duy trì liều', '[]', s.id, first, s.id, first
     from treatment_episode e
     join lateral (select id from user_account where organisation_id = e.site_id limit 1) s on true
     cross join lateral (
       select ${VIETNAM} + 9 - n * $3::integer + 1 as first
       from generate_series(1, ceil(($1::integer + 10)::numeric / $3::integer)::integer) n) period`,
    [days, DOSE, ORDER_DAYS],
  );
}

/** In the order of days, as it came: three of a hundred doses were missed. */
async function fillLedger(owner, days, tell) {
  await owner.query(
    `select app.make_month('dose_event', 'day', month::date)
     from generate_series(date_trunc('month', ${VIETNAM} - $1::integer), ${VIETNAM}, interval '1 month') month`,
    [days],
  );
  await owner.query(`
    create temp table patient as
    select row_number() over () as n, e.case_id, f.person_id, e.site_id, l.id as lot_id, s.id as user_id
    from treatment_episode e join case_file f on f.id = e.case_id join stock_lot l on l.site_id = e.site_id
    join lateral (select id from user_account where organisation_id = e.site_id limit 1) s on true`);
  for (let ago = days; ago > 0; ago -= 1) {
    await owner.query(
      `insert into dose_event (id, day, slot, episode_id, person_id, site_id, home_site_id, kind, at, reported, order_id,
         lot_id, dose, measured, stock_day, client_event_id, user_id, system, recorded_legal_at)
       select uuidv7(make_interval(days => 0 - $1::integer)), day, 1, p.case_id, p.person_id, p.site_id, p.site_id,
         case when missed then 'missed' else 'dispensed' end, at, false,
         case when missed then null else p.case_id end, case when missed then null else p.lot_id end,
         case when missed then 0 else $2::bigint end, case when missed then 0 else $2::bigint end, day,
         p.n || '.' || $1::integer, case when missed then null else p.user_id end,
         case when missed then 'missed-doses' end, at
       from patient p
       cross join (select ${VIETNAM} - $1::integer as day) d
       cross join lateral (select (p.n * 7 + $1::integer * 13) % 100 < 3 as missed,
         day + time '01:00' + make_interval(secs => p.n % 9000) as at) o`,
      [ago, DOSE],
    );
    if (ago % 30 === 0) tell(`${ago} days of doses are left`);
  }
  const indexes = await dropIndexes(owner, ['dose_claim']);
  await owner.query(`
    insert into dose_claim (event_id, cluster_id, person_id, kind, day, slot, episode_id, site_id, home_site_id, order_id,
      claimed_at)
    select id, person_id, person_id, 'methadone-treatment', day, slot, episode_id, site_id, home_site_id, order_id, at
    from dose_event where kind = 'dispensed'`);
  for (const sql of indexes) await owner.query(sql);
  tell('claims made');
  await owner.query(`
    insert into dose_client_event (site_id, client_event_id, event_id, event_day, digest)
    select site_id, client_event_id, id, day, '\\x00' from dose_event order by site_id, client_event_id`);
  await owner.query(`
    insert into missed_day (episode_id, day, site_id, ordered)
    select episode_id, day, home_site_id, true from dose_event where kind = 'missed' order by day`);
  tell('ledger made');
}
