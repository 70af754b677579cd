import { partsOfName, spellingKey } from './unit-name.js';
import type { UnitLevel, UnitType } from './unit-record.js';

describe('partsOfName', () => {
  it.each<[string, UnitLevel, UnitType, string]>([
    ['Tỉnh An Giang', 'province', 'tinh', 'An Giang'],
    ['Thành phố Cần Thơ', 'province', 'thanh-pho-trung-uong', 'Cần Thơ'],
    ['Huyện Vĩnh Thuận', 'district', 'huyen', 'Vĩnh Thuận'],
    ['Quận Ninh Kiều', 'district', 'quan', 'Ninh Kiều'],
    ['Thị xã Tân Châu', 'district', 'thi-xa', 'Tân Châu'],
    ['Thành phố Rạch Giá', 'district', 'thanh-pho', 'Rạch Giá'],
    ['Xã Vĩnh Phong', 'commune', 'xa', 'Vĩnh Phong'],
    ['Phường Rạch Giá', 'commune', 'phuong', 'Rạch Giá'],
    ['Thị trấn Vĩnh Thuận', 'commune', 'thi-tran', 'Vĩnh Thuận'],
    ['Đặc khu Phú Quốc', 'commune', 'dac-khu', 'Phú Quốc'],
  ])('reads %s at the level of a %s as %s', (name, level, type, shortName) => {
    expect(partsOfName(name, level)).toEqual({ type, shortName });
  });

  it.each<[string, UnitLevel]>([
    ['Phường 12', 'commune'],
    ['Quận 1', 'district'],
  ])('keeps %s whole, a number being no name', (name, level) => {
    expect(partsOfName(name, level).shortName).toBe(name);
  });

  it.each<[string, UnitLevel]>([
    ['Vĩnh Phong', 'commune'],
    ['Xã Vĩnh Phong', 'district'],
    ['Xãm Lốm', 'commune'],
  ])('says that the type of %s as a %s is unknown', (name, level) => {
    expect(partsOfName(name, level)).toEqual({ type: 'unknown', shortName: name });
  });
});

describe('spellingKey', () => {
  it.each([
    ['Xã Thuận Hoà', 'Xã Thuận Hòa'],
    ['Thành phố Thuỷ Nguyên', 'Thành phố Thủy Nguyên'],
    ['Huyện KBang', 'Huyện Kbang'],
    ["Xã Ea H'leo", 'Xã Ea H’Leo'],
    ['Xã Vĩnh Bình', 'Xã Vĩnh Bình'.normalize('NFD')],
  ])('is one for the spellings %s and %s', (one, other) => {
    expect(spellingKey(one)).toBe(spellingKey(other));
  });

  it.each([
    ['Xã Trực Hùng', 'Xã Trực Hưng'],
    ['Xã Châu Bình', 'Xã Châu Bính'],
    ['Phường Sa Pả', 'Phường Sa Pa'],
    ['Xã Đông Thành', 'Xã Đồng Thành'],
    ['Xã Đắk Long', 'Xã Đak Long'],
    ['Xã Vĩnh Lộc', 'Xã Vĩnh Lộc A'],
    ['Xã Vĩnh Thuận', 'Thị trấn Vĩnh Thuận'],
  ])('parts the names %s and %s', (one, other) => {
    expect(spellingKey(one)).not.toBe(spellingKey(other));
  });
});
