import { groupBy, onlyOne } from './grouping.js';
import type { SourceCommune, SourceProvince, SourceTables } from './source-tables.js';
import { codedUnitId } from './unit-id.js';
import { partsOfName } from './unit-name.js';
import { REFORM_DAY, type UnitLevel, type UnitRecord } from './unit-record.js';

export interface CurrentUnits {
  readonly provinces: readonly UnitRecord[];
  readonly communes: readonly UnitRecord[];
  communeByCode(code: string): UnitRecord | undefined;
  /** The commune when exactly one has this very name in the province that the source calls by this very name. */
  communeByName(commune: string, province: string): UnitRecord | undefined;
  /** Name and province of a commune, as findings cite it. */
  citationOf(commune: UnitRecord): string;
}

const since = (level: UnitLevel, code: string, name: string, parentId: number | null): UnitRecord => ({
  id: codedUnitId('current', level, code),
  code,
  level,
  ...partsOfName(name, level),
  name,
  parentId,
  validFrom: REFORM_DAY,
  validTo: null,
  standing: 'confirmed',
});

// The source leaves 'Tỉnh' out of the names of provinces and keeps 'Thành phố'.
const fullNameOf = ({ name, placeType }: SourceProvince): string =>
  placeType === 'Tỉnh' && !name.startsWith('Tỉnh ') ? `Tỉnh ${name}` : name;

const toProvince = (row: SourceProvince): UnitRecord => since('province', row.code, fullNameOf(row), null);

interface PlacedCommune {
  readonly unit: UnitRecord;
  readonly province: SourceProvince;
}

function place(row: SourceCommune, provinces: ReadonlyMap<string, SourceProvince>): PlacedCommune {
  const province = provinces.get(row.provinceCode);
  if (!province) throw new Error(`commune ${row.code} stands in the unknown province ${row.provinceCode}`);
  return { unit: since('commune', row.code, row.name, toProvince(province).id), province };
}

const citation = (commune: string, province: string): string => `${commune}, ${province}`;

/**
 * The provinces and communes since the reform, with the two ways in which mappings point at them.
 *
 * @throws Error when a commune's province is absent
 */
export function currentUnits(tables: SourceTables): CurrentUnits {
  const provinceByCode = new Map(tables.provinces.map((row) => [row.code, row]));
  const placed = tables.communes.map((row) => place(row, provinceByCode));
  const byCode = new Map(placed.map((commune) => [commune.unit.code, commune]));
  const byName = groupBy(placed, ({ unit, province }) => citation(unit.name, province.name));
  return {
    provinces: tables.provinces.map(toProvince),
    communes: placed.map(({ unit }) => unit),
    communeByCode: (code) => byCode.get(code)?.unit,
    communeByName: (commune, province) => onlyOne(byName.get(citation(commune, province)))?.unit,
    citationOf: ({ code, name }) => citation(name, byCode.get(code)?.province.name ?? ''),
  };
}
