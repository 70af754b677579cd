import type { OpenAPIObject } from '@nestjs/swagger';
import { isIdName, MAX_INTEGER_ID } from './path-ids.js';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema?: { readonly type?: string; readonly minimum?: number };
}

interface Operation {
  readonly parameters?: readonly Parameter[];
}

const UUID = { type: 'string', format: 'uuid', example: '01890a5d-ac96-774b-bcce-b302099a8057' };
const WHOLE = { type: 'integer', minimum: 1, maximum: MAX_INTEGER_ID, example: 17 };

/** Says of the ids in paths what the pipe takes; the decorators' library knows only text and number. */
export function withPathIds(document: OpenAPIObject): OpenAPIObject {
  const paths = Object.entries(document.paths).map(([path, operations]) => [
    path,
    Object.fromEntries(
      Object.entries(operations as Record<string, Operation>).map(([method, operation]) => [
        method,
        operation.parameters ? { ...operation, parameters: operation.parameters.map(described) } : operation,
      ]),
    ),
  ]);
  return { ...document, paths: Object.fromEntries(paths) } as OpenAPIObject;
}

function described(parameter: Parameter): Parameter {
  const { name, in: place, schema } = parameter;
  if (place !== 'path' || !isIdName(name)) return parameter;
  if (schema?.type === 'number') return { ...parameter, schema: WHOLE };
  return schema?.type === 'string' ? { ...parameter, schema: UUID } : parameter;
}
