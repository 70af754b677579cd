import { readFileSync } from 'node:fs';

interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

interface Operation {
  readonly parameters?: readonly { readonly name: string }[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { schema: Schema }>> }>
  >;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const DOCUMENT = JSON.parse(readFileSync('openapi.json', 'utf8')) as Document;
const REASONS = new Map(
  [...readFileSync('docs/api-versions.md', 'utf8').matchAll(/^\| `(\/v1\/[^`]+)` +\| (.*?) +\|$/gm)].map(
    ([, path = '', why = '']) => [path, why],
  ),
);

function propertiesOf(schema: Schema | undefined): readonly string[] {
  if (!schema) return [];
  if (schema.$ref) return propertiesOf(DOCUMENT.components.schemas[schema.$ref.split('/').at(-1) ?? '']);
  return [...Object.keys(schema.properties ?? {}), ...(schema.allOf ?? []).flatMap(propertiesOf)];
}

const answerOf = ({ responses }: Operation): readonly string[] =>
  propertiesOf(responses['200']?.content?.['application/json']?.schema);

const LISTS = Object.entries(DOCUMENT.paths).flatMap(([path, { get }]) =>
  get && answerOf(get).includes('items') ? [{ path, operation: get }] : [],
);
const isFollowed = ({ operation }: (typeof LISTS)[number]): boolean =>
  (operation.parameters ?? []).some(({ name }) => name === 'changedSince');

describe('lists of the document', () => {
  it('can be followed, all but the sums and previews that the documentation names', () => {
    const silent = LISTS.filter((list) => !isFollowed(list)).map(({ path }) => path);
    expect(silent).toEqual([
      '/v1/deadlines/by-unit',
      '/v1/dosing-colleagues',
      '/v1/organisations/{organisationId}/registration-books/{year}/lines',
      '/v1/unit-changes/{changeId}/organisations',
      '/v1/unit-changes/{changeId}/preview/deadlines',
      '/v1/unit-changes/{changeId}/preview/files',
    ]);
    expect([...REASONS.keys()]).toEqual(silent);
  });

  it('tell what is to be dropped', () => {
    const followed = LISTS.filter(isFollowed);
    expect(followed.length).toBeGreaterThan(30);
    for (const { operation } of followed) {
      expect(answerOf(operation)).toEqual(expect.arrayContaining(['items', 'removed', 'changes']));
      expect(operation.responses).toHaveProperty('410');
    }
  });
});
