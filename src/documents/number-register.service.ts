import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../audit/audit-log.js';
import { CaseFiles } from '../cases/case-files.js';
import { Organisations } from '../identity/organisations.js';
import { legalDayOf, yearOf, type DateOnly } from '../law/date.js';
import { Database } from '../platform/database/database.js';
import { defineSubject } from '../platform/database/subjects.js';
import type { Tx } from '../platform/database/tx.js';
import { P as HTTP } from '../platform/errors/platform.problems.js';
import { violatedConstraint } from '../platform/errors/postgres-errors.js';
import { fieldProblem, problem, type Problem } from '../platform/errors/problem.js';
import { rowFeed } from '../platform/database/row-feeds.js';
import { sameOrAnew, type ChangeList } from '../platform/http/change-list.js';
import { changePage, type ChangePage } from '../platform/http/change-page.js';
import type { UserActor } from '../platform/security/actor.js';
import { P } from './documents.problems.js';
import { managedOrganisation } from './managed-organisation.js';
import type { NumberKind } from './number-kinds.js';
import type {
  GivenNumberDto,
  GivenNumberQuery,
  NumberPatternInput,
  NumberRegisterDto,
  NumberRegisterInput,
  NumberRegisterQuery,
  TakeNumberInput,
} from './number-register.dto.js';
import { isPattern } from './number.rules.js';
import { lastNumber, Numbers } from './numbers.js';

defineSubject('number-register', 'number_register');

type RegisterRow = Omit<NumberRegisterDto, 'last'>;
type EntryRow = Omit<GivenNumberDto, 'recordedAt'> & { readonly recordedAt: Date };

const REGISTER = `select r.id, r.organisation_id as "organisationId", r.kind, r.pattern, r.book_year as "bookYear",
  r.book_last as "bookLast", r.version from number_register r`;
const ENTRY = `select g.id, g.kind, g.number, g.text, g.given_on as "givenOn", g.case_id as "caseId",
  (select p.id from paper p where p.given_number_id = g.id order by p.made_at desc limit 1) as "paperId",
  g.recorded_at as "recordedAt" from given_number g`;
const BOOK = `${ENTRY} where g.register_id = $1
    and ($2::date is null or (g.given_on, g.number) < ($2, $3::integer)) and ($5::uuid[] is null or g.id = any ($5))
  order by g.given_on desc, g.number desc limit $4`;

/** The registers by which a body numbers its papers: opened by its head or an administrator, read as a book. */
@Injectable()
export class NumberRegisterService {
  constructor(
    private readonly database: Database,
    private readonly organisations: Organisations,
    private readonly files: CaseFiles,
    private readonly numbers: Numbers,
    private readonly audit: AuditLog,
  ) {}

  async list(actor: UserActor, query: NumberRegisterQuery): Promise<ChangeList<NumberRegisterDto>> {
    return this.database.read(actor, async (tx) => {
      const asked = query.organisation ?? actor.organisationId;
      const rows = await tx.query<RegisterRow>(`${REGISTER} where r.organisation_id = $1 order by r.kind`, [
        asked,
      ]);
      const items: NumberRegisterDto[] = [];
      for (const row of rows) items.push(await withLast(tx, row));
      return sameOrAnew(query, items);
    });
  }

  /** @throws Problem 422 for a pattern without its places, 409 when the body keeps a register of the kind already */
  async open(actor: UserActor, input: NumberRegisterInput): Promise<NumberRegisterDto> {
    return this.database.write(actor, async (tx) => {
      const organisationId = await managedOrganisation(tx, actor, this.organisations, input.organisationId);
      const { kind, pattern, bookLast = 0 } = input;
      if (!isPattern(kind, pattern)) throw wrongPattern();
      const id = uuidv7();
      await refuseSecond(() =>
        tx.execute(
          `insert into number_register (id, organisation_id, kind, pattern, book_year, book_last, entered_by)
           values ($1, $2, $3, $4, $5, $6, $7)`,
          [id, organisationId, kind, pattern, yearOf(legalDayOf(tx.now)), bookLast, actor.userId],
        ),
      );
      return this.changed(tx, 'opened', id);
    });
  }

  /** From the next number on; those that were given stay as they are. */
  async changePattern(
    actor: UserActor,
    id: string,
    version: number,
    { pattern }: NumberPatternInput,
  ): Promise<NumberRegisterDto> {
    return this.database.write(actor, async (tx) => {
      const register = await tx.one<RegisterRow>(`${REGISTER} where r.id = $1 for update of r`, [id]);
      if (!register) throw await unchangeable(tx, id);
      if (register.version !== version) throw problem(HTTP.staleVersion);
      if (!isPattern(register.kind, pattern)) throw wrongPattern();
      const sql = 'update number_register set pattern = $2, version = version + 1 where id = $1';
      await tx.execute(sql, [id, pattern]);
      return this.changed(tx, 'pattern-changed', id);
    });
  }

  /** Newest first. */
  async book(actor: UserActor, id: string, query: GivenNumberQuery): Promise<ChangePage<GivenNumberDto>> {
    return this.database.read(actor, async (tx) => {
      if (!(await tx.one(`${REGISTER} where r.id = $1`, [id]))) throw problem(HTTP.notFound);
      const page = await changePage(tx, query, {
        feed: rowFeed({ table: 'given_number', of: ['register_id', id] }),
        place: ['day', 'whole'],
        placeOf: ({ givenOn, number }: EntryRow) => [givenOn, number],
        rows: (after, ids, limit) =>
          tx.query<EntryRow>(BOOK, [id, after?.[0] ?? null, after?.[1] ?? null, limit, ids]),
        map: toGivenNumberDto,
      });
      await this.audit.record(tx, {
        action: 'documents.number-register.read',
        subject: { kind: 'number-register', id },
        detail: { count: page.items.length },
      });
      return page;
    });
  }

  /** A number for an act that is about to be signed: it is written into the act's step, and then into its paper. */
  async take(actor: UserActor, caseId: string, { kind, on }: TakeNumberInput): Promise<GivenNumberDto> {
    return this.database.write(actor, async (tx) => {
      const file = await this.files.lock(tx, caseId);
      const day = on ?? legalDayOf(tx.now);
      refuseFuture(day, tx);
      const asked = { organisationId: actor.organisationId, kind, caseId, on: day };
      const given = await this.numbers.require(tx, asked);
      await this.audit.record(tx, {
        action: 'documents.number.taken',
        subject: { kind: 'case', id: caseId },
        persons: [file.personId],
        detail: { number: given.text, kind },
      });
      return entry(tx, given.id);
    });
  }

  private async changed(tx: Tx, what: string, id: string): Promise<NumberRegisterDto> {
    const row = await tx.one<RegisterRow>(`${REGISTER} where r.id = $1`, [id]);
    if (!row) throw problem(HTTP.notFound);
    await this.audit.record(tx, {
      action: `documents.number-register.${what}`,
      subject: { kind: 'number-register', id },
      detail: { organisationId: row.organisationId, kind: row.kind, pattern: row.pattern },
    });
    return withLast(tx, row);
  }
}

async function withLast(tx: Tx, row: RegisterRow): Promise<NumberRegisterDto> {
  return { ...row, last: await lastNumber(tx, row.id, spanOf(row.kind, legalDayOf(tx.now))) };
}

/** Dossier codes begin anew each day, papers each year. */
function spanOf(kind: NumberKind, on: DateOnly): string {
  return kind === 'dossier-code' ? on : String(yearOf(on));
}

async function entry(tx: Tx, id: string): Promise<GivenNumberDto> {
  const row = await tx.one<EntryRow>(`${ENTRY} where g.id = $1`, [id]);
  if (!row) throw problem(HTTP.notFound);
  return toGivenNumberDto(row);
}

function toGivenNumberDto({ recordedAt, ...row }: EntryRow): GivenNumberDto {
  return { ...row, recordedAt: recordedAt.toISOString() };
}

async function unchangeable(tx: Tx, id: string): Promise<Problem> {
  return problem((await tx.one(`${REGISTER} where r.id = $1`, [id])) ? HTTP.forbidden : HTTP.notFound);
}

function refuseFuture(on: DateOnly, tx: Tx): void {
  if (on <= legalDayOf(tx.now)) return;
  throw fieldProblem('/on', 'documents.inTheFuture', {
    vi: 'Không cấp số cho ngày ở tương lai',
    en: 'No number is given for a day to come',
  });
}

async function refuseSecond(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (violatedConstraint(error) !== 'number_register_organisation_id_kind_key') throw error;
    throw problem(P.registerExists, { cause: error });
  }
}

function wrongPattern(): Problem {
  return fieldProblem('/pattern', 'documents.pattern', {
    vi: 'Phải có {number} đúng một lần; mã hồ sơ một cửa còn phải có {yymmdd} đúng một lần',
    en: 'Must have {number} once; dossier codes {yymmdd} once besides',
  });
}
