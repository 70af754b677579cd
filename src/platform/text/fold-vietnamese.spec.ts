import { foldName } from './fold-vietnamese.js';

const ACCENTED: Readonly<Record<string, string>> = {
  a: 'àáảãạăằắẳẵặâầấẩẫậ',
  e: 'èéẻẽẹêềếểễệ',
  i: 'ìíỉĩị',
  o: 'òóỏõọôồốổỗộơờớởỡợ',
  u: 'ùúủũụưừứửữự',
  y: 'ỳýỷỹỵ',
  d: 'đ',
};

const lowerCases = Object.entries(ACCENTED).flatMap(([plain, letters]) =>
  [...letters].map((letter): readonly [string, string] => [letter, plain]),
);
const cases = lowerCases.flatMap(([letter, plain]): (readonly [string, string])[] => [
  [letter, plain],
  [letter.toUpperCase(), plain],
]);

describe('foldName', () => {
  it('is tested over the whole alphabet of 134 accented letters', () => {
    expect(new Set(cases.map(([letter]) => letter)).size).toBe(134);
  });

  it.each(cases)('folds %s to %s, composed and decomposed', (letter, plain) => {
    expect(foldName(letter.normalize('NFC'))).toBe(plain);
    expect(foldName(letter.normalize('NFD'))).toBe(plain);
  });

  it.each([
    ['Nguyễn Thị Đào', 'nguyen thi dao'],
    ['NGUYỄN THỊ ĐÀO', 'nguyen thi dao'],
    ['Nguyễn Thị Đào'.normalize('NFD'), 'nguyen thi dao'],
    [`${'Trương'.normalize('NFD')} Quốc ${'Khánh'.normalize('NFD')}`, 'truong quoc khanh'],
    ['  Lê\t Văn \u00a0 Bảy\n', 'le van bay'],
    ['Xã Hoà Bình', 'xa hoa binh'],
    ["Xã Ea H'Leo", "xa ea h'leo"],
    ['Phường 12', 'phuong 12'],
    ['', ''],
  ])('folds %j to %j', (text, folded) => {
    expect(foldName(text)).toBe(folded);
  });

  it.each([
    ['eth', '\u00d0ặng', '\u00f0ặng'],
    ['African d', '\u0189ặng', '\u0256ặng'],
  ])('reads %s as đ', (_name, upper, lower) => {
    expect([foldName(upper), foldName(lower)]).toEqual(['dang', 'dang']);
  });

  it('leaves a folded text as it is', () => {
    const folded = foldName('Đặc khu Phú Quốc, ấp 3');
    expect(foldName(folded)).toBe(folded);
  });

  it('lets different names share one form', () => {
    expect(foldName('Xã Trực Hùng')).toBe(foldName('Xã Trực Hưng'));
  });
});
