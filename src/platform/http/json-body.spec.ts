import fc from 'fast-check';
import { hasDoubleName } from './json-body.js';

describe('hasDoubleName', () => {
  it.each([
    ['{"a":1,"a":2}', true],
    ['{"a":1,"\\u0061":2}', true],
    ['{"a":{"b":1,"b":2}}', true],
    ['[{"a":1},{"a":2,"c":[],"a":3}]', true],
    ['{"a":{"a":1},"b":{"a":2}}', false],
    ['[{"a":1},{"a":1}]', false],
    ['{"a":"b","b":"a","c":["a","a"]}', false],
    ['{"a":"\\"a\\":1,","b":"{\\"b\\":"}', false],
    ['{"a\\\\":1,"a":2}', false],
    ['{"toString":1,"constructor":2}', false],
    ['[]', false],
  ])('%s: %s', (text, expected) => {
    expect(hasDoubleName(text)).toBe(expected);
  });

  it('reads a large body in one go, whatever it is made of', () => {
    for (const part of ['a', '\\"', '\\\\', '{', 'đ']) {
      expect(hasDoubleName(`{"a":"${part.repeat(1_000_000 / part.length)}"}`)).toBe(false);
    }
    expect(hasDoubleName(`[${'{"a":1},'.repeat(100_000)}{"a":1,"a":1}]`)).toBe(true);
  });

  it('finds none in what was written from a value, and one in every object that begins twice with a name', () => {
    fc.assert(
      fc.property(fc.json(), fc.string(), (text, name) => {
        expect(hasDoubleName(text)).toBe(false);
        const twice = `{${JSON.stringify(name)}:${text},${JSON.stringify(name)}:${text}}`;
        expect(hasDoubleName(twice)).toBe(true);
      }),
    );
  });
});
