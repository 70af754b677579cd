import type { CaseEvent } from '../../cases/case-file.js';
import { standingEvents } from '../../cases/case-steps.js';
import type { CompulsoryPaper } from '../../law/compulsory-dossier.js';
import type { Deduction, Pause } from '../../law/counted-time.js';
import { dateOnly, legalDayOf, type DateOnly } from '../../law/date.js';
import type { KnownEvasion } from '../../law/limitation.js';

/** A paper of the dossier with its pages: bút lục, numbered without gaps in the order in which they were added. */
export interface NumberedPaper {
  readonly eventId: string;
  readonly paper: CompulsoryPaper;
  readonly title: string | null;
  readonly addedAt: Date;
  readonly firstPage: number;
  readonly lastPage: number;
}

/** Nothing is stored of the numbers: a paper that was taken back leaves no gap. */
export function numberedPapers(events: readonly CaseEvent[]): readonly NumberedPaper[] {
  let last = 0;
  return ordered(events)
    .filter(({ type }) => type === 'document-added')
    .map(({ id, effectiveAt, facts, reason }) => {
      const firstPage = last + 1;
      last += Number(facts.pages);
      return {
        ...{ eventId: id, paper: facts.paper as CompulsoryPaper, title: reason },
        ...{ addedAt: effectiveAt, firstPage, lastPage: last },
      };
    });
}

/** Where a person is watched until the decision is executed. Only time in a facility is taken off the term. */
export type InterimKind = 'facility' | 'family';

export interface Interim {
  readonly kind: InterimKind;
  readonly from: DateOnly;
  /** Null while it goes on. */
  readonly to: DateOnly | null;
}

/** Ends with the handing over at the latest, or when the person flees. */
export function interimsOf(events: readonly CaseEvent[]): readonly Interim[] {
  const found: Interim[] = [];
  for (const { type, effectiveAt, facts } of ordered(events)) {
    const open = found.at(-1);
    const day = legalDayOf(effectiveAt);
    if (type === 'interim-began') found.push({ kind: facts.kind as InterimKind, from: day, to: null });
    else if (ENDS_INTERIM.has(type) && open?.to === null) found[found.length - 1] = { ...open, to: day };
  }
  return found;
}

const ENDS_INTERIM: ReadonlySet<string> = new Set([
  'interim-ended',
  'received',
  'fled',
  'discontinued',
  'lapsed',
  'interim-fled',
]);

export function deductionsOf(events: readonly CaseEvent[]): readonly Deduction[] {
  return interimsOf(events).flatMap(({ kind, from, to }) =>
    kind === 'facility' && to ? [{ from, to }] : [],
  );
}

const PAUSE_OF: Readonly<Record<string, Pause['kind']>> = { escaped: 'escape', imprisoned: 'prison' };
const BACK: ReadonlySet<string> = new Set(['recovered', 'released']);

/** Escape and prison. Who is found in prison after an escape is in prison from then on. */
export function pausesOf(events: readonly CaseEvent[]): readonly Pause[] {
  const pauses: Pause[] = [];
  for (const { type, effectiveAt } of ordered(events)) {
    const kind = PAUSE_OF[type];
    if (kind === undefined && !BACK.has(type)) continue;
    const day = legalDayOf(effectiveAt);
    const last = pauses.at(-1);
    if (last?.until === null) pauses[pauses.length - 1] = { ...last, until: day };
    if (kind) pauses.push({ kind, from: day, until: null });
  }
  return pauses;
}

/** Months that courts have taken off. */
export function reductionsOf(events: readonly CaseEvent[]): readonly number[] {
  return ordered(events)
    .filter(({ type }) => type === 'reduced')
    .map(({ facts }) => Number(facts.months));
}

/** Evasion on record; one that was over when the dossier was begun is told with its beginning. */
export function evasionOf(events: readonly CaseEvent[]): KnownEvasion {
  const relevant = ordered(events).filter(({ type }) => type === 'evaded' || type === 'evasion-ended');
  const ended = relevant.findLast(({ type }) => type === 'evasion-ended');
  const before = standingEvents(events).find(({ type }) => type === 'opened')?.facts.evasionEndedOn;
  return {
    goesOn: relevant.at(-1)?.type === 'evaded',
    endedOn: ended ? legalDayOf(ended.effectiveAt) : typeof before === 'string' ? dateOnly(before) : null,
  };
}

/**
 * The facility where the person is, or is to be brought, as the last step that counts says; null where none does. A step
 * that is taken back leaves the facility of before.
 */
export function placeNamed(events: readonly CaseEvent[]): number | null {
  const last = ordered(events).findLast(({ type, facts }) => PLACED_BY.has(type) && placeIn(type, facts));
  return last ? placeIn(last.type, last.facts) : null;
}

/** Steps that say where the person is, or is to be brought. */
export const PLACING_STEPS = [
  'ordered',
  'ordered-minor',
  'designated',
  'designated-by-ministry',
  'received',
  'transferred',
] as const;
const PLACED_BY: ReadonlySet<string> = new Set(PLACING_STEPS);

function placeIn(type: string, { referredTo, place }: CaseEvent['facts']): number | null {
  const named = type === 'received' ? place : referredTo;
  return typeof named === 'number' ? named : null;
}

export interface Leave {
  readonly kind: 'proceedings' | 'bereavement';
  readonly from: DateOnly;
  /** By when the person has to be back; null where the paper names no day. */
  readonly until: DateOnly | null;
}

/** The leave on which the person is; null where he is on none. */
export function leaveOf(events: readonly CaseEvent[]): Leave | null {
  const last = ordered(events).findLast(({ type }) => LEAVES.has(type) || type === 'leave-ended');
  if (!last || last.type === 'leave-ended') return null;
  const { until } = last.facts;
  return {
    kind: last.type === 'left-for-bereavement' ? 'bereavement' : 'proceedings',
    from: legalDayOf(last.effectiveAt),
    until: typeof until === 'string' ? dateOnly(until) : null,
  };
}

const ANSWERS: ReadonlySet<string> = new Set(['bereavement-granted', 'bereavement-refused']);

/** The request for bereavement leave that waits for its answer. @param before a moment; now, unless told */
export function openRequestOf(events: readonly CaseEvent[], before?: Date): CaseEvent | null {
  const last = ordered(events).findLast(
    ({ type, effectiveAt }) =>
      (type === 'bereavement-asked' || ANSWERS.has(type)) && (before === undefined || effectiveAt <= before),
  );
  return last?.type === 'bereavement-asked' ? last : null;
}

/** Whether somebody decided on a bereavement leave at a moment or after it. */
export const answeredSince = (events: readonly CaseEvent[], at: Date): boolean =>
  ordered(events).some(({ type, effectiveAt }) => ANSWERS.has(type) && effectiveAt >= at);

/** The leave that was granted before a moment and on which nobody left yet. */
export function openGrantOf(events: readonly CaseEvent[], at: Date): CaseEvent | null {
  const last = ordered(events).findLast(
    ({ type, effectiveAt }) => (ANSWERS.has(type) || type === 'left-for-bereavement') && effectiveAt <= at,
  );
  return last?.type === 'bereavement-granted' ? last : null;
}

const LEAVES: ReadonlySet<string> = new Set(['left-for-proceedings', 'left-for-bereavement']);

function ordered(events: readonly CaseEvent[]): readonly CaseEvent[] {
  return standingEvents(events).toSorted((a, b) => a.effectiveAt.getTime() - b.effectiveAt.getTime());
}
