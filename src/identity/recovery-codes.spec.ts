import { newRecoveryCodes, readRecoveryCode } from './recovery-codes.js';

describe('recovery codes', () => {
  it('are ten, each another', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/);
  });

  it.each([
    ['k7m2-p9x4-q3rt', 'k7m2p9x4q3rt'],
    [' K7M2 P9X4 Q3RT ', 'k7m2p9x4q3rt'],
    ['k7m2p9x4q3rt', 'k7m2p9x4q3rt'],
    ['123456', null],
    ['k7m2-p9x4-q3r', null],
    ['k7m2-p9x4-q3r!', null],
  ])('are read however they are typed: %p', (typed, expected) => {
    expect(readRecoveryCode(typed)).toBe(expected);
  });
});
