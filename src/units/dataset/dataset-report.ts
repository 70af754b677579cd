import { FINDING_KINDS, type Finding, type FindingKind } from './finding.js';
import { groupBy, tally } from './grouping.js';
import {
  NEW_SIDES,
  OLD_SIDES,
  OUTCOMES,
  type NewSide,
  type OldSide,
  type Outcome,
  type Reading,
} from './reading.js';
import type { SuccessionKind, SuccessionRecord, UnitLevel, UnitRecord, UnitStanding } from './unit-record.js';

export interface UnitCounts {
  readonly current: Readonly<Record<UnitLevel, number>>;
  readonly former: Readonly<Record<UnitStanding, Readonly<Record<UnitLevel, number>>>>;
}

export interface SuccessionCounts {
  readonly kinds: Readonly<Record<SuccessionKind, number>>;
  readonly main: number;
}

export interface DatasetCounts {
  readonly units: UnitCounts;
  /** Rows read; each of the three breakdowns below adds up to it. */
  readonly mappings: number;
  readonly oldSides: Readonly<Record<OldSide, number>>;
  readonly newSides: Readonly<Record<NewSide, number>>;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly successions: Readonly<Record<'province' | 'commune', SuccessionCounts>>;
  readonly findings: Readonly<
    Record<FindingKind, { readonly resolved: number; readonly unresolved: number }>
  >;
}

/** What was found wrong in the source, whole: nothing is repaired or left out without a line here. */
export interface DatasetReport {
  readonly counts: DatasetCounts;
  readonly resolved: readonly Finding[];
  readonly unresolved: readonly Finding[];
}

export interface ReportInput {
  readonly units: readonly UnitRecord[];
  readonly readings: readonly Reading[];
  readonly provinceSuccessions: readonly SuccessionRecord[];
  readonly communeSuccessions: readonly SuccessionRecord[];
  readonly findings: readonly Finding[];
}

const LEVELS: readonly UnitLevel[] = ['province', 'district', 'commune'];
const SUCCESSION_KINDS: readonly SuccessionKind[] = ['whole', 'part', 'continues'];

const levelsOf = (units: readonly UnitRecord[]) => tally(LEVELS, units, ({ level }) => level);

function unitCounts(units: readonly UnitRecord[]): UnitCounts {
  const former = (standing: UnitStanding) =>
    levelsOf(units.filter((unit) => unit.validTo !== null && unit.standing === standing));
  return {
    current: levelsOf(units.filter((unit) => unit.validTo === null)),
    former: { confirmed: former('confirmed'), 'name-only': former('name-only') },
  };
}

const successionCounts = (successions: readonly SuccessionRecord[]): SuccessionCounts => ({
  kinds: tally(SUCCESSION_KINDS, successions, ({ kind }) => kind),
  main: successions.filter(({ main }) => main).length,
});

const isUnresolved = ({ resolution }: Finding): boolean => resolution === 'unresolved';

function findingCounts(findings: readonly Finding[]): DatasetCounts['findings'] {
  const byKind = groupBy(findings, ({ kind }) => kind);
  const countsOf = (kind: FindingKind) => {
    const all = byKind.get(kind) ?? [];
    const unresolved = all.filter(isUnresolved).length;
    return [kind, { resolved: all.length - unresolved, unresolved }] as const;
  };
  return Object.fromEntries(FINDING_KINDS.map(countsOf)) as DatasetCounts['findings'];
}

/** Counts what was read and parts the findings into those settled by a stated rule and those left open. */
export function toReport(input: ReportInput): DatasetReport {
  const { units, readings, findings } = input;
  return {
    counts: {
      units: unitCounts(units),
      mappings: readings.length,
      oldSides: tally(OLD_SIDES, readings, ({ oldSide }) => oldSide),
      newSides: tally(NEW_SIDES, readings, ({ newSide }) => newSide),
      outcomes: tally(OUTCOMES, readings, ({ outcome }) => outcome),
      successions: {
        province: successionCounts(input.provinceSuccessions),
        commune: successionCounts(input.communeSuccessions),
      },
      findings: findingCounts(findings),
    },
    resolved: findings.filter((finding) => !isUnresolved(finding)),
    unresolved: findings.filter(isUnresolved),
  };
}
