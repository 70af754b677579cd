import type { CaseKind } from '../../cases/case-file.js';
import type { DateOnly } from '../../law/date.js';
import type { OrganisationKind } from '../../law/organisation-kinds.js';
import { readBy } from '../../identity/scope-page.js';
import type { Tx } from '../../platform/database/tx.js';
import type { BookPlace } from './book.dto.js';

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

export interface BookDays {
  readonly from: DateOnly;
  readonly to: DateOnly;
}

/** What a line tells of the file, to who sees it. */
export interface BookedFile {
  readonly caseId: string;
  readonly kind: CaseKind;
  readonly personId: string;
  readonly status: string;
  readonly place: BookPlace;
  readonly placeName: string | null;
  readonly termStartsOn: DateOnly | null;
  readonly termEndsOn: DateOnly | null;
}

export interface BookLine {
  /** The entry of the history by which somebody came into the book. */
  readonly eventId: string;
  readonly code: string;
  readonly registeredAt: Date;
  readonly struckOut: boolean;
  /** Null where the file has left the actor's sight: the line stays. */
  readonly file: BookedFile | null;
}

/** Where a file leads, of the file `f` and the body `o` where the person is. */
const PLACE = `case f.kind when 'home-rehabilitation' then 'home-or-community'
  when 'private-facility-rehabilitation' then 'private-facility'
  else case o.kind when 'reformatory' then 'reformatory' when 'public-rehabilitation-facility' then 'public-facility'
    else 'public-undesignated' end end`;

/** In the order in which they were entered, after an entry. */
export async function bookLines(
  tx: Tx,
  organisationId: number,
  { from, to }: BookDays,
  after: string | null,
  limit: number,
): Promise<readonly BookLine[]> {
  return tx.query<BookLine>(
    `select b.event_id as "eventId", b.code, b.registered_at as "registeredAt", b.struck_out as "struckOut",
       case when f.id is not null then json_build_object('caseId', f.id, 'kind', f.kind, 'personId', f.person_id,
         'status', f.status, 'place', ${PLACE}, 'placeName', o.name, 'termStartsOn', v.term_starts_on,
         'termEndsOn', v.term_ends_on) end as file
     from app.registration_book($1, $2, $3, $4, $5) with ordinality
       as b (event_id, case_id, code, registered_at, struck_out, at)
     left join (case_file f join voluntary_rehabilitation v on v.case_id = f.id) on f.id = b.case_id
     left join organisation o on o.id = v.place_organisation_id
     order by b.at`,
    [organisationId, from, to, after, limit],
  );
}

export interface BookCount {
  readonly turns: number;
  readonly persons: number;
}

export interface BookCounts extends BookCount {
  readonly what: 'registered' | 'under-way' | 'completed';
  readonly place: BookPlace | null;
}

/** With what the book closes; who registered twice is two turns and one person. */
export async function bookCounts(
  tx: Tx,
  organisationId: number,
  { from, to }: BookDays,
): Promise<readonly BookCounts[]> {
  return tx.query('select what, place, turns, persons from app.registration_book_counts($1, $2, $3)', [
    organisationId,
    from,
    to,
  ]);
}
