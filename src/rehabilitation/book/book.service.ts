import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import { earlierDay, legalDayOf } from '../../law/date.js';
import { registrationBook, type RegistrationBook } from '../../law/registration-book.js';
import { People } from '../../people/people.js';
import type { PersonInBook } from '../../people/register-line.queries.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { P as HTTP } from '../../platform/errors/platform.problems.js';
import { problem } from '../../platform/errors/problem.js';
import { decodeCursor, encodeCursor, type Page } from '../../platform/http/page.js';
import type { UserActor } from '../../platform/security/actor.js';
import { doorOfKind } from '../voluntary/doors.js';
import {
  BOOK_PLACES,
  toTotalsDto,
  type BookLineDto,
  type BookPath,
  type BookPlace,
  type BookQuery,
  type BookTotalsDto,
} from './book.dto.js';
import { P } from './book.problems.js';
import {
  bookLines,
  bookOwner,
  completed,
  registeredCounts,
  underWay,
  type BookCount,
  type BookLine,
} from './book.queries.js';

/** The statutory book of who registered for voluntary rehabilitation: a view of the files, never a copy. */
@Injectable()
export class RegistrationBookService {
  constructor(
    private readonly database: Database,
    private readonly people: People,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Problem 404 for a body out of scope, and for one that keeps no such book in that year */
  async lines(actor: UserActor, path: BookPath, query: BookQuery): Promise<Page<BookLineDto>> {
    const after = decodeCursor(query.cursor, ['instant', 'uuid', 'whole']);
    return this.database.read(actor, async (tx) => {
      const book = await bookOf(tx, path);
      const found = await bookLines(tx, path.organisationId, book.kept, after, query.limit + 1);
      const shown = found.slice(0, query.limit);
      const asked = shown.map(({ personId, registeredAt }) => ({
        id: personId,
        on: legalDayOf(registeredAt),
      }));
      const persons = await this.people.inBook(tx, asked);
      await this.audit.record(tx, {
        action: 'rehabilitation.book.read',
        persons: [...new Set(shown.map(({ personId }) => personId))],
        detail: { year: path.year, organisationId: path.organisationId },
      });
      const first = Number(after?.[2] ?? 0) + 1;
      const items = shown.flatMap((line, at) => {
        const person = persons[at];
        return person ? [toLineDto(line, person, first + at)] : [];
      });
      const last = found.length > query.limit ? shown.at(-1) : undefined;
      const nextCursor = last
        ? encodeCursor([last.registeredAt.toISOString(), last.caseId, first + shown.length - 1])
        : null;
      return { items, nextCursor };
    });
  }

  /** @throws Problem as `lines` */
  async totals(actor: UserActor, path: BookPath): Promise<BookTotalsDto> {
    return this.database.read(actor, async (tx) => {
      const book = await bookOf(tx, path);
      const countedTo = earlierDay(book.kept.to, legalDayOf(tx.now));
      const days = { from: book.kept.from, to: countedTo };
      const counts = await registeredCounts(tx, path.organisationId, days);
      await this.audit.record(tx, {
        action: 'rehabilitation.book.totals-read',
        detail: { year: path.year, organisationId: path.organisationId },
      });
      return toTotalsDto(book, {
        countedTo,
        registered: countOf(counts, null),
        registeredByPlace: BOOK_PLACES.map((place) => ({ place, ...countOf(counts, place) })),
        underWay: await underWay(tx, path.organisationId, countedTo),
        completed: await completed(tx, path.organisationId, days),
      });
    });
  }
}

async function bookOf(tx: Tx, { organisationId, year }: BookPath): Promise<RegistrationBook> {
  const owner = await bookOwner(tx, organisationId);
  if (!owner) throw problem(HTTP.notFound);
  const book = registrationBook(owner.kind, year);
  if (!book) throw problem(P.none);
  return book;
}

function toLineDto(line: BookLine, person: PersonInBook, number: number): BookLineDto {
  const { caseId, code, kind, personId, registeredAt, place, placeName, termStartsOn, termEndsOn } = line;
  const { fullName, birth, sex, identifier, residence } = person;
  return {
    ...{ number, caseId, code, registeredAt: registeredAt.toISOString(), personId },
    ...{ fullName, birth: { date: birth.date ?? null, year: birth.year }, sex, identifier, residence },
    term: termStartsOn && termEndsOn ? { startsOn: termStartsOn, endsOn: termEndsOn } : null,
    ...{ place, placeName },
    note: doorOfKind(kind).states[line.status]?.label ?? { vi: line.status, en: line.status },
  };
}

function countOf(
  counts: readonly (BookCount & { readonly place: BookPlace | null })[],
  wanted: BookPlace | null,
): BookCount {
  const { turns = 0, persons = 0 } = counts.find(({ place }) => place === wanted) ?? {};
  return { turns, persons };
}
