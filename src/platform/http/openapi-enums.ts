import type { OpenAPIObject } from '@nestjs/swagger';
import { codeListNamed } from '../i18n/code-list.js';
import type { Text2 } from '../i18n/locale.js';

interface Schema {
  readonly enum?: readonly string[];
  readonly description?: string;
}

/**
 * Puts each value of a closed list into words, in Vietnamese and in English, out of the code list of its name.
 *
 * @param lists the code list of an enum that has another name than its own
 */
export function withEnumTexts(
  document: OpenAPIObject,
  lists: Readonly<Record<string, string>>,
): OpenAPIObject {
  const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>;
  const described = Object.entries(schemas).map(([name, schema]) => [
    name,
    schema.enum ? { ...schema, ...wordsOf(schema, lists[name] ?? kebab(name)) } : schema,
  ]);
  return {
    ...document,
    components: { ...document.components, schemas: Object.fromEntries(described) },
  } as OpenAPIObject;
}

function wordsOf({ enum: values = [], description }: Schema, list: string): object {
  const labels = new Map(codeListNamed(list)?.entries.map(({ code, label }) => [code, label]));
  const words = values.flatMap((value): [string, Text2][] => {
    const label = labels.get(value);
    return label ? [[value, label]] : [];
  });
  if (words.length === 0) return {};
  const lines = words.map(([value, { vi, en }]) => `- \`${value}\`: ${vi} / ${en}`);
  return {
    description: [...(description ? [description, ''] : []), ...lines].join('\n'),
    'x-enum-descriptions': Object.fromEntries(words),
  };
}

function kebab(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}
