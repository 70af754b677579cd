import type { FormerCommuneNames, SourceMapping } from './source-tables.js';
import { codedUnitId, namedUnitId } from './unit-id.js';
import { partsOfName, spellingKey } from './unit-name.js';
import { EVE_OF_REFORM, type UnitLevel, type UnitRecord, type UnitStanding } from './unit-record.js';

export interface FormerUnits {
  readonly units: readonly UnitRecord[];
  /** The record of a commune that one of the mappings names. */
  communeOf(names: FormerCommuneNames): UnitRecord;
}

interface Candidate {
  readonly level: UnitLevel;
  /** Names from the province down. */
  readonly path: readonly string[];
  readonly code: string | null;
  readonly parentId: number | null;
  readonly standing: UnitStanding;
}

const pathKey = (path: readonly string[]): string => path.map(spellingKey).join('/');

const pathOf = (names: FormerCommuneNames): readonly string[] => [
  names.province,
  names.district,
  names.commune,
];

function recordOf({ level, path, code, parentId, standing }: Candidate): UnitRecord {
  const name = path.at(-1) ?? '';
  return {
    id: code === null ? namedUnitId(level, path) : codedUnitId('former', level, code),
    code,
    level,
    ...partsOfName(name, level),
    name,
    parentId,
    validFrom: null,
    validTo: EVE_OF_REFORM,
    standing,
  };
}

class Register {
  private readonly byPath = new Map<string, UnitRecord>();

  get units(): readonly UnitRecord[] {
    return [...this.byPath.values()];
  }

  at(path: readonly string[]): UnitRecord | undefined {
    return this.byPath.get(pathKey(path));
  }

  addCommune(names: FormerCommuneNames): void {
    const { code, province, district } = names;
    const standing: UnitStanding = code === null ? 'name-only' : 'confirmed';
    const provinceId = this.ensure({
      level: 'province',
      path: [province],
      code: null,
      parentId: null,
      standing,
    }).id;
    const path = [province, district];
    const districtId = this.ensure({
      level: 'district',
      path,
      code: null,
      parentId: provinceId,
      standing,
    }).id;
    this.ensure({ level: 'commune', path: pathOf(names), code, parentId: districtId, standing });
  }

  // Coded communes come first: a name without a code then meets the commune that bears it and adds nothing.
  private ensure(candidate: Candidate): UnitRecord {
    const known = this.at(candidate.path);
    if (!known) return this.add(candidate);
    if (candidate.code === null || candidate.code === known.code) return known;
    throw new Error(`${candidate.path.join(', ')} has two codes: ${String(known.code)}, ${candidate.code}`);
  }

  private add(candidate: Candidate): UnitRecord {
    const unit = recordOf(candidate);
    this.byPath.set(pathKey(candidate.path), unit);
    return unit;
  }
}

/**
 * The communes before the reform with their districts and provinces, from the names in the mappings. A commune
 * without a code is the coded one of the same name in the same district when there is one, in whatever spelling,
 * and a name-only unit otherwise.
 *
 * @throws Error when one commune bears two codes
 */
export function formerUnits(mappings: readonly SourceMapping[]): FormerUnits {
  const named = mappings.flatMap(({ from }) => (from ? [from] : []));
  const register = new Register();
  for (const names of named) if (names.code !== null) register.addCommune(names);
  for (const names of named) if (names.code === null) register.addCommune(names);
  return {
    units: register.units,
    communeOf: (names) => {
      const unit = register.at(pathOf(names));
      if (!unit) throw new Error(`no mapping names ${pathOf(names).join(', ')}`);
      return unit;
    },
  };
}
