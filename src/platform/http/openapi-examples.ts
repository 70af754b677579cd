import type { OpenAPIObject } from '@nestjs/swagger';

interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly example?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly nullable?: boolean;
  readonly required?: readonly string[];
}

interface MediaType {
  readonly schema?: Schema;
  readonly example?: unknown;
  readonly examples?: unknown;
}

type Content = Readonly<Record<string, MediaType>>;

/** Deeper than any answer; a class that contains itself would go on for ever. */
const MAX_DEPTH = 20;

/** Gives every JSON body an example, put together from the examples of its fields. */
export function withExamples(document: OpenAPIObject): OpenAPIObject {
  const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>;
  const withExample = (media: MediaType): MediaType =>
    media.example !== undefined || media.examples !== undefined || !media.schema
      ? media
      : { ...media, example: exampleOf(media.schema, schemas, 0) };
  return mapContents(document, (content) =>
    Object.fromEntries(
      Object.entries(content).map(([type, media]) => [
        type,
        type === 'application/json' ? withExample(media) : media,
      ]),
    ),
  );
}

function exampleOf(schema: Schema, schemas: Readonly<Record<string, Schema>>, depth: number): unknown {
  if (schema.example !== undefined || depth > MAX_DEPTH) return schema.example;
  if (schema.$ref) return exampleOf(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, schemas, depth + 1);
  const [first] = schema.allOf ?? schema.anyOf ?? schema.oneOf ?? [];
  if (first) return exampleOf(first, schemas, depth + 1);
  if (schema.enum) return schema.enum[0];
  if (schema.type === 'array') return exampleOfList(schema, schemas, depth);
  if (schema.properties) {
    const entries = Object.entries(schema.properties).map(([key, value]) => {
      const example = exampleOf(value, schemas, depth + 1);
      // What must be there and has nothing to show is there all the same.
      const empty = isNullable(value) && schema.required?.includes(key) ? null : undefined;
      return [key, example === undefined ? empty : example] as const;
    });
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }
  return undefined;
}

/** The decorators’ library writes both forms: the one of 3.1, and of references that of 3.0. */
const isNullable = ({ nullable, type }: Schema): boolean =>
  nullable === true || (Array.isArray(type) && type.includes('null'));

function exampleOfList(
  { items }: Schema,
  schemas: Readonly<Record<string, Schema>>,
  depth: number,
): readonly unknown[] {
  const item = items ? exampleOf(items, schemas, depth + 1) : undefined;
  return item === undefined ? [] : [item];
}

function mapContents(document: OpenAPIObject, change: (content: Content) => Content): OpenAPIObject {
  const copy = structuredClone(document) as unknown as {
    paths: Record<
      string,
      Record<
        string,
        { requestBody?: { content?: Content }; responses?: Record<string, { content?: Content }> }
      >
    >;
  };
  for (const path of Object.values(copy.paths)) {
    for (const operation of Object.values(path)) {
      if (operation.requestBody?.content)
        operation.requestBody.content = change(operation.requestBody.content);
      for (const response of Object.values(operation.responses ?? {})) {
        if (response.content) response.content = change(response.content);
      }
    }
  }
  return copy as unknown as OpenAPIObject;
}
