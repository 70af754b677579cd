import { cleanName, NAME_PATTERN, nameKey, nameWords, wordsOfKey } from './name.rules.js';

const folded = (text: string): readonly string[] => nameWords(text).map((word) => word.folded);
const toned = (text: string): readonly string[] => nameWords(text).map((word) => word.toned);

describe('NAME_PATTERN', () => {
  it.each([
    'Nguyễn Văn Bình',
    'Đỗ Thị Ý',
    'Ý',
    "H'Hen Niê",
    'Y B’Liêu Êban',
    'Y. Bham Niê',
    'Nguyễn-Trần Anh Thư',
    'Thạch Sô Phia',
    'José Müller',
    'Анна Иванова',
    'Nguyễn Văn Bình'.normalize('NFD'),
  ])('accepts %s', (name) => {
    expect(NAME_PATTERN.test(name)).toBe(true);
  });

  it.each([
    ['a digit', 'Nguyễn Văn 2'],
    ['a leading mark', '-Bình'],
    ['a comma', 'Bình, Văn'],
    ['a bracket', 'Bình (Sáu)'],
    ['a wildcard', 'B%'],
    ['an underscore', 'B_nh'],
    ['an equals sign', 'B=nh'],
    ['markup', '<b>Bình</b>'],
    ['nothing', ''],
  ])('refuses %s', (_what, name) => {
    expect(NAME_PATTERN.test(name)).toBe(false);
  });
});

describe('cleanName', () => {
  it('leaves one space between words', () => {
    expect(cleanName('Nguyễn   Văn \u00a0Bình')).toBe('Nguyễn Văn Bình');
  });
});

describe('nameWords', () => {
  it.each([
    ['Nguyễn Thị Đào', ['nguyen', 'thi', 'dao']],
    ['NGUYỄN THỊ ĐÀO', ['nguyen', 'thi', 'dao']],
    ["H'Hen Niê", ['hhen', 'nie']],
    ['H’Hen Niê', ['hhen', 'nie']],
    ['Y. Bham', ['y', 'bham']],
    ['Anh-Thư', ['anh', 'thu']],
    ['  %_= ', []],
    ['Ðặng', ['dang']],
  ])('folds %j to %j', (text, expected) => {
    expect(folded(text)).toEqual(expected);
  });

  it.each([
    ['ba bà bả bã bá bạ', ['0ba', '1ba', '2ba', '3ba', '4ba', '5ba']],
    ['Hoà Hòa', ['1hoa', '1hoa']],
    ['Thuý Thúy', ['4thuy', '4thuy']],
    ['Hùng Hưng Húng', ['1hung', '0hưng', '4hung']],
    ['Nguyễn', ['3nguyên']],
    ['Đặng Ðặng ðặng', ['5đăng', '5đăng', '5đăng']],
    ['Hùng'.normalize('NFD'), ['1hung']],
  ])('keeps letters and tones of %j: %j', (text, expected) => {
    expect(toned(text)).toEqual(expected);
  });

  it('lets the beginning of a word with its tone begin the word', () => {
    const [whole = ''] = toned('Hùng');
    const [begun = '-'] = toned('Hù');
    expect(whole.startsWith(begun)).toBe(true);
  });
});

describe('nameKey', () => {
  it('puts the folded words before the words with tones', () => {
    expect(nameKey('Lê Văn Hùng')).toBe(' le van hung =0lê =0văn =1hung ');
  });

  it('sorts names by their letters, then by their tones', () => {
    const names = ['Lê Văn Hưng', 'Lê Văn Bảo', 'Lê Văn Hùng', 'Lê Anh'];
    expect(names.toSorted((a, b) => (nameKey(a) < nameKey(b) ? -1 : 1))).toEqual([
      'Lê Anh',
      'Lê Văn Bảo',
      'Lê Văn Hưng',
      'Lê Văn Hùng',
    ]);
  });
});

describe('wordsOfKey', () => {
  it.each(['Lê Văn Hùng', 'Ý', "H'Hen Niê", 'Nguyễn-Trần Anh Thư'])('reads the key of %s back', (name) => {
    expect(wordsOfKey(nameKey(name))).toEqual(nameWords(name));
  });
});
