import { TOTP } from 'otpauth';
import { acceptedStep, newTotpSecret, totpUri } from './totp.js';

// RFC 6238, appendix B: the last six of its eight digits.
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const at = (seconds: number): Date => new Date(seconds * 1000);

describe('a code by time', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [2_000_000_000, '279037'],
  ])('at %i seconds is %s', (seconds, code) => {
    expect(acceptedStep(RFC_SECRET, code, at(seconds), null)).toBe(Math.floor(seconds / 30));
  });

  it.each([
    [-61, false],
    [-31, false],
    [-30, true],
    [0, true],
    [30, true],
    [59, true],
    [60, false],
  ])('is taken %i seconds after its step began: %p', (after, taken) => {
    // 050471 belongs to the step that began at 1111111110.
    const step = acceptedStep(RFC_SECRET, '050471', at(1_111_111_110 + after), null);
    expect(step).toBe(taken ? 37_037_037 : null);
  });

  it('serves once, and none before it serves after it', () => {
    const now = at(1_111_111_111);
    const before = new TOTP({ secret: RFC_SECRET }).generate({ timestamp: now.getTime() - 30_000 });
    expect(acceptedStep(RFC_SECRET, '050471', now, 37_037_037)).toBeNull();
    expect(acceptedStep(RFC_SECRET, before, now, 37_037_037)).toBeNull();
    expect(acceptedStep(RFC_SECRET, '050471', now, 37_037_036)).toBe(37_037_037);
  });

  it.each(['', '05047', '0504711', 'abcdef', '０５０４７１', '50471'])('is not %p', (code) => {
    expect(acceptedStep(RFC_SECRET, code, at(1_111_111_111), null)).toBeNull();
  });

  it('comes from a secret of 160 bits that an address tells the authenticator', () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(secret);
    const uri = new URL(totpUri(secret, 'tran.van.minh'));
    expect(uri.protocol).toBe('otpauth:');
    expect(Object.fromEntries(uri.searchParams)).toMatchObject({ secret, digits: '6', period: '30' });
  });
});
