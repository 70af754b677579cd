type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

/**
 * OpenAPI 3.1 has no `nullable`: a member that may be null says so in its type, or offers null beside a reference.
 * The decorators' library writes the 3.0 form; this turns it round in the whole document.
 */
export function withoutNullable<T>(document: T): T {
  return rewrite(document as unknown as Json) as unknown as T;
}

function rewrite(value: Json): Json {
  if (Array.isArray(value)) return value.map(rewrite);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as JsonObject).map(([key, member]) => [
    key,
    isData(key) ? member : rewrite(member),
  ]);
  const object = Object.fromEntries(entries) as JsonObject;
  return object['nullable'] === true ? nullableSchema(object) : object;
}

/** Examples are data, not schemas. */
function isData(key: string): boolean {
  return key === 'example' || key === 'examples' || key === 'enum';
}

function nullableSchema({ nullable: _nullable, type, allOf, $ref, ...rest }: JsonObject): JsonObject {
  if (typeof type === 'string') return { type: [type, 'null'], ...rest };
  const referred = $ref === undefined ? allOf : [{ $ref }];
  return {
    anyOf: [...(Array.isArray(referred) ? (referred as readonly Json[]) : []), { type: 'null' }],
    ...rest,
  };
}
