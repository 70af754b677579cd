import { Injectable } from '@nestjs/common';
import { legalDayOf, startOfLegalDay } from '../../law/date.js';
import { governingVersion } from '../../law/deadlines.js';
import { explain, joinExplanations } from '../../law/explanation.js';
import { countedAnew } from '../../law/force-majeure.js';
import { NEW_LAW_FROM } from '../../law/regimes.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Deadline } from '../../reminders/deadline.js';
import { DeadlineCorrections, type LateEnd } from '../../reminders/deadline-corrections.js';
import { Deadlines } from '../../reminders/deadlines.js';
import { ANNULLED, type CaseEvent, type CaseFile } from '../case-file.js';
import { CaseFiles } from '../case-files.js';
import { standingEvents } from '../case-steps.js';
import { isRecurring, RecurringLimits } from './recurring-limits.js';
import { factsAt } from './step-guards.js';
import { decisionClock, supersededByNewLaw, type DecisionClock } from './step.rules.js';
import type { OpenedLimit, StepDefinition, SteppedProcedure } from './stepped-procedure.js';

/** Starts and ends the time limits of files: which step starts and meets which, the procedure says. */
@Injectable()
export class StepClocks {
  constructor(
    private readonly files: CaseFiles,
    private readonly deadlines: Deadlines,
    private readonly corrections: DeadlineCorrections,
    private readonly recurring: RecurringLimits,
  ) {}

  /**
   * Ends what the step that was just entered meets, and starts what it starts.
   *
   * @throws Error when the time limit that it meets was lost: the step must not be recorded as if it had been in time
   */
  async follow(tx: Tx, procedure: SteppedProcedure, file: CaseFile, event: TakenEvent): Promise<void> {
    const { meets, lapses, opens } = onceOnly(procedure, event.step);
    const events = await this.files.events(tx, file.id);
    for (const rule of meets) {
      const end = { subjectId: file.id, rule, at: event.at, outcome: 'met', reason: event.reason } as const;
      const ended = await this.end(tx, end, event.organisationId);
      if (!ended && (await this.isOwed(tx, procedure, file, events, rule))) {
        throw new Error(`${event.step} meets ${rule} of ${file.id}, of which none is open that may be ended`);
      }
    }
    for (const rule of lapses) {
      const end = {
        subjectId: file.id,
        rule,
        at: event.at,
        outcome: 'lapsed',
        reason: event.reason,
      } as const;
      await this.end(tx, end);
    }
    const again = opens.some((limit) => isStartedBefore(procedure, events, limit.rule));
    const running = again ? await this.openLimits(tx, file) : [];
    for (const limit of opens) {
      if (limit.anew ? !event.restarts?.includes(limit.rule) : event.withholds?.includes(limit.rule))
        continue;
      if (limit.anew) await this.stopForAnew(tx, file, limit.rule, event.at);
      else if (await this.runsAlready(tx, file, limit, event, running)) continue;
      await this.open(tx, procedure, file, events, limit, event);
    }
    await this.followRecurring(tx, procedure, file, events);
  }

  /**
   * A limit of a body runs from the first step that starts it: the same step once more starts no second one. One of before
   * that, entered late, takes its place.
   */
  private async runsAlready(
    tx: Tx,
    file: CaseFile,
    limit: OpenedLimit,
    event: TakenEvent,
    running: readonly Deadline[],
  ): Promise<boolean> {
    const by = owing(limit, file, event);
    const { rule } = limit;
    const first = running.find((each) => each.rule === rule && each.organisationId === by);
    if (!first) return false;
    if (limit.after || startOf(limit, event) >= first.startsAt) return true;
    const end = { subjectId: file.id, rule, at: event.at, reason: event.reason, by } as const;
    await this.deadlines.close(tx, { ...end, outcome: 'void' });
    return false;
  }

  private async openLimits(tx: Tx, file: CaseFile): Promise<readonly Deadline[]> {
    return (await this.deadlines.ofSubject(tx, file.id)).filter(({ status }) => status === 'open');
  }

  private async openOf(tx: Tx, file: CaseFile, rule: string): Promise<Deadline | undefined> {
    return (await this.openLimits(tx, file)).findLast((each) => each.rule === rule);
  }

  private async stopForAnew(tx: Tx, file: CaseFile, rule: string, at: Date): Promise<void> {
    const reason = 'counted-anew';
    await this.deadlines.close(tx, { subjectId: file.id, rule, at, outcome: 'superseded', reason });
  }

  private async followRecurring(
    tx: Tx,
    procedure: SteppedProcedure,
    file: CaseFile,
    events: readonly CaseEvent[],
  ): Promise<void> {
    await this.recurring.follow(tx, procedure, file.id, events, async (event, rule) => {
      for (const limit of openings(procedure, event, rule))
        await this.open(tx, procedure, file, events, limit, takenAgain(event));
    });
  }

  /** Ends the time limit of the old law where the new one took it its ground: Luật 120/2025 Art 56(2). */
  async supersede(tx: Tx, procedure: SteppedProcedure, file: CaseFile): Promise<void> {
    if (!procedure.newLaw || file.openedOn >= NEW_LAW_FROM) return;
    await this.deadlines.close(tx, {
      subjectId: file.id,
      rule: procedure.newLaw.supersedes,
      at: startOfLegalDay(NEW_LAW_FROM),
      outcome: 'superseded',
      reason: 'Luật 120/2025/QH15, Điều 56 khoản 2',
      because: supersededByNewLaw(procedure.kind, { openedOn: file.openedOn, asOf: NEW_LAW_FROM }),
    });
  }

  /** Ends every time limit with the file; one that the law has ended since, where the end came before that. */
  async endAll(
    tx: Tx,
    procedure: SteppedProcedure,
    end: Omit<LateEnd, 'rule'>,
    spared: readonly string[] = [],
  ): Promise<void> {
    const ended = rulesOf(procedure).filter((rule) => !spared.includes(rule));
    for (const rule of ended) await this.end(tx, { ...end, rule });
  }

  /** Ends a time limit with a step, also one that the law has ended since. @returns false where there is none */
  async end(tx: Tx, end: LateEnd, by?: number): Promise<boolean> {
    const closed = await this.deadlines.close(tx, { ...end, by });
    return closed !== null || (await this.corrections.endEarlier(tx, end)) !== null;
  }

  /** Whether a step that counts started the time limit, no other has met or lapsed it since, and neither the new law ended it nor, as a right, its end. */
  private async isOwed(
    tx: Tx,
    procedure: SteppedProcedure,
    file: CaseFile,
    events: readonly CaseEvent[],
    rule: string,
  ): Promise<boolean> {
    const standing = standingEvents(events);
    const event = standing.findLast((each) => openings(procedure, each, rule).length > 0);
    if (!event) return false;
    const taken = takenAgain(event);
    const known = openings(procedure, event, rule).some((limit) =>
      clockOf(procedure, file, events, limit, taken),
    );
    if (!known) return false;
    const since = standing.slice(standing.indexOf(event) + 1);
    if (since.some(({ type }) => procedure.steps[type]?.lapses?.includes(rule))) return false;
    // The step itself, which is in the history already, and another before it.
    if (since.filter(({ type }) => procedure.steps[type]?.meets?.includes(rule)).length > 1) return false;
    const limits = await this.deadlines.ofSubject(tx, file.id);
    return !limits.some(({ rule: key, status }) => key === rule && ENDED_BY_ITSELF.has(status));
  }

  /**
   * Takes back what an annulled step did: what it ended runs again from where it ran, unless the new law ended it
   * meanwhile; what it started is void, or runs from the next step that starts it. What other steps did stays as it is.
   *
   * @param file as it is after the annulment
   */
  async takeBack(tx: Tx, procedure: SteppedProcedure, file: CaseFile, annulled: CaseEvent): Promise<void> {
    const end = { subjectId: file.id, at: tx.now, outcome: 'void', reason: ANNULLED } as const;
    for (const rule of restartedBy(annulled)) await this.deadlines.close(tx, { ...end, rule });
    const { opens } = onceOnly(procedure, annulled.type);
    for (const { rule } of opens.filter(({ anew }) => !anew))
      await this.passOn(tx, procedure, file, rule, annulled);
    for (const rule of rulesOf(procedure)) await this.restart(tx, procedure, file, rule, annulled);
    await this.followRecurring(tx, procedure, file, await this.files.events(tx, file.id));
  }

  /** A limit that the annulled step started is void; it runs from the next step that starts it, where one came meanwhile. */
  private async passOn(
    tx: Tx,
    procedure: SteppedProcedure,
    file: CaseFile,
    rule: string,
    annulled: CaseEvent,
  ): Promise<void> {
    const end = { subjectId: file.id, rule, at: tx.now, outcome: 'void', reason: ANNULLED } as const;
    const running = await this.openOf(tx, file, rule);
    if (!running) {
      await this.corrections.voidRunOut(tx, end);
      return;
    }
    const events = await this.files.events(tx, file.id);
    const starting = standingEvents(events)
      .filter((event) => openings(procedure, event, rule).length > 0)
      .toSorted((a, b) => a.effectiveAt.getTime() - b.effectiveAt.getTime());
    const isAnothers = starting.some((event) =>
      openings(procedure, event, rule).some(
        (limit) => startOf(limit, takenAgain(event)).getTime() === running.startsAt.getTime(),
      ),
    );
    if (isAnothers) return;
    await this.deadlines.close(tx, end);
    const next = starting.find(({ effectiveAt }) => effectiveAt >= annulled.effectiveAt);
    if (next) await this.openAgain(tx, procedure, file, events, rule, next);
  }

  private async openAgain(
    tx: Tx,
    procedure: SteppedProcedure,
    file: CaseFile,
    events: readonly CaseEvent[],
    rule: string,
    event: CaseEvent,
  ): Promise<void> {
    for (const limit of openings(procedure, event, rule))
      await this.open(tx, procedure, file, events, limit, takenAgain(event));
  }

  /** The end of a time limit is taken back with the step that ended it; the file has one that runs from where it ran. */
  private async restart(
    tx: Tx,
    procedure: SteppedProcedure,
    file: CaseFile,
    rule: string,
    { recordedLegalAt: endedAt, effectiveAt }: CaseEvent,
  ): Promise<void> {
    const ended = { subjectId: file.id, rule, endedAt, reason: ANNULLED };
    if ((await this.corrections.voidEnded(tx, ended)) === 0 || isRecurring(rule)) return;
    if (await this.openOf(tx, file, rule)) return;
    const events = await this.files.events(tx, file.id);
    const standing = standingEvents(events);
    // What was started after the annulled step has an end of its own.
    const starting = standing.filter((each) => openings(procedure, each, rule).length > 0);
    const event = starting.findLast((each) => each.effectiveAt <= effectiveAt) ?? starting.at(-1);
    const since = event ? standing.slice(standing.indexOf(event) + 1) : [];
    const hasLapsed = since.some(({ type }) => procedure.steps[type]?.lapses?.includes(rule));
    if (event && !hasLapsed) await this.openAgain(tx, procedure, file, events, rule, event);
    if (file.status === procedure.newLaw?.waitsIn) await this.supersede(tx, procedure, file);
  }

  private async open(
    tx: Tx,
    procedure: SteppedProcedure,
    file: CaseFile,
    events: readonly CaseEvent[],
    limit: OpenedLimit,
    event: TakenEvent,
  ): Promise<void> {
    const clock = clockOf(procedure, file, events, limit, event);
    if (!clock) return;
    const { start, regime, because } = clock;
    const after = limit.after ? await this.before(tx, file, limit.after) : null;
    await this.deadlines.open(tx, {
      subject: { kind: 'case', id: file.id, code: file.code },
      rule: limit.rule,
      ...{ start, after },
      regime,
      organisationId: owing(limit, file, event),
      unitId: file.unitId,
      because: limit.reading ? explain({ ...because, steps: [...because.steps, limit.reading] }) : because,
    });
  }

  /** The limit on whose last day another one starts, run out or not; null where there is none. */
  private async before(tx: Tx, file: CaseFile, rule: string): Promise<Deadline | null> {
    const limits = await this.deadlines.ofSubject(tx, file.id);
    return limits.findLast((each) => each.rule === rule && each.status !== 'void') ?? null;
  }
}

const ENDED_BY_ITSELF: ReadonlySet<string> = new Set(['superseded', 'ran-out']);

/** A step as far as time limits ask. */
export interface TakenEvent {
  readonly step: string;
  readonly at: Date;
  /** Where a limit starts later than the step, as with the arrival of a letter. */
  readonly clockFrom?: Date;
  /** The body that acted. */
  readonly organisationId: number;
  /** The body that was asked or told. */
  readonly addresseeId?: number;
  /** Where the person is. */
  readonly placeId?: number;
  /** Rules of limits that the step starts for others. */
  readonly withholds?: readonly string[];
  /** Rules of limits that are counted anew from the step. */
  readonly restarts?: readonly string[];
  /** Number of the paper, or the step, for who reads why the limit ended. */
  readonly reason: string;
}

/** From when a limit runs and under which law; none where that law knows no such limit. */
function clockOf(
  procedure: SteppedProcedure,
  file: CaseFile,
  events: readonly CaseEvent[],
  limit: OpenedLimit,
  event: TakenEvent,
): DecisionClock | null {
  if (limit.anew) return clockAnew(procedure, file, events, limit.rule, event.at);
  const { rule, under } = limit;
  const startsAt = startOf(limit, event);
  const facts = factsAt(procedure, file, events, legalDayOf(startsAt));
  const clock = decisionClock(procedure.kind, facts, startsAt);
  if (!governingVersion(rule, clock.regime, legalDayOf(startsAt))) return null;
  return under && !under.includes(clock.regime) ? null : clock;
}

const startOf = ({ fromStep }: OpenedLimit, { at, clockFrom }: TakenEvent): Date =>
  fromStep ? at : (clockFrom ?? at);

/** The same limit, by the law under which it ran first, from another moment. */
function clockAnew(
  procedure: SteppedProcedure,
  file: CaseFile,
  events: readonly CaseEvent[],
  rule: string,
  start: Date,
): DecisionClock | null {
  const firstOf = (event: CaseEvent): readonly OpenedLimit[] =>
    openings(procedure, event, rule).filter(({ anew }) => !anew);
  const first = standingEvents(events).findLast((event) => firstOf(event).length > 0);
  if (!first) return null;
  const taken = takenAgain(first);
  const clocks = firstOf(first).flatMap((limit) => clockOf(procedure, file, events, limit, taken) ?? []);
  const clock = clocks[0];
  if (!clock) return null;
  const because = joinExplanations(clock.because, countedAnew(rule, clock.regime, start));
  return { ...clock, start, because };
}

function takenAgain({ type, effectiveAt, facts, organisationId }: CaseEvent): TakenEvent {
  return {
    step: type,
    at: effectiveAt,
    ...(typeof facts.clockFrom === 'string' ? { clockFrom: new Date(facts.clockFrom) } : {}),
    organisationId: typeof facts.actedBy === 'number' ? facts.actedBy : (organisationId ?? 0),
    ...(typeof facts.referredTo === 'number' ? { addresseeId: facts.referredTo } : {}),
    ...(typeof facts.place === 'number' ? { placeId: facts.place } : {}),
    reason: type,
  };
}

function owing({ owedBy }: OpenedLimit, file: CaseFile, event: TakenEvent): number {
  switch (owedBy) {
    case 'keeper':
      return file.keeperOrganisationId;
    case 'actor':
      return event.organisationId;
    case 'addressee':
      return event.addresseeId ?? file.keeperOrganisationId;
    case 'place':
      return event.placeId ?? file.keeperOrganisationId;
  }
}

/**
 * Of a limit that different bodies owe under different laws there are several; one of them is known on a day. None where
 * the step withheld it.
 */
function openings(
  procedure: SteppedProcedure,
  { type, facts }: CaseEvent,
  rule: string,
): readonly OpenedLimit[] {
  const withheld = typeof facts.withheld === 'string' ? facts.withheld.split(' ') : [];
  if (withheld.includes(rule)) return [];
  const restarted = restartedBy({ facts }).includes(rule);
  return (
    procedure.steps[type]?.opens?.filter((limit) => limit.rule === rule && (!limit.anew || restarted)) ?? []
  );
}

/** The step itself is in the history already. */
const isStartedBefore = (procedure: SteppedProcedure, events: readonly CaseEvent[], rule: string): boolean =>
  standingEvents(events).filter((event) => openings(procedure, event, rule).length > 0).length > 1;

const restartedBy = ({ facts }: Pick<CaseEvent, 'facts'>): readonly string[] =>
  typeof facts.restarted === 'string' ? facts.restarted.split(' ') : [];

const once = (rule: string): boolean => !isRecurring(rule);

/** What a step starts and ends, without the limits that start again by themselves: `RecurringLimits`. */
function onceOnly(
  { steps }: SteppedProcedure,
  step: string,
): Required<Pick<StepDefinition, 'opens' | 'meets' | 'lapses'>> {
  const { opens = [], meets = [], lapses = [] } = steps[step] ?? {};
  return {
    opens: opens.filter(({ rule }) => once(rule)),
    meets: meets.filter(once),
    lapses: lapses.filter(once),
  };
}

function rulesOf({ steps, running }: SteppedProcedure): readonly string[] {
  const opened = Object.values(steps).flatMap(({ opens = [] }) => opens);
  return [...new Set([...opened, ...(running?.limits ?? [])].map(({ rule }) => rule))];
}
