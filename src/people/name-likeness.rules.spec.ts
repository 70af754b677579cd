import { compareNames, type NameLikeness } from './name-likeness.rules.js';
import { nameWords } from './name.rules.js';

describe('compareNames', () => {
  it.each<[string, string, NameLikeness]>([
    ['Nguyễn Văn Hòa', 'NGUYỄN VĂN HOÀ', 'same'],
    ['Đặng Thị Huệ', 'Ðặng  Thị Huệ', 'same'],
    ['Nguyễn Mạnh Hùng', 'Nguyễn Mạnh Hưng', 'same-but-marks'],
    ['Nguyen Manh Hung', 'Nguyễn Mạnh Hùng', 'same-but-marks'],
    ['Lê Thị Như Ý', 'Lê Như Ý', 'word-missing'],
    ['Văn Bình', 'Nguyễn Văn Bình', 'word-missing'],
    ['Nguyễn Hoàng Anh', 'Nguyễn Hoàng Anh Thư', 'given-differs'],
    ['Hùng Nguyễn Mạnh', 'Nguyễn Mạnh Hùng', 'reordered'],
    ['Danh Út', 'Út Danh', 'reordered'],
    ['Nguyễn Văn Bình', 'Nguyễn Hữu Bình', 'middle-differs'],
    ['Nguyễn Văn Bình', 'Nguyễn Văn An', 'given-differs'],
    ['Nguyễn Văn Bình', 'Trần Văn Bình', 'family-differs'],
    ['Danh Út', 'Danh Sáu', 'other'],
    ['Lê Thị Như Ý', 'Lê Ý', 'other'],
    ['Nguyễn Văn Bình', 'Nguyễn Thị An', 'other'],
    ["H'Hen Niê", 'H’Hen Niê', 'same'],
  ])('says of %s and %s: %s, whichever comes first', (one, other, likeness) => {
    expect(compareNames(nameWords(one), nameWords(other))).toBe(likeness);
    expect(compareNames(nameWords(other), nameWords(one))).toBe(likeness);
  });
});
