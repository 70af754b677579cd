import { Injectable } from '@nestjs/common';
import { legalDayOf, type DateOnly } from '../../law/date.js';
import { citationText } from '../../law/instruments.js';
import { missedSessionsRule } from '../../law/missed-sessions.js';
import { NEW_LAW_FROM } from '../../law/regimes.js';
import type { StagesCheck } from '../../law/stages.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { fieldProblem, problem, type Problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { toExplanationDto } from '../../reminders/deadline.dto.js';
import type { Desk } from '../voluntary/desk.js';
import { VoluntarySteps, type DoorAct, type VoluntaryEffect } from '../voluntary/voluntary-steps.js';
import { VoluntaryReader } from '../voluntary/voluntary.reader.js';
import { CourseEnds } from './course-ends.js';
import type {
  BreachDto,
  CompletionDto,
  CompletionRefusalDto,
  DrugUseDto,
  EndNoticeDto,
  EvaluationDto,
  ImprisonmentDto,
  ReleaseDto,
  SelfTerminationDto,
  StageMomentDto,
} from './course-input.dto.js';
import { refuseDisorder } from './course.guards.js';
import { P } from './course.problems.js';

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
    { certifiedAt, number, actedBy }: CompletionDto,
  ): Promise<T> {
    const asked = { step: 'completed', at: certifiedAt, pointer: '/certifiedAt', number, actedBy };
    return this.take(on, asked, async (act, tx) => {
      const stages = await this.ends.requireOver(tx, { ...act, at: new Date(certifiedAt) });
      if (!stages.complete) throw stagesLacking(stages);
      return { explanation: stages.explanation };
    });
  }

  /** The term is over and what the law asks for was not done; the reasons are kept. */
  async refuseCompletion<T extends object>(
    on: CourseFile<T>,
    { at, reason, actedBy }: CompletionRefusalDto,
  ): Promise<T> {
    return this.take(on, { step: 'not-completed', at, reason, actedBy }, async (act, tx) => {
      await this.ends.requireOver(tx, { ...act, at: new Date(at) });
      return {};
    });
  }

  /** NĐ 116/2021 Art 3(5): ten sessions missed one after another. NĐ 163/2026 Art 4(9): professional rules not kept. */
  async recordSelfTermination<T extends object>(
    on: CourseFile<T>,
    { at, reason, missedSessions }: SelfTerminationDto,
  ): Promise<T> {
    return this.take(on, { step: 'self-terminated', at, reason }, () => {
      refuseFewSessions(legalDayOf(new Date(at)), missedSessions);
      return missedSessions === undefined ? {} : { facts: { missedSessions } };
    });
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
    work: (act: DoorAct, tx: Tx) => VoluntaryEffect | Promise<VoluntaryEffect> = () => ({}),
  ): Promise<T> {
    return this.database.write(actor, async (tx) => {
      const asked = { step, at: new Date(at), pointer, reason, number, actedBy, version };
      await this.steps.take(tx, actor, desk.doors, id, asked, async (act) => work(act, tx));
      return desk.show(await this.reader.view(tx, id));
    });
  }
}

function stagesLacking({ findings, explanation }: StagesCheck): Problem {
  const lacking = findings.map(({ stage, fault, detail, citation }) => ({
    ...{ stage, fault, detail, article: citationText(citation) },
  }));
  return problem(P.stagesLacking, { extensions: { lacking, explanation: toExplanationDto(explanation) } });
}

/** @throws Problem where the law of the day counts sessions: 422 without their number, 409 for fewer than it asks */
function refuseFewSessions(on: DateOnly, missed: number | undefined): void {
  const rule = missedSessionsRule(on);
  if (!rule) return;
  const article = citationText(rule.citation);
  if (missed === undefined) {
    throw fieldProblem('/missedSessions', 'rehabilitation.missedSessionsMissing', {
      vi: `Phải ghi số buổi liên tiếp không tham gia (${article})`,
      en: `The number of sessions missed one after another is needed (${article})`,
    });
  }
  if (missed >= rule.atLeast) return;
  throw problem(P.notSelfTerminated, {
    extensions: { missedSessions: missed, atLeast: rule.atLeast, article },
  });
}
