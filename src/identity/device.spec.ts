import { deviceOf } from './device.js';

describe('a device', () => {
  it.each([
    ['Mozilla/5.0 (Windows NT 10.0)', 'Mozilla/5.0 (Windows NT 10.0)'],
    ['  curl/8.5\u0000\u202e ', 'curl/8.5'],
    ['x'.repeat(300), 'x'.repeat(200)],
  ])('that says %p is %p', (said, expected) => {
    expect(deviceOf(said)).toBe(expected);
  });

  it.each([undefined, '', '   ', '\u202e'])('that says %p is none', (said) => {
    expect(deviceOf(said)).toBeNull();
  });
});
