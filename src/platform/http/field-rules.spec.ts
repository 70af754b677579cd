import { hasForbiddenCharacters, isDay, isInstant, isUuid, normaliseText } from './field-rules.js';

describe('normaliseText', () => {
  it('composes decomposed Vietnamese and trims', () => {
    expect(normaliseText('  Nguyê\u0303n Thi\u0323 Tuyê\u0301t ')).toBe('Nguyễn Thị Tuyết');
    expect(normaliseText('a\r\nb\rc')).toBe('a\nb\nc');
  });
});

describe('hasForbiddenCharacters', () => {
  it.each([
    ['NUL', 'a\u0000b'],
    ['escape', '\u001b[31m'],
    ['C1 control', 'a\u0085b'],
    ['right-to-left override', 'a\u202eb'],
    ['isolate', 'a\u2066b'],
    ['byte order mark', '\ufeffa'],
    ['half of a surrogate pair', 'a\ud83d'],
    ['the other half', '\ude00a'],
    ['line break', 'a\nb'],
  ])('finds %s', (_name, text) => {
    expect(hasForbiddenCharacters(text, false)).toBe(true);
  });

  it('lets whole characters pass, and line breaks where several lines are allowed', () => {
    expect(hasForbiddenCharacters('Đặng Thị Ngọc Ánh 😀', false)).toBe(false);
    expect(hasForbiddenCharacters('a\nb', true)).toBe(false);
    expect(hasForbiddenCharacters('a\u0000\nb', true)).toBe(true);
  });
});

describe('isInstant', () => {
  it.each(['2026-07-02T08:30:00+07:00', '2026-07-02T01:30:00.123Z', '2024-02-29T00:00Z'])(
    'takes %s',
    (text) => {
      expect(isInstant(text)).toBe(true);
    },
  );

  it.each([
    '2026-07-02',
    '2026-07-02T08:30:00',
    '2026-02-30T08:30:00Z',
    '2026-07-02T24:30:00Z',
    '2026-13-02T08:30:00Z',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+14:00',
    '9999-12-31T23:59:59-14:00',
    '3000-01-01T00:00:00+07:00',
    '2999-12-31T23:59:59-14:00',
    7,
    null,
  ])('refuses %s', (value) => {
    expect(isInstant(value)).toBe(false);
  });
});

describe('isUuid', () => {
  it('takes small letters only, as the database prints them', () => {
    expect(isUuid('01890a5d-ac96-774b-bcce-b302099a8057')).toBe(true);
    expect(isUuid('01890A5D-AC96-774B-BCCE-B302099A8057')).toBe(false);
    expect(isUuid('01890a5dac96774bbcceb302099a8057')).toBe(false);
  });
});

describe('isDay', () => {
  it('takes days that exist, but for the year that no calendar has', () => {
    expect(['1899-12-31', '2024-02-29', '2500-01-01'].map(isDay)).toEqual([true, true, true]);
    expect(['0000-01-01', '3000-01-01', '2026-02-29', '2026-7-2', 20260702].map(isDay)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
