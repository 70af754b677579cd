import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../../audit/audit-log.js';
import { Organisations, standsOn } from '../../identity/organisations.js';
import { addDays, addMonths, dateOnly, legalDayOf, type DateOnly } from '../../law/date.js';
import { People } from '../../people/people.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { P as HTTP } from '../../platform/errors/platform.problems.js';
import { violatedConstraint } from '../../platform/errors/postgres-errors.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import { changePage, type ChangePage } from '../../platform/http/change-page.js';
import type { UserActor } from '../../platform/security/actor.js';
import type { CaseFile } from '../case-file.js';
import { CaseFiles } from '../case-files.js';
import { takeStep } from '../case-steps.js';
import { P as CASES } from '../cases.problems.js';
import { refuseUnlessKeeper } from '../keeping.js';
import { Procedures } from '../procedures.js';
import { StepClocks } from '../steps/step-clocks.js';
import { toTransferDto, type TransferDto, type TransferInput, type TransferQuery } from './transfer.dto.js';
import { P } from './transfer.problems.js';
import {
  answerTransfer,
  insertTransfer,
  listTransfers,
  openTransferOf,
  personsOfTransfers,
  takeChildrenAlong,
  transferById,
  TRANSFER_CHANGES,
} from './transfer.queries.js';
import type { Transfer, TransferAnswer } from './transfer.js';

/** How the history calls the move of a file to another keeper. */
const KEEPER_MOVED = 'keeper-moved';

/**
 * Hands a file to another keeper of the same kind. Who offers it keeps it and answers for it until the receiver accepts;
 * then it moves with every open time limit in one transaction, and the giver reads it until a day that the offer names.
 */
@Injectable()
export class TransferService {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly organisations: Organisations,
    private readonly people: People,
    private readonly procedures: Procedures,
    private readonly clocks: StepClocks,
    private readonly audit: AuditLog,
  ) {}

  /**
   * @param version of the file
   * @throws Problem 403 for another body than the keeper or its heir, 409 for a file that has ended or is offered already, 422 for a
   *   receiver that could not keep it
   */
  async offer(actor: UserActor, caseId: string, version: number, input: TransferInput): Promise<TransferDto> {
    return this.database.write(actor, async (tx) => {
      const file = await this.files.lockAt(tx, caseId, version);
      return toTransferDto(await this.offerWithin(tx, actor, file, input));
    });
  }

  /**
   * Offers a locked file in the transaction of a step that hands it over.
   *
   * @param within the part of the body that holds the offer, for the pointers of its faults
   * @throws Problem as `offer`
   */
  async offerWithin(
    tx: Tx,
    actor: UserActor,
    file: CaseFile,
    input: TransferInput,
    within = '',
  ): Promise<Transfer> {
    await refuseUnlessKeeper(tx, file.keeperOrganisationId);
    await refuseChild(tx, file);
    const today = legalDayOf(tx.now);
    const answerBy = answerDay(input.answerBy, today, `${within}/answerBy`);
    const readsUntil = dayAhead(input.readsUntil, today, `${within}/readsUntil`);
    await this.requireReceiver(tx, file, input.toOrganisationId, `${within}/toOrganisationId`);
    // The step is possible: a file that has ended goes nowhere.
    this.statusAfterMove(file, await this.files.events(tx, file.id), tx.now);
    const id = await this.write(tx, actor, file, { ...input, answerBy, readsUntil });
    await this.openToReceiver(tx, actor, file, input.toOrganisationId);
    await this.record(tx, id, 'offered');
    return this.found(tx, id);
  }

  /** @throws Problem 409 when it awaits no answer, or when this body keeps an open file of the kind about the person */
  async accept(
    actor: UserActor,
    id: string,
    version: number,
    note: string | undefined,
  ): Promise<TransferDto> {
    return this.database.write(actor, async (tx) => {
      const { caseId, fromOrganisationId, toOrganisationId } = await this.awaiting(
        tx,
        id,
        version,
        'accepted',
      );
      // A receiver that was merged into the giver: what was offered stays where it is.
      if (actor.organisationId === fromOrganisationId)
        throw problem(P.notYours, { extensions: { fromOrganisationId, toOrganisationId } });
      const from = await this.answer(tx, id, 'accepted', note ?? null);
      for (const moved of [caseId, ...(await this.childrenOf(tx, id))]) {
        await this.recordMove(tx, moved, { from, to: actor.organisationId, transfer: id });
      }
      await this.record(tx, id, 'accepted');
      return toTransferDto(await this.found(tx, id));
    });
  }

  /**
   * Takes back an open offer of a locked file that its keeper's own step has overtaken.
   *
   * @param carriedBy the event whose step made the offer; any offer of the file, unless told
   */
  async withdrawWithin(tx: Tx, file: CaseFile, why: string, carriedBy: string | null = null): Promise<void> {
    const id = await openTransferOf(tx, file.id, carriedBy);
    if (id === null) return;
    await this.answer(tx, id, 'withdrawn', why);
    await this.record(tx, id, 'withdrawn');
  }

  /** What hangs on the file goes along. @throws Problem 409 when this body keeps such an open file about the person */
  private async childrenOf(tx: Tx, id: string): Promise<readonly string[]> {
    try {
      return await takeChildrenAlong(tx, id);
    } catch (error) {
      throw secondOpen(error);
    }
  }

  /** The move is a step of the history, with the time limits that it meets. */
  private async recordMove(
    tx: Tx,
    caseId: string,
    facts: { readonly from: number; readonly to: number; readonly transfer: string },
  ): Promise<void> {
    const file = await this.files.byId(tx, caseId);
    const status = this.statusAfterMove(file, await this.files.events(tx, caseId), tx.now);
    const moved = await this.files.change(tx, file, { status });
    const effective = { at: tx.now, precision: 'instant' } as const;
    await this.files.append(tx, caseId, { type: KEEPER_MOVED, effective, statusAfter: status, facts });
    await this.clocks.follow(tx, this.procedures.of(file.kind).definition, moved, {
      ...{ step: KEEPER_MOVED, at: tx.now, organisationId: facts.to, reason: KEEPER_MOVED },
    });
  }

  async refuse(actor: UserActor, id: string, version: number, reason: string): Promise<TransferDto> {
    return this.close(actor, id, version, { answer: 'refused', reason });
  }

  async withdraw(actor: UserActor, id: string, version: number, reason: string): Promise<TransferDto> {
    return this.close(actor, id, version, { answer: 'withdrawn', reason });
  }

  async read(actor: UserActor, id: string): Promise<TransferDto> {
    return this.database.read(actor, async (tx) => {
      const transfer = await this.found(tx, id);
      await this.record(tx, id, 'read');
      return toTransferDto(transfer);
    });
  }

  async list(actor: UserActor, query: TransferQuery): Promise<ChangePage<TransferDto>> {
    return this.database.read(actor, async (tx) => {
      const page = await changePage(tx, query, {
        feed: TRANSFER_CHANGES,
        place: ['instant', 'uuid'],
        placeOf: ({ offeredAt, id }: Transfer) => [offeredAt.toISOString(), id],
        rows: (after, ids, limit) => listTransfers(tx, query, after, ids, limit),
        inScope: (ids) => Promise.resolve(ids),
        map: toTransferDto,
      });
      await this.audit.record(tx, {
        action: 'cases.transfer.listed',
        persons: await personsOfTransfers(
          tx,
          page.items.map(({ id }) => id),
        ),
        detail: { shown: page.items.length },
      });
      return page;
    });
  }

  private async close(
    actor: UserActor,
    id: string,
    version: number,
    { answer, reason }: { readonly answer: 'refused' | 'withdrawn'; readonly reason: string },
  ): Promise<TransferDto> {
    return this.database.write(actor, async (tx) => {
      await this.awaiting(tx, id, version, answer);
      await this.answer(tx, id, answer, reason);
      await this.record(tx, id, answer);
      return toTransferDto(await this.found(tx, id));
    });
  }

  private async record(tx: Tx, id: string, what: TransferAnswer | 'offered' | 'read'): Promise<void> {
    await this.audit.record(tx, {
      action: `cases.transfer.${what}`,
      subject: { kind: 'case-transfer', id },
      persons: await personsOfTransfers(tx, [id]),
    });
  }

  private async answer(tx: Tx, id: string, answer: TransferAnswer, why: string | null): Promise<number> {
    try {
      const from = await answerTransfer(tx, id, answer, why);
      if (from !== null) return from;
    } catch (error) {
      throw secondOpen(error);
    }
    throw problem(P.answered);
  }

  /** @throws Problem 404, 403 for who may not give this answer, 409 when it awaits none, 412 for another version */
  private async awaiting(
    tx: Tx,
    id: string,
    version: number,
    answer: TransferAnswer,
  ): Promise<Transfer & { readonly caseId: string }> {
    const transfer = await this.found(tx, id);
    const { fromOrganisationId, toOrganisationId, state, caseId } = transfer;
    const answering = answer === 'withdrawn' ? fromOrganisationId : toOrganisationId;
    if (!(await tx.one('select 1 where app.acts_for($1)', [answering])))
      throw problem(P.notYours, { extensions: { fromOrganisationId, toOrganisationId } });
    if (state !== 'open' || caseId === null) throw problem(P.answered, { extensions: { state } });
    if (transfer.version !== version) throw problem(HTTP.staleVersion);
    return { ...transfer, caseId };
  }

  private async found(tx: Tx, id: string): Promise<Transfer> {
    const transfer = await transferById(tx, id);
    if (!transfer) throw problem(P.notFound);
    return transfer;
  }

  /** @throws Problem 422 at the pointer */
  private async requireReceiver(
    tx: Tx,
    file: CaseFile,
    toOrganisationId: number,
    pointer: string,
  ): Promise<void> {
    const [from, to] = [
      await this.organisations.find(tx, file.keeperOrganisationId),
      await this.organisations.find(tx, toOrganisationId),
    ];
    const { keptBy } = this.procedures.of(file.kind);
    const sameKind = to !== null && (to.kind === from?.kind || keptBy?.includes(to.kind) === true);
    const fits = to && sameKind && to.id !== from?.id && standsOn(to, legalDayOf(tx.now));
    if (!fits) throw fieldProblem(pointer, 'transfers.wrongReceiver', P.wrongReceiver.title);
  }

  /** @throws Problem 409 where the procedure lets the file move in this state no more */
  private statusAfterMove(
    file: CaseFile,
    events: Awaited<ReturnType<CaseFiles['events']>>,
    at: Date,
  ): string {
    const { definition, ...procedure } = this.procedures.of(file.kind);
    const states = Object.fromEntries(
      Object.entries(definition.states).map(([state, { label }]) => [state, label]),
    );
    const labels = { states, steps: definition.stepLabels };
    return takeStep(
      { ...procedure, isClosed: (state) => procedure.isClosed(state), labels },
      events,
      KEEPER_MOVED,
      at,
    );
  }

  private async write(
    tx: Tx,
    actor: UserActor,
    file: CaseFile,
    {
      toOrganisationId,
      reason,
      answerBy,
      readsUntil,
    }: TransferInput & {
      readonly answerBy: DateOnly;
      readonly readsUntil: DateOnly;
    },
  ): Promise<string> {
    const id = uuidv7();
    try {
      await insertTransfer(tx, {
        ...{ id, caseId: file.id, caseCode: file.code, toOrganisationId, reason, answerBy, readsUntil },
        fromOrganisationId: file.keeperOrganisationId,
        offeredBy: actor.userId,
      });
    } catch (error) {
      if (violatedConstraint(error) === 'case_transfer_one_open')
        throw problem(P.alreadyOffered, { cause: error });
      throw error;
    }
    return id;
  }

  /** Who decides about an offer reads what it is about. */
  private async openToReceiver(
    tx: Tx,
    actor: UserActor,
    file: CaseFile,
    organisationId: number,
  ): Promise<void> {
    const fromOn = legalDayOf(tx.now);
    await tx.execute(
      `insert into case_access (case_id, organisation_id, reason, acts, from_on, granted_by_organisation_id)
       values ($1, $2, 'offered', false, $3, $4)`,
      [file.id, organisationId, fromOn, actor.organisationId],
    );
    await this.people.grantAccess(tx, file.personId, {
      ...{ organisationId, reason: 'referred', acts: false, fromOn },
    });
  }
}

/** A receiver that keeps such a file about the person is told so; anything else stays what it is. */
function secondOpen(error: unknown): unknown {
  if (violatedConstraint(error) !== 'case_file_one_open') return error;
  return problem(CASES.openFileExists, { cause: error });
}

/** @throws Problem 409 for a file that hangs on an open one of the same keeper */
async function refuseChild(tx: Tx, { parentId, keeperOrganisationId }: CaseFile): Promise<void> {
  if (parentId === null) return;
  const parent = await tx.one<{ id: string; code: string }>(
    'select id, code from case_file where id = $1 and closed_on is null and keeper_organisation_id = $2',
    [parentId, keeperOrganisationId],
  );
  if (parent) throw problem(P.goesWithParent, { extensions: { caseId: parent.id, caseCode: parent.code } });
}

/**
 * Days within which an answer is to come, so that silence is told before the person is lost from sight. No text says it: a
 * bound of our own.
 */
const DAYS_TO_ANSWER = 10;

/** @throws Problem 422 for a day before today, or too far ahead */
function answerDay(day: string, today: DateOnly, pointer: string): DateOnly {
  const found = dateOnly(day);
  if (found >= today && found <= addDays(today, DAYS_TO_ANSWER)) return found;
  throw fieldProblem(pointer, 'transfers.answerTooFar', P.answerTooFar.title);
}

/** @throws Problem 422 for a day before today, or more than a year ahead */
function dayAhead(day: string, today: DateOnly, pointer: string): DateOnly {
  const found = dateOnly(day);
  if (found >= today && found <= addMonths(today, 12)) return found;
  throw fieldProblem(pointer, 'transfers.dayOutOfRange', P.dayOutOfRange.title);
}
