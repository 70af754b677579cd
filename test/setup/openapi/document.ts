import type { OpenAPIObject } from '@nestjs/swagger';

/** As much of JSON Schema as the document uses. */
export interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly example?: unknown;
}

/** Without references: an object's properties may still be references. */
export interface Resolved extends Omit<Schema, '$ref' | 'allOf' | 'anyOf' | 'type'> {
  readonly type?: string;
  readonly nullable: boolean;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

export interface Documented {
  /** Schema by media type; null where the document shows none. */
  readonly content: Readonly<Record<string, Schema | null>>;
  /** Codes of the problems that it may be. */
  readonly codes: readonly string[];
}

/** One operation of the document. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly permission: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | null;
  readonly example: Readonly<Record<string, unknown>> | null;
  readonly form: boolean;
  readonly answers: Readonly<Record<string, Documented>>;
}

interface RawOperation {
  readonly operationId: string;
  readonly 'x-permission': string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, RawContent>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, RawContent>> }>>;
}

interface RawContent {
  readonly schema?: Schema;
  readonly example?: Readonly<Record<string, unknown>>;
  readonly examples?: Readonly<Record<string, unknown>>;
}

export type Document = Pick<OpenAPIObject, 'paths' | 'components'>;

export function operationsOf(document: Document): readonly Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods as unknown as Record<string, RawOperation>).map(([method, raw]) =>
      toOperation(method.toUpperCase(), path, raw),
    ),
  );
}

const FORM = 'multipart/form-data';

function toOperation(method: string, path: string, raw: RawOperation): Operation {
  const content = raw.requestBody?.content ?? {};
  const body = content['application/json'] ?? content[FORM];
  return {
    ...{ id: raw.operationId, method, path, permission: raw['x-permission'], form: FORM in content },
    parameters: raw.parameters ?? [],
    body: body?.schema ?? null,
    example: body?.example ?? null,
    answers: Object.fromEntries(
      Object.entries(raw.responses).map(([status, answer]) => [status, documented(answer.content ?? {})]),
    ),
  };
}

function documented(content: Readonly<Record<string, RawContent>>): Documented {
  return {
    content: Object.fromEntries(
      Object.entries(content).map(([type, { schema }]) => [type.split(';')[0], schema ?? null]),
    ),
    codes: Object.values(content).flatMap(({ examples }) => Object.keys(examples ?? {})),
  };
}

/** Follows references and joins what stands beside them. */
export type Resolve = (schema: Schema) => Resolved;

export function resolver(document: Document): Resolve {
  const schemas = (document.components?.schemas ?? {}) as Readonly<Record<string, Schema>>;
  const resolve: Resolve = ({ $ref, allOf, anyOf, type, ...own }) => {
    const types = type === undefined ? [] : [type].flat();
    const choices = (anyOf ?? []).filter((each) => each.type !== 'null');
    const parts = [...($ref ? [named($ref)] : []), ...(allOf ?? []), ...choices].map(resolve);
    const found = types.find((each) => each !== 'null');
    const joined = [...parts, { ...own, ...(found ? { type: found } : {}) }].reduce(join, {});
    return { ...joined, nullable: types.includes('null') || (anyOf ?? []).length > choices.length };
  };
  const named = ($ref: string): Schema => {
    const schema = schemas[$ref.replace('#/components/schemas/', '')];
    if (!schema) throw new Error(`The document has no ${$ref}`);
    return schema;
  };
  return resolve;
}

function join(one: Partial<Resolved>, other: Partial<Resolved>): Partial<Resolved> {
  return {
    ...one,
    ...other,
    ...(one.properties || other.properties ? { properties: { ...one.properties, ...other.properties } } : {}),
    ...(one.required || other.required
      ? { required: [...(one.required ?? []), ...(other.required ?? [])] }
      : {}),
  };
}
