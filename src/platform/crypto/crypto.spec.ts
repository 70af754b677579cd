import { randomBytes } from 'node:crypto';
import type { KeyRing } from '../config/config.js';
import { BlindIndex } from './blind-index.js';
import { ColumnCipher, keyVersionOf } from './column-cipher.js';

const key = (version: number) => ({ version, bytes: randomBytes(32) });
const one = key(1);
const two = key(2);
const config = (ring: KeyRing) => ({ keys: { jwt: ring, column: ring, blindIndex: ring, audit: ring } });
const place = { table: 'person_identifier', column: 'value', row: 'a' };

describe('ColumnCipher', () => {
  const cipher = new ColumnCipher(config([one]));

  it('opens what it sealed, and never seals twice alike', () => {
    const sealed = cipher.encrypt('091085001234', place);
    expect(cipher.decrypt(sealed, place)).toBe('091085001234');
    expect(cipher.encrypt('091085001234', place)).not.toEqual(sealed);
    expect(sealed.toString('latin1')).not.toContain('091085001234');
  });

  it.each([
    ['another row', { ...place, row: 'b' }],
    ['another column', { ...place, column: 'phone' }],
    ['another table', { ...place, table: 'contact' }],
  ])('does not open a value moved to %s', (_name, elsewhere) => {
    const sealed = cipher.encrypt('091085001234', place);
    expect(() => cipher.decrypt(sealed, elsewhere)).toThrow(/authenticate/);
  });

  it('does not open an altered value', () => {
    const sealed = cipher.encrypt('091085001234', place);
    sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
    expect(() => cipher.decrypt(sealed, place)).toThrow(/authenticate/);
  });

  it('opens older values after a new key took over writing', () => {
    const old = cipher.encrypt('Nguyễn', place);
    const rotated = new ColumnCipher(config([two, one]));
    expect(rotated.decrypt(old, place)).toBe('Nguyễn');
    expect(keyVersionOf(rotated.encrypt('Nguyễn', place))).toBe(2);
    expect(() => new ColumnCipher(config([two])).decrypt(old, place)).toThrow('No column key of version 1');
  });
});

describe('BlindIndex', () => {
  it('matches equal values of one purpose only', () => {
    const index = new BlindIndex(config([one]));
    const value = index.index('identity-number', '091085001234');
    expect(index.index('identity-number', '091085001234')).toEqual(value);
    expect(index.index('phone', '091085001234').value).not.toEqual(value.value);
  });

  it('looks for values of every key during a rotation', () => {
    const old = new BlindIndex(config([one])).index('phone', '0912345678');
    const candidates = new BlindIndex(config([two, one])).candidates('phone', '0912345678');
    expect(candidates).toHaveLength(2);
    expect(candidates).toContainEqual(old);
  });
});
