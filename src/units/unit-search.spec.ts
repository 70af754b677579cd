import { foldUnitName, searchPatterns } from './unit-search.js';

describe('foldUnitName', () => {
  it.each([
    ['Xã Vĩnh Phong', 'xa vinh phong'],
    ['Phường Đa Kao', 'phuong da kao'],
    ['Xã Ea H’Leo', 'xa ea hleo'],
    ["Xã K' Dang", 'xa k dang'],
    ['Phường Văn Miếu - Quốc Tử Giám', 'phuong van mieu quoc tu giam'],
    ['Thị trấn N.T Phong Hải', 'thi tran n t phong hai'],
    ['Phường 12', 'phuong 12'],
  ])('folds %s to %s', (name, folded) => {
    expect(foldUnitName(name)).toBe(folded);
  });
});

describe('searchPatterns', () => {
  it('asks for the start of the name or of a word in it', () => {
    expect(searchPatterns(' Vĩnh  PH')).toEqual(['vinh ph%', '% vinh ph%']);
  });

  it('leaves no wildcard of the caller', () => {
    expect(searchPatterns('50%_x')).toEqual(['50 x%', '% 50 x%']);
  });
});
