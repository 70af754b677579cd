import { readFileSync } from 'node:fs';
import { dateOnly } from '../../law/date.js';
import { dosingValues, stateOf } from '../interlock/active-protocols.js';
import {
  CHECK_NAMES,
  checkOrder,
  checkTakeHome,
  NO_VALUES,
  type DosingValues,
  type ProtocolCheck,
} from '../interlock/protocol-checks.rules.js';
import type { DoseUnitName } from '../ledger/amounts.js';
import { missedPoints } from '../missed/missed-points.rules.js';
import type { ProtocolValues } from './protocol.js';
import {
  NEVER_CHECKED,
  OTHER_UNIT,
  PROTOCOL_VALUE_NAMES,
  PROTOCOL_VALUES,
  SILENT,
  STRENGTH_UNKNOWN,
  type ProtocolReader,
  type ProtocolValueName,
} from './protocol-values.js';

// Each invented for the test.
const SAMPLE: Required<Pick<ProtocolValues, ProtocolValueName>> = {
  strengthMicrogramsPerMl: 10_000,
  startDoseMin: 15_000,
  startDoseMax: 30_000,
  doseMax: 60_000,
  doseStepMax: 5000,
  doseStepEveryDays: 3,
  slotsADay: 1,
  firstDoseObservationMinutes: 180,
  doseObservationMinutes: 15,
  missedLadder: [{ fromDays: 4, action: 'hold' }],
  warnAfterMissedDays: 2,
  holdAfterMissedDays: 3,
  reassessAfterMissedDays: 5,
  redoseWithinMinutes: 30,
  testEveryDays: 30,
  takeHomeMostDays: 2,
  prescriptionDays: { adjustment: 14 },
  twoPersonCheck: true,
};
const ORDER = {
  ...{ fromOn: dateOnly('2026-07-01'), untilOn: dateOnly('2026-07-10'), doses: [3000], strength: 10_000 },
  former: { daily: 2000, sinceOn: dateOnly('2026-06-20'), daysWithout: 1 },
};

/** What a protocol with this value alone judges of an order, a first one, and days to take home. */
function judgedBy(name: ProtocolValueName): ReadonlySet<string> {
  const given: ProtocolValues = { [name]: SAMPLE[name] };
  const protocol = {
    ...{ given, twoPersonCheck: null, maxTakeHomeDays: given.takeHomeMostDays ?? null },
  };
  const values = dosingValues(protocol, { unit: 'microlitre', strength: 10_000 }, 'adjustment');
  const checks: readonly ProtocolCheck[] = [
    ...checkOrder(values, ORDER),
    ...checkOrder(values, { ...ORDER, former: null }),
    ...checkTakeHome({ ...NO_VALUES, maxTakeHomeDays: values.maxTakeHomeDays }, 1),
  ];
  return new Set(checks.flatMap(({ check, result }) => (result === 'not-checked' ? [] : [check])));
}

/** Readers beside the checks, each shown by what it makes of the value. */
const ELSEWHERE: Readonly<Record<string, (given: ProtocolValues) => unknown>> = {
  warningOfMissedDoses: (given) => missedPoints(given).warnAt,
  holdForMissedDoses: (given) => missedPoints(given).holdFrom,
};
/** Those that only a route shows: what is given by two, given again, and tested. */
const SHOWN_OVER_HTTP: ReadonlySet<ProtocolReader> = new Set([
  'secondPerson',
  'timeOfGivingAgain',
  'urineTestDue',
]);
const isCheck = (reader: string): boolean => CHECK_NAMES.some((check) => check === reader);

describe('every value of a protocol', () => {
  it('is one that a clinician can enter', () => {
    const { components } = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
      components: { schemas: Record<string, { properties: object }> };
    };
    const entered = Object.keys(components.schemas['ProtocolValuesDto']?.properties ?? {});
    expect([...PROTOCOL_VALUE_NAMES, 'doseUnit'].toSorted()).toEqual(entered.toSorted());
  });

  it.each(PROTOCOL_VALUE_NAMES)(
    '%s is read by what is said to read it, or is named as never checked',
    (name) => {
      const { readBy } = PROTOCOL_VALUES[name];
      const never = NEVER_CHECKED.map(({ value }) => value).includes(name);
      expect(never).toBe(readBy.length === 0);
      expect([...judgedBy(name)].toSorted()).toEqual(readBy.filter(isCheck).toSorted());
      for (const reader of readBy.filter((each) => !isCheck(each))) {
        if (SHOWN_OVER_HTTP.has(reader)) continue;
        const read = ELSEWHERE[reader] ?? (() => null);
        expect([reader, read({ [name]: SAMPLE[name] }), read({})]).not.toEqual([reader, null, null]);
      }
    },
  );

  it('is named in the answer where it was not checked, also of a whole protocol', () => {
    expect(NEVER_CHECKED.map(({ value }) => value)).toEqual([
      'firstDoseObservationMinutes',
      'doseObservationMinutes',
    ]);
    expect(stateOf({ id: 'a', signedByAuthor: false }, NEVER_CHECKED)).toMatchObject({
      ...{ unchecked: true, notChecked: NEVER_CHECKED },
    });
    expect(stateOf({ id: 'a', signedByAuthor: true }, [])).toEqual({
      protocolId: 'a',
      unchecked: false,
      why: null,
      notChecked: [],
      signedByAuthor: true,
    });
    expect(stateOf(null, [])).toMatchObject({ protocolId: null, unchecked: true, why: expect.any(Object) });
  });
});

const TERMS = { fromOn: dateOnly('2026-07-01'), untilOn: dateOnly('2026-07-10'), strength: null };
const valuesFor = (given: ProtocolValues, unit: DoseUnitName, strength: number | null = null) =>
  dosingValues({ given, twoPersonCheck: null, maxTakeHomeDays: null }, { unit, strength }, 'adjustment');
const whyOf = (values: DosingValues, doses: readonly number[]): readonly unknown[] =>
  checkOrder(values, { ...TERMS, doses, former: null })
    .filter(({ check }) => check === 'maxDailyDose' || check === 'maxSlots')
    .map(({ result, why }) => [result, why?.vi]);

describe('doses of a protocol and of an order', () => {
  const DOSES = ['minStartDose', 'maxStartDose', 'maxDailyDose', 'maxIncrease'] as const;
  const four = { startDoseMin: 2, startDoseMax: 4, doseMax: 12, doseStepMax: 3 };

  it.each<[ProtocolValues['doseUnit'], DoseUnitName, number | null, readonly (number | null)[]]>([
    ['piece', 'piece', null, [2, 4, 12, 3]],
    ['microgram', 'microgram', null, [2, 4, 12, 3]],
    [undefined, 'microgram', null, [2, 4, 12, 3]],
    [undefined, 'microlitre', 500, [4, 8, 24, 6]],
    ['piece', 'microlitre', 500, [null, null, null, null]],
    ['piece', 'microgram', null, [null, null, null, null]],
    [undefined, 'piece', null, [null, null, null, null]],
    [undefined, 'microlitre', null, [null, null, null, null]],
  ])('in %s and in %s (strength %s) are %j', (doseUnit, unit, strength, doses) => {
    const given = { ...four, ...(doseUnit && { doseUnit }) };
    const values = valuesFor(given, unit, strength);
    expect(DOSES.map((dose) => values[dose])).toEqual(doses);
    const isUnlike = doses.includes(null);
    expect(Object.keys(values.unlike)).toEqual(isUnlike ? DOSES : []);
  });

  it('that cannot be compared are not checked, and never said to be absent', () => {
    const silent = ['not-checked', SILENT.vi];
    const inMicrograms = valuesFor(four, 'piece');
    expect(whyOf(inMicrograms, [400])).toEqual([['not-checked', OTHER_UNIT.vi], silent]);
    expect(whyOf(valuesFor(four, 'microlitre'), [400])).toEqual([
      ['not-checked', STRENGTH_UNKNOWN.vi],
      silent,
    ]);
    expect(whyOf(valuesFor({ doseUnit: 'piece' }, 'microlitre', 500), [400])).toEqual([silent, silent]);
    const inPieces = valuesFor({ ...four, doseUnit: 'piece' }, 'piece');
    expect(whyOf(inPieces, [4, 4, 4])[0]).toEqual(['passed', undefined]);
    expect(whyOf(inPieces, [4, 4, 5])[0]).toEqual(['failed', undefined]);
    expect(new Set([SILENT.vi, OTHER_UNIT.vi, STRENGTH_UNKNOWN.vi]).size).toBe(3);
  });
});

describe('the dose waits for a clinician', () => {
  it.each<[ProtocolValues, number | null]>([
    [{}, null],
    [{ warnAfterMissedDays: 1 }, null],
    [{ holdAfterMissedDays: 4, reassessAfterMissedDays: 6 }, 4],
    [{ reassessAfterMissedDays: 6 }, 6],
    [{ missedLadder: [{ fromDays: 1, action: 'same-dose' }] }, null],
    [
      {
        holdAfterMissedDays: 9,
        missedLadder: [
          { fromDays: 1, action: 'same-dose' },
          { fromDays: 4, action: 'reduced-dose', percent: 50 },
        ],
      },
      4,
    ],
  ])('where %j has it no longer given as it was', (values, days) => {
    expect(missedPoints(values).holdFrom).toBe(days);
  });
});
