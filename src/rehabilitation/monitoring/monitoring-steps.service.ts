import { Injectable } from '@nestjs/common';
import type { CaseEvent } from '../../cases/case-file.js';
import { standingEvents } from '../../cases/case-steps.js';
import type { AuthorisedAct } from '../../cases/steps/step-authority.js';
import { refuseImpossibleTime } from '../../cases/steps/step-guards.js';
import { CaseSteps, type StepEffect } from '../../cases/steps/step-taking.js';
import { Numbers } from '../../documents/numbers.js';
import { PaperAnnulments } from '../../documents/paper-annulments.js';
import { addDays, addMonths, legalDayOf, type DateOnly } from '../../law/date.js';
import { joinExplanations } from '../../law/explanation.js';
import { People } from '../../people/people.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { toExplanationDto } from '../../reminders/deadline.dto.js';
import { Deadlines } from '../../reminders/deadlines.js';
import { refuseOtherFields } from '../../cases/steps/step-inputs.js';
import type { EndDto } from '../voluntary/voluntary-input.dto.js';
import { refuseBefore } from '../voluntary/voluntary.guards.js';
import type { ElectronicMonitoringDto } from './monitoring-answer.dto.js';
import { monitoringHistory } from './monitoring-history.js';
import { DECISION_INPUTS, RECORD_INPUTS } from './monitoring-inputs.js';
import type { MonitoringDecisionDto, MonitoringRecordDto } from './monitoring-input.dto.js';
import { MonitoringLimits } from './monitoring-limits.js';
import { goesOnAt, isCarriedAt, type CarriedMeasure } from './monitoring-measure.js';
import { MonitoringOrderService, orderFacts } from './monitoring-order.service.js';
import { ageForMonitoring } from './monitoring-owed.js';
import {
  MONITORING,
  ON_VIOLATION,
  REFITTING,
  REMEDY,
  type MonitoringProcedure,
} from './monitoring-procedure.js';
import { refuseEffect, refuseReturn } from './monitoring.guards.js';
import { P } from './monitoring.problems.js';
import { MonitoringReader } from './monitoring.reader.js';
import { breachesSinceOrder, termNow, waiverNow } from './monitoring.view.js';

type Act = AuthorisedAct<MonitoringProcedure>;

/** Steps of a monitoring that is open: what the head decides and what officers record. */
@Injectable()
export class MonitoringStepsService {
  constructor(
    private readonly database: Database,
    private readonly steps: CaseSteps,
    private readonly orders: MonitoringOrderService,
    private readonly people: People,
    private readonly deadlines: Deadlines,
    private readonly numbers: Numbers,
    private readonly limits: MonitoringLimits,
    private readonly papers: PaperAnnulments,
    private readonly reader: MonitoringReader,
  ) {}

  /** NĐ 163/2026 Art 16, 20, 21(2), 25(6): forms 02, 11, 13, 15, 17. */
  async decide(
    actor: UserActor,
    id: string,
    version: number,
    input: MonitoringDecisionDto,
  ): Promise<ElectronicMonitoringDto> {
    return this.database.write(actor, async (tx) => {
      const { step, reason, actedBy, number } = input;
      const asked = { step, at: new Date(input.at), pointer: '/at', version, number, reason, actedBy };
      await this.steps.take(tx, actor, [MONITORING], id, asked, async (act) => {
        refuseOtherFields(DECISION_INPUTS[step], { ...input });
        await this.register(tx, act, asked.at, number);
        return this.decision(tx, act, input);
      });
      return this.reader.show(tx, id);
    });
  }

  /** NĐ 163/2026 Art 17, 19–21, 24, 25: forms 03 to 10, 12, 14, 16, 18. */
  async record(
    actor: UserActor,
    id: string,
    version: number,
    input: MonitoringRecordDto,
  ): Promise<ElectronicMonitoringDto> {
    return this.database.write(actor, async (tx) => {
      const { step, reason, actedBy } = input;
      const asked = { step, at: new Date(input.at), pointer: '/at', version, reason, actedBy };
      await this.steps.take(tx, actor, [MONITORING], id, asked, async (act) => {
        refuseOtherFields(RECORD_INPUTS[step], { ...input });
        return this.recorded(tx, act, input);
      });
      return this.reader.show(tx, id);
    });
  }

  /** Ends that no authority decides: a request that was taken back, and a file that should never have been. */
  async end(
    actor: UserActor,
    id: string,
    version: number,
    step: 'withdrawn' | 'voided',
    { at, reason }: EndDto,
  ): Promise<ElectronicMonitoringDto> {
    return this.database.write(actor, async (tx) => {
      const leaves = step === 'voided' ? 'void' : 'lapsed';
      const asked = { step, at: new Date(at), pointer: '/at', version, reason, leaves } as const;
      await this.steps.take(tx, actor, [MONITORING], id, asked, async (act) => {
        if (step === 'voided') {
          await this.takeBackOrder(tx, act);
          await this.papers.fileVoided(tx, act.file, reason);
        }
        return {};
      });
      return this.reader.show(tx, id);
    });
  }

  private async decision(tx: Tx, act: Act, input: MonitoringDecisionDto): Promise<StepEffect> {
    const at = new Date(input.at);
    const measure = await this.reader.measureOf(tx, act.file, legalDayOf(at));
    switch (input.step) {
      case 'ordered-on-request':
        return this.orderOnRequest(tx, input, measure);
      case 'ordered-anew':
        return orderAnew(act, input, measure);
      case 'pause-decided': {
        const { pauseGround: ground = 'prison' } = input;
        if (ground === 'reformatory') await this.requireMinor(tx, act, at);
        return { facts: { ground } };
      }
      case 'waiver-decided':
        return waiver(act, at, measure);
      case 'end-decided':
        refuseEarlyEnd(act, input, measure);
        return { facts: { ground: input.endGround ?? 'term-over' } };
      case 'officer-assigned':
        return { facts: officerOf(input) };
    }
  }

  private async orderOnRequest(
    tx: Tx,
    input: MonitoringDecisionDto,
    measure: CarriedMeasure | null,
  ): Promise<StepEffect> {
    const decidedAt = new Date(input.at);
    if (!measure || !isCarriedAt(measure, decidedAt)) throw problem(P.notCarried);
    // Of age meanwhile: the request is no ground any more.
    const { subject, explanation } = await this.orders.duty(tx, measure, decidedAt, true);
    const effectiveAt = effectOf(input, measure);
    const { facts, because } = orderFacts({ subject, decidedAt, effectiveAt, ...officerOf(input), measure });
    return { facts, clockFrom: effectiveAt, explanation: joinExplanations(explanation, because) };
  }

  private async recorded(tx: Tx, act: Act, input: MonitoringRecordDto): Promise<StepEffect> {
    const at = new Date(input.at);
    const facts = deviceFacts(input);
    switch (input.step) {
      case 'removed':
        return removal(input, at, await this.lastDayOf(tx, act, at));
      case 'device-asked':
        return { facts: { ...facts, ...askedFacts(input) } };
      case 'relocated':
        refuseRecentPosition(act, input, at);
        return { facts: { ...facts, onMedicalAdvice: input.onMedicalAdvice === true } };
      case 'violated':
        return violation(tx, act, input);
      case 'remedied':
        await this.requireRemedy(tx, act, at, 'before');
        return {};
      case 'not-remedied':
        await this.requireRemedy(tx, act, at, 'after');
        return {};
      case 'fitted':
      case 'refitted':
      case 'replaced':
      case 'pause-recorded':
      case 'returned':
      case 'waiver-recorded':
      case 'end-recorded':
      case 'residence-changed':
        return { facts };
    }
  }

  /** Last day of the term as it is known on a day. */
  private async lastDayOf(tx: Tx, { file, events }: Act, at: Date): Promise<DateOnly | null> {
    const measure = await this.reader.measureOf(tx, file, legalDayOf(at));
    return termNow(monitoringHistory(events), measure)?.endsOn ?? null;
  }

  /** The number that was typed takes its place in the register, where the body keeps one. */
  private async register(
    tx: Tx,
    { file, organisationId }: Act,
    at: Date,
    number: string | undefined,
  ): Promise<void> {
    if (number === undefined) return;
    const asked = { organisationId, kind: 'decision', caseId: file.id, on: legalDayOf(at) } as const;
    await this.numbers.adopt(tx, asked, number);
  }

  /** Luật XLVPHC Art 92, NĐ 163/2026 Art 20(1)b: a reformatory is for persons under 18. */
  private async requireMinor(tx: Tx, { file }: Act, at: Date): Promise<void> {
    if (ageForMonitoring(await this.people.birthOf(tx, file.personId), at) >= 18)
      throw problem(P.pauseOfMinor);
  }

  /**
   * NĐ 163/2026 Art 25(3), (4): what is not remedied within 24 hours is not complied with, whatever comes after.
   *
   * @throws Problem 409 where no violation awaits its remedy, for a refusal while the 24 hours run, and for a remedy when they
   *   are over, each with their end
   */
  private async requireRemedy(tx: Tx, { file }: Act, at: Date, when: 'before' | 'after'): Promise<void> {
    const limits = await this.deadlines.ofSubject(tx, file.id);
    const open = limits.find(({ rule, status }) => rule === REMEDY && status === 'open');
    if (!open) throw problem(P.nothingToRemedy);
    if (when === 'after' && at < open.dueAt) {
      throw problem(P.remedyRuns, { extensions: { dueAt: open.dueAt.toISOString() } });
    }
    if (when === 'before' && at >= open.dueAt) {
      const step = 'not-remedied' satisfies MonitoringRecordDto['step'];
      throw problem(P.remedyOver, { extensions: { dueAt: open.dueAt.toISOString(), step } });
    }
  }

  private async takeBackOrder(tx: Tx, { file, events }: Act): Promise<void> {
    const ordered = standingEvents(events).find(({ type }) => type === 'monitoring-ordered');
    const measure = await this.reader.measureOf(tx, file, legalDayOf(tx.now));
    if (ordered && measure) await this.limits.takeBack(tx, measure.file, ordered);
  }
}

/** NĐ 163/2026 Art 25(6). @throws Problem 409 for another subject, or without a violation since the decision in force */
function orderAnew(act: Act, input: MonitoringDecisionDto, measure: CarriedMeasure | null): StepEffect {
  const { order, violations } = monitoringHistory(act.events);
  const violated = order && violations.some(({ at }) => at >= order.decidedAt);
  if (order?.subject !== 'substitution-adult' || !violated || !measure) throw problem(P.notRenewable);
  const { facts, because } = orderFacts({
    ...{ subject: order.subject, decidedAt: new Date(input.at), effectiveAt: effectOf(input, measure) },
    ...{ ...officerOf(input), measure, anew: true },
  });
  return { facts, explanation: because };
}

/** NĐ 163/2026 Art 20(3). @throws Problem 409 too early, with the arithmetic, and after a breach of its time, with each */
function waiver(act: Act, at: Date, measure: CarriedMeasure | null): StepEffect {
  const history = monitoringHistory(act.events);
  const on = legalDayOf(at);
  const found = waiverNow(history, on);
  const from = found?.afterDay ? addDays(found.afterDay, 1) : null;
  if (!found || from === null || on < from) {
    const explanation = found && toExplanationDto(found.explanation);
    throw problem(P.waiverTooEarly, { extensions: { from, explanation } });
  }
  const breaches = breachesSinceOrder(history, measure);
  if (breaches.length > 0) {
    const listed = breaches.map((each) => ({ eventId: each.id, at: each.at.toISOString() }));
    throw problem(P.notClean, { extensions: { breaches: listed } });
  }
  return { explanation: found.explanation };
}

/** NĐ 163/2026 Art 20(4)a, c. @throws Problem 409 while the term runs, or the measure goes on as far as the record says */
function refuseEarlyEnd(
  { events }: Act,
  { at, endGround }: MonitoringDecisionDto,
  measure: CarriedMeasure | null,
): void {
  const moment = new Date(at);
  if (endGround === 'term-over') {
    const term = termNow(monitoringHistory(events), measure);
    if (term?.endsOn && legalDayOf(moment) > term.endsOn) return;
    const explanation = term && toExplanationDto(term.explanation);
    throw problem(P.termNotOver, { extensions: { endsOn: term?.endsOn ?? null, explanation } });
  }
  if (endGround === 'measure-over' && measure && goesOnAt(measure, moment)) throw problem(P.measureGoesOn);
}

/** Of custody alone nobody knows the end: NĐ 163/2026 Art 19(1)d, form 07. */
function removal(input: MonitoringRecordDto, at: Date, endsOn: DateOnly | null): StepEffect {
  const { removalCause: cause = 'medical', backAt, doneByOrganisationId } = input;
  if (backAt === undefined && cause !== 'custody') {
    throw fieldProblem('/backAt', 'monitoring.backAtMissing', {
      vi: 'Ghi thời gian đến đeo lại thiết bị (Mẫu số 07)',
      en: 'Say when the device is to be fitted again (form 07)',
    });
  }
  const facts = {
    ...deviceFacts(input),
    cause,
    ...(doneByOrganisationId === undefined ? {} : { doneBy: doneByOrganisationId }),
  };
  if (backAt === undefined) return { facts, withholds: [REFITTING] };
  const until = new Date(backAt);
  refuseReturn(until, at, endsOn);
  return { facts: { ...facts, backAt: until.toISOString() }, clockFrom: until };
}

/** NĐ 163/2026 Art 19(3). @throws Problem 409 before a month at one position, with the first day on which it may be changed */
function refuseRecentPosition({ events }: Act, { onMedicalAdvice }: MonitoringRecordDto, at: Date): void {
  const { device } = monitoringHistory(events);
  if (onMedicalAdvice === true || !device) return;
  const from = addMonths(device.positionSince, 1);
  if (legalDayOf(at) >= from) return;
  throw problem(P.positionTooRecent, { extensions: { from } });
}

/**
 * What follows is told by the history with this one in it. The person has 24 hours to remedy what a reminder follows
 * (Art 25(3), (4)); of an adult in substitution treatment the head decides anew (Art 25(6)).
 */
function violation(tx: Tx, act: Act, input: MonitoringRecordDto): StepEffect {
  const at = new Date(input.at);
  const receivedAt = input.receivedAt === undefined ? at : new Date(input.receivedAt);
  refuseBefore(receivedAt, at, '/receivedAt');
  refuseImpossibleTime(receivedAt, tx.now, '/receivedAt');
  const { violation: kind = 'device-tampering' } = input;
  const probe: CaseEvent = {
    ...{ id: '', type: 'violated', effectiveAt: at, recordedAt: tx.now },
    ...{ recordedLegalAt: tx.now, userId: null, system: null, organisationId: null, statusAfter: '' },
    ...{ facts: { violation: kind }, reason: null, replacesId: null },
    precision: 'instant',
  };
  const { order, violations } = monitoringHistory([...act.events, probe]);
  const standing = violations.find(({ id }) => id === '');
  const withholds = [
    ...(standing?.consequence === 'reminder' ? [] : [REMEDY]),
    ...(order?.subject === 'substitution-adult' ? [] : [ON_VIOLATION]),
  ];
  return {
    ...{ facts: { violation: kind }, withholds },
    ...(standing && { explanation: standing.explanation }),
    ...(receivedAt > at && { clockFrom: receivedAt }),
  };
}

function effectOf({ at, effectiveAt }: MonitoringDecisionDto, measure: CarriedMeasure): Date {
  const decidedAt = new Date(at);
  const found = effectiveAt === undefined ? decidedAt : new Date(effectiveAt);
  refuseEffect(found, decidedAt, measure);
  return found;
}

const officerOf = ({
  officerName = '',
  officerPosition = '',
}: MonitoringDecisionDto): { readonly officerName: string; readonly officerPosition: string } => ({
  officerName,
  officerPosition,
});

/** Of the device only what the forms name. */
function deviceFacts(input: MonitoringRecordDto): Readonly<Record<string, string>> {
  const { position, device, accessories, condition } = input;
  const known = Object.entries({ position, device, accessories, condition });
  return Object.fromEntries(known.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function askedFacts({
  removalCause,
  backAt,
  onMedicalAdvice,
}: MonitoringRecordDto): Readonly<Record<string, string | boolean>> {
  return {
    ...(removalCause === undefined ? {} : { cause: removalCause }),
    ...(backAt === undefined ? {} : { until: new Date(backAt).toISOString() }),
    ...(onMedicalAdvice === undefined ? {} : { onMedicalAdvice }),
  };
}
