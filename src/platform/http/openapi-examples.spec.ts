import type { OpenAPIObject } from '@nestjs/swagger';
import { withExamples } from './openapi-examples.js';

function exampleOf(schema: object): unknown {
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Shown' } } };
  const document = {
    openapi: '3.1.0',
    info: { title: 'Test', version: '1' },
    paths: { '/v1/shown': { get: { responses: { '200': { description: 'Done', content } } } } },
    components: { schemas: { Shown: schema } },
  } as unknown as OpenAPIObject;
  const { responses } = withExamples(document).paths['/v1/shown']?.get ?? { responses: {} };
  return (responses['200'] as { content: Record<string, { example?: unknown }> }).content['application/json']
    ?.example;
}

describe('the example of a body', () => {
  it('is put together from those of its fields', () => {
    const properties = { name: { type: 'string', example: 'Danh Thị Ngọc Ánh' }, on: { type: 'string' } };
    expect(exampleOf({ type: 'object', properties, required: ['name'] })).toEqual({
      name: 'Danh Thị Ngọc Ánh',
    });
  });

  it.each([
    ['as in 3.1', { type: ['integer', 'null'] }],
    ['as in 3.0', { type: 'integer', nullable: true }],
  ])('has null where a field must be there, may be null, %s, and has no example', (_form, quota) => {
    const schema = { type: 'object', properties: { quota }, required: ['quota'] };
    expect(exampleOf(schema)).toEqual({ quota: null });
    expect(exampleOf({ ...schema, properties: { quota: { ...quota, example: 12 } } })).toEqual({ quota: 12 });
    expect(exampleOf({ ...schema, required: [] })).toEqual({});
  });
});
