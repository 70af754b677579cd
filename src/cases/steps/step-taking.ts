import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import { legalDayOf } from '../../law/date.js';
import { joinExplanations, type Explanation } from '../../law/explanation.js';
import { governingRegime } from '../../law/regimes.js';
import type { Tx } from '../../platform/database/tx.js';
import type { UserActor } from '../../platform/security/actor.js';
import type { CaseFile, EventFacts } from '../case-file.js';
import { CaseFiles } from '../case-files.js';
import { StepAuthority, type AskedAct, type AuthorisedAct } from './step-authority.js';
import { StepClocks } from './step-clocks.js';
import { refuseImpossibleTime, takeStep } from './step-guards.js';
import { FileParents } from '../file-parents.js';
import { savePaper } from './step-papers.js';
import { regimeFor } from './step.rules.js';
import type { SteppedProcedure } from './stepped-procedure.js';

export interface AskedStep extends AskedAct {
  /** Where in the body the moment of the step stands. */
  readonly pointer: string;
  readonly number?: string;
  /** Given by a person, of an end. */
  readonly reason?: string;
  /** What becomes of time limits that are open when the step ends the file; they lapse unless told. */
  readonly leaves?: 'lapsed' | 'void';
}

/** An act that was entered, and the state to which it led. */
export interface TakenAct<P extends SteppedProcedure = SteppedProcedure> extends AuthorisedAct<P> {
  readonly state: string;
}

/** What a step brings along, worked out under the lock. */
export interface StepEffect {
  readonly facts?: EventFacts;
  /** Sentences of the paper besides those about competence. */
  readonly explanation?: Explanation;
  readonly clockFrom?: Date;
  readonly addresseeId?: number;
  /** Where the person is, for the time limits that are owed there. */
  readonly placeId?: number;
  /** Rules of time limits that the step starts for others, and that this person does not come under. */
  readonly withholds?: readonly string[];
  /** Rules of time limits that are counted anew from the step. */
  readonly restarts?: readonly string[];
}

type Work<P extends SteppedProcedure> = (act: AuthorisedAct<P>) => Promise<StepEffect>;

/** Takes one step of a file of any procedure: competence, states, paper, facts, history, audit, time limits. */
@Injectable()
export class CaseSteps {
  constructor(
    private readonly files: CaseFiles,
    private readonly authority: StepAuthority,
    private readonly clocks: StepClocks,
    private readonly parents: FileParents,
    private readonly audit: AuditLog,
  ) {}

  /**
   * @param work writes what the step sets in the procedure's own record and says what else it brings along; refuses by throwing a Problem
   * @throws Problem as `StepAuthority.authorise`; 409 when the state does not allow the step, 422 for its moment
   */
  async take<P extends SteppedProcedure>(
    tx: Tx,
    actor: UserActor,
    among: readonly P[],
    id: string,
    asked: AskedStep,
    work: Work<P> = () => Promise.resolve({}),
  ): Promise<TakenAct<P>> {
    refuseImpossibleTime(asked.at, tx.now, asked.pointer);
    const act = await this.authority.authorise(tx, actor, among, id, asked);
    const state = takeStep(act.procedure, act.events, asked.step, asked.at);
    const effect = await work(act);
    await this.keepPaper(tx, actor, act, asked, effect);
    // A step of a file that has ended, such as a notice of that, does not move the day on which it ended.
    const closed = act.procedure.states[state]?.closed === true && act.file.closedOn === null;
    await this.files.change(tx, act.file, {
      status: state,
      ...(closed && { closedOn: legalDayOf(asked.at), closedReason: asked.reason ?? asked.step }),
    });
    const facts = factsOf(actor, act, asked, effect);
    await this.append(tx, act.procedure, act.file, asked, state, facts);
    await this.clocks.follow(tx, act.procedure, act.file, {
      step: asked.step,
      at: asked.at,
      clockFrom: effect.clockFrom,
      organisationId: act.organisationId,
      addresseeId: effect.addresseeId,
      placeId: effect.placeId,
      withholds: effect.withholds,
      restarts: effect.restarts,
      reason: asked.number ?? asked.step,
    });
    if (closed) await this.endLimits(tx, act, asked);
    await this.parents.stateChanged(tx, act.file, state);
    if (state === act.procedure.newLaw?.waitsIn) await this.clocks.supersede(tx, act.procedure, act.file);
    return { ...act, state };
  }

  /** A file that has ended owes nothing, but what its end itself makes owed. */
  private async endLimits(
    tx: Tx,
    { procedure, file }: AuthorisedAct,
    { step, at, leaves = 'lapsed' }: AskedStep,
  ): Promise<void> {
    const spared = (procedure.steps[step]?.opens ?? []).flatMap(({ rule, outlives }) =>
      outlives ? [rule] : [],
    );
    await this.clocks.endAll(
      tx,
      procedure,
      { subjectId: file.id, at, outcome: leaves, reason: step },
      spared,
    );
  }

  /** Adds a step to the history and to the audit. */
  async append(
    tx: Tx,
    procedure: SteppedProcedure,
    file: CaseFile,
    { step, at, reason }: Pick<AskedStep, 'step' | 'at' | 'reason'>,
    state: string,
    facts: EventFacts = {},
  ): Promise<void> {
    const effective = { at, precision: 'instant' } as const;
    await this.files.append(tx, file.id, { type: step, effective, statusAfter: state, facts, reason });
    await this.audit.record(tx, {
      action: `${procedure.auditName}.${step}`,
      subject: { kind: 'case', id: file.id },
      persons: [file.personId],
    });
  }

  private async keepPaper(
    tx: Tx,
    actor: UserActor,
    { procedure, file, organisationId, competence, facts }: AuthorisedAct,
    { step, at, number }: AskedStep,
    { explanation }: StepEffect,
  ): Promise<void> {
    const definition = procedure.steps[step];
    if (!definition?.paper || !definition.act || !competence) return;
    const ground = governingRegime('authority', procedure.kind, facts).explanation;
    await savePaper(tx, actor, {
      caseId: file.id,
      act: definition.act,
      number: number ?? null,
      at,
      organisationId,
      competence,
      formRegime: regimeFor('form', procedure.kind, facts),
      explanation: explanation ? joinExplanations(ground, explanation) : ground,
    });
  }
}

/** Codes, dates and numbers of the step; what is not known is left out. */
function factsOf(
  actor: UserActor,
  { organisationId }: AuthorisedAct,
  { number }: AskedStep,
  { facts = {}, addresseeId, placeId, clockFrom, withholds = [], restarts = [] }: StepEffect,
): EventFacts {
  const known = Object.entries({
    number,
    actedBy: organisationId === actor.organisationId ? undefined : organisationId,
    referredTo: addresseeId,
    place: placeId,
    clockFrom: clockFrom?.toISOString(),
    withheld: withholds.length > 0 ? withholds.join(' ') : undefined,
    restarted: restarts.length > 0 ? restarts.join(' ') : undefined,
  }).filter((entry): entry is [string, string | number] => entry[1] !== undefined);
  return { ...Object.fromEntries(known), ...facts };
}
