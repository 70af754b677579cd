import type { OpenAPIObject } from '@nestjs/swagger';
import { forPage } from './openapi-page.js';

function documentWith(parameters: readonly object[]): OpenAPIObject {
  const get = { operationId: 'listFiles', parameters, responses: {} };
  return { openapi: '3.1.0', info: { title: 'x', version: '1' }, paths: { '/v1/files': { get } } } as never;
}

const parametersOf = (document: OpenAPIObject): unknown => document.paths['/v1/files']?.get?.parameters;

describe('the document of the page', () => {
  it('tells the example of a parameter that may be left out in words, so that no field is filled with it', () => {
    const unit = { name: 'unit', in: 'query', description: 'Files of this unit', example: 2331069 };
    const key = { name: 'Idempotency-Key', in: 'header', required: false, example: '8e03978e' };
    expect(parametersOf(forPage(documentWith([unit, key])))).toEqual([
      { name: 'unit', in: 'query', description: 'Files of this unit. Ví dụ: `2331069`' },
      { name: 'Idempotency-Key', in: 'header', required: false, description: 'Ví dụ: `8e03978e`' },
    ]);
  });

  it('leaves those that are needed, and the document itself, as they are', () => {
    const id = { name: 'caseId', in: 'path', required: true, example: '01890a5d' };
    const document = documentWith([id, { name: 'q', in: 'query', example: 'Vĩnh Thuận' }]);
    const before = structuredClone(document);
    expect(parametersOf(forPage(document))).toContainEqual(id);
    expect(document).toEqual(before);
  });
});
