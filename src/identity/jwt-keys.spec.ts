import { createSecretKey, randomBytes } from 'node:crypto';
import { JwtKeys, UnknownKeyError } from './jwt-keys.js';

const key = (version: number) => ({ version, bytes: randomBytes(32) });
const [one, two] = [key(1), key(2)];
const ring = [two, one] as const;
const keys = new JwtKeys({ keys: { jwt: ring, column: ring, blindIndex: ring, audit: ring } });
const token = (header: object | string): string => {
  const text = typeof header === 'string' ? header : JSON.stringify(header);
  return `${Buffer.from(text).toString('base64url')}.e30.c2ln`;
};

describe('the keys of access tokens', () => {
  it('sign with the first', () => {
    expect(keys.signingVersion).toBe('2');
    expect(keys.signing.equals(createSecretKey(two.bytes))).toBe(true);
  });

  it('verify with the one that the token names, also an older one', () => {
    expect(keys.keyOf(token({ kid: '1' })).equals(createSecretKey(one.bytes))).toBe(true);
    expect(keys.keyOf(token({ kid: '2' })).equals(createSecretKey(two.bytes))).toBe(true);
  });

  it.each([
    ['another key', token({ kid: '3' })],
    ['no key', token({ alg: 'HS256' })],
    ['a number', token({ kid: 1 })],
    ['a member of every object', token({ kid: '__proto__' })],
    ['a header that is not JSON', token('{')],
    ['a header that is null', token('null')],
    ['a text that is no token', 'abc'],
    ['nothing', ''],
  ])('refuse a token that names %s', (_name, text) => {
    expect(() => keys.keyOf(text)).toThrow(UnknownKeyError);
  });
});
