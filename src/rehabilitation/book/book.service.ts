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
  bookCounts,
  bookLines,
  bookOwner,
  type BookCount,
  type BookCounts,
  type BookedFile,
  type BookLine,
} from './book.queries.js';

/**
 * The statutory book of who registered for voluntary rehabilitation: a view of the files, never a copy. A line stays in it
 * with its number whoever keeps the file now; whom it is about is told to who sees the file.
 */
@Injectable()
export class RegistrationBookService {
  constructor(
    private readonly database: Database,
    private readonly people: People,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Problem 404 for a body out of scope, and for one that keeps no such book in that year */
  async lines(actor: UserActor, path: BookPath, query: BookQuery): Promise<Page<BookLineDto>> {
    const after = decodeCursor(query.cursor, ['uuid', 'whole']);
    return this.database.read(actor, async (tx) => {
      const book = await bookOf(tx, path);
      const place = after === null ? null : String(after[0]);
      const found = await bookLines(tx, path.organisationId, book.kept, place, query.limit + 1);
      const shown = found.slice(0, query.limit);
      const persons = await this.personsOf(tx, shown);
      await this.audit.record(tx, {
        action: 'rehabilitation.book.read',
        persons: [...new Set([...persons.values()].map(({ id }) => id))],
        detail: { year: path.year, organisationId: path.organisationId },
      });
      const first = Number(after?.[1] ?? 0) + 1;
      const items = shown.map((line, at) => toLineDto(line, persons.get(line.eventId) ?? null, first + at));
      const last = found.length > query.limit ? shown.at(-1) : undefined;
      const nextCursor = last ? encodeCursor([last.eventId, first + shown.length - 1]) : null;
      return { items, nextCursor };
    });
  }

  /** @throws Problem as `lines` */
  async totals(actor: UserActor, path: BookPath): Promise<BookTotalsDto> {
    return this.database.read(actor, async (tx) => {
      const book = await bookOf(tx, path);
      const countedTo = earlierDay(book.kept.to, legalDayOf(tx.now));
      const days = { from: book.kept.from, to: countedTo };
      const counts = await bookCounts(tx, path.organisationId, days);
      await this.audit.record(tx, {
        action: 'rehabilitation.book.totals-read',
        detail: { year: path.year, organisationId: path.organisationId },
      });
      return toTotalsDto(book, {
        countedTo,
        registered: countOf(counts, 'registered'),
        registeredByPlace: BOOK_PLACES.map((place) => ({ place, ...countOf(counts, 'registered', place) })),
        underWay: countOf(counts, 'under-way'),
        completed: countOf(counts, 'completed'),
      });
    });
  }

  /** By entry, of the lines whose file the actor sees. */
  private async personsOf(tx: Tx, lines: readonly BookLine[]): Promise<ReadonlyMap<string, PersonInBook>> {
    const seen = lines.flatMap(({ eventId, registeredAt, file }) =>
      file ? [{ eventId, id: file.personId, on: legalDayOf(registeredAt) }] : [],
    );
    const persons = await this.people.inBook(tx, seen);
    return new Map(
      seen.flatMap(({ eventId }, at) => {
        const person = persons[at];
        return person ? [[eventId, person]] : [];
      }),
    );
  }
}

async function bookOf(tx: Tx, { organisationId, year }: BookPath): Promise<RegistrationBook> {
  const owner = await bookOwner(tx, organisationId);
  if (!owner) throw problem(HTTP.notFound);
  const book = registrationBook(owner.kind, year);
  if (!book) throw problem(P.none);
  return book;
}

function toLineDto(line: BookLine, person: PersonInBook | null, number: number): BookLineDto {
  const { code, registeredAt, struckOut, file } = line;
  return {
    ...{ number, code, registeredAt: registeredAt.toISOString(), struckOut },
    ...(file && person ? { ...columnsOf(file, person), isMasked: false } : MASKED),
  };
}

type Columns = Omit<BookLineDto, 'number' | 'code' | 'registeredAt' | 'struckOut' | 'isMasked'>;

function columnsOf(file: BookedFile, person: PersonInBook): Columns {
  const { caseId, kind, personId, status, place, placeName, termStartsOn, termEndsOn } = file;
  const { fullName, birth, sex, identifier, residence } = person;
  return {
    ...{ caseId, personId, fullName, birth: { date: birth.date ?? null, year: birth.year } },
    ...{ sex, identifier, residence, place, placeName },
    term: termStartsOn && termEndsOn ? { startsOn: termStartsOn, endsOn: termEndsOn } : null,
    note: doorOfKind(kind).states[status]?.label ?? { vi: status, en: status },
  };
}

/** Of a file that has left the reader's sight the line alone is told. */
const MASKED: Columns & { readonly isMasked: true } = {
  ...{
    caseId: null,
    personId: null,
    fullName: null,
    birth: null,
    sex: null,
    identifier: null,
    residence: null,
  },
  ...{ term: null, place: null, placeName: null, note: null, isMasked: true },
};

function countOf(
  counts: readonly BookCounts[],
  what: BookCounts['what'],
  wanted: BookPlace | null = null,
): BookCount {
  const { turns = 0, persons = 0 } = counts.find((each) => each.what === what && each.place === wanted) ?? {};
  return { turns, persons };
}
