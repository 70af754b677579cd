// What a site of treatment asks on a morning.
import { randomUUID } from 'node:crypto';
import { tokenFor } from './installation.mjs';
import { generator } from './people.mjs';
import { take } from './scenarios.mjs';

/** As many days for every size of the ledger: the same question. */
const HISTORY_DAYS = 60;

export const DOSE_SCENARIOS = [
  { name: 'dispense a dose', kind: 'write', officers: 'dispenser', asks: doses, consumes: 'undosed' },
  { name: 'day list of a site', kind: 'read', officers: 'dispenser', asks: dayLists },
  { name: 'doses of a patient', kind: 'read', officers: 'clinician', asks: histories },
];

/** Who works at the sites, and who waits for the dose of today. */
export async function readDoseCast(owner) {
  const { rows: officers } = await owner.query(`
    select s.id as "sessionId", u.id as "userId", u.organisation_id as "organisationId", r.role as "group"
    from session s join user_account u on u.id = s.user_id join user_role r on r.user_id = u.id
    order by md5(u.id::text)`);
  const { rows: undosed } = await owner.query(`
    select e.case_id as id, f.code, f.person_id as person, e.site_id as "organisationId", l.id as lot, array[o.id] as named
    from treatment_episode e join case_file f on f.id = e.case_id join stock_lot l on l.site_id = e.site_id
    join dose_order o on o.episode_id = e.case_id and (now() at time zone 'Asia/Ho_Chi_Minh')::date between o.from_on and o.until_on
    order by md5(e.case_id::text) limit 20000`);
  return {
    officers: officers.map((officer) => ({ ...officer, token: tokenFor(officer) })),
    undosed,
    patients: undosed,
    used: new Map(),
    random: generator(17),
  };
}

const any = (cast, list) => list[Math.floor(cast.random() * list.length)];

function staffOf(cast, { officers }, organisationId) {
  cast.staff ??= new Map();
  const key = `${officers} ${organisationId}`;
  if (!cast.staff.has(key))
    cast.staff.set(
      key,
      cast.officers.filter((each) => each.group === officers && each.organisationId === organisationId),
    );
  return any(cast, cast.staff.get(key));
}

function doses(cast, scenario, count) {
  return take(cast, 'undosed', count).map(({ id, code, person, organisationId, lot, named }) => ({
    officer: staffOf(cast, scenario, organisationId),
    ...{ method: 'POST', path: '/v1/dose-events', person, file: id, code, named },
    body: { clientEventId: randomUUID(), kind: 'dispensed', episodeId: id, slot: 1, lotId: lot },
  }));
}

function dayLists(cast, scenario, count) {
  return Array.from({ length: count }, () => ({
    officer: staffOf(cast, scenario, any(cast, cast.patients).organisationId),
    ...{ method: 'GET', path: '/v1/dosing-day' },
  }));
}

/** By the clock of Vietnam. */
const dayOf = (ago) => new Date(Date.now() + 7 * 3_600_000 - ago * 86_400_000).toISOString().slice(0, 10);

function histories(cast, scenario, count) {
  return Array.from({ length: count }, () => {
    const { id, organisationId } = any(cast, cast.patients);
    const query = `from=${dayOf(HISTORY_DAYS)}&to=${dayOf(0)}`;
    return {
      officer: staffOf(cast, scenario, organisationId),
      ...{ method: 'GET', path: `/v1/dosing-episodes/${id}/doses?${query}` },
    };
  });
}
