import { addDays, dateOnly } from './date.js';
import {
  cite,
  citationText,
  INSTRUMENTS,
  instrumentsInForce,
  isInForceThroughout,
  UNDATED_ACTS,
  type InstrumentKey,
} from './instruments.js';

const keysOn = (day: string): readonly InstrumentKey[] =>
  instrumentsInForce(dateOnly(day)).map(({ key }) => key);

describe('INSTRUMENTS', () => {
  it.each(Object.entries(INSTRUMENTS))('%s is filed under its own key, with a source', (key, instrument) => {
    expect(instrument.key).toBe(key);
    expect(instrument.source).toMatch(/^https?:\/\//);
    expect(instrument.title.vi).not.toBe('');
    expect(instrument.title.en).not.toBe('');
  });

  it('none claims that its official text was read', () => {
    expect(Object.values(INSTRUMENTS).map(({ mark }) => mark)).not.toContain('official');
  });

  it('a superseded act ends on the day before its successor begins', () => {
    const pairs = Object.values(INSTRUMENTS).flatMap(({ inForceFrom, supersedes }) =>
      supersedes.map((old) => [old, inForceFrom] as const),
    );
    expect(pairs).toContainEqual(['nd-116-2021', '2026-07-01']);
    for (const [old, from] of pairs) expect(INSTRUMENTS[old].inForceTo).toBe(addDays(from, -1));
  });

  it('an act with an unknown end says so', () => {
    const openEnds: readonly InstrumentKey[] = [
      'nd-109-2021',
      'tt-18-2021',
      'tt-62-2022',
      'tt-05-2011',
      'nd-184-2025',
    ];
    for (const key of openEnds) {
      expect(INSTRUMENTS[key].inForceTo).toBeNull();
      expect(INSTRUMENTS[key].note?.vi).toMatch(/hiệu lực|áp dụng/);
    }
  });
});

describe('instrumentsInForce', () => {
  it.each([
    ['2021-12-31', 'luat-73-2021', false],
    ['2022-01-01', 'luat-73-2021', true],
    ['2026-06-30', 'luat-73-2021', true],
    ['2026-07-01', 'luat-73-2021', false],
    ['2026-06-30', 'nd-116-2021', true],
    ['2026-07-01', 'nd-116-2021', false],
    ['2026-06-30', 'nd-105-2021', true],
    ['2026-07-01', 'nd-105-2021', false],
    ['2026-06-30', 'luat-120-2025', false],
    ['2026-07-01', 'luat-120-2025', true],
    ['2026-06-30', 'nd-163-2026', false],
    ['2026-07-01', 'nd-163-2026', true],
    ['2025-06-30', 'nd-184-2025', false],
    ['2025-07-01', 'nd-184-2025', true],
    ['2024-12-14', 'nd-90-2016', true],
    ['2024-12-15', 'nd-90-2016', false],
    ['2024-12-15', 'nd-141-2024', true],
  ] as const)('on %s: %s %p', (day, key, inForce) => {
    expect(keysOn(day).includes(key)).toBe(inForce);
  });

  it('lists all acts when no day is given, earliest first', () => {
    const days = instrumentsInForce().map(({ inForceFrom }) => inForceFrom);
    expect(days).toHaveLength(Object.keys(INSTRUMENTS).length);
    expect(days).toEqual(days.toSorted());
  });
});

describe('UNDATED_ACTS', () => {
  it.each(UNDATED_ACTS.map((act) => [act.number, act] as const))(
    '%s says what is missing',
    (_number, act) => {
      expect(act.missing.vi).toContain('Chưa xác minh ngày có hiệu lực');
    },
  );

  it('keeps the last day of the decrees that NĐ 116/2021 repealed', () => {
    const repealed = UNDATED_ACTS.filter(({ inForceTo }) => inForceTo === '2021-12-31').map(
      ({ number }) => number,
    );
    expect(repealed).toEqual(
      expect.arrayContaining([
        '135/2004/NĐ-CP',
        '94/2009/NĐ-CP',
        '94/2010/NĐ-CP',
        '221/2013/NĐ-CP',
        '136/2016/NĐ-CP',
      ]),
    );
  });
});

describe('citationText', () => {
  it.each([
    [cite('nd-163-2026', 'Điều 91 khoản 1'), 'Nghị định 163/2026/NĐ-CP, Điều 91 khoản 1'],
    [cite('luat-120-2025', 'Điều 56 khoản 2'), 'Luật 120/2025/QH15, Điều 56 khoản 2'],
    [cite('blds-2015', 'Điều 148'), 'Bộ luật 91/2015/QH13, Điều 148'],
  ])('of %p is %s', (citation, text) => {
    expect(citationText(citation)).toBe(text);
  });
});

describe('isInForceThroughout', () => {
  it.each([
    ['nd-116-2021', '2022-01-01', '2026-06-30', true],
    ['nd-116-2021', '2021-12-31', '2026-06-30', false],
    ['nd-116-2021', '2022-01-01', '2026-07-01', false],
    ['nd-116-2021', '2022-01-01', null, false],
    ['nd-163-2026', '2026-07-01', null, true],
    ['nd-163-2026', '2026-06-30', null, false],
  ] as const)('%s from %s to %s: %p', (key, from, to, expected) => {
    expect(isInForceThroughout(key, dateOnly(from), to === null ? null : dateOnly(to))).toBe(expected);
  });
});
