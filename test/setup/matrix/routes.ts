import type { OpenAPIObject } from '@nestjs/swagger';
import { isReach, type Reach } from '../../../src/identity/reaches.js';

/** What the document of the running program says of a route, as far as walls go. */
export interface MatrixRoute {
  readonly id: string;
  readonly method: string;
  /** `/v1/cases/{caseId}` */
  readonly path: string;
  readonly permission: string;
  readonly reach: Reach;
  readonly unsafe: boolean;
  /** The document's example of the body; null where it takes none. */
  readonly body: object | null;
  readonly form: boolean;
}

interface Operation {
  readonly operationId?: string;
  readonly 'x-permission'?: unknown;
  readonly 'x-reach'?: unknown;
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly example?: object }>> };
}

/**
 * Every route of the document.
 *
 * @throws Error for a route that does not say who may ask it or whom it reaches
 */
export function routesOf(document: Pick<OpenAPIObject, 'paths'>): readonly MatrixRoute[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(([method, operation]) =>
      toRoute(method, path, operation),
    ),
  );
}

function toRoute(method: string, path: string, operation: Operation): MatrixRoute {
  const { operationId = '', 'x-permission': permission, 'x-reach': reach } = operation;
  if (typeof permission !== 'string') throw new Error(`${operationId}: nothing says who may ask it`);
  if (!isReach(reach)) throw new Error(`${operationId}: nothing says whom it reaches`);
  const content = operation.requestBody?.content ?? {};
  return {
    ...{ id: operationId, method: method.toUpperCase(), path, permission, reach },
    unsafe: (operation.parameters ?? []).some(({ in: where, name }) => where === 'header' && name === KEY),
    body: content['application/json']?.example ?? null,
    form: 'multipart/form-data' in content,
  };
}

const KEY = 'Idempotency-Key';

/** The route shows what the caller may see: nothing in its path names one thing, and it changes nothing. */
export const isList = ({ path, unsafe }: MatrixRoute): boolean => !unsafe && !path.includes('{');

/** The route changes something that only its body names. */
export const isNamedInBody = ({ path, unsafe }: MatrixRoute): boolean => unsafe && !path.includes('{');
