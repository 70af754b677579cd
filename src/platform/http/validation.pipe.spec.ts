import 'reflect-metadata';
import type { ArgumentMetadata } from '@nestjs/common';
import { Problem } from '../errors/problem.js';
import { WholeNumber } from './fields.js';
import { FieldsPipe } from './validation.pipe.js';

class YearPath {
  @WholeNumber({ min: 2000, max: 2100 })
  readonly year: number = 0;
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
});
