import type { CurrentUnits } from './current-units.js';
import type { Finding } from './finding.js';
import type { FormerUnits } from './former-units.js';
import type { SourceMapping } from './source-tables.js';
import { descentKey, type Descent } from './succession.js';
import { joinedProvinces, successorOf, type Successor } from './successor-resolution.js';
import type { UnitRecord } from './unit-record.js';

/** How the former side of a row was read. */
export type OldSide = 'by-code' | 'by-name' | 'name-only' | 'missing';
export const OLD_SIDES: readonly OldSide[] = ['by-code', 'by-name', 'name-only', 'missing'];

/** How the current side of a row was read. */
export type NewSide = 'by-code' | 'by-name' | 'unresolved';
export const NEW_SIDES: readonly NewSide[] = ['by-code', 'by-name', 'unresolved'];

/** What a row gave: a succession, one that was there already, or none because one of its ends is not known. */
export type Outcome = 'succession' | 'duplicate' | 'unusable';
export const OUTCOMES: readonly Outcome[] = ['succession', 'duplicate', 'unusable'];

/** One row as it was understood; each row has exactly one of each of the three. */
export interface Reading {
  readonly oldSide: OldSide;
  readonly newSide: NewSide;
  readonly outcome: Outcome;
  readonly descent: Descent | null;
  readonly findings: readonly Finding[];
}

function oldSideOf({ from }: SourceMapping, predecessor: UnitRecord | null): OldSide {
  if (!from || !predecessor) return 'missing';
  if (from.code !== null) return 'by-code';
  return predecessor.code === null ? 'name-only' : 'by-name';
}

function newSideOf({ unit, finding }: Successor): NewSide {
  if (!unit) return 'unresolved';
  return finding ? 'by-name' : 'by-code';
}

function oldSideFinding(mapping: SourceMapping, predecessor: UnitRecord | null): Finding | null {
  const { from, to } = mapping;
  if (!from || !predecessor) {
    const detail = `no former commune stands beside ${to.code} ${to.commune}, ${to.province}`;
    return { kind: 'old-unit-missing', resolution: 'unresolved', mapping, detail };
  }
  if (from.code !== null) return null;
  const names = `${from.commune}, ${from.district}, ${from.province}`;
  if (predecessor.code === null) {
    return { kind: 'old-code-missing', resolution: 'unresolved', mapping, detail: `${names}: kept by name` };
  }
  const detail = `${names}: taken as ${predecessor.code}`;
  return { kind: 'old-code-missing', resolution: 'resolved-by-name', mapping, detail };
}

const duplicateFinding = (mapping: SourceMapping, { predecessor, successor }: Descent): Finding => ({
  kind: 'duplicate',
  resolution: 'dropped',
  mapping,
  detail: `${predecessor.name} to ${String(successor.code)} ${successor.name} was read before`,
});

interface Ends {
  readonly mapping: SourceMapping;
  readonly predecessor: UnitRecord | null;
  readonly successor: Successor;
  readonly descent: Descent | null;
}

function endsOf(mapping: SourceMapping, predecessor: UnitRecord | null, successor: Successor): Ends {
  const descent = predecessor && successor.unit ? { predecessor, successor: successor.unit } : null;
  return { mapping, predecessor, successor, descent };
}

function outcomeOf(descent: Descent | null, isRepeated: boolean): Outcome {
  if (!descent) return 'unusable';
  return isRepeated ? 'duplicate' : 'succession';
}

function readingOf({ mapping, predecessor, successor, descent }: Ends, isRepeated: boolean): Reading {
  const findings = [
    oldSideFinding(mapping, predecessor),
    successor.finding,
    descent && isRepeated ? duplicateFinding(mapping, descent) : null,
  ];
  return {
    oldSide: oldSideOf(mapping, predecessor),
    newSide: newSideOf(successor),
    outcome: outcomeOf(descent, isRepeated),
    descent: isRepeated ? null : descent,
    findings: findings.filter((finding) => finding !== null),
  };
}

/** Reads every mapping into its two ends, with a finding for each thing that is not as it should be. */
export function readMappings(
  mappings: readonly SourceMapping[],
  former: FormerUnits,
  current: CurrentUnits,
): readonly Reading[] {
  const joined = joinedProvinces(mappings, current);
  const seen = new Set<string>();
  return mappings.map((mapping) => {
    const predecessor = mapping.from ? former.communeOf(mapping.from) : null;
    const ends = endsOf(mapping, predecessor, successorOf(mapping, current, joined));
    if (!ends.descent) return readingOf(ends, false);
    const key = descentKey(ends.descent);
    const isRepeated = seen.has(key);
    seen.add(key);
    return readingOf(ends, isRepeated);
  });
}
