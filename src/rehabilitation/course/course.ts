import type { CaseEvent } from '../../cases/case-file.js';
import { standingEvents } from '../../cases/case-steps.js';
import { breachStanding, type BreachKind, type BreachStanding } from '../../law/breaches.js';
import {
  countedTerm,
  knownPauses,
  type CountedTerm,
  type Pause,
  type PauseKind,
} from '../../law/counted-time.js';
import { addDays, legalDayOf, type DateOnly } from '../../law/date.js';
import type { Stage, StageInterval } from '../../law/stages.js';

/** Steps of a course that do not change the state of its file. */
export const COURSE_STEPS = [
  'stage-began',
  'stage-ended',
  'evaluated',
  'breach-recorded',
  'drug-use-found',
  'end-announced',
] as const;
export type CourseStep = (typeof COURSE_STEPS)[number];

export interface RecordedBreach extends BreachStanding {
  readonly id: string;
  readonly kind: BreachKind;
  readonly at: Date;
  readonly account: string;
}

export interface Account {
  readonly id: string;
  readonly at: Date;
  readonly account: string;
}

/** What happened in a rehabilitation since it began, told by its history. */
export interface Course {
  readonly stages: readonly StageInterval[];
  readonly breaches: readonly RecordedBreach[];
  readonly evaluations: readonly Account[];
  readonly drugUse: readonly Account[];
  readonly pauses: readonly Pause[];
  readonly endAnnouncedAt: Date | null;
}

const ANNOUNCED: ReadonlySet<string> = new Set(['end-announced', 'end-announced-at-home']);

/** A stage that ends without having begun, or begins while it goes on. */
export class StageOrderError extends Error {
  override readonly name = 'StageOrderError';

  constructor(
    readonly stage: Stage,
    readonly fault: 'not-begun' | 'goes-on',
    readonly at: Date,
  ) {
    super(`${stage}: ${fault}`);
  }
}

/** Follows the events that count, in the order in which they took effect. @throws StageOrderError */
export function courseOf(events: readonly CaseEvent[]): Course {
  const standing = standingEvents(events).toSorted(
    (a, b) => a.effectiveAt.getTime() - b.effectiveAt.getTime(),
  );
  return {
    stages: stagesOf(standing),
    breaches: breachesOf(standing),
    evaluations: accountsOf(standing, 'evaluated'),
    drugUse: accountsOf(standing, 'drug-use-found'),
    pauses: pausesOf(standing),
    endAnnouncedAt: standing.findLast(({ type }) => ANNOUNCED.has(type))?.effectiveAt ?? null,
  };
}

export type StageMoment = Pick<CaseEvent, 'type' | 'effectiveAt' | 'facts'>;

/** @throws StageOrderError where one ends that has not begun, or begins while it goes on */
export function stagesOf(events: readonly StageMoment[]): readonly StageInterval[] {
  const intervals: StageInterval[] = [];
  for (const { type, effectiveAt, facts } of events) {
    if (type !== 'stage-began' && type !== 'stage-ended') continue;
    const stage = facts.stage as Stage;
    const open = intervals.findIndex((each) => each.stage === stage && each.to === null);
    const day = legalDayOf(effectiveAt);
    if (type === 'stage-began') {
      if (open >= 0) throw new StageOrderError(stage, 'goes-on', effectiveAt);
      intervals.push({ stage, from: day, to: null });
      continue;
    }
    const begun = intervals[open];
    if (!begun) throw new StageOrderError(stage, 'not-begun', effectiveAt);
    intervals[open] = { ...begun, to: day };
  }
  return intervals;
}

function breachesOf(events: readonly CaseEvent[]): readonly RecordedBreach[] {
  const recorded = events.filter(({ type }) => type === 'breach-recorded');
  const plain = recorded.map(({ facts, effectiveAt }) => ({
    kind: facts.breach as BreachKind,
    on: legalDayOf(effectiveAt),
  }));
  return recorded.flatMap(({ id, effectiveAt, reason }, at) => {
    const breach = plain[at];
    if (!breach) return [];
    const standing = breachStanding(breach, plain.slice(0, at));
    return [{ ...standing, id, kind: breach.kind, at: effectiveAt, account: reason ?? '' }];
  });
}

function accountsOf(events: readonly CaseEvent[], step: CourseStep): readonly Account[] {
  return events
    .filter(({ type }) => type === step)
    .map(({ id, effectiveAt, reason }) => ({ id, at: effectiveAt, account: reason ?? '' }));
}

/**
 * Steps from which time does not count. Prison: Luật 120/2025 Điều 47 khoản 1. Who goes on elsewhere served the last day
 * where he was, and the rest runs from the record of who takes him over, that day not counted as of any term (Điều 32
 * khoản 2 điểm b).
 */
const PAUSED_BY: Readonly<
  Partial<Record<string, { readonly kind: PauseKind; readonly servesFirst: boolean }>>
> = {
  imprisoned: { kind: 'prison', servesFirst: false },
  'part-certified': { kind: 'between-places', servesFirst: true },
  'facility-suspended': { kind: 'between-places', servesFirst: true },
  'contract-ended': { kind: 'between-places', servesFirst: true },
};

const RESUMED_BY: Readonly<Partial<Record<string, PauseKind>>> = {
  released: 'prison',
  'continued-at-home': 'between-places',
  'received-again': 'between-places',
};

function pausesOf(events: readonly CaseEvent[]): readonly Pause[] {
  const pauses: Pause[] = [];
  for (const { type, effectiveAt } of events) {
    const day = legalDayOf(effectiveAt);
    const pause = PAUSED_BY[type];
    if (pause) {
      pauses.push({ kind: pause.kind, from: pause.servesFirst ? addDays(day, 1) : day, until: null });
    }
    const kind = RESUMED_BY[type];
    const open = pauses.findLastIndex((each) => each.kind === kind && each.until === null);
    const begun = pauses[open];
    if (begun) pauses[open] = { ...begun, until: kind === 'between-places' ? addDays(day, 1) : day };
  }
  return pauses;
}

/** The term with what does not count; time that the law of its day let count is no pause. */
export function countedTermOf(
  term: { readonly startsOn: DateOnly; readonly endsOn: DateOnly },
  { pauses }: Pick<Course, 'pauses'>,
  asOf: DateOnly,
): CountedTerm {
  return countedTerm({ ...term, pauses: knownPauses(pauses, asOf), asOf });
}
