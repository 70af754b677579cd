import { readFileSync } from 'node:fs';

interface Operation {
  readonly parameters?: readonly { readonly name: string }[];
}

const GUIDE = readFileSync('docs/huong-dan.md', 'utf8');
const { paths: PATHS } = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};
/** A command and whether the guide marks it with ✓: `POST persons/{personId}/void` ✓ */
const COMMANDS = [...GUIDE.matchAll(/`(GET|POST|PUT|PATCH) ([^`?<…]+)(?:\?[^`]*)?`( ✓)?/g)].map(
  ([, method = '', path = '', mark]) => ({ method, path: `/v1/${path}`, isMarked: mark !== undefined }),
);
const [, STEP_TABLE = ''] = /(\| Bước .*?)\n\n/s.exec(GUIDE) ?? [];
/** Fields stand in brackets behind their step. */
const STEPS = [...STEP_TABLE.replaceAll(/\([^)]*\)/g, '').matchAll(/`([a-z-]+)`/g)].map(
  ([, step = '']) => step,
);

const needsVersion = ({ parameters = [] }: Operation): boolean =>
  parameters.some(({ name }) => name.toLowerCase() === 'if-match');

describe('the guide for officers', () => {
  it('names commands that there are, and marks those that need a version', () => {
    expect(COMMANDS.length).toBeGreaterThan(25);
    for (const { method, path, isMarked } of COMMANDS) {
      const operation = PATHS[path]?.[method.toLowerCase()];
      expect([method, path, operation && needsVersion(operation)]).toEqual([method, path, isMarked]);
    }
  });

  it('names steps that there are', () => {
    const there = new Set(Object.keys(PATHS).map((path) => path.split('/{caseId}/').at(-1)));
    expect(STEPS.length).toBeGreaterThan(15);
    expect(STEPS.filter((step) => !there.has(step) && step !== 'organisationId')).toEqual([]);
  });
});
