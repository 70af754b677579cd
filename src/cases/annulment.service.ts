import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { legalDayOf } from '../law/date.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { fieldProblem, problem } from '../platform/errors/problem.js';
import type { UserActor } from '../platform/security/actor.js';
import { Deadlines } from '../reminders/deadlines.js';
import { ANNULLED, type CaseEvent, type CaseFile } from './case-file.js';
import { CaseWarnings } from './case-warnings.js';
import { CaseFiles } from './case-files.js';
import { foldEvents, laterStepImpossible, standingEvents } from './case-steps.js';
import { toCaseDto, type AnnulDto, type CaseDto } from './case.dto.js';
import { P } from './cases.problems.js';
import { FileParents } from './file-parents.js';
import { isHandedOverBy } from './handover/transfer.queries.js';
import { TransferService } from './handover/transfer.service.js';
import { refuseUnlessKeeper } from './keeping.js';
import type { Annulment, CaseProcedure } from './procedure.js';
import { Procedures } from './procedures.js';

/** Corrects a history by an event that annuls another: nothing is changed, nothing deleted. */
@Injectable()
export class AnnulmentService {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly deadlines: Deadlines,
    private readonly procedures: Procedures,
    private readonly warnings: CaseWarnings,
    private readonly parents: FileParents,
    private readonly transfers: TransferService,
    private readonly audit: AuditLog,
  ) {}

  /**
   * The file goes to the state to which the other steps lead, and the procedure takes back what the step did.
   *
   * @throws Problem 403 for another organisation than the keeper or its heir, 409 for a step that cannot be annulled, on which a later
   *   one rests, after which the file has ended, or whose file cannot open again beside another, 422 for an event that is
   *   not of this file
   */
  async annul(actor: UserActor, id: string, version: number, input: AnnulDto): Promise<CaseDto> {
    return this.database.write(actor, async (tx) => {
      const file = await this.files.lockAt(tx, id, version);
      // A file that had ended by a succession did not move with it: its keeper's heir corrects it.
      await refuseUnlessKeeper(tx, file.keeperOrganisationId);
      const events = await this.files.events(tx, id);
      const procedure = this.procedures.of(file.kind);
      const { event, undo } = annullable(procedure, events, input.eventId);
      // The file went with it: what the giver told is not the new keeper's to take back.
      if (await isHandedOverBy(tx, event.id))
        throw problem(P.handedOver, { extensions: { step: event.type } });
      const left = stateWithout(procedure, events, event);
      if (file.closedOn !== null && left.end === null)
        await this.files.refuseSecondOpen(tx, file.personId, file.kind);
      const annulled = await this.write(tx, file, event, left, input.reason);
      await undo(tx, annulled);
      // A step that handed the file over takes its offer back with it.
      await this.transfers.withdrawWithin(tx, annulled.file, input.reason, event.id);
      return toCaseDto(
        annulled.file,
        await this.deadlines.ofSubject(tx, id),
        await this.files.events(tx, id),
        { legalNow: tx.now, warnings: await this.warnings.of(tx, annulled.file) },
      );
    });
  }

  private async write(
    tx: Tx,
    file: CaseFile,
    event: CaseEvent,
    { status, end }: Left,
    reason: string,
  ): Promise<Annulment> {
    const eventId = await this.files.append(tx, file.id, {
      type: ANNULLED,
      effective: { at: tx.now, precision: 'instant' },
      statusAfter: status,
      facts: { step: event.type },
      reason,
      replacesId: event.id,
    });
    const changed = await this.files.change(tx, file, {
      status,
      closedOn: end && legalDayOf(end.effectiveAt),
      closedReason: end && (end.reason ?? end.type),
    });
    await this.parents.stateChanged(tx, file, status);
    await this.audit.record(tx, {
      action: 'cases.case.step-annulled',
      subject: { kind: 'case', id: file.id },
      persons: [file.personId],
      detail: { step: event.type },
    });
    return { file: changed, annulled: event, eventId, reason };
  }
}

interface Annullable {
  readonly event: CaseEvent;
  readonly undo: CaseProcedure['annuls'][string];
}

function annullable(procedure: CaseProcedure, events: readonly CaseEvent[], id: string): Annullable {
  const event = events.find((each) => each.id === id);
  if (!event) {
    throw fieldProblem('/eventId', 'cases.eventUnknown', {
      vi: 'Bước này không có trong lịch sử của hồ sơ',
      en: 'There is no such event in the history of this file',
    });
  }
  const undo = procedure.annuls[event.type];
  if (!undo || event.system !== null || !standingEvents(events).includes(event)) {
    throw problem(P.notAnnullable, {
      extensions: { step: event.type, annullable: Object.keys(procedure.annuls) },
    });
  }
  return { event, undo };
}

/** What the other steps lead to, and the step that ended the file where it stays ended. */
interface Left {
  readonly status: string;
  readonly end: CaseEvent | null;
}

/**
 * @throws Problem 409 that names the later step which rests on this one, or the end of the file: annul that first, unless the
 *   step was one of those that are taken after it
 */
function stateWithout(procedure: CaseProcedure, events: readonly CaseEvent[], event: CaseEvent): Left {
  const others = standingEvents(events).filter((each) => each !== event);
  const fold = foldEvents(procedure, others);
  if (!fold.possible) throw laterStepImpossible(event.type, fold.blocked);
  const end = procedure.isClosed(fold.state) ? others.findLast((each) => each.system === null) : undefined;
  const { afterwards = [] } = procedure.definition.states[fold.state] ?? {};
  if (end && !afterwards.includes(event.type))
    throw laterStepImpossible(event.type, { step: end.type, effectiveAt: end.effectiveAt });
  return { status: fold.state, end: end ?? null };
}
