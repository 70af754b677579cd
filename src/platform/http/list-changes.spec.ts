import { readFileSync } from 'node:fs';

interface Schema {
  readonly $ref?: string;
  readonly enum?: readonly string[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

interface Operation {
  readonly 'x-permission': string;
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
const CLIENTS_READ = DOCUMENT.components.schemas['ClientScope']?.enum ?? [];

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
  it('can be followed, or stand in the table of the documentation with a reason', () => {
    const silent = LISTS.filter((list) => !isFollowed(list)).map(({ path }) => path);
    expect([...REASONS.keys()].toSorted()).toEqual(silent.toSorted());
  });

  it('tell what is to be dropped where they can be followed', () => {
    const followed = LISTS.filter(isFollowed);
    expect(followed.length).toBeGreaterThan(3);
    for (const { operation } of followed) {
      expect(answerOf(operation)).toEqual(expect.arrayContaining(['items', 'removed', 'changes']));
      expect(operation.responses).toHaveProperty('410');
    }
  });

  it('are not called out of reach of clients where a scope reads them', () => {
    const wrong = LISTS.filter(
      ({ path, operation }) =>
        (REASONS.get(path) ?? '').includes('no scope of a client') &&
        CLIENTS_READ.includes(operation['x-permission']),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});
