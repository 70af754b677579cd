import { readSourceTables } from './source-tables.js';

const mapping = (fields: object = {}) => ({
  id: '7',
  old_ward_code: '31060',
  old_ward_name: 'Xã Vĩnh Bình Bắc',
  old_district_name: 'Huyện Vĩnh Thuận',
  old_province_name: 'Tỉnh Kiên Giang',
  new_ward_code: '31064',
  new_ward_name: 'Xã Vĩnh Bình',
  new_province_name: 'An Giang',
  ...fields,
});

const source = (...mappings: readonly object[]) => [
  { type: 'header', version: '1.1' },
  {
    type: 'table',
    name: 'provinces',
    data: [{ id: '1', province_code: '91', name: 'An Giang', place_type: 'Tỉnh' }],
  },
  {
    type: 'table',
    name: 'wards',
    data: [{ id: '1', ward_code: '31064', name: 'Xã Vĩnh Bình', province_code: '91' }],
  },
  { type: 'table', name: 'ward_mappings', data: mappings },
];

const read = (fields: object) => readSourceTables(source(mapping(fields))).mappings[0];

describe('readSourceTables', () => {
  it('reads the three tables', () => {
    expect(readSourceTables(source(mapping()))).toEqual({
      provinces: [{ code: '91', name: 'An Giang', placeType: 'Tỉnh' }],
      communes: [{ code: '31064', name: 'Xã Vĩnh Bình', provinceCode: '91' }],
      mappings: [
        {
          id: 7,
          from: {
            code: '31060',
            commune: 'Xã Vĩnh Bình Bắc',
            district: 'Huyện Vĩnh Thuận',
            province: 'Tỉnh Kiên Giang',
          },
          to: { code: '31064', commune: 'Xã Vĩnh Bình', province: 'An Giang' },
        },
      ],
    });
  });

  it('composes names and drops spaces that mean nothing', () => {
    const name = ` Xã  ${'Vĩnh Bình'.normalize('NFD')}\u00a0`;
    expect(read({ new_ward_name: name })?.to.commune).toBe('Xã Vĩnh Bình'.normalize('NFC'));
  });

  it.each([null, '', '  '])('reads the code %j as none', (code) => {
    expect(read({ old_ward_code: code })?.from?.code).toBeNull();
  });

  it.each(['old_ward_name', 'old_district_name', 'old_province_name'])(
    'names no former commune when %s is empty',
    (field) => {
      expect(read({ [field]: null })?.from).toBeNull();
    },
  );

  it('puts mappings in the order of their ids', () => {
    const rows = ['10', '9', '2'].map((id) => mapping({ id }));
    expect(readSourceTables(source(...rows)).mappings.map(({ id }) => id)).toEqual([2, 9, 10]);
  });

  it('refuses data without one of its tables', () => {
    expect(() => readSourceTables([])).toThrow('the address data has no table provinces');
    expect(() => readSourceTables(null)).toThrow(TypeError);
  });

  it.each([
    ['new_ward_code', null],
    ['new_ward_name', ''],
    ['new_province_name', 91],
    ['old_ward_code', 31060],
  ])('refuses a mapping whose %s is %j', (field, value) => {
    expect(() => read({ [field]: value })).toThrow(`${field} of row 7`);
  });
});
