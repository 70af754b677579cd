import { addDays, eachDay, type DateOnly } from '../../law/date.js';
import type {
  Absence,
  EvidenceSource,
  TerminationEvidence,
  TerminationGround,
} from '../../law/treatment-ends.js';
import { isWorkingDay, type WorkingCalendar } from '../../law/working-calendar.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem } from '../../platform/errors/problem.js';
import { LOOK_BACK } from '../ledger/ledger-days.js';
import { treatmentDays } from '../missed/missed.queries.js';
import { orderedOf, runOf, type TreatmentDay } from '../missed/missed.rules.js';
import { P } from '../treatment.problems.js';
import {
  ABSENCE_GROUNDS,
  countedTests,
  RECORDED_GROUNDS,
  type CountedTests,
  type StandingTest,
} from './evidence.rules.js';

export interface AskedEvidence {
  readonly caseId: string;
  readonly ground: TerminationGround;
  readonly source: EvidenceSource;
  /** As somebody named them: of an absence its first day and its last. None: what the record has. */
  readonly days: readonly DateOnly[];
  readonly on: DateOnly;
  readonly maintenanceSince: DateOnly | null;
  readonly calendar: WorkingCalendar;
  /** The days were held against the record once: what has gone from it since is left out. */
  readonly anew?: boolean;
}

export interface FoundEvidence {
  readonly evidence: TerminationEvidence;
  /** What a proposal keeps of it: days of tests or breaches, of an absence its first and its last. */
  readonly days: readonly DateOnly[];
}

/**
 * The evidence of a ground, held against what was recorded. Papers of before this record, or of another place, are taken as
 * they are told, as long as the record does not say otherwise.
 *
 * @throws Problem 409 for days that do not agree with the record
 */
export async function evidenceOf(tx: Tx, asked: AskedEvidence): Promise<FoundEvidence> {
  const { ground, source, days, maintenanceSince, anew = false } = asked;
  const evidence = { source, maintenanceSince, days, undecided: [], absence: null };
  if (!RECORDED_GROUNDS.has(ground)) return { evidence, days };
  if (ABSENCE_GROUNDS.has(ground)) {
    const absence = await absenceOf(tx, asked);
    return {
      evidence: { ...evidence, days: [], absence },
      days: absence ? [absence.first, absence.last] : days,
    };
  }
  const tests = await testsOf(tx, asked.caseId, ground);
  const found = countedTests(tests);
  const { negative } = found;
  if (source === 'papers') {
    refuse(days.filter((day) => contradicted(tests, day)));
    return { evidence: { ...evidence, negative }, days };
  }
  const proven = namedAmong(found, days, anew);
  return { evidence: { ...evidence, ...proven, negative }, days: proven.days };
}

/** Null where nobody named a day and none was missed. */
async function absenceOf(
  tx: Tx,
  { caseId, source, days: named, on, calendar }: AskedEvidence,
): Promise<Absence | null> {
  const [first, last] = [named.toSorted()[0], named.toSorted().at(-1)];
  if (first === undefined || last === undefined) {
    if (source === 'papers') return null;
    const known = await daysOf(tx, caseId, addDays(on, -LOOK_BACK), on);
    const { first: since, last: until } = runOf(known);
    const missed = missedOf(known).filter(({ day }) => since !== null && day >= since);
    return since && until
      ? { first: since, last: until, ...counted(missed, calendar), ordered: orderedOf(missed), cameOn: [] }
      : null;
  }
  const days = await daysOf(tx, caseId, first, last);
  const cameOn = days.filter(({ came }) => came).map(({ day }) => day);
  if (source === 'records') {
    const missed = missedOf(days);
    const ordered = orderedOf(missed);
    return { first, last, ...counted(missed, calendar), ordered, cameOn: cameOn.toSorted() };
  }
  refuse(cameOn);
  const all = eachDay(first, last).map((day) => ({ day }));
  return { first, last, ...counted(all, calendar), ordered: null, cameOn: [] };
}

const missedOf = (days: readonly TreatmentDay[]): readonly TreatmentDay[] => days.filter(({ came }) => !came);

const counted = (
  days: readonly Pick<TreatmentDay, 'day'>[],
  calendar: WorkingCalendar,
): Pick<Absence, 'missed' | 'workingDays'> => ({
  missed: days.length,
  workingDays: days.filter(({ day }) => isWorkingDay(calendar, day)).length,
});

async function daysOf(
  tx: Tx,
  caseId: string,
  from: DateOnly,
  until: DateOnly,
): Promise<readonly TreatmentDay[]> {
  return (await treatmentDays(tx, [caseId], from, until)).get(caseId) ?? [];
}

async function testsOf(tx: Tx, caseId: string, ground: TerminationGround): Promise<readonly StandingTest[]> {
  return tx.query<StandingTest>(
    `select id, taken_on as "takenOn", case when $2 then opioids else other_drugs end as result,
       counter_of as "counterOf", counter_awaited as "counterAwaited"
     from urine_test where episode_id = $1 and voided_at is null`,
    [caseId, ground === 'opioid-positive'],
  );
}

/** @throws Problem 409 for a named day of which no positive test stands, unless it once did */
function namedAmong(
  { positive, undecided }: CountedTests,
  named: readonly DateOnly[],
  anew: boolean,
): Pick<TerminationEvidence, 'days' | 'undecided'> {
  if (named.length === 0) return { days: positive, undecided };
  if (!anew) refuse(named.filter((day) => !positive.includes(day) && !undecided.includes(day)));
  const asked = (day: DateOnly): boolean => named.includes(day);
  return { days: positive.filter(asked), undecided: undecided.filter(asked) };
}

/** The record has tests of that day, and none that counts or may still count. */
function contradicted(tests: readonly StandingTest[], day: DateOnly): boolean {
  const ofDay = tests.filter(({ takenOn, result }) => takenOn === day && result !== 'not-tested');
  const { positive, undecided } = countedTests(tests);
  return ofDay.length > 0 && !positive.includes(day) && !undecided.includes(day);
}

function refuse(days: readonly DateOnly[]): void {
  if (days.length > 0) throw problem(P.evidenceDiffers, { extensions: { days } });
}
