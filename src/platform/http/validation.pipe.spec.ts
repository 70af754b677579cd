import 'reflect-metadata';
import type { ArgumentMetadata } from '@nestjs/common';
import { Problem } from '../errors/problem.js';
import { ListOf, OneOf, Text, WholeNumber } from './fields.js';
import { FieldsPipe } from './validation.pipe.js';

class YearPath {
  @WholeNumber({ min: 2000, max: 2100 })
  readonly year: number = 0;
}

class ItemBody {
  @Text({ max: 5, pattern: /^\d+$/ })
  readonly code: string = '';
}

class ListBody {
  @OneOf(['dry', 'rainy'], { name: 'Season' })
  readonly season: string = 'dry';

  @WholeNumber({ min: 0, max: 9, optional: true })
  readonly count: number = 3;

  @ListOf(() => ItemBody, { max: 2 })
  readonly items: readonly ItemBody[] = [];
}

const pipe = new FieldsPipe();
const param = (data: string | undefined, metatype: ArgumentMetadata['metatype']): ArgumentMetadata => ({
  type: 'param',
  data,
  metatype,
});

async function refusal(value: unknown, metadata: ArgumentMetadata): Promise<object> {
  const thrown: unknown = await pipe.transform(value, metadata).catch((error: unknown) => error);
  if (!(thrown instanceof Problem)) throw new Error('nothing was refused');
  return { code: thrown.type.code, parameter: thrown.details.faults?.[0]?.parameter };
}

describe('path parameters', () => {
  it('are UUIDs where they are ids in text', async () => {
    const id = '01890a5d-ac96-774b-bcce-b302099a8057';
    expect(await pipe.transform(id, param('personId', String))).toBe(id);
    expect(await refusal('12', param('personId', String))).toEqual({
      code: 'http.invalidParameter',
      parameter: 'personId',
    });
  });

  it('become numbers where the method takes a number', async () => {
    expect(await pipe.transform('2331051', param('unitId', Number))).toBe(2_331_051);
  });

  it.each(['0', '-1', '1.5', '1e3', '0x10', ' 1', 'abc', '2147483648'])(
    'refuse %p as a whole number',
    async (value) => {
      expect(await refusal(value, param('unitId', Number))).toEqual({
        code: 'http.invalidParameter',
        parameter: 'unitId',
      });
    },
  );

  it('follow the rules of a class of fields', async () => {
    expect(await pipe.transform({ year: '2026' }, param(undefined, YearPath))).toEqual({ year: 2026 });
    expect(await refusal({ year: '1999' }, param(undefined, YearPath))).toEqual({
      code: 'http.invalidParameter',
      parameter: 'year',
    });
  });

  it('are not found with control characters in them', async () => {
    expect(await refusal('a\u0000b', param('name', String))).toMatchObject({ code: 'http.notFound' });
  });

  it('are told by their name where an id has control characters in it', async () => {
    expect(await refusal('a\u0000b', param('caseId', String))).toEqual({
      code: 'http.invalidParameter',
      parameter: 'caseId',
    });
  });
});

describe('faults of a body', () => {
  const body = { type: 'body', metatype: ListBody } as const;

  async function faultsOf(value: unknown): Promise<unknown> {
    const thrown: unknown = await pipe.transform(value, body).catch((error: unknown) => error);
    return thrown instanceof Problem
      ? thrown.details.faults?.map(({ pointer, code }) => [pointer, code])
      : null;
  }

  it('name each field by its JSON pointer and say what is wrong with it', async () => {
    const faults = await faultsOf({ season: 'wet', items: [{ code: '1' }, { code: 'x' }], hamlet: 1 });
    expect(faults).toEqual([
      ['/hamlet', 'field.unknown'],
      ['/season', 'field.oneOf'],
      ['/items/1/code', 'field.pattern'],
    ]);
  });

  it('begin with required fields that were not sent, whatever value the class has for them', async () => {
    expect(await faultsOf({ items: [{}] })).toEqual([
      ['/season', 'field.required'],
      ['/items/0/code', 'field.required'],
    ]);
    expect(await faultsOf({ season: 'dry' })).toEqual([['/items', 'field.required']]);
    expect(await faultsOf({ season: null, items: [] })).toEqual([['/season', 'field.oneOf']]);
  });

  it('leave an optional field its initial value', async () => {
    expect(await pipe.transform({ season: 'rainy', items: [] }, body)).toEqual({
      season: 'rainy',
      items: [],
      count: 3,
    });
  });

  it('tell the parameters of what is asked for', async () => {
    const thrown: unknown = await pipe
      .transform({ season: 'dry', items: [{}, {}, {}] }, body)
      .catch((error: unknown) => error);
    expect(thrown).toMatchObject({
      details: {
        faults: [{ pointer: '/items', code: 'field.list', parameters: { min: 0, max: 2 } }],
      },
    });
  });

  it.each([null, [], 'text'])('refuse %p, which is no object', async (value) => {
    expect(await faultsOf(value)).toEqual([['', 'field.object']]);
  });
});
