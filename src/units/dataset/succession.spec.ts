import { toSuccessions, type Descent } from './succession.js';
import type { SuccessionRecord, UnitRecord } from './unit-record.js';

const unit = (
  id: number,
  code: string | null,
  name: string,
  overrides: Partial<UnitRecord> = {},
): UnitRecord => ({
  id,
  code,
  level: 'commune',
  type: 'xa',
  name,
  shortName: name,
  parentId: null,
  validFrom: null,
  validTo: null,
  standing: 'confirmed',
  ...overrides,
});
const descent = (predecessor: UnitRecord, successor: UnitRecord): Descent => ({ predecessor, successor });
const only = (predecessor: UnitRecord, successor: UnitRecord): SuccessionRecord | undefined =>
  toSuccessions([descent(predecessor, successor)])[0];

const binhSon = unit(11, '40001', 'Xã Bình Sơn');
const anBinh = unit(12, '40009', 'Xã An Bình');
const newBinhSon = unit(21, '40001', 'Xã Bình Sơn');
const newTanPhu = unit(22, '40002', 'Xã Tân Phú');
const PROVINCE: Partial<UnitRecord> = { level: 'province', type: 'tinh' };

describe('toSuccessions', () => {
  it.each<[string, UnitRecord, UnitRecord]>([
    ['code and name stay', binhSon, newBinhSon],
    ['the name is spelled anew', unit(13, '40003', 'Xã Long Hoà'), unit(23, '40003', 'Xã Long Hòa')],
    [
      'a province without a known code keeps its name',
      unit(1, null, 'Tỉnh Sông Hiền', PROVINCE),
      unit(2, '41', 'Tỉnh Sông Hiền', PROVINCE),
    ],
  ])('says that a unit continues where %s', (_case, predecessor, successor) => {
    expect(only(predecessor, successor)).toMatchObject({ kind: 'continues', main: true });
  });

  it.each<[string, UnitRecord, UnitRecord]>([
    ['the type changes', unit(13, '40001', 'Thị trấn Bình Sơn'), newBinhSon],
    ['a letter changes', unit(13, '40003', 'Xã Đak Long'), unit(23, '40003', 'Xã Đắk Long')],
    ['the code changes', unit(13, '40009', 'Xã Bình Sơn'), newBinhSon],
    ['the former code is not known', unit(13, null, 'Xã Bình Sơn'), newBinhSon],
  ])('says whole and main where %s', (_case, predecessor, successor) => {
    expect(only(predecessor, successor)).toMatchObject({ kind: 'whole', main: true });
  });

  it('says whole and main of each of several that go to one, also of the one that keeps code and name', () => {
    const shared = { successorId: 21, effectiveOn: '2025-07-01', kind: 'whole', main: true };
    expect(toSuccessions([descent(anBinh, newBinhSon), descent(binhSon, newBinhSon)])).toEqual([
      { predecessorId: 11, ...shared },
      { predecessorId: 12, ...shared },
    ]);
  });

  it('says part of each of several successors and calls none of them main', () => {
    const shared = { predecessorId: 11, effectiveOn: '2025-07-01', kind: 'part', main: false };
    expect(toSuccessions([descent(binhSon, newTanPhu), descent(binhSon, newBinhSon)])).toEqual([
      { successorId: 21, ...shared },
      { successorId: 22, ...shared },
    ]);
  });
});
