import { citizenIdWarnings, type CitizenIdFacts } from './citizen-id.rules.js';

const codes = (value: string, known: CitizenIdFacts): readonly string[] =>
  citizenIdWarnings(value, known).map(({ code }) => code.replace('people.citizenId.', ''));

describe('citizenIdWarnings', () => {
  it.each([
    ['a man of the 1900s', '091091000001', { sex: 'male', birthYear: 1991 }],
    ['a woman of the 1900s', '001185000001', { sex: 'female', birthYear: 1985 }],
    ['the last year of a century', '079099000001', { sex: 'male', birthYear: 1999 }],
    ['a man of the 2000s', '096200000001', { sex: 'male', birthYear: 2000 }],
    ['a woman of the 2000s', '089311000001', { sex: 'female', birthYear: 2011 }],
    ['a man of the 2100s', '048400000001', { sex: 'male', birthYear: 2100 }],
    ['a woman of the 2100s', '048599000001', { sex: 'female', birthYear: 2199 }],
    ['a person of unknown sex', '091191000001', { sex: 'unknown', birthYear: 1991 }],
    ['somebody born abroad, whose code is not judged', '275091000001', { sex: 'male', birthYear: 1991 }],
  ] as const)('says nothing of %s', (_who, value, known) => {
    expect(codes(value, known)).toEqual([]);
  });

  it.each([
    ['another sex', '091191000001', { sex: 'male', birthYear: 1991 }, ['sexDiffers']],
    ['another year', '091090000001', { sex: 'male', birthYear: 1991 }, ['birthYearDiffers']],
    ['another century', '091291000001', { sex: 'male', birthYear: 1991 }, ['birthYearDiffers']],
    ['a code of no province', '003091000001', { sex: 'male', birthYear: 1991 }, ['unknownPlace']],
    ['zero as province', '000091000001', { sex: 'male', birthYear: 1991 }, ['unknownPlace']],
    ['a code after the last province', '097091000001', { sex: 'male', birthYear: 1991 }, ['unknownPlace']],
    [
      'everything at once',
      '005388000001',
      { sex: 'male', birthYear: 1991 },
      ['unknownPlace', 'sexDiffers', 'birthYearDiffers'],
    ],
  ] as const)('warns of %s', (_what, value, known, expected) => {
    expect(codes(value, known)).toEqual(expected);
  });

  it('never repeats the number in a warning', () => {
    const warnings = citizenIdWarnings('005388000001', { sex: 'male', birthYear: 1991 });
    expect(JSON.stringify(warnings)).not.toContain('0053');
  });
});
