import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../../audit/audit-log.js';
import { addMonths, dateOnly, legalDayOf, type DateOnly } from '../../law/date.js';
import { P as PEOPLE } from '../../people/people.problems.js';
import { People } from '../../people/people.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { violatedConstraint } from '../../platform/errors/postgres-errors.js';
import { P as HTTP } from '../../platform/errors/platform.problems.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import { changePage, type ChangePage } from '../../platform/http/change-page.js';
import type { UserActor } from '../../platform/security/actor.js';
import type { CaseRequest } from './case-request.js';
import {
  toRequestDto,
  type CaseRequestDto,
  type RequestInput,
  type RequestQuery,
} from './case-request.dto.js';
import { P } from './case-request.problems.js';
import {
  declineRequest,
  insertRequest,
  listRequests,
  REQUEST_CHANGES,
  requestById,
  withdrawRequest,
} from './case-request.queries.js';

/**
 * Asks for a file that another body may keep. What the asker is answered, and when, is the same whether there is one or not:
 * who keeps it is found by a job and told in its own inbox, and offers it as a transfer or declines.
 */
@Injectable()
export class CaseRequestService {
  constructor(
    private readonly database: Database,
    private readonly people: People,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Problem 404, 403 for who does not act on the person, 409 where it keeps such a file or has asked, 422 for the day */
  async ask(actor: UserActor, personId: string, input: RequestInput): Promise<CaseRequestDto> {
    return this.database.write(actor, async (tx) => {
      const persons = await this.personsOf(tx, personId);
      const today = legalDayOf(tx.now);
      const answerBy = dayAhead(input.answerBy, today);
      await refuseKeptHere(tx, actor, persons, input.kind);
      const id = uuidv7();
      const { kind, reason } = input;
      const asked = { organisationId: actor.organisationId, askedBy: actor.userId };
      try {
        await insertRequest(tx, { id, kind, reason, personId, answerBy, ...asked });
      } catch (error) {
        if (violatedConstraint(error) === 'case_request_one_open')
          throw problem(P.alreadyAsked, { cause: error });
        throw error;
      }
      await this.record(tx, id, 'asked', persons);
      return toRequestDto(await this.found(tx, id), today);
    });
  }

  async withdraw(actor: UserActor, id: string, version: number): Promise<CaseRequestDto> {
    return this.database.write(actor, async (tx) => {
      const request = await this.found(tx, id);
      if (!(await tx.one('select 1 where app.acts_for($1)', [request.organisationId])))
        throw problem(P.notYours);
      if (request.withdrawnAt !== null) throw problem(P.withdrawn);
      if (request.version !== version) throw problem(HTTP.staleVersion);
      if (!(await withdrawRequest(tx, id, actor.userId))) throw problem(P.withdrawn);
      await this.record(tx, id, 'withdrawn', idOf(request));
      return toRequestDto(await this.found(tx, id), legalDayOf(tx.now));
    });
  }

  /** The keeper goes on keeping; the asker is not told. @throws Problem 403 for who keeps no file that is meant, 409 once answered */
  async decline(actor: UserActor, id: string, reason: string): Promise<CaseRequestDto> {
    return this.database.write(actor, async (tx) => {
      const request = await this.found(tx, id);
      const kept = await tx.one(
        'select 1 from case_request_file t where t.request_id = $1 and app.acts_for_keeper(t.case_id) limit 1',
        [id],
      );
      if (!kept) throw problem(P.notYours);
      if ((await declineRequest(tx, id, actor.userId, reason)) === 0) throw problem(P.declined);
      await this.record(tx, id, 'declined', await personsOfFiles(tx, request));
      return toRequestDto(await this.found(tx, id), legalDayOf(tx.now));
    });
  }

  async read(actor: UserActor, id: string): Promise<CaseRequestDto> {
    return this.database.read(actor, async (tx) => {
      const request = await this.found(tx, id);
      await this.record(tx, id, 'read', [...idOf(request), ...(await personsOfFiles(tx, request))]);
      return toRequestDto(request, legalDayOf(tx.now));
    });
  }

  async list(actor: UserActor, query: RequestQuery): Promise<ChangePage<CaseRequestDto>> {
    return this.database.read(actor, async (tx) => {
      const today = legalDayOf(tx.now);
      const page = await changePage(tx, query, {
        feed: REQUEST_CHANGES,
        place: ['instant', 'uuid'],
        placeOf: ({ askedAt, id }: CaseRequest) => [askedAt.toISOString(), id],
        rows: (after, ids, limit) => listRequests(tx, query, after, ids, limit),
        inScope: (ids) => Promise.resolve(ids),
        map: (request) => toRequestDto(request, today),
      });
      await this.audit.record(tx, {
        action: 'cases.request.listed',
        persons: [...new Set(page.items.flatMap(({ personId }) => (personId === null ? [] : [personId])))],
        detail: { shown: page.items.length },
      });
      return page;
    });
  }

  /** @throws Problem 404 when absent or out of scope, 403 for who only reads, 409 for a voided entry */
  private async personsOf(tx: Tx, personId: string): Promise<readonly string[]> {
    await this.people.forCase(tx, personId);
    if (!(await tx.one('select 1 where app.acts_on_person($1)', [personId]))) throw problem(PEOPLE.onlyReads);
    return this.people.clusterOf(tx, personId);
  }

  private async found(tx: Tx, id: string): Promise<CaseRequest> {
    const request = await requestById(tx, id);
    if (!request) throw problem(P.notFound);
    return request;
  }

  private async record(tx: Tx, id: string, what: string, persons: readonly string[]): Promise<void> {
    await this.audit.record(tx, {
      action: `cases.request.${what}`,
      subject: { kind: 'case-request', id },
      persons: [...new Set(persons)],
    });
  }
}

const idOf = ({ personId }: CaseRequest): readonly string[] => (personId === null ? [] : [personId]);

/** Persons of the files that the actor sees as meant. */
async function personsOfFiles(tx: Tx, { files }: CaseRequest): Promise<readonly string[]> {
  if (files.length === 0) return [];
  const rows = await tx.query<{ id: string }>(
    'select distinct f.person_id as id from case_file f where f.id = any ($1::uuid[])',
    [files.map(({ caseId }) => caseId)],
  );
  return rows.map(({ id }) => id);
}

async function refuseKeptHere(
  tx: Tx,
  actor: UserActor,
  persons: readonly string[],
  kind: string,
): Promise<void> {
  const own = await tx.one<{ id: string }>(
    `select f.id from case_file f where f.person_id = any ($1::uuid[]) and f.kind = $2 and f.closed_on is null
       and f.keeper_organisation_id = $3 limit 1`,
    [persons, kind, actor.organisationId],
  );
  if (own) throw problem(P.keptHere, { extensions: { caseId: own.id } });
}

/** @throws Problem 422 for a day before today, or more than a year ahead */
function dayAhead(day: string, today: DateOnly): DateOnly {
  const found = dateOnly(day);
  if (found >= today && found <= addMonths(today, 12)) return found;
  throw fieldProblem('/answerBy', 'requests.dayOutOfRange', P.dayOutOfRange.title);
}
