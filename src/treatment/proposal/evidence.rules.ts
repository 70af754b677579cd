import type { DateOnly } from '../../law/date.js';
import type { TerminationGround } from '../../law/treatment-ends.js';
import type { OtherResult } from '../tests/urine-test.dto.js';

/** Grounds of which the record here knows the evidence; of every other there are papers alone. */
export const RECORDED_GROUNDS: ReadonlySet<TerminationGround> = new Set([
  'missed-days',
  'self-terminated',
  'opioid-positive',
  'other-drugs',
]);

/** Those of which days that somebody missed are the evidence. */
export const ABSENCE_GROUNDS: ReadonlySet<TerminationGround> = new Set(['missed-days', 'self-terminated']);

/** A test that was not voided, by what it found of the drugs that are asked about. */
export interface StandingTest {
  readonly id: string;
  readonly takenOn: DateOnly;
  readonly result: OtherResult;
  readonly counterOf: string | null;
  /** A counter-test was asked for. */
  readonly counterAwaited: boolean;
}

export interface CountedTests {
  /** Days of positive tests that count. */
  readonly positive: readonly DateOnly[];
  /** Days of positive tests whose counter-test has no result yet. */
  readonly undecided: readonly DateOnly[];
  /** Days of tests that found nothing, also by their counter-test, and none that did. */
  readonly negative: readonly DateOnly[];
}

/**
 * What positive tests prove. One whose counter-test is negative proves nothing; one whose counter-test was asked for and has
 * not come, or was of no value, is undecided. One of which nobody asked for a counter-test counts: no text read asks for one.
 * A counter-test is no test of its own.
 */
export function countedTests(tests: readonly StandingTest[]): CountedTests {
  const counters = new Map(tests.map((test) => [test.counterOf, test]));
  const standing = tests
    .filter(({ counterOf, result }) => counterOf === null && result === 'positive')
    .map((test) => ({ day: test.takenOn, proves: provenBy(test, counters.get(test.id)) }));
  const daysOf = (wanted: boolean | null): readonly DateOnly[] => [
    ...new Set(standing.filter(({ proves }) => proves === wanted).map(({ day }) => day)),
  ];
  const clean = tests.filter(({ counterOf, result }) => counterOf === null && result === 'negative');
  const found = new Set([...daysOf(true), ...daysOf(null)]);
  const negative = new Set([...clean.map(({ takenOn }) => takenOn), ...daysOf(false)]);
  return {
    ...{ positive: daysOf(true), undecided: daysOf(null) },
    negative: [...negative].filter((day) => !found.has(day)),
  };
}

/** @returns null while it is undecided */
function provenBy(test: StandingTest, counter: StandingTest | undefined): boolean | null {
  if (counter?.result === 'negative') return false;
  if (counter?.result === 'positive') return true;
  return counter?.result === 'invalid' || test.counterAwaited ? null : true;
}
