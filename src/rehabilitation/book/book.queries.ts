import type { CaseKind } from '../../cases/case-file.js';
import type { DateOnly } from '../../law/date.js';
import type { OrganisationKind } from '../../law/organisation-kinds.js';
import { readBy } from '../../identity/scope-page.js';
import type { Tx } from '../../platform/database/tx.js';
import type { CursorValue } from '../../platform/http/page.js';
import type { BookPlace } from './book.dto.js';

/** The steps by which a body enters somebody in its book; the index of them is named after them. */
const ENTERED = `('registered', 'registered-without-residence')`;

/** Voluntary rehabilitation; substitution treatment is another register of its own law. */
const KINDS = `('home-rehabilitation', 'private-facility-rehabilitation', 'public-facility-rehabilitation')`;

const STANDS = 'not exists (select 1 from case_event a where a.replaces_id = e.id)';

/** Where a file leads, of the file `f` and the body `o` where the person is. */
const PLACE = `case f.kind when 'home-rehabilitation' then 'home-or-community'
  when 'private-facility-rehabilitation' then 'private-facility'
  else case o.kind when 'reformatory' then 'reformatory' when 'public-rehabilitation-facility' then 'public-facility'
    else 'public-undesignated' end end`;

/** With which a rehabilitation begins, by any way; of the old law the contract. */
const BEGINS = `('started', 'contracted', 'received', 'handed-over')`;
const COMPLETES = `('completed', 'certified', 'completed-at-home')`;

export interface BookOwner {
  readonly id: number;
  readonly kind: OrganisationKind;
}

/** The body, where the actor's own reads what it keeps. */
export async function bookOwner(tx: Tx, organisationId: number): Promise<BookOwner | null> {
  return tx.one<BookOwner>(
    `select o.id, o.kind from organisation o where o.id = $1 and o.id in (${readBy('app.org_id()')})`,
    [organisationId],
  );
}

export interface BookLine {
  readonly caseId: string;
  readonly code: string;
  readonly kind: CaseKind;
  readonly personId: string;
  readonly status: string;
  readonly registeredAt: Date;
  readonly place: BookPlace;
  readonly placeName: string | null;
  readonly termStartsOn: DateOnly | null;
  readonly termEndsOn: DateOnly | null;
}

export interface BookDays {
  readonly from: DateOnly;
  readonly to: DateOnly;
}

/** Days as instants: from the first moment of the first to the last of the last, in Vietnam. */
const WITHIN = (at: string): string =>
  `${at} >= ($2::date)::timestamp at time zone 'Asia/Ho_Chi_Minh'
   and ${at} < ($3::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'`;

/** In the order in which they were entered, after a place. */
export async function bookLines(
  tx: Tx,
  organisationId: number,
  { from, to }: BookDays,
  after: readonly CursorValue[] | null,
  limit: number,
): Promise<readonly BookLine[]> {
  return tx.query<BookLine>(
    `select f.id as "caseId", f.code, f.kind, f.person_id as "personId", f.status, e.effective_at as "registeredAt",
       ${PLACE} as place, o.name as "placeName",
       v.term_starts_on as "termStartsOn", v.term_ends_on as "termEndsOn"
     from case_event e join case_file f on f.id = e.case_id join voluntary_rehabilitation v on v.case_id = f.id
     left join organisation o on o.id = v.place_organisation_id
     where e.type in ${ENTERED} and e.organisation_id = $1 and ${WITHIN('e.effective_at')} and ${STANDS}
       and f.kind in ${KINDS} and f.status <> 'voided'
       and ($4::timestamptz is null or (e.effective_at, e.case_id) > ($4, $5::uuid))
     order by e.effective_at, e.case_id limit $6`,
    [organisationId, from, to, after?.[0] ?? null, after?.[1] ?? null, limit],
  );
}

export interface BookCount {
  readonly turns: number;
  readonly persons: number;
}

/** Those entered, by where they go, and all of them under null: who registered twice is two turns and one person. */
export async function registeredCounts(
  tx: Tx,
  organisationId: number,
  { from, to }: BookDays,
): Promise<readonly (BookCount & { readonly place: BookPlace | null })[]> {
  return tx.query(
    `select place, count(*)::integer as turns, count(distinct person_id)::integer as persons
     from (
       select f.person_id, ${PLACE} as place
       from case_event e join case_file f on f.id = e.case_id join voluntary_rehabilitation v on v.case_id = f.id
       left join organisation o on o.id = v.place_organisation_id
       where e.type in ${ENTERED} and e.organisation_id = $1 and ${WITHIN('e.effective_at')} and ${STANDS}
         and f.kind in ${KINDS} and f.status <> 'voided'
     ) entered
     group by grouping sets ((place), ())`,
    [organisationId, from, to],
  );
}

/** Of the files that the body kept on the last day: in which rehabilitation had begun and was not over. */
export async function underWay(tx: Tx, organisationId: number, on: DateOnly): Promise<BookCount> {
  const row = await tx.one<BookCount>(
    `with days (on_day, until) as (select $2::date, ($2::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh')
     select count(*)::integer as turns, count(distinct f.person_id)::integer as persons
     from days cross join case_access k join case_file f on f.id = k.case_id
     where k.organisation_id = $1 and k.reason = 'keeper' and on_day between k.from_on and k.until_on
       and f.kind in ${KINDS} and f.status <> 'voided' and (f.closed_on is null or f.closed_on > on_day)
       and exists (select 1 from case_event e where e.case_id = f.id and e.type in ${BEGINS} and e.effective_at < until and ${STANDS})
       and not exists (select 1 from case_event e where e.case_id = f.id and e.type in ${COMPLETES} and e.effective_at < until and ${STANDS})`,
    [organisationId, on],
  );
  return row ?? { turns: 0, persons: 0 };
}

/** Completed in those days, of the files that the body kept on the day of completion. */
export async function completed(tx: Tx, organisationId: number, { from, to }: BookDays): Promise<BookCount> {
  const row = await tx.one<BookCount>(
    `select count(distinct f.id)::integer as turns, count(distinct f.person_id)::integer as persons
     from case_access k join case_file f on f.id = k.case_id
     join case_event e on e.case_id = f.id and e.type in ${COMPLETES} and ${WITHIN('e.effective_at')} and ${STANDS}
     where k.organisation_id = $1 and k.reason = 'keeper' and f.kind in ${KINDS} and f.status <> 'voided'
       and (e.effective_at at time zone 'Asia/Ho_Chi_Minh')::date between k.from_on and k.until_on`,
    [organisationId, from, to],
  );
  return row ?? { turns: 0, persons: 0 };
}
