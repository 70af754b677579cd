import { Injectable } from '@nestjs/common';
import type { CaseFile, EventFacts } from '../../cases/case-file.js';
import { CaseFiles } from '../../cases/case-files.js';
import { refuseUnlessKeeper } from '../../cases/keeping.js';
import { StepAuthority } from '../../cases/steps/step-authority.js';
import { StepClocks } from '../../cases/steps/step-clocks.js';
import { refuseImpossibleTime, takeStep } from '../../cases/steps/step-guards.js';
import { savePaper } from '../../cases/steps/step-papers.js';
import { CaseSteps } from '../../cases/steps/step-taking.js';
import { regimeFor } from '../../cases/steps/step.rules.js';
import { Numbers } from '../../documents/numbers.js';
import type { Competence } from '../../law/authorities.js';
import { legalDayOf } from '../../law/date.js';
import { joinExplanations, type Explanation } from '../../law/explanation.js';
import { monitoringDuty, monitoringTerm, type MonitoringSubject } from '../../law/monitoring.js';
import { governingRegime, type CaseFacts } from '../../law/regimes.js';
import { People } from '../../people/people.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { toExplanationDto } from '../../reminders/deadline.dto.js';
import { unitOf } from '../voluntary/applicant.guards.js';
import { refuseUnborn } from '../voluntary/voluntary.guards.js';
import type { ElectronicMonitoringDto } from './monitoring-answer.dto.js';
import type { MonitoringOrderDto, MonitoringRequestDto } from './monitoring-input.dto.js';
import { isCarriedAt, measureOf, type CarriedMeasure } from './monitoring-measure.js';
import { ageForMonitoring } from './monitoring-owed.js';
import { MonitoringLimits } from './monitoring-limits.js';
import { MONITORING } from './monitoring-procedure.js';
import { refuseEffect, refuseWaived } from './monitoring.guards.js';
import { followerOf } from './monitoring.queries.js';
import { P } from './monitoring.problems.js';
import { MonitoringReader } from './monitoring.reader.js';

/** What a decision to monitor says. */
export interface OrderTerms {
  readonly subject: MonitoringSubject;
  readonly decidedAt: Date;
  readonly effectiveAt: Date;
  readonly officerName: string;
  readonly officerPosition: string;
  readonly measure: CarriedMeasure;
  readonly anew?: boolean;
}

interface Founding {
  readonly parent: CaseFile;
  readonly step: 'requested' | 'monitoring-ordered';
  readonly at: Date;
  readonly unitId: number;
  readonly competence: Competence;
  readonly lawFacts: CaseFacts;
  readonly facts: EventFacts;
  readonly number?: string;
  readonly clockFrom?: Date;
  readonly explanation: Explanation;
  readonly reason?: string;
}

/** Begins a monitoring, on the file of the rehabilitation or treatment: NĐ 163/2026 Art 15, 16. */
@Injectable()
export class MonitoringOrderService {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly people: People,
    private readonly authority: StepAuthority,
    private readonly steps: CaseSteps,
    private readonly clocks: StepClocks,
    private readonly numbers: Numbers,
    private readonly limits: MonitoringLimits,
    private readonly reader: MonitoringReader,
  ) {}

  /**
   * Parents, guardian or representative ask (form 01): the head decides within 24 hours.
   *
   * @throws Problem 403 for another body than who keeps the list, 409 for a person who needs no request, 422 for who may not ask
   */
  async request(
    actor: UserActor,
    parentId: string,
    { requestedAt, guardianId, reason }: MonitoringRequestDto,
  ): Promise<ElectronicMonitoringDto> {
    return this.database.write(actor, async (tx) => {
      const at = new Date(requestedAt);
      const asked = { parentId, at, pointer: '/requestedAt', act: 'take-monitoring-request' } as const;
      const { measure, ...opening } = await this.opening(tx, actor, asked);
      const person = await this.people.forCase(tx, measure.file.personId);
      if (!person.guardians.some(({ id }) => id === guardianId)) {
        throw fieldProblem('/guardianId', P.requesterUnknown.code, P.requesterUnknown.title);
      }
      const { subject, explanation } = await this.duty(tx, measure, at, true);
      await refuseWaived(tx, this.files, parentId, subject);
      const facts = { guardian: guardianId, subject: 'minor-on-request' };
      const id = await this.found(tx, actor, {
        ...opening,
        step: 'requested',
        at,
        facts,
        explanation,
        reason,
      });
      return this.reader.show(tx, id);
    });
  }

  /**
   * The head decides where the law itself says that the person comes under it (form 02). The time limit to decide ran on the
   * file on which the monitoring hangs, and is met there.
   *
   * @throws Problem 403 for another authority, 409 for a person who does not come under it on that day, or has a monitoring
   */
  async order(
    actor: UserActor,
    parentId: string,
    input: MonitoringOrderDto,
  ): Promise<ElectronicMonitoringDto> {
    return this.database.write(actor, async (tx) => {
      const at = new Date(input.decidedAt);
      const effectiveAt = input.effectiveAt === undefined ? at : new Date(input.effectiveAt);
      const asked = { parentId, at, pointer: '/decidedAt', act: 'decide-electronic-monitoring' } as const;
      const { measure, ...opening } = await this.opening(tx, actor, asked);
      const { subject, explanation } = await this.duty(tx, measure, at, false);
      await refuseWaived(tx, this.files, parentId, subject);
      refuseEffect(effectiveAt, at, measure);
      const { officerName, officerPosition, number } = input;
      const terms = { subject, decidedAt: at, effectiveAt, officerName, officerPosition, measure };
      const { facts, because } = orderFacts(terms);
      const id = await this.found(tx, actor, {
        ...{ ...opening, step: 'monitoring-ordered', at, facts, number, clockFrom: effectiveAt },
        explanation: joinExplanations(explanation, because),
      });
      await this.limits.meet(tx, measure.file, at);
      return this.reader.show(tx, id);
    });
  }

  /** Who comes under it on the day of the decision, by the age on it. @throws Problem 409, with the articles */
  async duty(
    tx: Tx,
    measure: CarriedMeasure,
    at: Date,
    onRequest: boolean,
  ): Promise<{ readonly subject: MonitoringSubject; readonly explanation: Explanation }> {
    const birth = await this.people.birthOf(tx, measure.file.personId);
    const on = legalDayOf(at);
    refuseUnborn(birth, on, onRequest ? '/requestedAt' : '/decidedAt');
    const duty = monitoringDuty({
      ...{ on, age: ageForMonitoring(birth, at), measure: measure.carrying.measure },
      ...{ measureSince: measure.file.openedOn, hasStableResidence: true },
    });
    const extensions = { on, explanation: toExplanationDto(duty.explanation) };
    if (duty.subject === null) throw problem(P.notSubject, { extensions });
    if (duty.onRequest !== onRequest) {
      throw problem(duty.onRequest ? P.needsRequest : P.needsNoRequest, { extensions });
    }
    return { subject: duty.subject, explanation: duty.explanation };
  }

  /** Whether the body keeps the list in which the person is, and may do the act. */
  private async opening(
    tx: Tx,
    actor: UserActor,
    { parentId, at, pointer, act }: Asked,
  ): Promise<
    Pick<Founding, 'parent' | 'unitId' | 'competence' | 'lawFacts'> & { readonly measure: CarriedMeasure }
  > {
    refuseImpossibleTime(at, tx.now, pointer);
    await this.files.byId(tx, parentId);
    const on = legalDayOf(at);
    const lawFacts = { openedOn: on, asOf: on };
    const body = actor.organisationId;
    const competence = await this.authority.competence(tx, actor, MONITORING.kind, act, body, lawFacts);
    const parent = await this.files.lock(tx, parentId);
    const measure = await measureOf(tx, this.files, parent, on);
    if (!measure) throw problem(P.notCarried);
    await requireList(tx, measure, actor);
    if (!isCarriedAt(measure, at)) throw problem(P.notCarried);
    await this.files.refuseSecondOpen(tx, parent.personId, MONITORING.kind);
    const unitId = unitOf(await this.authority.organisation(tx, body));
    return { parent, measure, competence, lawFacts, unitId };
  }

  private async found(tx: Tx, actor: UserActor, founding: Founding): Promise<string> {
    const { parent, step, at, unitId, competence, facts, number, clockFrom, explanation, reason } = founding;
    const organisationId = actor.organisationId;
    const file = await this.files.open(tx, {
      ...{ kind: MONITORING.kind, personId: parent.personId, parentId: parent.id },
      ...{ keeperOrganisationId: organisationId, unitId, status: MONITORING.start },
      openedOn: legalDayOf(at),
    });
    if (number !== undefined) {
      const asked = { organisationId, kind: 'decision', caseId: file.id, on: legalDayOf(at) } as const;
      await this.numbers.adopt(tx, asked, number);
    }
    const state = takeStep(MONITORING, [], step, at);
    const opened = await this.files.change(tx, file, { status: state, registeredAt: at });
    const { act, paper } = MONITORING.steps[step] ?? {};
    if (act && paper) {
      const ground = governingRegime('authority', MONITORING.kind, founding.lawFacts).explanation;
      await savePaper(tx, actor, {
        ...{ caseId: file.id, act, number: number ?? null, at, organisationId, competence },
        formRegime: regimeFor('form', MONITORING.kind, founding.lawFacts),
        explanation: joinExplanations(ground, explanation),
      });
    }
    await this.steps.append(tx, MONITORING, file, { step, at, reason }, state, {
      ...facts,
      ...(number === undefined ? {} : { number }),
      ...(clockFrom && { clockFrom: clockFrom.toISOString() }),
    });
    const clock = { step, at, clockFrom, organisationId, reason: number ?? step };
    await this.clocks.follow(tx, MONITORING, opened, clock);
    return file.id;
  }
}

interface Asked {
  readonly parentId: string;
  readonly at: Date;
  readonly pointer: string;
  readonly act: 'take-monitoring-request' | 'decide-electronic-monitoring';
}

/**
 * NĐ 163/2026 Art 16(1): the commune police that keep the list. That is who keeps the file; of one that a facility keeps by
 * a contract of before 01/07/2026, who took the person over at home.
 *
 * @throws Problem 403 for anybody else
 */
async function requireList(tx: Tx, measure: CarriedMeasure, actor: UserActor): Promise<void> {
  if (followerOf(measure) === actor.organisationId) return;
  await refuseUnlessKeeper(tx, measure.file.keeperOrganisationId);
}

/** What the history keeps of a decision to monitor, and how its term comes about. */
export function orderFacts({
  subject,
  decidedAt,
  effectiveAt,
  officerName,
  officerPosition,
  measure,
  anew = false,
}: OrderTerms): { readonly facts: EventFacts; readonly because: Explanation } {
  const term = monitoringTerm({
    ...{ subject, anew, measureEndsOn: measure.endsOn },
    ...{ decidedOn: legalDayOf(decidedAt), effectiveOn: legalDayOf(effectiveAt) },
  });
  return {
    facts: {
      ...{ subject, effectiveAt: effectiveAt.toISOString(), officerName, officerPosition },
      ...{ startsOn: term.startsOn, endsOn: term.endsOn },
    },
    because: term.explanation,
  };
}
