import type { LineageStep, ListedUnit } from './unit.queries.js';

/** What the lineage of one unit consists of. */
export interface Lineage {
  readonly unit: ListedUnit;
  readonly predecessors: readonly LineageStep[];
  readonly successors: readonly LineageStep[];
  /** Units of its level that bear its code on some day, itself among them. */
  readonly codeBearers: readonly ListedUnit[];
}

/** Ids of every unit that a lineage speaks of. */
export function idsIn({
  predecessors,
  successors,
}: Pick<Lineage, 'predecessors' | 'successors'>): readonly number[] {
  return [...new Set([...predecessors, ...successors].flatMap((s) => [s.predecessorId, s.successorId]))];
}

/**
 * Ids of the records that are the same unit as this one: joined to it by successions of kind 'continues' alone. Any
 * other bearer of its code is another unit, for the state uses codes again.
 */
export function sameUnitIds({
  unit,
  predecessors,
  successors,
}: Pick<Lineage, 'unit' | 'predecessors' | 'successors'>): ReadonlySet<number> {
  const same = new Set([unit.id]);
  const continued = [...predecessors, ...successors].filter(({ kind }) => kind === 'continues');
  for (const { predecessorId, successorId } of continued.toSorted((a, b) => a.distance - b.distance)) {
    if (same.has(predecessorId)) same.add(successorId);
    else if (same.has(successorId)) same.add(predecessorId);
  }
  return same;
}
