import type { OpenAPIObject } from '@nestjs/swagger';

interface Parameter {
  readonly description?: string;
  readonly required?: boolean;
  readonly example?: unknown;
}

/**
 * The document as its page shows it. The page would write each example into its field: every list would be filtered,
 * every file sent in part, every change made under the same key. Of parameters that may be left out it tells the
 * example in words instead.
 */
export function forPage(document: OpenAPIObject): OpenAPIObject {
  const paths = mapValues(document.paths, (path) =>
    mapValues(path, (operation) => withoutExamples(operation as { parameters?: Parameter[] })),
  );
  return { ...document, paths };
}

function withoutExamples<T extends { readonly parameters?: readonly Parameter[] }>(operation: T): T {
  if (!operation.parameters) return operation;
  return { ...operation, parameters: operation.parameters.map(inWords) };
}

function inWords(parameter: Parameter): Parameter {
  const { example, ...rest } = parameter;
  if (parameter.required || example === undefined) return parameter;
  const words = `Ví dụ: \`${typeof example === 'string' ? example : JSON.stringify(example)}\``;
  return { ...rest, description: parameter.description ? `${parameter.description}. ${words}` : words };
}

function mapValues<T>(object: T, change: (value: T[keyof T]) => unknown): T {
  return Object.fromEntries(
    Object.entries(object as Record<string, T[keyof T]>).map(([key, value]) => [key, change(value)]),
  ) as T;
}
