import { entityTag, holds, versionTag } from './entity-tags.js';

describe('an entity tag', () => {
  it('is the version and the content where there is a version, otherwise the content', () => {
    expect(entityTag('"3"', '{"a":1}')).toMatch(/^"3-[\w-]{22}"$/);
    expect(entityTag(undefined, '{"a":1}')).toMatch(/^"[\w-]{22}"$/);
  });

  it('changes with the content though the version stays', () => {
    expect(entityTag('"3"', '{"a":1}')).not.toBe(entityTag('"3"', '{"a":2}'));
    expect(entityTag('"3"', '{"a":1}')).toBe(entityTag('"3"', '{"a":1}'));
  });

  it.each([
    ['"3"', '"3"'],
    ['"3-AbC_-9"', '"3"'],
    [' W/"3-AbC"', 'W/"3"'],
    ['3', '3'],
    ['"x-3"', '"x-3"'],
    ['"3-', '"3-'],
  ])('sent as If-Match: %s means %s', (held, meant) => {
    expect(versionTag(held)).toBe(meant);
  });

  it.each<[string | undefined, boolean]>([
    ['"3-a"', true],
    ['W/"3-a"', true],
    ['"1-z", "3-a"', true],
    ['*', true],
    ['"3"', false],
    ['3-a', false],
    [undefined, false],
  ])('is held by If-None-Match: %s: %p', (sent, held) => {
    expect(holds(sent, '"3-a"')).toBe(held);
  });
});
