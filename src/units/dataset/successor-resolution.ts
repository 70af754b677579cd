import type { CurrentUnits } from './current-units.js';
import type { Finding } from './finding.js';
import type { SourceMapping } from './source-tables.js';
import type { UnitRecord } from './unit-record.js';

/** The commune that a mapping leads to, and the finding when its code alone did not say so. */
export interface Successor {
  readonly unit: UnitRecord | null;
  readonly finding: Finding | null;
}

/** Which current provinces a former province went to, by the rows whose code and names agree. */
export type JoinedProvinces = ReadonlyMap<string, ReadonlySet<number | null>>;

const resolved = (
  unit: UnitRecord,
  kind: 'new-code-absent' | 'new-code-contradicted',
  mapping: SourceMapping,
  detail: string,
): Successor => ({ unit, finding: { kind, resolution: 'resolved-by-name', mapping, detail } });

const unresolved = (
  kind: 'new-code-absent' | 'name-mismatch',
  mapping: SourceMapping,
  detail: string,
): Successor => ({ unit: null, finding: { kind, resolution: 'unresolved', mapping, detail } });

const namesOf = ({ to }: SourceMapping): string => `${to.commune}, ${to.province}`;

/** The commune of the code when the row's names are its names: the only rows that need no judgement. */
function agreedSuccessor(mapping: SourceMapping, current: CurrentUnits): UnitRecord | null {
  const byCode = current.communeByCode(mapping.to.code);
  const byName = current.communeByName(mapping.to.commune, mapping.to.province);
  return byCode !== undefined && byCode === byName ? byCode : null;
}

/** Learns from the rows that agree where each former province went. */
export function joinedProvinces(mappings: readonly SourceMapping[], current: CurrentUnits): JoinedProvinces {
  const joined = new Map<string, Set<number | null>>();
  for (const mapping of mappings) {
    const unit = agreedSuccessor(mapping, current);
    if (!unit || !mapping.from) continue;
    const provinces = joined.get(mapping.from.province) ?? new Set();
    joined.set(mapping.from.province, provinces.add(unit.parentId));
  }
  return joined;
}

/**
 * The successor that a mapping names. A code that no commune has is passed over for the names when they are
 * those of exactly one commune. A code that does exist under other names is passed over only when it is
 * proven wrong: the former province did not join the province of the code, but did join that of the names.
 * In every other conflict nobody is chosen.
 */
export function successorOf(
  mapping: SourceMapping,
  current: CurrentUnits,
  joined: JoinedProvinces,
): Successor {
  const agreed = agreedSuccessor(mapping, current);
  if (agreed) return { unit: agreed, finding: null };
  const byCode = current.communeByCode(mapping.to.code);
  const byName = current.communeByName(mapping.to.commune, mapping.to.province);
  if (!byCode) return withoutCode(mapping, byName);
  const detail = `${mapping.to.code} is ${current.citationOf(byCode)}; the row names ${namesOf(mapping)}`;
  if (!byName || !isProvenWrong(mapping, byCode, byName, joined)) {
    return unresolved('name-mismatch', mapping, detail);
  }
  return resolved(byName, 'new-code-contradicted', mapping, `${detail}: taken as ${String(byName.code)}`);
}

function withoutCode(mapping: SourceMapping, byName: UnitRecord | undefined): Successor {
  const detail = `no commune has the code ${mapping.to.code}; the row names ${namesOf(mapping)}`;
  if (!byName) return unresolved('new-code-absent', mapping, detail);
  return resolved(byName, 'new-code-absent', mapping, `${detail}: taken as ${String(byName.code)}`);
}

function isProvenWrong(
  mapping: SourceMapping,
  byCode: UnitRecord,
  byName: UnitRecord,
  joined: JoinedProvinces,
): boolean {
  const provinces = mapping.from ? joined.get(mapping.from.province) : undefined;
  return provinces !== undefined && !provinces.has(byCode.parentId) && provinces.has(byName.parentId);
}
