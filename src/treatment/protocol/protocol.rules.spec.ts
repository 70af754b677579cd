import { TREATMENT_KINDS } from '../kinds/kinds.js';
import type { ProtocolValues } from './protocol.js';
import { protocolFaults } from './protocol.rules.js';

const METHADONE = TREATMENT_KINDS['methadone-treatment'];
const CEDEMEX = TREATMENT_KINDS['cedemex-treatment'];
const faults = (values: ProtocolValues, kind = METHADONE) =>
  protocolFaults(kind, values).map(({ field }) => field);

describe('the numbers of a protocol', () => {
  it('are one at least: without any nothing would be checked', () => {
    for (const none of [
      {},
      { doseUnit: 'microgram' },
      { missedLadder: [] },
      { prescriptionDays: {} },
    ] as const)
      expect(faults(none)).toEqual([null]);
    for (const one of [{ twoPersonCheck: false }, { takeHomeMostDays: 0 }, { testEveryDays: 30 }])
      expect(faults(one)).toEqual([]);
  });

  it('count doses in pieces where orders may, and say in what where orders may be in either', () => {
    expect(faults({ doseUnit: 'piece', doseMax: 12 })).toEqual(['doseUnit']);
    expect(faults({ doseUnit: 'microgram', doseMax: 12_000 })).toEqual([]);
    expect(faults({ doseUnit: 'piece', doseMax: 12 }, CEDEMEX)).toEqual([]);
    expect(faults({ doseUnit: 'microgram', doseMax: 12 }, CEDEMEX)).toEqual([]);
    for (const dose of ['startDoseMin', 'startDoseMax', 'doseMax', 'doseStepMax'])
      expect(faults({ [dose]: 12 }, CEDEMEX)).toEqual(['doseUnit']);
    expect(faults({ slotsADay: 3 }, CEDEMEX)).toEqual([]);
  });

  it.each<[ProtocolValues, string[]]>([
    [{ startDoseMin: 15_000, startDoseMax: 15_000 }, []],
    [{ startDoseMin: 15_001, startDoseMax: 15_000 }, ['startDoseMax']],
    [{ startDoseMax: 30_000, doseMax: 20_000 }, ['doseMax']],
    [{ warnAfterMissedDays: 3, holdAfterMissedDays: 2 }, ['holdAfterMissedDays']],
    [{ doseMax: 1 }, []],
  ])('fit each other: %j', (values, fields) => {
    expect(faults(values)).toEqual(fields);
  });

  it('have a ladder that rises, with a percentage of a reduced dose alone', () => {
    const same = { fromDays: 1, action: 'same-dose' } as const;
    expect(faults({ missedLadder: [same, { fromDays: 4, action: 'reduced-dose', percent: 50 }] })).toEqual(
      [],
    );
    expect(faults({ missedLadder: [same, { fromDays: 1, action: 'hold' }] })).toEqual([
      'missedLadder/1/fromDays',
    ]);
    expect(faults({ missedLadder: [{ fromDays: 4, action: 'reduced-dose' }] })).toEqual([
      'missedLadder/0/percent',
    ]);
    expect(faults({ missedLadder: [{ ...same, percent: 50 }] })).toEqual(['missedLadder/0/percent']);
  });

  it('name phases of the kind', () => {
    const values = { prescriptionDays: { maintenance: 30 } };
    expect(faults(values)).toEqual([]);
    expect(faults(values, CEDEMEX)).toEqual(['prescriptionDays/maintenance']);
  });
});
