import { codedUnitId, FREE_IDS, namedUnitId } from './unit-id.js';

describe('codedUnitId', () => {
  it('shows era, level and code', () => {
    expect(codedUnitId('current', 'commune', '31051')).toBe(2_331_051);
    expect(codedUnitId('former', 'commune', '31051')).toBe(1_331_051);
    expect(codedUnitId('current', 'province', '91')).toBe(2_100_091);
    expect(codedUnitId('current', 'commune', '00004')).toBe(2_300_004);
  });

  it('stays under the ids left to administrators', () => {
    expect(codedUnitId('current', 'commune', '99999')).toBeLessThan(FREE_IDS.first);
  });

  it.each(['', '7', '310512', 'H01', '31.05'])('refuses the code %j', (code) => {
    expect(() => codedUnitId('current', 'commune', code)).toThrow(RangeError);
  });
});

describe('namedUnitId', () => {
  const vinhThuan = ['Tỉnh Kiên Giang', 'Huyện Vĩnh Thuận'];

  it('is the same for ever: data in use points at it', () => {
    expect(namedUnitId('province', ['Tỉnh Kiên Giang'])).toBe(1_604_259_708);
    expect(namedUnitId('district', vinhThuan)).toBe(1_329_664_496);
  });

  it('does not move with the spelling', () => {
    expect(namedUnitId('district', ['Tỉnh Phú Yên', 'Thành phố Tuy Hoà'])).toBe(
      namedUnitId('district', ['Tỉnh Phú Yên', 'Thành phố Tuy Hòa']),
    );
  });

  it('parts equal names under different parents and at different levels', () => {
    const ids = [
      namedUnitId('district', vinhThuan),
      namedUnitId('district', ['Tỉnh Hậu Giang', 'Huyện Vĩnh Thuận']),
      namedUnitId('commune', vinhThuan),
    ];
    expect(new Set(ids).size).toBe(3);
  });

  it('lies above the ids left to administrators and fits a 32-bit integer', () => {
    const ids = Array.from({ length: 500 }, (_, n) => namedUnitId('commune', [`Phường ${n}`]));
    expect(Math.min(...ids)).toBeGreaterThan(FREE_IDS.last);
    expect(Math.max(...ids)).toBeLessThan(2 ** 31);
  });
});
