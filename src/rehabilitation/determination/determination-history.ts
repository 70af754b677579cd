import type { CaseEvent, CaseFile } from '../../cases/case-file.js';
import { standingEvents } from '../../cases/case-steps.js';
import { legalDayOf, type DateOnly } from '../../law/date.js';
import type { DeterminationGround, DeterminationResult } from '../../law/determination-outcomes.js';
import type { DeterminationPaper } from '../../law/determination-papers.js';

/** How the determination began: who asked for it, why, of which facility. */
export interface DeterminationRequest {
  readonly voluntary: boolean;
  readonly ground: DeterminationGround;
  readonly facilityId: number;
  readonly held: boolean;
  readonly minor: boolean;
  readonly papers: readonly DeterminationPaper[];
}

const FOUNDING: ReadonlySet<string> = new Set(['requested', 'requested-away', 'applied']);

export function requestOf(
  { keeperOrganisationId }: Pick<CaseFile, 'keeperOrganisationId'>,
  events: readonly CaseEvent[],
): DeterminationRequest {
  const event = events.find(({ type }) => FOUNDING.has(type));
  if (!event) throw new Error('A file without its beginning');
  const { facts, type } = event;
  return {
    voluntary: type === 'applied',
    ground: facts.ground as DeterminationGround,
    facilityId: typeof facts.referredTo === 'number' ? facts.referredTo : keeperOrganisationId,
    held: facts.held === true,
    minor: facts.minor === true,
    papers: typeof facts.papers === 'string' ? (facts.papers.split(',') as DeterminationPaper[]) : [],
  };
}

export interface RecordedResult {
  readonly result: DeterminationResult;
  readonly on: DateOnly;
  readonly number: string | null;
  /** When the person was told; null before. */
  readonly toldAt: Date | null;
}

/** The result that counts; null before there is one. */
export function resultOf(events: readonly CaseEvent[]): RecordedResult | null {
  const standing = standingEvents(events);
  const event = standing.findLast(({ type }) => type === 'resulted' || type === 'resulted-voluntary');
  if (!event) return null;
  const { number } = event.facts;
  return {
    result: event.facts.result as DeterminationResult,
    on: legalDayOf(event.effectiveAt),
    number: typeof number === 'string' ? number : null,
    toldAt: standing.findLast(({ type }) => type === 'told')?.effectiveAt ?? null,
  };
}
