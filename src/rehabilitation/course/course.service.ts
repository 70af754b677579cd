import { Injectable } from '@nestjs/common';
import type { EventFacts } from '../../cases/case-file.js';
import { CaseFiles } from '../../cases/case-files.js';
import { StepAuthority } from '../../cases/steps/step-authority.js';
import { factsAt } from '../../cases/steps/step-guards.js';
import { regimeFor } from '../../cases/steps/step.rules.js';
import { legalDayOf } from '../../law/date.js';
import { NEW_LAW_FROM } from '../../law/regimes.js';
import type { StagesCheck } from '../../law/stages.js';
import { Calendar } from '../../legal-reference/calendar.js';
import { TransferService } from '../../cases/handover/transfer.service.js';
import { standingEvents } from '../../cases/case-steps.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { toExplanationDto } from '../../reminders/deadline.dto.js';
import type { Desk } from '../voluntary/desk.js';
import { VoluntarySteps, type DoorAct, type VoluntaryEffect } from '../voluntary/voluntary-steps.js';
import { VoluntaryReader } from '../voluntary/voluntary.reader.js';
import { readRecord } from '../voluntary/voluntary.record.js';
import { absenceLimit, leftAt } from './absence.rules.js';
import { CourseEnds } from './course-ends.js';
import type {
  BreachDto,
  CompletionDto,
  CompletionRefusalDto,
  ContinuationAfterMoveDto,
  DrugUseDto,
  EndNoticeDto,
  EvaluationDto,
  FileSendingDto,
  ImprisonmentDto,
  LeavingDto,
  MovingAwayDto,
  ReleaseDto,
  ReturnDto,
  SelfTerminationDto,
  StageMomentDto,
} from './course-input.dto.js';
import { receipt, refuseDisorder } from './course.guards.js';
import { P } from './course.problems.js';
import { refuseFewSessions, stagesLacking } from './course.refusals.js';
import { refuseOtherPlace, refuseUninvolvedAt } from './place.guards.js';
import { variantOf } from './step-variants.js';

/** The file of a course, as the caller saw it. */
export interface CourseFile<T extends object> {
  readonly actor: UserActor;
  readonly desk: Desk<T>;
  readonly id: string;
  readonly version: number;
}

interface Step {
  readonly step: string;
  readonly at: string;
  readonly pointer?: string;
  readonly reason?: string;
  readonly number?: string;
  readonly actedBy?: number;
}

/** What happens in a rehabilitation between its beginning and its end. */
@Injectable()
export class CourseService {
  constructor(
    private readonly database: Database,
    private readonly steps: VoluntarySteps,
    private readonly ends: CourseEnds,
    private readonly reader: VoluntaryReader,
    private readonly authority: StepAuthority,
    private readonly files: CaseFiles,
    private readonly calendar: Calendar,
    private readonly transfers: TransferService,
  ) {}

  async beginStage<T extends object>(on: CourseFile<T>, input: StageMomentDto): Promise<T> {
    return this.stage(on, 'stage-began', input);
  }

  async endStage<T extends object>(on: CourseFile<T>, input: StageMomentDto): Promise<T> {
    return this.stage(on, 'stage-ended', input);
  }

  async evaluate<T extends object>(on: CourseFile<T>, { at, account }: EvaluationDto): Promise<T> {
    return this.take(on, { step: 'evaluated', at, reason: account });
  }

  /** @throws Problem 409 for a breach of before 01/07/2026: the ladders of Luật 120/2025 Art 47 do not reach back */
  async recordBreach<T extends object>(on: CourseFile<T>, { at, kind, account }: BreachDto): Promise<T> {
    return this.take(on, { step: 'breach-recorded', at, reason: account }, () => {
      if (legalDayOf(new Date(at)) < NEW_LAW_FROM) throw problem(P.laddersOfNewLaw);
      return { facts: { breach: kind } };
    });
  }

  /** Luật 73/2021 Art 32(2), Luật 120/2025 Art 35(1)b: use during voluntary rehabilitation. */
  async recordDrugUse<T extends object>(on: CourseFile<T>, { at, account }: DrugUseDto): Promise<T> {
    return this.take(on, { step: 'drug-use-found', at, reason: account });
  }

  /** NĐ 163/2026 Art 93(2), form 51. */
  async announceEnd<T extends object>(on: CourseFile<T>, { at, actedBy }: EndNoticeDto): Promise<T> {
    return this.take(on, { step: 'end-announced', at, actedBy });
  }

  /** Luật 120/2025 Art 47(1): the rest of the term is served afterwards. */
  async imprison<T extends object>(on: CourseFile<T>, { at, reason }: ImprisonmentDto): Promise<T> {
    return this.take(on, { step: 'imprisoned', at, reason });
  }

  async release<T extends object>(on: CourseFile<T>, { at }: ReleaseDto): Promise<T> {
    return this.take(on, { step: 'released', at });
  }

  /**
   * NĐ 116/2021 Art 32(3), form 26a; NĐ 163/2026 Art 93(4), form 28.
   *
   * @throws Problem 409 before its time, with the arithmetic, and where stages lack, with each and its article
   */
  async complete<T extends object>(
    on: CourseFile<T>,
    { certifiedAt, number, actedBy, receivedAt }: CompletionDto & { readonly receivedAt?: string },
  ): Promise<T> {
    const asked = { step: 'completed', at: certifiedAt, pointer: '/certifiedAt', number, actedBy };
    return this.take(on, asked, async (act, tx) => {
      const stages = await this.requireOver(tx, act, new Date(certifiedAt), actedBy);
      if (!stages.complete) throw stagesLacking(stages);
      return { explanation: stages.explanation, ...receipt(tx.now, certifiedAt, receivedAt) };
    });
  }

  /** The term is over and what the law asks for was not done; the reasons are kept. */
  async refuseCompletion<T extends object>(
    on: CourseFile<T>,
    { at, reason, actedBy }: CompletionRefusalDto,
  ): Promise<T> {
    return this.take(on, { step: 'not-completed', at, reason, actedBy }, async (act, tx) => {
      await this.requireOver(tx, act, new Date(at), actedBy);
      return {};
    });
  }

  /** NĐ 163/2026 Art 92(1)c: from then the keeper has 24 hours to send the file. */
  async moveAway<T extends object>(on: CourseFile<T>, { at, reason }: MovingAwayDto): Promise<T> {
    return this.take(on, { step: 'moved-away', at, reason });
  }

  /** NĐ 116/2021 Art 32(2)b, form 25; NĐ 163/2026 Art 92(1)c, form 26. The file is offered to the other commune with it. */
  async sendFile<T extends object>(on: CourseFile<T>, { at, number, handOver }: FileSendingDto): Promise<T> {
    return this.take(on, { step: 'file-sent', at, number }, async ({ file }, tx) => {
      await this.transfers.offerWithin(tx, on.actor, file, handOver, '/handOver');
      return { facts: { sentTo: handOver.toOrganisationId } };
    });
  }

  /** NĐ 163/2026 Art 92(1)c, form 22. @throws Problem 409 for a file that was not taken over from another commune */
  async continueAfterMove<T extends object>(
    on: CourseFile<T>,
    { at, number }: ContinuationAfterMoveDto,
  ): Promise<T> {
    return this.take(on, { step: 'continued-after-move', at, number }, ({ events }) => {
      const moves = standingEvents(events).filter(
        ({ type, facts }) =>
          type === 'continued-after-move' || (type === 'keeper-moved' && facts.transfer !== undefined),
      );
      if (moves.at(-1)?.type !== 'keeper-moved') throw problem(P.notMovedHere);
      return {};
    });
  }

  /** The person is away from the facility without leave; from when it is a termination, the law of that day says. */
  async leave<T extends object>(on: CourseFile<T>, { at, reason }: LeavingDto): Promise<T> {
    return this.take(on, { step: 'left', at, reason });
  }

  async comeBack<T extends object>(on: CourseFile<T>, { at }: ReturnDto): Promise<T> {
    return this.take(on, { step: 'returned', at });
  }

  /**
   * NĐ 116/2021 Art 3(5): ten sessions missed one after another, or away from the facility for 5 working days. NĐ 163/2026
   * Art 4(9): professional rules not kept, or away for 2 working days.
   */
  async recordSelfTermination<T extends object>(
    on: CourseFile<T>,
    { at, reason, missedSessions }: SelfTerminationDto,
  ): Promise<T> {
    return this.take(on, { step: 'self-terminated', at, reason }, async (act, tx) => {
      const left = leftAt(act.events, new Date(at));
      if (left) return { facts: await this.requireLongAbsence(tx, act, left, new Date(at)) };
      refuseFewSessions(legalDayOf(new Date(at)), missedSessions);
      return missedSessions === undefined ? {} : { facts: { missedSessions } };
    });
  }

  /** @returns since when and from when @throws Problem 409 before that, with the arithmetic */
  private async requireLongAbsence(
    tx: Tx,
    { procedure, file, events }: DoorAct,
    left: Date,
    at: Date,
  ): Promise<EventFacts> {
    const facts = factsAt(procedure, file, events, legalDayOf(left));
    const regime = regimeFor('deadline', procedure.kind, facts);
    const limit = absenceLimit(regime, left, await this.calendar.forTx(tx));
    const from = legalDayOf(limit.dueAt);
    if (at >= limit.dueAt) return { leftOn: legalDayOf(left), from };
    throw problem(P.notSelfTerminated, {
      extensions: { leftOn: legalDayOf(left), from, explanation: toExplanationDto(limit.explanation) },
    });
  }

  private async requireOver(
    tx: Tx,
    act: CourseAct,
    at: Date,
    actedBy: number | undefined,
  ): Promise<StagesCheck> {
    if (act.procedure.certificates?.[act.step]?.byPlace) {
      await refuseOtherPlace(tx, act, await readRecord(tx, act.file.id), at, actedBy);
    }
    return this.ends.requireOver(tx, { ...act, at });
  }

  private async stage<T extends object>(
    on: CourseFile<T>,
    step: 'stage-began' | 'stage-ended',
    { stage, at }: StageMomentDto,
  ): Promise<T> {
    return this.take(on, { step, at }, ({ events }) => {
      refuseDisorder(events, step, stage, new Date(at));
      return { facts: { stage } };
    });
  }

  private async take<T extends object>(
    { actor, desk, id, version }: CourseFile<T>,
    { step, at, pointer = '/at', reason, number, actedBy }: Step,
    work: (act: CourseAct, tx: Tx) => VoluntaryEffect | Promise<VoluntaryEffect> = () => ({}),
  ): Promise<T> {
    return this.database.write(actor, async (tx) => {
      const { file: seen, procedure } = await this.authority.seen(tx, desk.doors, id);
      const moment = new Date(at);
      const events = procedure.variants ? await this.files.events(tx, id) : [];
      const name = variantOf(procedure, seen, events, { step, at: moment });
      const asked = { step: name, at: moment, pointer, reason, number, actedBy, version };
      await this.steps.take(tx, actor, desk.doors, id, asked, async (act) => {
        await refuseUninvolvedAt(tx, act, moment);
        return work({ ...act, step: name }, tx);
      });
      return desk.show(await this.reader.view(tx, id));
    });
  }
}

/** An act with the name that its step has in the state of the file. */
interface CourseAct extends DoorAct {
  readonly step: string;
}
