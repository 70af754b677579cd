import { Injectable } from '@nestjs/common';
import { addMonths, legalDayOf } from '../../law/date.js';
import { DEADLINE_RULES, deadlineRule } from '../../law/deadlines.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Deadline } from '../../reminders/deadline.js';
import { Deadlines } from '../../reminders/deadlines.js';
import { ANNULLED, type CaseEvent } from '../case-file.js';
import { standingEvents } from '../case-steps.js';
import type { SteppedProcedure } from './stepped-procedure.js';

const RECURRING: ReadonlySet<string> = new Set(
  DEADLINE_RULES.filter(({ recurring }) => recurring).map(({ key }) => key),
);

/** Whether each step that meets the limit starts it again, such as a check at least once a month. */
export function isRecurring(rule: string): boolean {
  return RECURRING.has(rule);
}

/** Starts a limit from the step, which the history holds already. */
type Starting = (event: CaseEvent, rule: string) => Promise<void>;

/**
 * Limits that start again each time they are met. Which one runs follows from the history: the one from the last step that
 * counts, until a step ends the series. So a late entry and an annulment need nothing of their own.
 */
@Injectable()
export class RecurringLimits {
  constructor(private readonly deadlines: Deadlines) {}

  /** @param start opens the limit by the law and on the body that the step says */
  async follow(
    tx: Tx,
    procedure: SteppedProcedure,
    fileId: string,
    events: readonly CaseEvent[],
    start: Starting,
  ): Promise<void> {
    const rules = recurringRulesOf(procedure);
    if (rules.length === 0) return;
    const limits = await this.deadlines.ofSubject(tx, fileId);
    for (const rule of rules) {
      const last = lastStart(procedure, standingEvents(events), rule);
      const wanted = last && isOwedFrom(last.effectiveAt, rule) ? last : undefined;
      const open = limits.find((each) => each.rule === rule && each.status === 'open');
      if (open?.startsAt.getTime() === wanted?.effectiveAt.getTime()) continue;
      if (open) await this.end(tx, procedure, events, open);
      if (wanted) await start(wanted, rule);
    }
  }

  /** Met by the first step after its beginning that meets it, lapsed with one that ends the series, void without either. */
  private async end(
    tx: Tx,
    procedure: SteppedProcedure,
    events: readonly CaseEvent[],
    { subjectId, rule, startsAt }: Deadline,
  ): Promise<void> {
    const after = standingEvents(events).filter(({ effectiveAt }) => effectiveAt > startsAt);
    const ending = after.find(({ type }) => meets(procedure, type, rule) || lapses(procedure, type, rule));
    const outcome = ending ? (meets(procedure, ending.type, rule) ? 'met' : 'lapsed') : 'void';
    await this.deadlines.close(tx, {
      ...{ subjectId, rule, outcome },
      at: ending?.effectiveAt ?? tx.now,
      reason: ending?.type ?? ANNULLED,
    });
  }
}

/** A law asks for nothing on a day on which it is no longer in force, unless another one took it over. */
function isOwedFrom(start: Date, rule: string): boolean {
  const version = deadlineRule(rule, legalDayOf(start));
  if (version?.unit !== 'months' || version.to === null) return version !== undefined;
  const due = addMonths(legalDayOf(start), version.value);
  return due <= version.to || deadlineRule(rule, due) !== undefined;
}

/** The step from which the limit runs; undefined where a later one ended the series, or none began it. */
export function lastStart(
  procedure: SteppedProcedure,
  standing: readonly CaseEvent[],
  rule: string,
): CaseEvent | undefined {
  const last = standing
    .toSorted((a, b) => a.effectiveAt.getTime() - b.effectiveAt.getTime())
    .findLast(({ type }) => starts(procedure, type, rule) || lapses(procedure, type, rule));
  return last && starts(procedure, last.type, rule) ? last : undefined;
}

function recurringRulesOf({ steps }: SteppedProcedure): readonly string[] {
  const opened = Object.values(steps).flatMap(({ opens = [] }) => opens.map(({ rule }) => rule));
  return [...new Set(opened)].filter(isRecurring);
}

const starts = ({ steps }: SteppedProcedure, step: string, rule: string): boolean =>
  steps[step]?.opens?.some((limit) => limit.rule === rule) === true;
const meets = ({ steps }: SteppedProcedure, step: string, rule: string): boolean =>
  steps[step]?.meets?.includes(rule) === true;
const lapses = ({ steps }: SteppedProcedure, step: string, rule: string): boolean =>
  steps[step]?.lapses?.includes(rule) === true;
