import { Injectable } from '@nestjs/common';
import { endOfLegalDay, legalDayOf, type DateOnly } from '../../law/date.js';
import { governingVersion } from '../../law/deadlines.js';
import { joinExplanations, type Explanation } from '../../law/explanation.js';
import { governingRegime, REGIMES, type GoverningRegime, type Regime } from '../../law/regimes.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Deadline } from '../../reminders/deadline.js';
import { Deadlines } from '../../reminders/deadlines.js';
import { ANNULLED, type CaseEvent, type CaseFile } from '../case-file.js';
import { standingEvents } from '../case-steps.js';
import { factsAt } from './step-guards.js';
import type { EndLimit, OpenedLimit, SteppedProcedure } from './stepped-procedure.js';

/** When a term ends as things stand, and how that came about; no day while time stands still. */
export interface TermEnd {
  readonly endsOn: DateOnly | null;
  readonly explanation: Explanation;
}

/** What else than the term and the keeper the limits of a file go by. */
export interface EndCircumstances {
  /** Of the contract, where it comes before the end of the term. */
  readonly contractEnd?: TermEnd | null;
  /** Bodies that owe limits in the keeper's stead. */
  readonly owing?: Readonly<Partial<Record<OpenedLimit['owedBy'], number>>>;
}

/**
 * Time limits that are counted back from the end of a term. They follow it: when it moves, the old one is superseded with
 * the arithmetic that moved it and a new one runs; while the term stands still there is none.
 */
@Injectable()
export class EndLimits {
  constructor(private readonly deadlines: Deadlines) {}

  /**
   * @param file as it is now
   * @param end of the term; null for a file that has none
   */
  async follow(
    tx: Tx,
    procedure: SteppedProcedure,
    file: CaseFile,
    events: readonly CaseEvent[],
    end: TermEnd | null,
    { contractEnd = null, owing = {} }: EndCircumstances = {},
  ): Promise<void> {
    const { running } = procedure;
    if (!running || file.closedOn !== null) return;
    const limits = await this.deadlines.ofSubject(tx, file.id);
    const facts = factsAt(procedure, file, events, legalDayOf(tx.now));
    const law = governingRegime('deadline', procedure.kind, facts);
    const why = reasonOf(running, file.status, end);
    for (const limit of running.limits) {
      const counted = limit.byContract && end?.endsOn ? (contractEnd ?? end) : end;
      const runs = (limit.in ?? running.states).includes(file.status) ? startOf(counted, law.regime) : null;
      const wanted = isOwed(procedure, events, limit, law.regime, tx.now) ? runs : null;
      const open = limits.find(({ rule, status }) => rule === limit.rule && status === 'open');
      if (open?.startsAt.getTime() === wanted?.getTime()) continue;
      const isGrounded = limit.since === undefined || isTaken(events, limit.since);
      if (open) await this.close(tx, open, end, isGrounded ? why : 'mistaken');
      if (!wanted || !counted) continue;
      const organisationId = owing[limit.owedBy] ?? file.keeperOrganisationId;
      await this.open(tx, file, limit.rule, { start: wanted, law, end: counted, organisationId });
    }
  }

  private async close(tx: Tx, open: Deadline, end: TermEnd | null, why: Why): Promise<void> {
    const because = end && { because: end.explanation };
    await this.deadlines.close(tx, {
      ...{ subjectId: open.subjectId, rule: open.rule, at: tx.now },
      ...OUTCOMES[why],
      ...(why === 'moved' ? because : {}),
    });
  }

  private async open(
    tx: Tx,
    file: CaseFile,
    rule: string,
    { start, law, end, organisationId }: Wanted,
  ): Promise<void> {
    await this.deadlines.open(tx, {
      ...{ subject: { kind: 'case', id: file.id, code: file.code }, rule, start, regime: law.regime },
      ...{ organisationId, unitId: file.unitId },
      because: joinExplanations(law.explanation, end.explanation),
    });
  }
}

interface Wanted {
  readonly start: Date;
  readonly law: GoverningRegime;
  readonly end: TermEnd;
  readonly organisationId: number;
}

/** Why a limit no longer runs as it did: its end moved, the course is over, or it should never have been. */
type Why = 'moved' | 'over' | 'mistaken';

const OUTCOMES = {
  moved: { outcome: 'superseded', reason: 'term-moved' },
  over: { outcome: 'lapsed', reason: 'course-over' },
  mistaken: { outcome: 'void', reason: ANNULLED },
} as const satisfies Record<Why, { outcome: Deadline['status']; reason: string }>;

function reasonOf(
  { states, begun }: NonNullable<SteppedProcedure['running']>,
  status: string,
  end: TermEnd | null,
): Why {
  // Where the beginning itself was taken back, the limit should never have been.
  if (!begun.includes(status)) return 'mistaken';
  return states.includes(status) || !end?.endsOn ? 'moved' : 'over';
}

/** A law asks for nothing before an end that came before the law. */
function startOf(end: TermEnd | null, regime: Regime): Date | null {
  return end?.endsOn && end.endsOn >= REGIMES[regime].from ? endOfLegalDay(end.endsOn) : null;
}

/** Whether the law of today knows the limit, and no step that counts has met it. */
function isOwed(
  { steps }: SteppedProcedure,
  events: readonly CaseEvent[],
  { rule, under, since }: EndLimit,
  regime: Regime,
  now: Date,
): boolean {
  if (since !== undefined && !isTaken(events, since)) return false;
  const isMet = standingEvents(events).some(({ type }) => steps[type]?.meets?.includes(rule));
  const isKnown = governingVersion(rule, regime, legalDayOf(now)) !== undefined;
  return isKnown && !isMet && (under === undefined || under.includes(regime));
}

const isTaken = (events: readonly CaseEvent[], step: string): boolean =>
  standingEvents(events).some(({ type }) => type === step);
