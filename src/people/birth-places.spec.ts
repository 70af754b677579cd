import { isKnownBirthPlace } from './birth-places.js';

describe('isKnownBirthPlace', () => {
  it('knows 63 provinces below the first country', () => {
    const codes = Array.from({ length: 100 }, (_, code) => String(code).padStart(3, '0'));
    expect(codes.filter(isKnownBirthPlace)).toHaveLength(63);
  });

  it.each(['001', '079', '089', '091', '096', '100', '999'])('accepts %s', (code) => {
    expect(isKnownBirthPlace(code)).toBe(true);
  });
});
