import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../../audit/audit-log.js';
import { CaseFiles } from '../../cases/case-files.js';
import { P as CASES } from '../../cases/cases.problems.js';
import { refuseUnlessKeeper } from '../../cases/keeping.js';
import { Organisations, standsOn } from '../../identity/organisations.js';
import { addDays, legalDayOf, type DateOnly } from '../../law/date.js';
import { People } from '../../people/people.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { rowFeed } from '../../platform/database/row-feeds.js';
import type { Tx } from '../../platform/database/tx.js';
import { violatedConstraint } from '../../platform/errors/postgres-errors.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import { sameOrAnew, type ChangeList } from '../../platform/http/change-list.js';
import { changePage, type ChangePage } from '../../platform/http/change-page.js';
import type { UserActor } from '../../platform/security/actor.js';
import type { TreatmentKind } from '../kinds/kind.js';
import { treatmentKind } from '../kinds/kinds.js';
import { TREATING } from '../kinds/kind.js';
import { P } from '../treatment.problems.js';
import {
  toRequestDto,
  type AskForTreatmentDto,
  type RequestsOfFileQuery,
  type TreatmentRequest,
  type TreatmentRequestDto,
  type TreatmentRequestQuery,
} from './treatment-request.dto.js';

/** An episode is the clinic's own: whoever asked for it reads no row of `treatment_request_taken`. */
const SELECTED = `
  select r.id, r.case_id as "caseId", r.person_id as "personId", r.kind, r.from_organisation_id as "fromOrganisationId",
    o.name as "fromName", r.to_organisation_id as "toOrganisationId", r.asked_at as "askedAt",
    t.episode_id as "episodeId", r.open_until as "openUntil", r.ended_at as "endedAt",
    r.ended_because as "endedBecause", r.open_until < app.today() as passed
  from treatment_request r join organisation o on o.id = r.from_organisation_id
  left join treatment_request_taken t on t.request_id = r.id`;

/** One of them changes with its row, and where an episode is opened on it, with the row of that. */
const CHANGED = `
  select changed_xid, id from (
    (select changed_xid, id from treatment_request
     where to_organisation_id = $5 and (changed_xid, id) > ($1::xid8, $2::uuid) and changed_xid < $3::xid8
     order by 1, 2 limit $4)
    union all
    (select changed_xid, request_id from treatment_request_taken
     where to_organisation_id = $5 and (changed_xid, request_id) > ($1::xid8, $2::uuid) and changed_xid < $3::xid8
     order by 1, 2 limit $4)) as either
  order by 1, 2 limit $4`;

/** The keeper of a file asks a health body to treat the person within it. */
@Injectable()
export class TreatmentRequestService {
  /** No text says how long: ours. */
  private readonly openDays: number;
  private readonly readableDays: number;

  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly organisations: Organisations,
    private readonly people: People,
    private readonly audit: AuditLog,
    @Inject(CONFIG) config: Pick<Config, 'treatmentRequestDays' | 'toldDoses'>,
  ) {
    this.openDays = config.treatmentRequestDays;
    this.readableDays = config.toldDoses.lateAfterDays;
  }

  /**
   * The health body sees the person from now on, for some days, and may open the episode; of the file it sees nothing. Asked
   * again it says the same whether or not the episode was opened: that is not told to who asked.
   *
   * @throws Problem 403 for who does not keep the file, 409 for a file in which there is no such treatment, that has ended, or
   *   of which that body was asked already, 422 for a body that does not treat
   */
  async ask(actor: UserActor, caseId: string, input: AskForTreatmentDto): Promise<TreatmentRequestDto> {
    return this.database.write(actor, async (tx) => {
      const file = await this.files.byId(tx, caseId);
      await refuseUnlessKeeper(tx, file.keeperOrganisationId);
      const { within } = treatmentKind(input.kind);
      if (!within?.kinds.includes(file.kind)) throw problem(P.notTreatable);
      if (file.closedOn !== null) throw problem(P.fileEnded);
      const to = await this.organisations.find(tx, input.organisationId);
      if (!to || !TREATING.includes(to.kind) || !standsOn(to, legalDayOf(tx.now)))
        throw fieldProblem('/organisationId', P.wrongPlace.code, P.wrongPlace.title);
      const id = uuidv7();
      const from = file.keeperOrganisationId;
      const fromOn = legalDayOf(tx.now);
      const untilOn = addDays(fromOn, this.openDays);
      await endPassed(tx, actor, { caseId, kind: input.kind, to: to.id, today: fromOn });
      await insertRequest(tx, [
        ...[id, caseId, file.personId, input.kind, from, to.id, tx.now, actor.userId],
        ...[untilOn, addDays(untilOn, this.readableDays)],
      ]);
      const grant = { organisationId: to.id, reason: 'referred', acts: false, fromOn, untilOn } as const;
      await this.people.grantAccess(tx, file.personId, grant);
      return this.recorded(tx, 'made', id);
    });
  }

  /**
   * Nobody opens an episode on it any more, and who was asked no longer sees the person by it. An episode that was opened goes
   * on; whoever withdraws is not told whether there is one.
   *
   * @throws Problem 404, 403 for who does not keep the file, 409 for what is over
   */
  async withdraw(actor: UserActor, id: string): Promise<TreatmentRequestDto> {
    return this.database.write(actor, async (tx) => {
      const asked = await requestById(tx, id);
      const keeps = await tx.one('select 1 where app.acts_for_keeper($1)', [asked.caseId]);
      if (!keeps) throw problem(CASES.readOnly);
      const ended = await tx.execute(
        `update treatment_request set ended_at = $2, ended_by = $3, ended_because = 'withdrawn'
         where id = $1 and ended_at is null and open_until >= app.today()`,
        [id, tx.now, actor.userId],
      );
      if (ended === 0) throw problem(P.requestOver);
      return this.recorded(tx, 'withdrawn', id);
    });
  }

  /** Of one file, the latest first: for who asked, and needs to know what is open. @throws Problem 404 */
  async ofFile(
    actor: UserActor,
    caseId: string,
    query: RequestsOfFileQuery,
  ): Promise<ChangeList<TreatmentRequestDto>> {
    return this.database.read(actor, async (tx) => {
      const { id, personId } = await this.files.byId(tx, caseId);
      const rows = await tx.query<TreatmentRequest>(
        `${SELECTED} where r.case_id = $1 order by r.asked_at desc, r.id desc`,
        [id],
      );
      await this.audit.record(tx, {
        ...{ action: 'treatment.request.listed', subject: { kind: 'case', id }, persons: [personId] },
        detail: { shown: rows.length },
      });
      return sameOrAnew(query, rows.map(toRequestDto));
    });
  }

  /** What the own body was asked, the latest first. */
  async list(actor: UserActor, query: TreatmentRequestQuery): Promise<ChangePage<TreatmentRequestDto>> {
    return this.database.read(actor, async (tx) => {
      const own = actor.organisationId;
      const page = await changePage(tx, query, {
        feed: {
          ...rowFeed({ table: 'treatment_request', of: ['to_organisation_id', own] }),
          changed: CHANGED,
          passed: 'select id from app.treatment_requests_passed($1, $2, $3) as id',
        },
        place: ['instant', 'uuid'],
        placeOf: ({ askedAt, id }: TreatmentRequest) => [askedAt.toISOString(), id],
        rows: (after, ids, limit) =>
          tx.query<TreatmentRequest>(
            `${SELECTED} where r.to_organisation_id = $1
               and ($2::timestamptz is null or (r.asked_at, r.id) < ($2, $3::uuid))
               and ($4::uuid[] is null or r.id = any ($4))
             order by r.asked_at desc, r.id desc limit $5`,
            [own, ...(after ?? [null, null]), ids, limit],
          ),
        inScope: (ids) => Promise.resolve(ids),
        map: toRequestDto,
      });
      await this.audit.record(tx, {
        action: 'treatment.request.listed',
        persons: [...new Set(page.items.map(({ personId }) => personId))],
        detail: { shown: page.items.length },
      });
      return page;
    });
  }

  /** The open request on which an episode may be opened. @throws Problem 409 where nobody asked the own body */
  async openOf(
    tx: Tx,
    kind: TreatmentKind,
    caseId: string,
  ): Promise<Pick<TreatmentRequest, 'id' | 'personId'>> {
    const found = await tx.one<Pick<TreatmentRequest, 'id' | 'personId'>>(
      `select r.id, r.person_id as "personId" from treatment_request r
       where r.case_id = $1 and r.kind = $2 and r.to_organisation_id = app.org_id()
         and r.ended_at is null and r.open_until >= app.today()
         and not exists (select 1 from treatment_request_taken t where t.request_id = r.id)`,
      [caseId, kind],
    );
    if (!found) throw problem(P.notAsked);
    return found;
  }

  async take(tx: Tx, id: string, episodeId: string): Promise<void> {
    const sql = `insert into treatment_request_taken (request_id, to_organisation_id, episode_id)
      select r.id, r.to_organisation_id, $2 from treatment_request r
      where r.id = $1 and r.ended_at is null and r.open_until >= app.today()
      on conflict do nothing`;
    if ((await tx.execute(sql, [id, episodeId])) === 0) throw problem(P.notAsked);
  }

  private async recorded(tx: Tx, what: 'made' | 'withdrawn', id: string): Promise<TreatmentRequestDto> {
    const found = await requestById(tx, id);
    await this.audit.record(tx, {
      action: `treatment.request.${what}`,
      subject: { kind: 'treatment-request', id },
      persons: [found.personId],
    });
    return toRequestDto(found);
  }
}

/** @throws Problem 404 */
async function requestById(tx: Tx, id: string): Promise<TreatmentRequest> {
  const found = await tx.one<TreatmentRequest>(`${SELECTED} where r.id = $1`, [id]);
  if (!found) throw problem(P.noSuchRequest);
  return found;
}

/** What was not taken up in time makes room for the next. */
async function endPassed(
  tx: Tx,
  { userId }: UserActor,
  of: {
    readonly caseId: string;
    readonly kind: TreatmentKind;
    readonly to: number;
    readonly today: DateOnly;
  },
): Promise<void> {
  await tx.execute(
    `update treatment_request set ended_at = $4, ended_by = $5, ended_because = 'expired'
     where case_id = $1 and kind = $2 and to_organisation_id = $3 and ended_at is null and open_until < $6`,
    [of.caseId, of.kind, of.to, tx.now, userId, of.today],
  );
}

async function insertRequest(tx: Tx, values: readonly unknown[]): Promise<void> {
  try {
    await tx.execute(
      `insert into treatment_request (id, case_id, person_id, kind, from_organisation_id, to_organisation_id, asked_at,
         requested_by, open_until, reads_until)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [...values],
    );
  } catch (error) {
    if (violatedConstraint(error) === 'treatment_request_one_open')
      throw problem(P.alreadyAsked, { cause: error });
    throw error;
  }
}
