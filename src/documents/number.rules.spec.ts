import { isPattern, numberIn } from './number.rules.js';

describe('the pattern of a register', () => {
  it.each([
    ['decision', '{number}/QĐ-CAX', true],
    ['decision', 'QĐ-CAX', false],
    ['decision', '{number}/{number}', false],
    ['decision', '{number}-{yymmdd}', false],
    ['decision', '{number}/{year}', false],
    ['dossier-code', 'H01.31.069-{yymmdd}-{number}', true],
    ['dossier-code', 'H01.31.069-{number}', false],
  ] as const)('of a %s may be %s: %s', (kind, pattern, expected) => {
    expect(isPattern(kind, pattern)).toBe(expected);
  });
});

describe('numberIn', () => {
  it.each([
    ['{number}/QĐ-CAX', '15/QĐ-CAX', 15],
    ['{number}/QĐ-CAX', '02/QĐ-CAX', 2],
    ['{number}/QĐ-CAX', '02/QĐ-UBND', null],
    ['{number}/QĐ-CAX', '02a/QĐ-CAX', null],
    ['{number}/QĐ-CAX', '/QĐ-CAX', null],
    ['QĐ-{number}', 'QĐ-7', 7],
    ['A{number}A', 'A', null],
  ])('by %s finds in %s %s', (pattern, text, expected) => {
    expect(numberIn(pattern, text)).toBe(expected);
  });
});
