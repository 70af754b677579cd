import { buildUnitDataset, type UnitDataset } from './build-unit-dataset.js';
import type { FindingKind } from './finding.js';
import { codedUnitId } from './unit-id.js';
import type { UnitRecord } from './unit-record.js';

interface MappingFields {
  readonly from?:
    readonly [code: string | null, commune: string, district?: string, province?: string] | null;
  readonly to?: readonly [code: string, commune: string, province?: string];
}

const PROVINCES = [
  { province_code: '41', name: 'Sông Hiền', place_type: 'Tỉnh' },
  { province_code: '43', name: 'Thành phố Cửa Đông', place_type: 'Thành phố Trung Ương' },
];
const WARDS = [
  { ward_code: '40001', name: 'Xã Bình Sơn', province_code: '41' },
  { ward_code: '40002', name: 'Xã Tân Phú', province_code: '41' },
  { ward_code: '40003', name: 'Xã Long Hòa', province_code: '41' },
  { ward_code: '43001', name: 'Phường Hải Châu Đông', province_code: '43' },
  { ward_code: '43002', name: 'Xã Tân Phú', province_code: '43' },
];

function mappingRow({ from, to = ['40001', 'Xã Bình Sơn'] }: MappingFields, index: number) {
  const [code, commune, district = 'Huyện Bình Sơn', province = 'Tỉnh Sông Hiền'] = from ?? [];
  return {
    id: String(index + 1),
    old_ward_code: code ?? null,
    old_ward_name: commune ?? null,
    old_district_name: from ? district : null,
    old_province_name: from ? province : null,
    new_ward_code: to[0],
    new_ward_name: to[1],
    new_province_name: to[2] ?? 'Sông Hiền',
  };
}

const tables = (mappings: readonly object[], wards: readonly object[] = WARDS) => [
  { type: 'table', name: 'provinces', data: PROVINCES },
  { type: 'table', name: 'wards', data: wards },
  { type: 'table', name: 'ward_mappings', data: mappings },
];

const build = (...mappings: readonly MappingFields[]): UnitDataset =>
  buildUnitDataset(tables(mappings.map(mappingRow)));

const formerCommunes = ({ units }: UnitDataset): readonly UnitRecord[] =>
  units.filter((unit) => unit.level === 'commune' && unit.validTo !== null);

const communeSuccessions = ({ successions }: UnitDataset) =>
  successions.filter(({ successorId }) => successorId >= codedUnitId('current', 'commune', '00'));

const unresolvedKinds = ({ report }: UnitDataset): readonly FindingKind[] =>
  report.unresolved.map(({ kind }) => kind).filter((kind) => kind !== 'no-predecessor');

const BINH_SON = codedUnitId('current', 'commune', '40001');
const TAN_PHU = codedUnitId('current', 'commune', '40002');

describe('units', () => {
  it('stand since the reform under their provinces, named in full', () => {
    const { units } = build();
    expect(units.find(({ id }) => id === BINH_SON)).toEqual({
      id: BINH_SON,
      code: '40001',
      level: 'commune',
      type: 'xa',
      name: 'Xã Bình Sơn',
      shortName: 'Bình Sơn',
      parentId: codedUnitId('current', 'province', '41'),
      validFrom: '2025-07-01',
      validTo: null,
      standing: 'confirmed',
    });
    expect(units.filter(({ level }) => level === 'province').map(({ name }) => name)).toEqual([
      'Tỉnh Sông Hiền',
      'Thành phố Cửa Đông',
    ]);
  });

  it('stood to the eve of the reform under a district and a province', () => {
    const { units } = build({ from: ['40001', 'Thị trấn Bình Sơn'] });
    const commune = units.find(({ name }) => name === 'Thị trấn Bình Sơn');
    const district = units.find(({ id }) => id === commune?.parentId);
    const province = units.find(({ id }) => id === district?.parentId);
    expect(commune).toMatchObject({
      code: '40001',
      type: 'thi-tran',
      validFrom: null,
      validTo: '2025-06-30',
    });
    expect(district).toMatchObject({
      code: null,
      type: 'huyen',
      name: 'Huyện Bình Sơn',
      validTo: '2025-06-30',
    });
    expect(province).toMatchObject({
      code: null,
      type: 'tinh',
      name: 'Tỉnh Sông Hiền',
      validTo: '2025-06-30',
    });
  });

  it('part the two meanings of a reused code', () => {
    const { units } = build({ from: ['40001', 'Thị trấn Bình Sơn'] });
    expect(units.filter(({ code }) => code === '40001').map(({ id, name }) => [id, name])).toEqual([
      [codedUnitId('former', 'commune', '40001'), 'Thị trấn Bình Sơn'],
      [BINH_SON, 'Xã Bình Sơn'],
    ]);
  });

  it('keep their ids when the source grows', () => {
    const row: MappingFields = { from: [null, 'Xã An Lạc'] };
    const [before, after] = [build(row), build({ from: ['40009', 'Xã An Bình'] }, row)];
    const ids = new Set(after.units.map(({ id }) => id));
    expect(before.units.filter(({ id }) => !ids.has(id))).toEqual([]);
  });
});

describe('a former commune without a code', () => {
  it('is kept by name, with its district, as not confirmed', () => {
    const dataset = build({ from: [null, 'Xã An Lạc', 'Huyện An Lạc'] });
    expect(formerCommunes(dataset)).toMatchObject([{ code: null, name: 'Xã An Lạc', standing: 'name-only' }]);
    expect(dataset.units.find(({ level }) => level === 'district')).toMatchObject({ standing: 'name-only' });
    expect(unresolvedKinds(dataset)).toEqual(['old-code-missing']);
  });

  it('is the coded one of the same name in the same district, in whatever spelling', () => {
    const dataset = build(
      { from: [null, 'Xã Thuận Hoà'], to: ['40002', 'Xã Tân Phú'] },
      { from: ['40009', 'Xã Thuận Hòa'] },
    );
    expect(formerCommunes(dataset)).toMatchObject([
      { code: '40009', name: 'Xã Thuận Hòa', standing: 'confirmed' },
    ]);
    expect(dataset.report.counts.findings['old-code-missing']).toEqual({ resolved: 1, unresolved: 0 });
  });

  it.each([
    ['of another tone', 'Xã Thuận Hóa', 'Huyện Bình Sơn'],
    ['of another type', 'Thị trấn Thuận Hòa', 'Huyện Bình Sơn'],
    ['in another district', 'Xã Thuận Hòa', 'Huyện An Lạc'],
  ])('is not a coded one %s', (_case, commune, district) => {
    const dataset = build({ from: ['40009', 'Xã Thuận Hòa'] }, { from: [null, commune, district] });
    expect(formerCommunes(dataset)).toHaveLength(2);
    expect(unresolvedKinds(dataset)).toEqual(['old-code-missing']);
  });
});

describe('a row without a former commune', () => {
  it('makes no succession and is reported, with the commune that nothing leads to', () => {
    const dataset = build({ from: null });
    expect(dataset.successions).toEqual([]);
    expect(unresolvedKinds(dataset)).toEqual(['old-unit-missing']);
    expect(dataset.report.unresolved.map(({ detail }) => detail)).toContain('40001 Xã Bình Sơn');
  });
});

describe('a new code that no commune has', () => {
  it('is passed over for the names of exactly one commune', () => {
    const dataset = build({ from: ['40009', 'Xã An Bình'], to: ['401', 'Xã Tân Phú'] });
    expect(communeSuccessions(dataset)).toMatchObject([{ successorId: TAN_PHU }]);
    expect(dataset.report.resolved).toMatchObject([
      { kind: 'new-code-absent', resolution: 'resolved-by-name' },
    ]);
  });

  it.each([
    ['name', 'Xã Tân Phú Đông', 'Sông Hiền'],
    ['province', 'Xã Bình Sơn', 'Thành phố Cửa Đông'],
  ])('leaves the row open when no commune has that %s', (_case, commune, province) => {
    const dataset = build({ from: ['40009', 'Xã An Bình'], to: ['401', commune, province] });
    expect(dataset.successions).toEqual([]);
    expect(formerCommunes(dataset)).toHaveLength(1);
    expect(unresolvedKinds(dataset)).toEqual(['new-code-absent']);
  });

  it('leaves the row open when two communes have the very name in the very province', () => {
    const wards = [...WARDS, { ward_code: '40012', name: 'Xã Tân Phú', province_code: '41' }];
    const row = mappingRow({ from: ['40009', 'Xã An Bình'], to: ['401', 'Xã Tân Phú'] }, 0);
    expect(unresolvedKinds(buildUnitDataset(tables([row], wards)))).toEqual(['new-code-absent']);
  });
});

describe('a new code of a commune with other names', () => {
  const wentToSongHien: MappingFields = { from: ['40008', 'Xã An Hội'] };

  it('is passed over when the former province did not join the province of the code', () => {
    const dataset = build(wentToSongHien, { from: [null, 'Xã An Bình'], to: ['43002', 'Xã Tân Phú'] });
    expect(communeSuccessions(dataset).map(({ successorId }) => successorId)).toContain(TAN_PHU);
    expect(dataset.report.resolved).toMatchObject([
      {
        kind: 'new-code-contradicted',
        detail:
          '43002 is Xã Tân Phú, Thành phố Cửa Đông; the row names Xã Tân Phú, Sông Hiền: taken as 40002',
      },
    ]);
  });

  it.each<[string, MappingFields['to']]>([
    ['the code lies in the same province', ['40001', 'Xã Tân Phú']],
    ['no commune has the names', ['43002', 'Xã Tân Phú Đông']],
    ['the names lie in a province that was not joined', ['40001', 'Xã Tân Phú', 'Thành phố Cửa Đông']],
  ])('leaves the row open when %s', (_case, to) => {
    const dataset = build(wentToSongHien, { from: ['40009', 'Xã An Bình'], to });
    expect(communeSuccessions(dataset)).toHaveLength(1);
    expect(unresolvedKinds(dataset)).toEqual(['name-mismatch']);
  });

  it('leaves the row open when no clean row says where the former province went', () => {
    const dataset = build({ from: ['40009', 'Xã An Bình'], to: ['43002', 'Xã Tân Phú'] });
    expect(unresolvedKinds(dataset)).toEqual(['name-mismatch']);
  });
});

describe('successions', () => {
  it('are parts where a row without a code adds a successor to a coded commune, and are reported', () => {
    const dataset = build(
      { from: ['40009', 'Xã An Bình'] },
      { from: [null, 'Xã An Bình'], to: ['40002', 'Xã Tân Phú'] },
    );
    expect(communeSuccessions(dataset)).toMatchObject([
      { successorId: BINH_SON, kind: 'part', main: false },
      { successorId: TAN_PHU, kind: 'part', main: false },
    ]);
    expect(unresolvedKinds(dataset)).toEqual(['ambiguous-main']);
  });

  it('name each pair once; the row that repeats it is reported', () => {
    const dataset = build({ from: ['40009', 'Xã An Bình'] }, { from: [null, 'Xã An Bình'] });
    expect(communeSuccessions(dataset)).toHaveLength(1);
    expect(dataset.report.resolved.filter(({ kind }) => kind === 'duplicate')).toMatchObject([
      { resolution: 'dropped', mapping: { id: 2 } },
    ]);
  });

  it('of provinces follow their communes', () => {
    const dataset = build(
      { from: ['40001', 'Xã Bình Sơn'] },
      { from: ['40009', 'Xã An Bình', 'Huyện Ba Lòng', 'Tỉnh Ba Lòng'] },
    );
    const named = new Map(dataset.units.map(({ id, name }) => [id, name]));
    const provinces = dataset.successions
      .filter(({ successorId }) => successorId === codedUnitId('current', 'province', '41'))
      .map(({ predecessorId, kind, main }) => [named.get(predecessorId), kind, main]);
    expect(provinces).toHaveLength(2);
    expect(provinces).toEqual(
      expect.arrayContaining([
        ['Tỉnh Sông Hiền', 'whole', true],
        ['Tỉnh Ba Lòng', 'whole', true],
      ]),
    );
  });
});

describe('a source that breaks what the rules rest on is refused', () => {
  it('when a former commune bears two codes', () => {
    expect(() => build({ from: ['40008', 'Xã An Bình'] }, { from: ['40009', 'Xã An Bình'] })).toThrow(
      'Tỉnh Sông Hiền, Huyện Bình Sơn, Xã An Bình has two codes: 40008, 40009',
    );
  });

  it('when two former communes bear one code', () => {
    expect(() => build({ from: ['40009', 'Xã An Bình'] }, { from: ['40009', 'Xã An Hội'] })).toThrow(
      'units share id 1340009: Xã An Bình, Xã An Hội',
    );
  });

  it('when a commune stands in no known province', () => {
    const wards = [{ ward_code: '40001', name: 'Xã Bình Sơn', province_code: '99' }];
    expect(() => buildUnitDataset(tables([], wards))).toThrow('unknown province 99');
  });
});
