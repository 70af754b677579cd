import { dateOnly } from '../../law/date.js';
import { countedTests, type StandingTest } from './evidence.rules.js';

const test = (id: string, more: Partial<StandingTest> = {}): StandingTest => ({
  ...{ id, takenOn: dateOnly('2026-06-01'), result: 'positive', counterOf: null, counterAwaited: false },
  ...more,
});
const counter = (result: StandingTest['result']): StandingTest =>
  test('b', { takenOn: dateOnly('2026-06-05'), result, counterOf: 'a' });

describe('positive tests', () => {
  const A = ['2026-06-01'];
  it.each<[string, readonly StandingTest[], readonly string[], readonly string[]]>([
    ['nobody checked it', [test('a')], A, []],
    ['a check was asked for', [test('a', { counterAwaited: true })], [], A],
    ['the check found the same', [test('a', { counterAwaited: true }), counter('positive')], A, []],
    ['the check found nothing', [test('a'), counter('negative')], [], []],
    ['the check was of no value', [test('a'), counter('invalid')], [], A],
    ['the check looked for other drugs alone', [test('a'), counter('not-tested')], A, []],
    ['it was negative', [test('a', { result: 'negative' })], [], []],
    ['there were two of one day', [test('a'), test('c')], A, []],
    ['one of two of a day is not decided', [test('a'), test('c', { counterAwaited: true })], A, A],
  ])('where %s', (_what, tests, positive, undecided) => {
    expect(countedTests(tests)).toMatchObject({ positive, undecided });
  });

  it('of a day are negative where no other of that day says otherwise', () => {
    const negative = test('n', { result: 'negative' });
    expect(countedTests([negative]).negative).toEqual(A);
    expect(countedTests([test('a'), counter('negative')]).negative).toEqual(A);
    for (const other of [test('a'), test('a', { counterAwaited: true })])
      expect(countedTests([negative, other]).negative).toEqual([]);
    for (const result of ['invalid', 'not-tested'] as const)
      expect(countedTests([test('n', { result })]).negative).toEqual([]);
  });
});
