import { withoutNullable } from './openapi-nullable.js';

describe('withoutNullable', () => {
  it('puts null into the type, or beside the reference', () => {
    const schema = {
      day: { type: 'string', nullable: true, example: null },
      kind: { allOf: [{ $ref: '#/k' }], nullable: true, description: 'Kind' },
      plain: { type: 'string', nullable: false },
    };
    expect(withoutNullable(schema)).toEqual({
      day: { type: ['string', 'null'], example: null },
      kind: { anyOf: [{ $ref: '#/k' }, { type: 'null' }], description: 'Kind' },
      plain: { type: 'string', nullable: false },
    });
  });

  it('leaves examples as they are', () => {
    expect(withoutNullable({ example: { nullable: true, type: 'x' } })).toEqual({
      example: { nullable: true, type: 'x' },
    });
  });
});
