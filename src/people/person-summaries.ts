import { legalDayOf } from '../law/date.js';
import type { Tx } from '../platform/database/tx.js';
import type { PersonSummaryDto } from './person-search.dto.js';
import { RESIDENCE_FIRST } from './residence.js';

/** What lists show of persons, in the order of the ids; under row-level security, so never of one out of scope. */
export async function personSummaries(tx: Tx, ids: readonly string[]): Promise<PersonSummaryDto[]> {
  if (ids.length === 0) return [];
  return tx.query<PersonSummaryDto>(
    `select p.id, p.full_name as "fullName", p.birth_year as "birthYear", p.sex, home.commune
     from unnest($1::uuid[]) with ordinality as asked (id, place)
     join person p on p.id = asked.id
     left join lateral (
       select json_build_object('unitId', u.id, 'name', u.name) as commune
       from person_address a join unit u on u.id = a.unit_id
       where a.person_id = p.id and a.from_on <= $2 and (a.until_on is null or a.until_on >= $2)
       order by ${RESIDENCE_FIRST} limit 1
     ) home on true
     order by asked.place`,
    [ids, legalDayOf(tx.now)],
  );
}
