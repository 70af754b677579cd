import { readFileSync } from 'node:fs';

interface Schema {
  readonly enum?: readonly string[];
  readonly description?: string;
  readonly 'x-enum-descriptions'?: Readonly<Record<string, { readonly vi: string; readonly en: string }>>;
}

const DOCUMENT = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};
const NAMED = Object.entries(DOCUMENT.components.schemas).filter(([, schema]) => schema.enum);

/** Closed lists without a schema of their own. */
function unnamed(node: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof node !== 'object' || node === null) return [];
  const here = 'enum' in node && Array.isArray(node.enum) && !isNamed(path) ? [node.enum as string[]] : [];
  return [...here, ...Object.entries(node).flatMap(([key, value]) => unnamed(value, [...path, key]))];
}

const isNamed = (path: readonly string[]): boolean =>
  path.length === 3 && path[0] === 'components' && path[1] === 'schemas';

describe('closed lists of the document', () => {
  it('say each value in Vietnamese and in English', () => {
    expect(NAMED.length).toBeGreaterThan(50);
    const silent = NAMED.flatMap(([name, schema]) =>
      (schema.enum ?? [])
        .filter((value) => {
          const words = schema['x-enum-descriptions']?.[value];
          return (
            !words?.vi ||
            !words.en ||
            !schema.description?.includes(`\`${value}\`: ${words.vi} / ${words.en}`)
          );
        })
        .map((value) => `${name}.${value}`),
    );
    expect(silent).toEqual([]);
  });

  it('have a schema of their own, but for the two languages', () => {
    const found = new Set(unnamed(DOCUMENT).map((values) => values.join()));
    expect([...found]).toEqual(['vi,en']);
  });
});
