import type { OpenAPIObject } from '@nestjs/swagger';
import { withPathIds } from './openapi-paths.js';

const documentOf = (name: string, place: string, schema: object): OpenAPIObject =>
  ({
    paths: { '/v1/things': { get: { parameters: [{ name, in: place, schema }], responses: {} } } },
  }) as unknown as OpenAPIObject;

const schemaOf = ({ paths }: OpenAPIObject): unknown => {
  const [parameter] = paths['/v1/things']?.get?.parameters ?? [];
  return parameter && 'schema' in parameter ? parameter.schema : undefined;
};

describe('the document says of an id in a path', () => {
  it.each([
    ['that it is a UUID', 'caseId', 'path', { type: 'string' }, { type: 'string', format: 'uuid' }],
    [
      'that it is a whole number that the database holds',
      ...(['unitId', 'path', { type: 'number' }] as const),
      { type: 'integer', minimum: 1, maximum: 2_147_483_647 },
    ],
  ])('%s', (_what, name, place, schema, wanted) => {
    expect(schemaOf(withPathIds(documentOf(name, place, schema)))).toMatchObject(wanted);
  });

  it.each([
    ['what is no id', 'code', 'path', { type: 'string' }],
    ['what has rules of its own', 'unitId', 'path', { type: 'integer', minimum: 7 }],
    ['what stands elsewhere', 'caseId', 'query', { type: 'string' }],
  ])('and nothing of %s', (_what, name, place, schema) => {
    expect(schemaOf(withPathIds(documentOf(name, place, schema)))).toEqual(schema);
  });
});
