import { Injectable } from '@nestjs/common';
import { endOfLegalDay, legalDayOf, type DateOnly } from '../../law/date.js';
import { governingVersion } from '../../law/deadlines.js';
import { joinExplanations, type Explanation } from '../../law/explanation.js';
import { governingRegime, type GoverningRegime, type Regime } from '../../law/regimes.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Deadline } from '../../reminders/deadline.js';
import { Deadlines } from '../../reminders/deadlines.js';
import { ANNULLED, type CaseEvent, type CaseFile } from '../case-file.js';
import { standingEvents } from '../case-steps.js';
import { factsAt } from './step-guards.js';
import type { OpenedLimit, SteppedProcedure } from './stepped-procedure.js';

/** When a term ends as things stand, and how that came about; no day while time stands still. */
export interface TermEnd {
  readonly endsOn: DateOnly | null;
  readonly explanation: Explanation;
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
  ): Promise<void> {
    const { running } = procedure;
    if (!running || file.closedOn !== null) return;
    const limits = await this.deadlines.ofSubject(tx, file.id);
    const runs = end?.endsOn && running.states.includes(file.status) ? endOfLegalDay(end.endsOn) : null;
    const facts = factsAt(procedure, file, events, legalDayOf(tx.now));
    const law = governingRegime('deadline', procedure.kind, facts);
    for (const limit of running.limits) {
      const wanted = isOwed(procedure, events, limit, law.regime, tx.now) ? runs : null;
      const open = limits.find(({ rule, status }) => rule === limit.rule && status === 'open');
      if (open?.startsAt.getTime() === wanted?.getTime()) continue;
      if (open) await this.close(tx, open, end, running.begun.includes(file.status));
      if (wanted && end) await this.open(tx, file, limit.rule, { start: wanted, law, end });
    }
  }

  /** @param hasBegun false where the beginning itself was taken back: the limit should never have been */
  private async close(tx: Tx, open: Deadline, end: TermEnd | null, hasBegun: boolean): Promise<void> {
    await this.deadlines.close(tx, {
      ...{ subjectId: open.subjectId, rule: open.rule, at: tx.now },
      ...(hasBegun
        ? { outcome: 'superseded', reason: 'term-moved', ...(end && { because: end.explanation }) }
        : { outcome: 'void', reason: ANNULLED }),
    });
  }

  private async open(
    tx: Tx,
    file: CaseFile,
    rule: string,
    { start, law, end }: { readonly start: Date; readonly law: GoverningRegime; readonly end: TermEnd },
  ): Promise<void> {
    await this.deadlines.open(tx, {
      ...{ subject: { kind: 'case', id: file.id, code: file.code }, rule, start, regime: law.regime },
      ...{ organisationId: file.keeperOrganisationId, unitId: file.unitId },
      because: joinExplanations(law.explanation, end.explanation),
    });
  }
}

/** Whether the law of today knows the limit, and no step that counts has met it. */
function isOwed(
  { steps }: SteppedProcedure,
  events: readonly CaseEvent[],
  { rule, under }: OpenedLimit,
  regime: Regime,
  now: Date,
): boolean {
  const isMet = standingEvents(events).some(({ type }) => steps[type]?.meets?.includes(rule));
  const isKnown = governingVersion(rule, regime, legalDayOf(now)) !== undefined;
  return isKnown && !isMet && (under === undefined || under.includes(regime));
}
